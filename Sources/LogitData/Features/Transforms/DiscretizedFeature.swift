public import Logit
import LogitFiles

/// A number as features, one for each of the bins it may be in.
///
///     .floatDiscretized("age", binCount: 8)
///
/// Follows `FeatureSpace.float_discretized` of Keras; the quantiles are those of the rows learned from, as
/// one batch.
public struct DiscretizedFeature: CodedColumn, Equatable {
  private struct Learned: Equatable {
    var kind: ColumnKind
    var missingCode: Int32
    var hasMissingCode: Bool
  }

  /// The column.
  public let column: String
  /// How numbers become bins.
  public private(set) var discretization: Discretization
  /// What missing values count as: a bin of their own by default.
  public let missing: MissingValues
  private var learned: Learned?

  /// A number in bins as features.
  ///
  /// - Parameters:
  ///   - column: The column's name.
  ///   - discretization: How numbers become bins.
  ///   - missing: What missing values count as: a bin of their own by default.
  /// - Throws: ``/Logit/LogitError/invalidOption(name:value:expected:)`` for a replacement that is neither a
  ///   number nor a category of its own.
  public init(_ column: String, _ discretization: Discretization, missing: MissingValues = .ownCategory)
    throws
  {
    try missing.checkForNumbers(column)
    guard !missing.addsIndicator else {
      throw LogitError.invalidOption(
        name: "missing values of \(column)", value: "an indicator",
        expected: "ownCategory, which is the indicator")
    }
    self.column = column
    self.discretization = discretization
    self.missing = missing
  }
}

extension FeatureTransform where Self == DiscretizedFeature {
  /// A number in bins of about the same number of rows.
  ///
  /// - Parameters:
  ///   - column: The column's name.
  ///   - binCount: The number of bins, at least 1.
  ///   - epsilon: The share of numbers that a quantile may be wrong by, above 10⁻⁷ and at most 1.
  ///   - missing: What missing values count as: a bin of their own by default.
  /// - Returns: A transform that has learned nothing yet.
  /// - Throws: ``/Logit/LogitError/invalidOption(name:value:expected:)`` for a value out of its range.
  public static func floatDiscretized(
    _ column: String, binCount: Int = 32, epsilon: Double = 0.01, missing: MissingValues = .ownCategory
  ) throws -> DiscretizedFeature {
    try DiscretizedFeature(column, Discretization(binCount: binCount, epsilon: epsilon), missing: missing)
  }

  /// A number in bins between boundaries.
  ///
  /// - Parameters:
  ///   - column: The column's name.
  ///   - binBoundaries: Ascending numbers.
  ///   - missing: What missing values count as: a bin of their own by default.
  /// - Returns: A transform that has learned nothing yet.
  /// - Throws: ``/Logit/LogitError/invalidOption(name:value:expected:)`` unless the boundaries ascend, or for
  ///   a replacement that is neither a number nor a category of its own.
  public static func floatDiscretized(
    _ column: String, binBoundaries: [Float], missing: MissingValues = .ownCategory
  ) throws -> DiscretizedFeature {
    try floatDiscretized(column, binBoundaries: binBoundaries.map { Double($0) }, missing: missing)
  }

  /// A number in bins between boundaries in double precision.
  ///
  /// - Parameters:
  ///   - column: The column's name.
  ///   - binBoundaries: Ascending numbers.
  ///   - missing: What missing values count as: a bin of their own by default.
  /// - Returns: A transform that has learned nothing yet.
  /// - Throws: ``/Logit/LogitError/invalidOption(name:value:expected:)`` unless the boundaries ascend, or for
  ///   a replacement that is neither a number nor a category of its own.
  @_disfavoredOverload
  public static func floatDiscretized(
    _ column: String, binBoundaries: [Double], missing: MissingValues = .ownCategory
  ) throws -> DiscretizedFeature {
    try DiscretizedFeature(column, Discretization(binBoundaries: binBoundaries), missing: missing)
  }
}

