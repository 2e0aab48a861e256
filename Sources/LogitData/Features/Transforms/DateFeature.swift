public import Logit

#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

/// A part of a date, or of a time of day.
public enum DatePart: String, Sendable, Equatable, CaseIterable {
  /// The year.
  case year
  /// The month, 1 to 12.
  case month
  /// The day of the month, 1 to 31.
  case day
  /// The day of the week, 0 for Monday to 6.
  case weekday
  /// The day of the year, 1 to 366.
  case dayOfYear = "day_of_year"
  /// The hour, 0 to 23.
  case hour
  /// The minute, 0 to 59.
  case minute
  /// The second with its fraction, 0 to 61.
  case second
  /// Days since the first of January 1970, with the time of day as a fraction.
  case days

  /// The part of a date as a number.
  func value(of date: DateParts) -> Double {
    switch self {
    case .year: Double(date.year)
    case .month: Double(date.month)
    case .day: Double(date.day)
    case .weekday: Double(date.weekday)
    case .dayOfYear: Double(date.dayOfYear)
    case .hour: Double(date.hour)
    case .minute: Double(date.minute)
    case .second: date.second
    case .days:
      Double(date.daysSince1970) + (Double(date.hour * 60 + date.minute) * 60 + date.second) / 86_400
    }
  }

  /// How much of its cycle has passed, from 0 to 1; `nil` for parts that do not recur.
  func phase(of date: DateParts) -> Double? {
    switch self {
    case .year, .days: nil
    case .month: Double(date.month - 1) / 12
    case .day: Double(date.day - 1) / 31
    case .weekday: Double(date.weekday) / 7
    case .dayOfYear: Double(date.dayOfYear - 1) / Double(date.daysInYear)
    case .hour: (Double(date.hour) + Double(date.minute) / 60) / 24
    case .minute: Double(date.minute) / 60
    case .second: date.second / 60
    }
  }

  /// Whether it recurs.
  var isCyclic: Bool { self != .year && self != .days }

  var name: String { self == .dayOfYear ? "day of year" : rawValue }
}

/// A date as features: some of its parts.
///
///     .dateParts("admitted", parts: [.year, .month, .weekday])
///
/// Each part is a number that is normalized, or, if it recurs and ``isCyclic`` is true, a point on a circle,
/// given by sine and cosine, so that December is next to January. Texts that are not dates count as missing;
/// missing values become the mean of each feature, with an indicator if there were any among the rows learned
/// from. Texts are read by ``DateParts``.
public struct DateFeature: FeatureTransform, Equatable {
  private struct Learned: Equatable {
    var scalings: [Standardization]
    var hasIndicator: Bool
  }

  /// The column.
  public let column: String
  /// The parts.
  public let parts: [DatePart]
  /// Whether parts that recur are points on a circle.
  public let isCyclic: Bool
  private var learned: Learned?

  /// The parts of a date as features.
  ///
  /// - Parameters:
  ///   - column: The column's name.
  ///   - parts: Different parts, at least one.
  ///   - isCyclic: Whether parts that recur are points on a circle.
  /// - Throws: ``/Logit/LogitError/invalidOption(name:value:expected:)`` if there is no part, or one comes
  ///   twice.
  public init(_ column: String, parts: [DatePart], isCyclic: Bool = true) throws {
    guard !parts.isEmpty, Set(parts).count == parts.count else {
      throw LogitError.invalidOption(
        name: "parts of \(column)", value: "\(parts.map(\.rawValue))",
        expected: "different parts, at least one")
    }
    self.column = column
    self.parts = parts
    self.isCyclic = isCyclic
  }

  /// Sine and cosine, or the number, of each part.
  private func values(of date: DateParts) -> [Double] {
    parts.flatMap { part -> [Double] in
      guard isCyclic, let phase = part.phase(of: date) else { return [part.value(of: date)] }
      return [sin(2 * .pi * phase), cos(2 * .pi * phase)]
    }
  }

  /// Whether a feature is a number that is normalized.
  private var isNormalized: [Bool] {
    parts.flatMap { isCyclic && $0.isCyclic ? [false, false] : [true] }
  }
}

extension FeatureTransform where Self == DateFeature {
  /// The parts of a date, on circles unless `isCyclic` is false.
  ///
  /// - Parameters:
  ///   - column: The column's name.
  ///   - parts: Different parts, at least one.
  ///   - isCyclic: Whether parts that recur are points on a circle.
  /// - Returns: A transform that has learned nothing yet.
  /// - Throws: ``/Logit/LogitError/invalidOption(name:value:expected:)`` if there is no part, or one comes
  ///   twice.
  public static func dateParts(
    _ column: String, parts: [DatePart], isCyclic: Bool = true
  ) throws -> DateFeature {
    try DateFeature(column, parts: parts, isCyclic: isCyclic)
  }

  /// The usual parts of a date: days since 1970, month and weekday, and hour if there are times.
  ///
  /// - Parameters:
  ///   - column: The column's name.
  ///   - includesTime: Whether there are times.
  /// - Returns: A transform that has learned nothing yet.
  /// - Throws: As ``DateFeature/init(_:parts:isCyclic:)`` does, but these parts are valid.
  public static func dateParts(_ column: String, includesTime: Bool = false) throws -> DateFeature {
    try DateFeature(column, parts: [.days, .month, .weekday] + (includesTime ? [.hour] : []))
  }
}

// MARK: - Learning

extension DateFeature {
  /// Counts the texts of a column.
  ///
  /// - Parameter kinds: What the column holds.
  /// - Throws: ``DataError/wrongKind(column:expected:found:remedy:)`` for anything but texts.
  public func accumulator(for kinds: [ColumnKind]) throws -> TextCounts {
    try kinds[0].require([.string], in: column, for: "dates", remedy: "use it as a number, or leave it out")
    return TextCounts()
  }

