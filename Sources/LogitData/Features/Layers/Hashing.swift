public import Logit

/// Puts texts and whole numbers into bins by hash. Follows `keras.layers.Hashing`.
///
///     let layer = try Hashing(binCount: 3)
///     layer("A")      // 1
///
/// Without a salt the hash is `Fingerprint64`, with one `SipHash`; whole numbers are hashed as decimal
/// texts. Nothing is learned, so no value is unknown; values that share a bin count as one.
public struct Hashing: Sendable, Equatable {
  /// The number of bins.
  public let binCount: Int
  /// A value that has bin 0 for itself; the others then share the bins from 1 on.
  public let maskValue: HashedCrossing.Value?
  /// What makes one hash differ from another.
  public let salt: HashSalt?
  /// What bins become.
  public let outputMode: CategoryOutputMode

  /// Puts values into bins.
  ///
  /// - Parameters:
  ///   - binCount: At least 1.
  ///   - maskValue: A value that has bin 0 for itself.
  ///   - salt: What makes one hash differ from another.
  ///   - outputMode: What bins become; not ``CategoryOutputMode/tfIDF``.
  /// - Throws: ``/Logit/LogitError/invalidOption(name:value:expected:)`` for fewer than one bin, or for
  ///   tf-idf.
  public init(
    binCount: Int, maskValue: HashedCrossing.Value? = nil, salt: HashSalt? = nil,
    outputMode: CategoryOutputMode = .int
  ) throws {
    guard (1...HashedNGrams.largestBinCount).contains(binCount) else {
      throw LogitError.invalidOption(
        name: "binCount", value: "\(binCount)", expected: "in 1...\(HashedNGrams.largestBinCount)")
    }
    guard outputMode != .tfIDF else {
      throw LogitError.invalidOption(
        name: "outputMode", value: outputMode.rawValue, expected: "int, one_hot, multi_hot or count")
    }
    self.binCount = binCount
    self.maskValue = maskValue
    self.salt = salt
    self.outputMode = outputMode
  }

  /// The bin of a text.
  ///
  /// - Parameter text: Any text.
  /// - Returns: A bin in `0..<binCount`.
  public func callAsFunction(_ text: String) -> Int {
    guard let maskValue, binCount > 1 else { return BinHash.bin(text, count: binCount, salt: salt) }
    if case .text(let mask) = maskValue, TextKey(mask) == TextKey(text) { return 0 }
    return 1 + BinHash.bin(text, count: binCount - 1, salt: salt)
  }

  /// The bin of a whole number.
  ///
  /// - Parameter number: Any number.
  /// - Returns: A bin in `0..<binCount`.
  public func callAsFunction(_ number: Int) -> Int {
    guard let maskValue, binCount > 1 else { return BinHash.bin(number, count: binCount, salt: salt) }
    if maskValue == .integer(number) { return 0 }
    return 1 + BinHash.bin(number, count: binCount - 1, salt: salt)
  }

  /// Encodes samples of one or more texts.
  ///
  /// - Parameter samples: The texts of each.
  /// - Returns: `[samples, binCount]`; with ``CategoryOutputMode/int``, the bins themselves.
  /// - Throws: ``/Logit/LogitError/invalidOption(name:value:expected:)`` for samples of lengths that the
  ///   output mode does not allow.
  public func encode(_ samples: [[String]]) throws -> Tensor<Float> {
    try outputMode.encode(samples.map { $0.map { self($0) } }, width: binCount)
  }

  /// Encodes samples of one or more whole numbers.
  ///
  /// - Parameter samples: The numbers of each.
  /// - Returns: `[samples, binCount]`; with ``CategoryOutputMode/int``, the bins themselves.
  /// - Throws: ``/Logit/LogitError/invalidOption(name:value:expected:)`` for samples of lengths that the
  ///   output mode does not allow.
  public func encode(_ samples: [[Int]]) throws -> Tensor<Float> {
    try outputMode.encode(samples.map { $0.map { self($0) } }, width: binCount)
  }
}
