import Logit

/// Counts words, or groups of neighboring words or characters, of texts in bins by hash.
///
///     let grams = try HashedNGrams(binCount: 256, sizes: [1, 2])
///     grams.bins(of: "To be, or not to be")      // the bins of "to", "be", …, "to be", "be or", …
///
/// Texts are standardized and split as `keras.layers.TextVectorization` does by default: lower case (of ASCII
/// letters) and without ASCII punctuation, split at white space; then each group of neighbors, joined by a
/// space, goes to the bin that `keras.layers.Hashing` gives it. Nothing is learned, so no word is unknown;
/// words that share a bin count as one.
public struct HashedNGrams: Sendable, Equatable {
  /// What texts are split into.
  public enum Unit: String, Sendable, Equatable, CaseIterable {
    /// Words, at white space.
    case word = "whitespace"
    /// Unicode code points.
    case character
  }

  /// How texts are brought into one form.
  public enum Standardization: String, Sendable, Equatable, CaseIterable {
    /// Not at all.
    case none
    /// In lower case.
    case lower
    /// Without punctuation.
    case stripPunctuation = "strip_punctuation"
    /// In lower case and without punctuation.
    case lowerAndStripPunctuation = "lower_and_strip_punctuation"
  }

  /// What the bins hold.
  public enum Counting: String, Sendable, Equatable, CaseIterable {
    /// How often they occur.
    case count
    /// 1 if they occur.
    case multiHot = "multi_hot"
  }

  /// The most bins, 2²⁴.
  public static var largestBinCount: Int { ColumnOptions.largestHashBinCount }

  /// The number of bins.
  public let binCount: Int
  /// The numbers of neighbors in a group.
  public let sizes: [Int]
  /// What texts are split into.
  public let unit: Unit
  /// How texts are brought into one form.
  public let standardization: Standardization
  /// What the bins hold.
  public let counting: Counting
  /// What makes one hash differ from another.
  public let salt: HashSalt?

  /// Counts in bins.
  ///
  /// - Parameters:
  ///   - binCount: The number of bins, at least 1.
  ///   - sizes: The numbers of neighbors in a group, different ones from 1 to 64.
  ///   - unit: What texts are split into.
  ///   - standardization: How texts are brought into one form.
  ///   - counting: What the bins hold.
  ///   - salt: What makes one hash differ from another.
  /// - Throws: ``/Logit/LogitError/invalidOption(name:value:expected:)`` for a number out of its range.
  public init(
    binCount: Int, sizes: [Int] = [1], unit: Unit = .word,
    standardization: Standardization = .lowerAndStripPunctuation, counting: Counting = .count,
    salt: HashSalt? = nil
  ) throws {
    guard (1...HashedNGrams.largestBinCount).contains(binCount) else {
      throw LogitError.invalidOption(
        name: "binCount", value: "\(binCount)", expected: "in 1...\(HashedNGrams.largestBinCount)")
    }
    guard !sizes.isEmpty, Set(sizes).count == sizes.count, sizes.allSatisfy({ (1...64).contains($0) }) else {
      throw LogitError.invalidOption(
        name: "sizes", value: "\(sizes)", expected: "different numbers in 1...64")
    }
    self.binCount = binCount
    self.sizes = sizes
    self.unit = unit
    self.standardization = standardization
    self.counting = counting
    self.salt = salt
  }

  /// The words or characters of a text, after standardization.
  ///
  /// - Parameter text: Any text.
  /// - Returns: In the order of the text.
  public func tokens(of text: String) -> [String] {
    let bytes = standardized(text)
    switch unit {
    case .word:
      return bytes.split(whereSeparator: Self.isSpace).map { String(decoding: $0, as: UTF8.self) }
    case .character:
      return String(decoding: bytes, as: UTF8.self).unicodeScalars.map { String(Character($0)) }
    }
  }

  /// The groups of neighbors in a text, one size after the other.
  ///
  /// - Parameter text: Any text.
  /// - Returns: Groups, joined by a space.
  public func grams(of text: String) -> [String] {
    let tokens = tokens(of: text)
    return sizes.flatMap { size in
      tokens.count < size
        ? [] : (0...tokens.count - size).map { tokens[$0..<$0 + size].joined(separator: " ") }
    }
  }

  /// The bin of each group of neighbors in a text.
  ///
  /// - Parameter text: Any text.
  /// - Returns: Bins in `0..<binCount`.
  public func bins(of text: String) -> [Int] {
    guard unit == .word else { return grams(of: text).map { BinHash.bin($0, count: binCount, salt: salt) } }
    var (words, bins) = (WordBins(self), [Int32]())
    words.append(of: text, to: &bins)
    return bins.map { Int($0) }
  }

  private func standardized(_ text: String) -> [UInt8] {
    let lowers = standardization == .lower || standardization == .lowerAndStripPunctuation
    let strips = standardization == .stripPunctuation || standardization == .lowerAndStripPunctuation
    return text.utf8.compactMap { byte in
      if strips && Self.isPunctuation(byte) { return nil }
      return lowers && (0x41...0x5A).contains(byte) ? byte + 0x20 : byte
    }
  }

  /// ASCII's characters that are neither letters, digits, white space nor control characters.
  static func isPunctuation(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x21...0x2F, 0x3A...0x40, 0x5B...0x60, 0x7B...0x7E: true
    default: false
    }
  }

  static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0D).contains(byte) }
}