// MARK: - Learning

extension DiscretizedFeature {
  /// Sums up a column of numbers or truth values, or of texts of whole numbers.
  ///
  /// - Parameter kinds: What the column holds.
  /// - Returns: The sums of no rows.
  public func accumulator(for kinds: [ColumnKind]) -> CodedSums {
    CodedSums(.numbers(NumberSums(kind: kinds[0], findsMostFrequent: missing.replacement == .mostFrequent)))
  }

  /// Learns the boundaries, and what missing values count as; quantiles need another pass.
  ///
  /// - Parameter sums: Of all rows.
  /// - Returns: The sums that the other pass begins with, if it is needed.
  /// - Throws: ``DataError/wrongKind(column:expected:found:remedy:)`` for texts that are no whole numbers.
  public mutating func finish(_ sums: CodedSums) throws -> CodedSums? {
    guard case .numbers(let sums) = sums.storage else { programmingError("sums of another feature") }
    try sums.requireNumbers(in: column, for: "bins of numbers")
    let (discretization, hasMedian) = (discretization, missing.replacement == .median)
    let (found, numbers, next) = sums.finish { found in
      let middle = hasMedian ? OrderStatistics.medianPlaces(count: found.count) : []
      return Set(discretization.places(count: found.count) + middle).sorted()
    }
    if let next { return CodedSums(.numbers(next)) }
    learn(found, ordered: numbers, kind: sums.kind)
    return nil
  }

  /// - Parameter ordered: The numbers at the places that the boundaries and the median are learned from.
  private mutating func learn(_ found: NumberSums.Summary, ordered: [DoubleDouble], kind: ColumnKind) {
    let middle = missing.replacement == .median ? OrderStatistics.medianPlaces(count: found.count) : []
    let quantiles = discretization.places(count: found.count)
    let places = Set(quantiles + middle).sorted()
    let numbers = Dictionary(uniqueKeysWithValues: zip(places, ordered))
    discretization.adapt(toOrdered: quantiles.compactMap { numbers[$0]?.high }, count: found.count)
    let hasOwn = missing.replacement == .ownCategory || missing.replacement == .automatic
    let hasMissingCode = hasOwn && found.missingCount > 0
    let replacement: Double? =
      switch missing.replacement {
      case .number(let number): number
      case .mean: found.count == 0 ? nil : found.moments.mean.high
      case .median: OrderStatistics.median(middle.compactMap { numbers[$0] })?.high
      case .mostFrequent: found.mostFrequent?.high
      default: nil
      }
    let ownCode = hasMissingCode ? Int32(discretization.width) : noCode
    learned = Learned(
      kind: kind, missingCode: replacement.map { Int32(discretization($0)) } ?? ownCode,
      hasMissingCode: hasMissingCode)
  }

  /// The column.
  public var inputs: [String] { [column] }

  /// What the column held.
  public var inputKinds: [ColumnKind] { [learned?.kind ?? .numeric] }

  var codeCount: Int { discretization.width + (learned?.hasMissingCode ?? false ? 1 : 0) }

  var codeNames: [String] {
    let short = discretization.boundaries.map(\.summaryText)
    let isDistinct = Set(short).count == short.count
    let bounds = isDistinct ? short : discretization.boundaries.map(\.shortText)
    let names = (0...bounds.count).map { bin in
      bin == 0
        ? (bounds.isEmpty ? column : "\(column) < \(bounds[0])")
        : bin == bounds.count
          ? "\(column) ≥ \(bounds[bin - 1])" : "\(bounds[bin - 1]) ≤ \(column) < \(bounds[bin])"
    }
    return names + (learned?.hasMissingCode ?? false ? ["\(column) is missing"] : [])
  }

  /// `3 ≤ age < 5` for each bin.
  public var outputNames: [String] { codeNames }

  /// Whether missing values are errors.
  public var refusal: FeatureRefusal { FeatureRefusal(missing: missing.replacement == .refuse) }

