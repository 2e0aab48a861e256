public import Logit

/// A number as a feature: as it is, normalized, or rescaled.
///
///     .floatNormalized("age", missing: .median.withIndicator)
///
/// Takes columns of numbers and of truth values (true is 1, false is 0), and of texts that are whole numbers
/// of more than 64 bits. Follows `FeatureSpace.float`, `float_normalized` and `float_rescaled` of Keras, but
/// normalizes by ``Standardization``: any column is as good as another, whatever its unit and however far
/// from 0.
public struct NumericFeature: FeatureTransform, Equatable {
  /// What is done with the numbers.
  public enum Scaling: Sendable, Equatable {
    /// Nothing.
    case none
    /// Mean 0 and variance 1 among the rows learned from.
    case normalized
    /// A multiplication and an addition.
    case rescaled(ColumnRescaling)
  }

  /// What was learned.
  private struct Learned: Equatable {
    var kind: ColumnKind
    var standardization: Standardization?
    /// What missing values count as, before scaling.
    var replacement: DoubleDouble
    var hasIndicator: Bool
    /// What the numbers lay in; `nil` if there were none, or an older file does not say.
    var range: ClosedRange<Double>?

    func rule(_ scaling: Scaling) -> NumericEncoder.Rule {
      if case .rescaled(let rescaling) = scaling { return .rescale(rescaling) }
      return standardization.map { .standardize($0) } ?? .keep
    }
  }

  /// The column.
  public let column: String
  /// What is done with the numbers.
  public let scaling: Scaling
  /// What missing values count as.
  public let missing: MissingValues
  private var learned: Learned?

  /// A number as a feature.
  ///
  /// - Parameters:
  ///   - column: The column's name.
  ///   - scaling: What is done with the numbers.
  ///   - missing: What missing values count as.
  /// - Throws: ``/Logit/LogitError/invalidOption(name:value:expected:)`` for a replacement that is not a
  ///   number, or a scale or offset that is not finite.
  public init(_ column: String, scaling: Scaling, missing: MissingValues = .automatic) throws {
    try missing.checkForNumbers(column)
    if case .rescaled(let rule) = scaling, !rule.scale.isFinite || !rule.offset.isFinite {
      throw LogitError.invalidOption(
        name: "rescaling of \(column)", value: "\(rule.scale), \(rule.offset)", expected: "finite")
    }
    if scaling != .normalized, case .number(let number) = missing.replacement, !Float(number).isFinite {
      throw LogitError.invalidOption(
        name: "missing values of \(column)", value: "\(number)",
        expected: "a number in single precision, or a normalized column")
    }
    self.column = column
    self.scaling = scaling
    self.missing = missing
  }

  /// A number whose mean and deviation are known from elsewhere.
  ///
  /// - Parameters:
  ///   - column: The column's name.
  ///   - mean: What is subtracted, finite.
  ///   - deviation: What is divided by, finite and above 0.
  ///   - missing: What missing values count as: `.refuse`, as by default, or a number.
  ///   - isBoolean: Whether the column may hold truth values, 1 and 0, besides numbers; `false` by default.
  /// - Throws: As ``init(_:scaling:missing:)``.
  package init(
    _ column: String, mean: Double, deviation: Double, missing: MissingValues = .refuse,
    isBoolean: Bool = false
  ) throws {
    try self.init(column, scaling: .normalized, missing: missing)
    var replacement = mean
    if case .number(let number) = missing.replacement { replacement = number }
    learned = Learned(
      kind: isBoolean ? .boolean : .numeric,
      standardization: Standardization(mean: mean, variance: deviation * deviation),
      replacement: DoubleDouble(replacement), hasIndicator: missing.addsIndicator, range: nil)
  }

  /// The mean and deviation learned, if it normalizes.
  public var standardization: Standardization? { learned?.standardization }

  /// The number that missing values count as; `nil` if nothing has been learned.
  public var replacement: Double? { learned?.replacement.high }

  /// What the numbers learned from lay in; `nil` if there were none, if nothing has been learned, or if it
  /// comes from a file of a release that did not keep it.
  public var range: ClosedRange<Double>? { learned?.range }
}

