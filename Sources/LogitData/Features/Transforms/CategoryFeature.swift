public import Logit

/// A category as features, one for each category.
///
///     .stringCategorical("species", maxTokens: 20, unknown: .ignore)
///
/// Categories are ordered as by ``IndexLookup``: Keras's order, the most frequent first. Follows
/// `FeatureSpace.string_categorical` and `integer_categorical` of Keras, with the same defaults; Keras
/// has no missing values.
public struct CategoryFeature: CodedColumn, Equatable {
  /// What was learned.
  struct Learned: Equatable {
    var kind: ColumnKind
    /// The code of a missing value, ``noCode`` for none.
    var missingCode: Int32
    /// Whether missing values have a code of their own, the last.
    var hasMissingCode: Bool
    var lookup: CategoryLookup
    /// The texts that occurred but are no categories.
    var rare = RareTexts()
  }

  /// The column.
  public let column: String
  /// Whether the column holds whole numbers, not texts.
  public let isInteger: Bool
  /// The most categories, with those for unknown ones.
  public let maxTokens: Int?
  /// A category must occur in this many rows to count as one; rarer ones count as unknown.
  public let leastRowCount: Int
  /// How many categories unknown ones are put into, if they have any.
  public let oovIndexCount: Int
  /// What a category counts as that was not learned.
  public let unknown: UnknownCategories
  /// What missing values count as.
  public let missing: MissingValues
  private(set) var learned: Learned?

  /// A category as features.
  ///
  /// - Parameters:
  ///   - column: The column's name.
  ///   - isInteger: Whether the column holds whole numbers, not texts.
  ///   - maxTokens: The most categories, with those for unknown ones; `nil` for no limit.
  ///   - leastRowCount: Rarer categories count as unknown.
  ///   - oovIndexCount: How many categories unknown ones are put into, if they have any.
  ///   - unknown: What a category counts as that was not learned.
  ///   - missing: What missing values count as.
  /// - Throws: ``/Logit/LogitError/invalidOption(name:value:expected:)`` for options out of their range, or
  ///   that exclude each other.
  public init(
    _ column: String, isInteger: Bool, maxTokens: Int? = nil, leastRowCount: Int = 1, oovIndexCount: Int = 1,
    unknown: UnknownCategories = .ownCategory, missing: MissingValues = .ownCategory
  ) throws {
    try missing.checkForCategories(column)
    guard !missing.addsIndicator else {
      throw LogitError.invalidOption(
        name: "missing values of \(column)", value: "an indicator",
        expected: "ownCategory, which is the indicator of a category")
    }
    guard leastRowCount >= 1 else {
      throw LogitError.invalidOption(name: "leastRowCount", value: "\(leastRowCount)", expected: "at least 1")
    }
    self.column = column
    self.isInteger = isInteger
    self.maxTokens = maxTokens
    self.leastRowCount = leastRowCount
    self.oovIndexCount = unknown == .ownCategory ? oovIndexCount : 0
    self.unknown = unknown
    self.missing = missing
    guard unknown != .ownCategory || oovIndexCount >= 1 else {
      throw LogitError.invalidOption(
        name: "oovIndexCount", value: "\(oovIndexCount)",
        expected: "at least 1, or another policy for unknown ones")
    }
    _ = try CategoryLookup(isInteger: isInteger, maxTokens: maxTokens, oovIndexCount: self.oovIndexCount)
  }
}

extension FeatureTransform where Self == CategoryFeature {
  /// Texts as categories.
  ///
  /// - Parameters:
  ///   - column: The column's name.
  ///   - maxTokens: The most categories, with those for unknown ones; `nil` for no limit.
  ///   - oovIndexCount: How many categories unknown ones are put into, if they have any.
  ///   - unknown: What a category counts as that was not learned.
  ///   - missing: What missing values count as.
  /// - Returns: A transform that has learned nothing yet.
  /// - Throws: ``/Logit/LogitError/invalidOption(name:value:expected:)`` for options out of their range, or
  ///   that exclude each other.
  public static func stringCategorical(
    _ column: String, maxTokens: Int? = nil, oovIndexCount: Int = 1,
    unknown: UnknownCategories = .ownCategory,
    missing: MissingValues = .ownCategory
  ) throws -> CategoryFeature {
    try CategoryFeature(
      column, isInteger: false, maxTokens: maxTokens, oovIndexCount: oovIndexCount, unknown: unknown,
      missing: missing)
  }

