public import Logit

/// A text or a whole number as features, one for each of a fixed number of bins it is put into by hash.
///
///     .stringHashed("zip code", binCount: 64)
///
/// Nothing is learned, so no value is unknown. Follows `FeatureSpace.string_hashed` and `integer_hashed` of
/// Keras, which have no missing values.
public struct HashedFeature: CodedColumn, NumberedFeatures, Equatable {
  /// The column.
  public let column: String
  /// Whether the column holds whole numbers, not texts.
  public let isInteger: Bool
  /// How values become bins.
  public let hashing: Hashing
  /// What missing values count as: none of the bins (``MissingValues/Replacement/automatic``), a bin of their
  /// own, a category, or an error.
  public let missing: MissingValues
  private var kind: ColumnKind?

  /// A hashed value as features.
  ///
  /// - Parameters:
  ///   - column: The column's name.
  ///   - isInteger: Whether the column holds whole numbers, not texts.
  ///   - hashing: How values become bins.
  ///   - missing: What missing values count as.
  /// - Throws: ``/Logit/LogitError/invalidOption(name:value:expected:)`` for a replacement that a hash does
  ///   not allow.
  public init(_ column: String, isInteger: Bool, _ hashing: Hashing, missing: MissingValues = .automatic)
    throws
  {
    try missing.checkForCategories(column)
    guard !missing.addsIndicator, missing.replacement != .mostFrequent else {
      throw LogitError.invalidOption(
        name: "missing values of \(column)", value: "\(missing)",
        expected: "ownCategory, a category, automatic or refuse")
    }
    if isInteger, case .category(let text) = missing.replacement, Int(text) == nil {
      throw LogitError.invalidOption(
        name: "missing values of \(column)", value: "\"\(text)\"", expected: "a whole number")
    }
    self.column = column
    self.isInteger = isInteger
    self.hashing = hashing
    self.missing = missing
  }

  private func bin(_ text: String) -> Int { isInteger ? Int(text).map { hashing($0) } ?? -1 : hashing(text) }
}

extension FeatureTransform where Self == HashedFeature {
  /// Texts in bins by hash.
  ///
  /// - Parameters:
  ///   - column: The column's name.
  ///   - binCount: The number of bins, at least 1.
  ///   - salt: What makes one hash differ from another.
  ///   - missing: What missing values count as.
  /// - Returns: The transform.
  /// - Throws: ``/Logit/LogitError/invalidOption(name:value:expected:)`` for options out of their range, or
  ///   that exclude each other.
  public static func stringHashed(
    _ column: String, binCount: Int = 32, salt: HashSalt? = nil, missing: MissingValues = .automatic
  ) throws -> HashedFeature {
    try HashedFeature(column, isInteger: false, Hashing(binCount: binCount, salt: salt), missing: missing)
  }

  /// Whole numbers in bins by hash.
  ///
  /// - Parameters:
  ///   - column: The column's name.
  ///   - binCount: The number of bins, at least 1.
  ///   - salt: What makes one hash differ from another.
  ///   - missing: What missing values count as.
  /// - Returns: The transform.
  /// - Throws: ``/Logit/LogitError/invalidOption(name:value:expected:)`` for options out of their range, or
  ///   that exclude each other.
  public static func integerHashed(
    _ column: String, binCount: Int = 32, salt: HashSalt? = nil, missing: MissingValues = .automatic
  ) throws -> HashedFeature {
    try HashedFeature(column, isInteger: true, Hashing(binCount: binCount, salt: salt), missing: missing)
  }
}

extension HashedFeature {
  /// Checks whole numbers; gathers nothing from texts.
  ///
  /// - Parameter kinds: What the column holds.
  /// - Throws: ``DataError/wrongKind(column:expected:found:remedy:)`` for texts if numbers are needed, or the
  ///   other way round.
  public func accumulator(for kinds: [ColumnKind]) throws -> CodedSums {
    guard isInteger else {
      try kinds[0].require([.string], in: column, for: "texts to hash", remedy: "use integerHashed")
      return CodedSums(.nothing)
    }
    try kinds[0].require(
      [.integer, .boolean, .numeric], in: column, for: "categories that are whole numbers",
      remedy: "use texts as texts")
    return CodedSums(.wholeNumbers(WholeNumberCounts(kind: kinds[0], isCounting: false)))
  }

  /// Remembers what the column holds.
  ///
  /// - Parameter sums: Of all rows.
  /// - Returns: `nil`: one pass is enough.
  /// - Throws: ``DataError/wrongKind(column:expected:found:remedy:)`` for numbers that are not whole.
  public mutating func finish(_ sums: CodedSums) throws -> CodedSums? {
    if case .wholeNumbers(let counts) = sums.storage {
      try counts.requireWhole(column: column)
      kind = counts.kind
    } else {
      kind = .string
    }
    return nil
  }