extension FeatureTransform where Self == NumericFeature {
  /// A number as it is.
  ///
  /// - Parameters:
  ///   - column: The column's name.
  ///   - missing: What missing values count as.
  /// - Returns: A transform that has learned nothing yet.
  /// - Throws: ``/Logit/LogitError/invalidOption(name:value:expected:)`` for a replacement that is not a
  ///   number.
  public static func float(_ column: String, missing: MissingValues = .automatic) throws -> NumericFeature {
    try NumericFeature(column, scaling: .none, missing: missing)
  }

  /// A number with mean 0 and variance 1 among the rows learned from.
  ///
  /// - Parameters:
  ///   - column: The column's name.
  ///   - missing: What missing values count as.
  /// - Returns: A transform that has learned nothing yet.
  /// - Throws: ``/Logit/LogitError/invalidOption(name:value:expected:)`` for a replacement that is not a
  ///   number.
  public static func floatNormalized(
    _ column: String, missing: MissingValues = .automatic
  ) throws -> NumericFeature {
    try NumericFeature(column, scaling: .normalized, missing: missing)
  }

  /// A number, multiplied by another and then added to a third.
  ///
  /// - Parameters:
  ///   - column: The column's name.
  ///   - scale: What numbers are multiplied by, finite.
  ///   - offset: What is added then, finite.
  ///   - missing: What missing values count as.
  /// - Returns: A transform that has learned nothing yet.
  /// - Throws: ``/Logit/LogitError/invalidOption(name:value:expected:)`` for a replacement that is not a
  ///   number, or a scale or offset that is not finite.
  public static func floatRescaled(
    _ column: String, scale: Float = 1, offset: Float = 0, missing: MissingValues = .automatic
  ) throws -> NumericFeature {
    try NumericFeature(
      column, scaling: .rescaled(ColumnRescaling(scale: scale, offset: offset)), missing: missing)
  }

  /// A truth value as 0 or 1.
  ///
  /// - Parameters:
  ///   - column: The column's name.
  ///   - missing: What missing values count as.
  /// - Returns: A transform that has learned nothing yet.
  /// - Throws: ``/Logit/LogitError/invalidOption(name:value:expected:)`` for a replacement that is not a
  ///   number.
  public static func boolean(
    _ column: String, missing: MissingValues = .automatic
  ) throws -> NumericFeature {
    try NumericFeature(column, scaling: .none, missing: missing)
  }
}

// MARK: - Learning

extension NumericFeature {
  /// Sums up a column of numbers or truth values, or of texts of whole numbers.
  ///
  /// - Parameter kinds: What the column holds.
  /// - Returns: The sums of no rows.
  public func accumulator(for kinds: [ColumnKind]) -> NumberSums {
    NumberSums(kind: kinds[0], findsMostFrequent: missing.replacement == .mostFrequent)
  }

  /// Learns the mean, the variance, and what missing values count as; the median needs another pass.
  ///
  /// - Parameter sums: Of all rows.
  /// - Returns: The sums that the other pass begins with, if it is needed.
  /// - Throws: ``DataError/wrongKind(column:expected:found:remedy:)`` for texts that are no whole numbers.
  public mutating func finish(_ sums: NumberSums) throws -> NumberSums? {
    try sums.requireNumbers(in: column, for: "a number as a feature")
    let isBoolean = sums.kind == .boolean
    let isAutomatic = missing.replacement == .automatic
    let replacement = missing.replacement
    let (found, middle, next) = sums.finish { found in
      let needsMedian =
        replacement == .median || isAutomatic && !isBoolean && found.missingCount > 0
      return needsMedian ? OrderStatistics.medianPlaces(count: found.count) : []
    }
    if let next { return next }
    learned = Learned(
      kind: sums.kind,
      standardization: scaling == .normalized ? Standardization(found.moments) : nil,
      replacement: self.replacement(found, median: OrderStatistics.median(middle), isBoolean: isBoolean),
      hasIndicator: missing.addsIndicator || isAutomatic && found.missingCount > 0,
      range: found.moments.range)
    return nil
  }