  /// What is done, in a few words.
  public var summary: String {
    "\(discretization.width) bins" + (learned?.hasMissingCode ?? false ? "; missing: a bin" : "")
  }

  /// Prepares to put a column's numbers into bins.
  func codeReader(for columns: [Column]) throws -> any CodeReader {
    guard let learned else { throw DataError.notAdapted(feature: column) }
    return BinReader(
      discretization: discretization, missingCode: learned.missingCode,
      textNumbers: try columns[0].textNumbers(learned: learned.kind))
  }
}

/// Puts numbers into bins.
struct BinReader: CodeReader {
  let discretization: Discretization
  let missingCode: Int32
  /// The number of each text of the column.
  let textNumbers: [Double]

  func read(
    _ chunks: [ColumnChunk], rows: Range<Int>, into codes: UnsafeMutablePointer<Int32>,
    tally: inout FeatureTally
  ) {
    chunks[0].forEachNumber(rows, textNumbers: textNumbers) { row, number in
      let target = codes + (row - rows.lowerBound)
      if number.isFinite {
        target.pointee = Int32(discretization(number))
      } else {
        target.pointee = missingCode
        tally.addMissing(row: row)
      }
    }
  }
}

// MARK: - In files

extension DiscretizedFeature {
  /// The name in files.
  public static let typeName = "discretized"

  /// The options and what was learned.
  public var members: [JSON.Member] {
    var members = [
      JSON.Member("column", .string(column)), JSON.Member("num_bins", .optional(discretization.binCount)),
      JSON.Member("epsilon", .number(discretization.epsilon)),
      JSON.Member("bin_boundaries", .array(discretization.boundaries.map { .number($0) })),
      JSON.Member("missing", missing.json),
    ]
    guard let learned else { return members }
    members += [
      JSON.Member("kind", .string(learned.kind.rawValue)),
      JSON.Member("missing_code", .integer(Int(learned.missingCode))),
      JSON.Member("has_missing_code", .bool(learned.hasMissingCode)),
    ]
    return members
  }

  /// Takes options and what was learned from a file.
  ///
  /// - Parameter options: The members that ``members`` wrote.
  /// - Throws: ``/Logit/LogitError/invalidConfiguration(object:reason:)`` for anything that ``members`` would
  ///   not write, or ``/Logit/LogitError/invalidOption(name:value:expected:)`` for options that exclude each
  ///   other.
  public init(_ options: inout JSONFields) throws {
    let boundaries = try options.requiredDoubles("bin_boundaries")
    let epsilon = try options.double("epsilon", default: .nan)
    var discretization = try Discretization(binBoundaries: boundaries)
    if let binCount = try options.optionalInteger("num_bins", in: 1...CategoryFeature.largestCount) {
      discretization = try Discretization(binCount: binCount, epsilon: epsilon).with(boundaries)
    }
    try self.init(
      options.requiredString("column"), discretization, missing: MissingValues(&options))
    guard options.value("kind") != nil else { return }
    let kind = try options.requiredWord("kind", ColumnKind.self)
    guard kind != .string else { throw options.wrong("kind", expected: "numbers", found: .string("string")) }
    let hasMissingCode = try options.bool("has_missing_code", default: false)
    let last = discretization.width - (hasMissingCode ? 0 : 1)
    learned = Learned(
      kind: kind, missingCode: Int32(try options.requiredInteger("missing_code", in: -1...last)),
      hasMissingCode: hasMissingCode)
  }
}

// MARK: - In other formats

extension DiscretizedFeature {
  /// What it makes of a row.
  ///
  /// - Throws: ``DataError/notAdapted(feature:)`` if nothing has been learned.
  var portable: PortableBins {
    get throws {
      guard let learned else { throw DataError.notAdapted(feature: column) }
      return PortableBins(
        column: column, boundaries: discretization.boundaries, width: codeCount,
        missingFeature: learned.missingCode == noCode ? nil : Int(learned.missingCode),
        refusesMissing: missing.replacement == .refuse)
    }
  }
}