  /// Learns mean and variance of each part.
  ///
  /// - Parameter counts: Of all rows.
  /// - Returns: `nil`: one pass is enough.
  public mutating func finish(_ counts: TextCounts) -> TextCounts? {
    var sums = [WeightedMoments](repeating: WeightedMoments(), count: isNormalized.count)
    var missingCount = counts.missingCount
    for (text, count, _) in counts.counts.entries {
      guard let date = DateParts(text) else {
        missingCount += count
        continue
      }
      for (index, value) in values(of: date).enumerated() { sums[index].add(value, weight: Double(count)) }
    }
    learned = Learned(
      scalings: zip(sums, isNormalized).map { sum, isNormalized in
        // Points on a circle stay there; only what missing dates count as is learned.
        Standardization(mean: sum.mean, variance: isNormalized ? sum.variance : 1)
      }, hasIndicator: missingCount > 0)
    return nil
  }

  /// The column.
  public var inputs: [String] { [column] }

  /// Texts.
  public var inputKinds: [ColumnKind] { [.string] }

  /// `admitted year`, or `admitted month sine` and `admitted month cosine`, for each part.
  public var outputNames: [String] {
    let names = parts.flatMap { part in
      isCyclic && part.isCyclic
        ? ["\(column) \(part.name) sine", "\(column) \(part.name) cosine"] : ["\(column) \(part.name)"]
    }
    return names + (learned?.hasIndicator ?? false ? ["\(column) is missing"] : [])
  }

  /// How each number follows from a part of the date; points on circles are taken as they are.
  var units: [FeatureUnit] {
    guard let learned else { return [] }
    let units = zip(learned.scalings, isNormalized).map { $1 ? FeatureUnit($0) : .plain }
    return learned.hasIndicator ? units + [.plain] : units
  }

  /// Whether each number is divided by its deviation.
  var areStandardized: [Bool] {
    learned.map { isNormalized + ($0.hasIndicator ? [false] : []) } ?? []
  }

  /// What is done, in a few words.
  public var summary: String {
    "date: " + parts.map(\.name).joined(separator: ", ")
      + (isCyclic && parts.contains(where: \.isCyclic) ? ", cyclic" : "")
      + (learned?.hasIndicator ?? false ? "; missing: mean and an indicator" : "")
  }

  /// Prepares to read a column's dates, each text once.
  ///
  /// - Parameter columns: The column.
  /// - Returns: What writes the features.
  /// - Throws: ``DataError/learnedOtherwise(column:learned:found:)`` for a column of another kind than
  ///   learned from, or ``DataError/notAdapted(feature:)`` if nothing has been learned.
  public func encoder(for columns: [Column]) throws -> any FeatureEncoder {
    guard let learned else { throw DataError.notAdapted(feature: column) }
    try columns[0].require(learned: .string)
    let isNormalized = isNormalized
    let missing = zip(learned.scalings, isNormalized).map { $1 ? 0 : $0.mean }
    let encoded = columns[0].dictionary.map { text -> [Double]? in
      DateParts(text).map { date in
        values(of: date).enumerated().map { index, value in
          isNormalized[index] ? learned.scalings[index].precisely(value) : value
        }
      }
    }
    return DictionaryEncoder(
      dictionary: columns[0].dictionary, values: encoded, missing: missing, hasIndicator: learned.hasIndicator
    )
  }
}

/// Mean and variance of numbers that occur several times. Follows West (1979).
private struct WeightedMoments {
  private var weight = 0.0
  private(set) var mean = 0.0
  private var squares = 0.0

  var variance: Double { weight > 0 ? squares / weight : 1 }

  mutating func add(_ number: Double, weight added: Double) {
    weight += added
    let difference = number - mean
    // The share first, which is 1 for the first number, so that of equal numbers the mean is exact and the
    // variance 0.
    mean += difference * (added / weight)
    squares += added * difference * (number - mean)
  }
}

// MARK: - In files

extension DateFeature {
  /// The name in files.
  public static let typeName = "date"

  /// The options and what was learned.
  public var members: [JSON.Member] {
    var members = [
      JSON.Member("column", .string(column)),
      JSON.Member("parts", .array(parts.map { .string($0.rawValue) })),
      JSON.Member("cyclic", .bool(isCyclic)),
    ]
    guard let learned else { return members }
    members += [
      JSON.Member("means", .array(learned.scalings.map { .number($0.mean) })),
      JSON.Member("variances", .array(learned.scalings.map { .number($0.scaledVariance) })),
      JSON.Member("has_indicator", .bool(learned.hasIndicator)),
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
    let parts = try options.requiredStrings("parts").map { text in
      guard let part = DatePart(rawValue: text) else {
        throw options.wrong("parts", expected: "parts of dates", found: .string(text))
      }
      return part
    }
    try self.init(
      try options.requiredString("column"), parts: parts, isCyclic: try options.bool("cyclic", default: true))
    guard options.value("means") != nil else { return }
    let means = try options.requiredDoubles("means")
    let variances = try options.requiredDoubles("variances")
    guard means.count == isNormalized.count, variances.count == means.count, variances.allSatisfy({ $0 >= 0 })
    else {
      throw options.wrong(
        "variances", expected: "\(isNormalized.count) numbers of at least 0, as many as means",
        found: options.value("variances") ?? .null)
    }
    learned = Learned(
      scalings: zip(means, variances).map { Standardization(mean: $0, variance: $1) },
      hasIndicator: try options.bool("has_indicator", default: false))
  }
}