  private func replacement(
    _ found: NumberSums.Summary, median: DoubleDouble?, isBoolean: Bool
  ) -> DoubleDouble {
    let (zero, mean) = (DoubleDouble.zero, found.moments.mean)
    return switch missing.replacement {
    case .number(let number): DoubleDouble(number)
    case .median: median ?? zero
    case .automatic where isBoolean: DoubleDouble(mean.high > 0.5 ? 1.0 : 0.0)
    case .automatic where found.missingCount > 0: median ?? zero
    case .mostFrequent: found.mostFrequent ?? zero
    case .ownCategory: scaling == .normalized ? mean : zero
    case .mean, .automatic, .refuse, .category: mean
    }
  }

  /// The column.
  public var inputs: [String] { [column] }

  /// What the column held.
  public var inputKinds: [ColumnKind] { [learned?.kind ?? .numeric] }

  /// The column's name, and that of the indicator.
  public var outputNames: [String] {
    learned?.hasIndicator ?? missing.addsIndicator ? [column, "\(column) is missing"] : [column]
  }

  /// Whether missing values are errors.
  public var refusal: FeatureRefusal { FeatureRefusal(missing: missing.replacement == .refuse) }

  /// What is done, in a few words.
  public var summary: String {
    let main =
      switch scaling {
      case .none: learned?.kind == .boolean ? "0 or 1" : "as it is"
      case .normalized: "normalized"
      case .rescaled(let rule): "× \(rule.scale) + \(rule.offset)"
      }
    return main + missingSummary
  }

  private var missingSummary: String {
    guard let learned else { return "" }
    let number = learned.replacement.high.summaryText
    let truth = learned.replacement.high == 0 ? "false" : "true"
    let value =
      switch missing.replacement {
      case .refuse: "refused"
      case .automatic where !learned.hasIndicator: ""
      case .automatic where learned.kind == .boolean: truth
      case .mean: "mean \(number)"
      case .median, .automatic: "median \(number)"
      case .mostFrequent: learned.kind == .boolean ? truth : number
      default: number
      }
    if value.isEmpty { return "" }
    return "; missing: \(value)" + (learned.hasIndicator ? " and an indicator" : "")
  }
}

// MARK: - In files

extension NumericFeature {
  /// The name in files.
  public static let typeName = "number"

  /// The options and what was learned.
  public var members: [JSON.Member] {
    var members = [JSON.Member("column", .string(column))]
    switch scaling {
    case .none: members.append(JSON.Member("scaling", .string("none")))
    case .normalized: members.append(JSON.Member("scaling", .string("normalized")))
    case .rescaled(let rule):
      members += [
        JSON.Member("scaling", .string("rescaled")), JSON.Member("scale", .number(Double(rule.scale))),
        JSON.Member("offset", .number(Double(rule.offset))),
      ]
    }
    members.append(JSON.Member("missing", missing.json))
    guard let learned else { return members }
    members.append(JSON.Member("kind", .string(learned.kind.rawValue)))
    if let scaling = learned.standardization {
      members += scaling.center.members("mean")
      members.append(JSON.Member("variance", .number(scaling.scaledVariance)))
      if scaling.exponent != 0 { members.append(JSON.Member("exponent", .integer(scaling.exponent))) }
    }
    members += learned.replacement.members("replacement")
    members.append(JSON.Member("has_indicator", .bool(learned.hasIndicator)))
    if let range = learned.range {
      members += [
        JSON.Member("least", .number(range.lowerBound)), JSON.Member("greatest", .number(range.upperBound)),
      ]
    }
    return members
  }

