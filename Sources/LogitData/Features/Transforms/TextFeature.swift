public import Logit

/// Free text as features: counts of hashed words or groups of neighboring words or characters.
///
///     .textHashed("note", binCount: 512, sizes: [1, 2])
///
/// See ``HashedNGrams``. A missing text has no words: all zeros.
public struct TextFeature: FeatureTransform, NumberedFeatures, Equatable {
  /// The column.
  public let column: String
  /// How words become bins.
  public let grams: HashedNGrams

  /// Free text as features.
  ///
  /// - Parameters:
  ///   - column: The column's name.
  ///   - grams: How words become bins.
  public init(_ column: String, _ grams: HashedNGrams) {
    self.column = column
    self.grams = grams
  }

  /// Gathers nothing, but checks that the column holds texts.
  ///
  /// - Parameter kinds: What the column holds.
  /// - Throws: ``DataError/wrongKind(column:expected:found:remedy:)`` for anything but texts.
  public func accumulator(for kinds: [ColumnKind]) throws -> NothingGathered {
    try kinds[0].require(
      [.string], in: column, for: "words of a text", remedy: "use it as a number, or leave it out")
    return NothingGathered()
  }

  /// The column.
  public var inputs: [String] { [column] }

  /// Texts.
  public var inputKinds: [ColumnKind] { [.string] }

  /// `note #0` for each bin.
  public var outputNames: [String] { (0..<grams.binCount).map(outputName) }

  func outputName(_ place: Int) -> String { "\(column) #\(place)" }

  /// The number of bins.
  public var outputCount: Int { grams.binCount }

  /// What is done, in a few words.
  public var summary: String {
    "text: \(grams.unit == .word ? "words" : "characters") "
      + (grams.sizes == [1] ? "" : "in groups of \(grams.sizes.map(String.init).joined(separator: ", ")) ")
      + "hashed into \(grams.binCount) bins"
  }

  /// Prepares to split a column's texts, each once.
  ///
  /// - Parameter columns: The column.
  /// - Returns: What writes the features.
  /// - Throws: ``DataError/learnedOtherwise(column:learned:found:)`` for a column of another kind than
  ///   learned from.
  public func encoder(for columns: [Column]) throws -> any FeatureEncoder {
    try columns[0].require(learned: .string)
    return TextEncoder(bins: try TextBins(grams, of: columns[0].dictionary))
  }
}

extension FeatureTransform where Self == TextFeature {
  /// Words of a text, hashed.
  ///
  /// - Parameters:
  ///   - column: The column's name.
  ///   - binCount: The number of bins, at least 1.
  ///   - sizes: The numbers of neighbors in a group, different ones from 1 to 64.
  ///   - unit: What texts are split into.
  ///   - counting: What the bins hold.
  /// - Returns: The transform.
  /// - Throws: ``/Logit/LogitError/invalidOption(name:value:expected:)`` for a number out of its range.
  public static func textHashed(
    _ column: String, binCount: Int = 256, sizes: [Int] = [1], unit: HashedNGrams.Unit = .word,
    counting: HashedNGrams.Counting = .count
  ) throws -> TextFeature {
    TextFeature(column, try HashedNGrams(binCount: binCount, sizes: sizes, unit: unit, counting: counting))
  }
}

/// Counts bins.
struct TextEncoder: FeatureEncoder {
  /// By position in the dictionary.
  let bins: TextBins

  func encode(
    _ chunks: [ColumnChunk], rows: Range<Int>, into features: FeatureRows, tally: inout FeatureTally
  ) {
    for row in 0..<rows.count {
      let start = features.starts[row] + features.offset
      start.update(repeating: 0, count: features.width)
      guard case .string(let codes) = chunks[0], codes[rows.lowerBound + row] >= 0 else {
        tally.addMissing(row: rows.lowerBound + row)
        continue
      }
      let text = Int(codes[rows.lowerBound + row])
      for entry in bins.starts[text]..<bins.starts[text + 1] {
        start[Int(bins.bins[entry])] = bins.counts[entry]
      }
    }
  }
}

// MARK: - In files

extension TextFeature {
  /// The name in files.
  public static let typeName = "text"

  /// The options.
  public var members: [JSON.Member] {
    [
      JSON.Member("column", .string(column)), JSON.Member("num_bins", .integer(grams.binCount)),
      JSON.Member("ngrams", .array(grams.sizes.map { .integer($0) })),
      JSON.Member("split", .string(grams.unit.rawValue)),
      JSON.Member("standardize", .string(grams.standardization.rawValue)),
      JSON.Member("counting", .string(grams.counting.rawValue)),
      JSON.Member("salt", grams.salt?.json ?? .null),
    ]
  }

  /// Takes options from a file.
  ///
  /// - Parameter options: The members that ``members`` wrote.
  /// - Throws: ``/Logit/LogitError/invalidConfiguration(object:reason:)`` for anything that ``members`` would
  ///   not write, or ``/Logit/LogitError/invalidOption(name:value:expected:)`` for options that exclude each
  ///   other.
  public init(_ options: inout JSONFields) throws {
    self.init(
      try options.requiredString("column"),
      try HashedNGrams(
        binCount: options.requiredInteger("num_bins", in: 1...HashedNGrams.largestBinCount),
        sizes: options.requiredIntegers("ngrams"), unit: options.requiredWord("split"),
        standardization: options.requiredWord("standardize"), counting: options.requiredWord("counting"),
        salt: HashSalt(&options)))
  }
}

extension HashSalt {
  /// Takes a salt from a file; `null` means none.
  init?(_ options: inout JSONFields, _ name: String = "salt") throws {
    switch options.value(name) {
    case nil, .null?: return nil
    default: break
    }
    let numbers = try options.requiredIntegers(name)
    guard let salt = HashSalt(json: numbers) else {
      throw options.wrong(name, expected: "two whole numbers", found: options.value(name) ?? .null)
    }
    self = salt
  }
}