  /// Whole numbers as categories.
  ///
  /// - Parameters:
  ///   - column: The column's name.
  ///   - maxTokens: The most categories, with those for unknown ones; `nil` for no limit.
  ///   - oovIndexCount: How many categories unknown ones are put into, if they have any.
  ///   - unknown: What a category counts as that was not learned.
  ///   - missing: What missing values count as.
  /// - Returns: A transform that has learned nothing yet.
  /// - Throws: ``/Logit/LogitError/invalidOption(name:value:expected:)`` for options out of their range, or
  ///   that exclude each other.
  public static func integerCategorical(
    _ column: String, maxTokens: Int? = nil, oovIndexCount: Int = 1,
    unknown: UnknownCategories = .ownCategory,
    missing: MissingValues = .ownCategory
  ) throws -> CategoryFeature {
    try CategoryFeature(
      column, isInteger: true, maxTokens: maxTokens, oovIndexCount: oovIndexCount, unknown: unknown,
      missing: missing)
  }
}

// MARK: - Learning

extension CategoryFeature {
  /// Counts the categories of a column.
  ///
  /// - Parameter kinds: What the column holds.
  /// - Throws: ``DataError/wrongKind(column:expected:found:remedy:)`` for texts if numbers are needed, or the
  ///   other way round.
  public func accumulator(for kinds: [ColumnKind]) throws -> CodedSums {
    if isInteger {
      try kinds[0].require(
        [.integer, .boolean, .numeric], in: column, for: "categories that are whole numbers",
        remedy: "use stringCategorical")
      return CodedSums(.wholeNumbers(WholeNumberCounts(kind: kinds[0], isCounting: true)))
    }
    try kinds[0].require(
      [.string], in: column, for: "categories that are texts", remedy: "use integerCategorical")
    return CodedSums(.texts(TextCounts()))
  }

  /// Learns the categories.
  ///
  /// - Parameter sums: Of all rows.
  /// - Returns: `nil`: one pass is enough.
  /// - Throws: ``DataError/wrongKind(column:expected:found:remedy:)`` for numbers that are not whole, or
  ///   ``/Logit/LogitError/invalidOption(name:value:expected:)`` if missing values are to count as a text
  ///   among numbers.
  public mutating func finish(_ sums: CodedSums) throws -> CodedSums? {
    var counts = try CategoryCounts(sums, column: column)
    if case .category(let text) = missing.replacement { try counts.addMissing(as: text, column: column) }
    let mostFrequent = counts.mostFrequent
    let all = counts
    counts.drop(rarerThan: leastRowCount)
    var lookup = try CategoryLookup(isInteger: isInteger, maxTokens: maxTokens, oovIndexCount: oovIndexCount)
    lookup.adapt(to: counts)
    let hasOwn = missing.replacement == .ownCategory || missing.replacement == .automatic
    let hasMissingCode = hasOwn && counts.missingCount > 0
    let missingCode: Int32 =
      switch missing.replacement {
      case .category(let text): lookup.code(ofText: text) ?? noCode
      case .mostFrequent: mostFrequent.flatMap { lookup.code(ofText: $0) } ?? noCode
      default: hasMissingCode ? Int32(lookup.size) : noCode
      }
    learned = Learned(
      kind: counts.kind, missingCode: missingCode, hasMissingCode: hasMissingCode, lookup: lookup,
      rare: RareTexts(all.texts.lazy.filter { lookup.code(of: $0).isUnknown }))
    return nil
  }

  /// The column.
  public var inputs: [String] { [column] }

  /// What the column held.
  public var inputKinds: [ColumnKind] { [learned?.kind ?? (isInteger ? .integer : .string)] }

  /// The number of features.
  var codeCount: Int { learned.map { $0.lookup.size + ($0.hasMissingCode ? 1 : 0) } ?? 0 }

  /// `species=adelie` for each category.
  var codeNames: [String] {
    guard let learned else { return [] }
    return learned.lookup.names.map { "\(column)=\($0)" }
      + (learned.hasMissingCode ? ["\(column) is missing"] : [])
  }

  /// `species=adelie` for each category.
  public var outputNames: [String] { codeNames }

  /// The categories in the order of the features, without those for unknown and missing values.
  public var categories: [String] { learned?.lookup.tokenNames ?? [] }

  /// What is an error.
  public var refusal: FeatureRefusal {
    FeatureRefusal(
      missing: missing.replacement == .refuse, unknown: unknown == .refuse,
      known: Array(categories.prefix(11)))
  }