  /// Takes options and what was learned from a file.
  ///
  /// - Parameter options: The members that ``members`` wrote.
  /// - Throws: ``/Logit/LogitError/invalidConfiguration(object:reason:)`` for anything that ``members`` would
  ///   not write, or ``/Logit/LogitError/invalidOption(name:value:expected:)`` for options that exclude each
  ///   other.
  public init(_ options: inout JSONFields) throws {
    let column = try options.requiredString("column")
    let missing = try MissingValues(&options)
    let scaling: Scaling
    switch try options.requiredString("scaling") {
    case "none": scaling = .none
    case "normalized": scaling = .normalized
    case "rescaled":
      scaling = .rescaled(
        ColumnRescaling(
          scale: try options.requiredFloat("scale"), offset: try options.requiredFloat("offset")))
    case let other:
      throw options.wrong("scaling", expected: "none, normalized or rescaled", found: .string(other))
    }
    try self.init(column, scaling: scaling, missing: missing)
    guard options.value("kind") != nil else { return }
    let kind = try options.requiredWord("kind", ColumnKind.self)
    guard kind != .string else { throw options.wrong("kind", expected: "numbers", found: .string("string")) }
    let replacement = try DoubleDouble(&options, "replacement")
    guard scaling == .normalized || Float(replacement.high).isFinite else {
      throw options.wrong(
        "replacement", expected: "a number in single precision", found: .number(replacement.high))
    }
    learned = Learned(
      kind: kind, standardization: try scaling == .normalized ? Standardization(&options) : nil,
      replacement: replacement,
      hasIndicator: try options.bool("has_indicator", default: false), range: try Self.range(&options))
  }

  /// The range of the numbers learned from, which files of Logit 0.1 do not have.
  private static func range(_ options: inout JSONFields) throws -> ClosedRange<Double>? {
    let greatest = try options.optionalDouble("greatest")
    guard let least = try options.optionalDouble("least"), let greatest else { return nil }
    guard least <= greatest else {
      throw options.wrong("greatest", expected: "at least as large as least", found: .number(greatest))
    }
    return least...greatest
  }
}

// MARK: - Encoding

extension NumericFeature {
  /// Prepares to encode a column of numbers.
  ///
  /// - Parameter columns: The column.
  /// - Returns: What writes the features.
  /// - Throws: ``DataError/learnedOtherwise(column:learned:found:)`` for a column of another kind than
  ///   learned from, or ``DataError/notAdapted(feature:)`` if nothing has been learned.
  public func encoder(for columns: [Column]) throws -> any FeatureEncoder {
    guard let learned else { throw DataError.notAdapted(feature: column) }
    return encoder(learned, textNumbers: try columns[0].textNumbers(learned: learned.kind))
  }

  private func encoder(_ learned: Learned, textNumbers: [Double]) -> NumericEncoder {
    NumericEncoder(
      rule: learned.rule(scaling), replacement: learned.replacement, hasIndicator: learned.hasIndicator,
      isInteger: learned.kind == .integer, textNumbers: textNumbers)
  }

  /// What is done with a number of a single row; `nil` if nothing has been learned.
  ///
  /// - Parameter place: Where the features of this column begin in a row.
  func numberRule(place: Int) -> NumberRule? {
    learned.map { learned in
      NumberRule(
        encoder(learned, textNumbers: []), place: place, takesBooleans: learned.kind == .boolean,
        refusesMissing: missing.replacement == .refuse, range: learned.range)
    }
  }
}

// MARK: - In other formats

extension NumericFeature {
  /// What it makes of a row.
  ///
  /// - Throws: ``DataError/notAdapted(feature:)`` if nothing has been learned.
  var portable: PortableNumeric {
    get throws {
      guard let learned else { throw DataError.notAdapted(feature: column) }
      var (center, factor, offset) = (0.0, 1.0, 0.0)
      switch learned.rule(scaling) {
      case .keep: break
      case .standardize(let scaling): (center, factor) = (scaling.mean, 1 / scaling.divisor)
      case .rescale(let rule): (factor, offset) = (Double(rule.scale), Double(rule.offset))
      }
      return PortableNumeric(
        column: column, isWhole: learned.kind != .numeric,
        replacement: missing.replacement == .refuse ? nil : learned.replacement.high,
        hasIndicator: learned.hasIndicator, center: center, factor: factor, offset: offset,
        range: learned.range)
    }
  }
}