  /// The column.
  public var inputs: [String] { [column] }

  /// What the column held.
  public var inputKinds: [ColumnKind] { [kind ?? (isInteger ? .integer : .string)] }

  private var hasMissingCode: Bool { missing.replacement == .ownCategory }

  var codeCount: Int { hashing.binCount + (hasMissingCode ? 1 : 0) }

  var codeNames: [String] { (0..<codeCount).map(outputName) }

  func outputName(_ place: Int) -> String {
    place < hashing.binCount ? "\(column) #\(place)" : "\(column) is missing"
  }

  /// `zip #0` for each bin.
  public var outputNames: [String] { codeNames }

  /// Whether missing values are errors.
  public var refusal: FeatureRefusal { FeatureRefusal(missing: missing.replacement == .refuse) }

  /// What is done, in a few words.
  public var summary: String { "hashed into \(hashing.binCount) bins" }

  /// Prepares to hash a column's values: each text once, numbers as they come.
  func codeReader(for columns: [Column]) throws -> any CodeReader {
    try columns[0].require(learned: inputKinds[0])
    var missingCode = hasMissingCode ? Int32(hashing.binCount) : noCode
    if case .category(let text) = missing.replacement { missingCode = Int32(bin(text)) }
    guard !isInteger else { return HashedIntegerReader(hashing: hashing, missingCode: missingCode) }
    let dictionary = columns[0].dictionary
    return TextCodeReader(
      dictionary: dictionary, missingCode: missingCode,
      codes: dictionary.map { (code: Int32(hashing($0)), isUnknown: false) })
  }
}

// MARK: - In files

extension HashedFeature {
  /// The name in files.
  public static let typeName = "hashed"

  /// The options and what the column held.
  public var members: [JSON.Member] {
    let mask: JSON =
      switch hashing.maskValue {
      case nil: .null
      case .text(let text)?: .string(text)
      case .integer(let number)?: .integer(number)
      }
    return [
      JSON.Member("column", .string(column)), JSON.Member("integer", .bool(isInteger)),
      JSON.Member("num_bins", .integer(hashing.binCount)), JSON.Member("mask_value", mask),
      JSON.Member("salt", hashing.salt?.json ?? .null), JSON.Member("missing", missing.json),
      JSON.Member("kind", kind.map { .string($0.rawValue) } ?? .null),
    ]
  }

  /// Takes options from a file.
  ///
  /// - Parameter options: The members that ``members`` wrote.
  /// - Throws: ``/Logit/LogitError/invalidConfiguration(object:reason:)`` for anything that ``members`` would
  ///   not write, or ``/Logit/LogitError/invalidOption(name:value:expected:)`` for options that exclude each
  ///   other.
  public init(_ options: inout JSONFields) throws {
    let mask: HashedCrossing.Value?
    switch options.value("mask_value") {
    case nil, .null?: mask = nil
    case .string(let text)?: mask = .text(text)
    case .integer(let number)?: mask = .integer(number)
    case let other?: throw options.wrong("mask_value", expected: "text or a whole number", found: other)
    }
    let isInteger = try options.bool("integer", default: false)
    try self.init(
      options.requiredString("column"), isInteger: isInteger,
      Hashing(
        binCount: options.requiredInteger("num_bins", in: 1...HashedNGrams.largestBinCount), maskValue: mask,
        salt: HashSalt(&options)), missing: MissingValues(&options))
    if let text = try options.optionalString("kind") {
      guard let kind = ColumnKind(rawValue: text), (kind == .string) != isInteger, kind != .numeric else {
        throw options.wrong("kind", expected: "one that fits what is hashed", found: .string(text))
      }
      self.kind = kind
    }
  }
}

/// Hashes whole numbers.
struct HashedIntegerReader: CodeReader {
  let hashing: Hashing
  let missingCode: Int32

  func read(
    _ chunks: [ColumnChunk], rows: Range<Int>, into codes: UnsafeMutablePointer<Int32>,
    tally: inout FeatureTally
  ) {
    chunks[0].forEachWholeNumber(rows) { row, value in
      let target = codes + (row - rows.lowerBound)
      switch value {
      case .number(let number): target.pointee = Int32(hashing(number))
      case .missing:
        target.pointee = missingCode
        tally.addMissing(row: row)
      case .fraction(let number):
        target.pointee = noCode
        tally.addUnknown(row: row, text: "\(number)")
      }
    }
  }
}