  /// What is done, in a few words.
  public var summary: String {
    guard let learned else { return "one-hot" }
    var text = "one-hot, \(learned.lookup.tokenNames.count.counted("category", plural: "categories"))"
    if unknown == .ownCategory { text += " and the others" }
    switch missing.replacement {
    case .refuse: text += "; missing: refused"
    case .category(let category): text += "; missing: \(category)"
    case .mostFrequent: text += "; missing: the most frequent"
    default: text += learned.hasMissingCode ? "; missing: a category" : ""
    }
    return text
  }
}

// MARK: - In files

extension CategoryFeature {
  /// The name in files.
  public static let typeName = "category"

  /// The most categories that a file may list.
  static let largestCount = 1 << 22

  /// The options and what was learned.
  public var members: [JSON.Member] {
    var members = [
      JSON.Member("column", .string(column)), JSON.Member("integer", .bool(isInteger)),
      JSON.Member("max_tokens", .optional(maxTokens)),
      JSON.Member("least_row_count", .integer(leastRowCount)),
      JSON.Member("num_oov_indices", .integer(oovIndexCount)),
      JSON.Member("unknown", .string(unknown.rawValue)),
      JSON.Member("missing", missing.json),
    ]
    guard let learned else { return members }
    members += [
      JSON.Member("kind", .string(learned.kind.rawValue)), JSON.Member("vocabulary", learned.lookup.json),
      JSON.Member("missing_code", .integer(Int(learned.missingCode))),
      JSON.Member("has_missing_code", .bool(learned.hasMissingCode)),
    ]
    if !learned.rare.isEmpty { members.append(JSON.Member("rare", .string(learned.rare.digits))) }
    return members
  }

  /// Takes options and what was learned from a file.
  ///
  /// - Parameter options: The members that ``members`` wrote.
  /// - Throws: ``/Logit/LogitError/invalidConfiguration(object:reason:)`` for anything that ``members`` would
  ///   not write, or ``/Logit/LogitError/invalidOption(name:value:expected:)`` for options that exclude each
  ///   other.
  public init(_ options: inout JSONFields) throws {
    let isInteger = try options.bool("integer", default: false)
    let unknown = try options.requiredWord("unknown", UnknownCategories.self)
    let oovIndexCount = try options.requiredInteger("num_oov_indices", in: 0...Self.largestCount)
    try self.init(
      try options.requiredString("column"), isInteger: isInteger,
      maxTokens: try options.optionalInteger("max_tokens", in: 2...Int.max),
      leastRowCount: try options.requiredInteger("least_row_count", in: 1...Int.max),
      oovIndexCount: oovIndexCount, unknown: unknown, missing: try MissingValues(&options))
    guard options.value("kind") != nil else { return }
    let kind = try options.requiredWord("kind", ColumnKind.self)
    guard (kind == .string) != isInteger, kind != .numeric else {
      throw options.wrong("kind", expected: "one that fits the categories", found: .string(kind.rawValue))
    }
    var lookup = try CategoryLookup(
      isInteger: isInteger, maxTokens: maxTokens, oovIndexCount: self.oovIndexCount)
    try lookup.take(&options)
    let hasMissingCode = try options.bool("has_missing_code", default: false)
    let last = lookup.size - (hasMissingCode ? 0 : 1)
    let missingCode = try options.requiredInteger("missing_code", in: -1...max(last, -1))
    let digits = try options.string("rare", default: "")
    guard let rare = RareTexts(digits: digits) else {
      throw options.wrong("rare", expected: "sixteen digits for each text", found: .string(digits.shortened))
    }
    learned = Learned(
      kind: kind, missingCode: Int32(missingCode), hasMissingCode: hasMissingCode, lookup: lookup, rare: rare)
  }
}

// MARK: - In other formats

extension CategoryFeature {
  /// What it makes of a row.
  ///
  /// - Throws: ``DataError/notAdapted(feature:)`` if nothing has been learned.
  var portable: PortableCategory {
    get throws {
      guard let learned else { throw DataError.notAdapted(feature: column) }
      return PortableCategory(
        column: column, tokens: learned.lookup.tokens, firstToken: oovIndexCount, width: codeCount,
        unknownFeature: oovIndexCount > 0 ? 0 : nil, unknownFeatureCount: oovIndexCount,
        refusesUnknown: unknown == .refuse,
        missingFeature: learned.missingCode == noCode ? nil : Int(learned.missingCode),
        refusesMissing: missing.replacement == .refuse)
    }
  }
}
