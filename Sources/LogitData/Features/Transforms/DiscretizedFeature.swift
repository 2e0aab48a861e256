import Logit

/// A number as features, one for each of the bins it may be in.
///
///     .floatDiscretized("age", binCount: 8)
///
/// Follows `FeatureSpace.float_discretized` of Keras; the quantiles are those of the rows learned from, taken as one batch.
public struct DiscretizedFeature: CodedFeature, Equatable {
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
  /// - Throws: ``LogitError/invalidOption(name:value:expected:)`` for a replacement that is no number or category of its own.
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
  public static func floatDiscretized(
    _ column: String, binCount: Int = 32, epsilon: Double = 0.01, missing: MissingValues = .ownCategory
  ) throws -> DiscretizedFeature {
    try DiscretizedFeature(column, Discretization(binCount: binCount, epsilon: epsilon), missing: missing)
  }

  /// A number in bins between boundaries.
  public static func floatDiscretized(
    _ column: String, binBoundaries: [Float], missing: MissingValues = .ownCategory
  ) throws -> DiscretizedFeature {
    try DiscretizedFeature(column, Discretization(binBoundaries: binBoundaries), missing: missing)
  }
}

// MARK: - Learning

extension DiscretizedFeature {
  /// Learns the boundaries, and what missing values count as.
  public mutating func adapt(to columns: [Column], rows: RowSelection) throws {
    let values = columns[0]
    try values.require(
      [.numeric, .integer, .boolean], for: "bins of numbers", remedy: "use it as categories, or leave it out")
    var numbers: [Double] = []
    numbers.reserveCapacity(rows.count)
    var missingCount = 0
    values.forEachNumber(in: rows) { number in
      if Float(number).isFinite { numbers.append(number) } else { missingCount += 1 }
    }
    discretization.adapt(to: numbers.map { Float($0) })
    let hasOwn = missing.replacement == .ownCategory || missing.replacement == .automatic
    let hasMissingCode = hasOwn && missingCount > 0
    let replacement: Double? =
      switch missing.replacement {
      case .number(let number): number
      case .mean: numbers.isEmpty ? nil : Self.mean(numbers)
      case .median: numbers.median()
      case .mostFrequent: numbers.mostFrequent()
      default: nil
      }
    let ownCode = hasMissingCode ? Int32(discretization.width) : noCode
    learned = Learned(
      kind: values.kind, missingCode: replacement.map { Int32(discretization(Float($0))) } ?? ownCode,
      hasMissingCode: hasMissingCode)
  }

  private static func mean(_ numbers: [Double]) -> Double {
    var moments = RunningMoments()
    for number in numbers { moments.add(number) }
    return moments.finish().mean
  }

  /// The column.
  public var inputs: [String] { [column] }

  /// What the column held.
  public var inputKinds: [ColumnKind] { [learned?.kind ?? .numeric] }

  var codeCount: Int { discretization.width + (learned?.hasMissingCode ?? false ? 1 : 0) }

  var codeNames: [String] {
    let bounds = discretization.binBoundaries.map(\.shortText)
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
    try columns[0].require(learned: learned.kind)
    return BinReader(discretization: discretization, missingCode: learned.missingCode)
  }
}

/// Puts numbers into bins.
struct BinReader: CodeReader {
  let discretization: Discretization
  let missingCode: Int32

  func read(
    _ chunks: [ColumnChunk], rows: Range<Int>, into codes: UnsafeMutablePointer<Int32>,
    tally: inout FeatureTally
  ) {
    chunks[0].forEachNumber(rows) { row, number in
      let target = codes + (row - rows.lowerBound)
      if Float(number).isFinite {
        target.pointee = Int32(discretization(Float(number)))
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
  public var members: [KerasMember] {
    var members = [
      KerasMember("column", .string(column)), KerasMember("num_bins", .optional(discretization.binCount)),
      KerasMember("epsilon", .number(discretization.epsilon)),
      KerasMember("bin_boundaries", .array(discretization.binBoundaries.map { .number(Double($0)) })),
      KerasMember("missing", missing.json),
    ]
    guard let learned else { return members }
    members += [
      KerasMember("kind", .string(learned.kind.rawValue)),
      KerasMember("missing_code", .integer(Int(learned.missingCode))),
      KerasMember("has_missing_code", .bool(learned.hasMissingCode)),
    ]
    return members
  }

  /// Takes options and what was learned from a file.
  public init(_ options: inout KerasOptions) throws {
    let boundaries = try options.requiredFloats("bin_boundaries")
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
