import Logit
import LogitClassifier

/// A coefficient with how far it is known, and the column that is nearly the same.
public struct ReportCoefficient: Sendable, Equatable {
  /// The coefficient.
  public let coefficient: Coefficient
  /// The ends of the interval of ``/LogitClassifier/Coefficient/weight``; `nil` if none is known.
  public let weightInterval: ConfidenceInterval?
  /// The ends of the interval of ``/LogitClassifier/Coefficient/estimate``; `nil` if none is known.
  public let interval: ConfidenceInterval?
  /// Another column that is nearly the same as this one's, with their correlation; `nil` if none is.
  public let twin: Twin?

  /// A column that is nearly the same as another.
  public struct Twin: Sendable, Equatable {
    /// The column.
    public let column: String
    /// The correlation of the two.
    public let correlation: Double
  }

  /// Whether the interval has numbers of one sign only; `nil` without an interval.
  public var isSure: Bool? { interval.map { $0.lower > 0 || $0.upper < 0 } }
}

/// Where the intervals of coefficients come from.
public enum ReportIntervals: String, Sendable {
  /// From the likelihood without a penalty.
  case likelihood
  /// From the likelihood with a ridge penalty, which is no classical inference.
  case penalized
  /// There are none.
  case none
}

extension ReportCoefficient {
  /// The coefficients of a classifier, the strongest first; none with hidden layers.
  ///
  /// - Parameters:
  ///   - training: The rows that the classifier was trained on; `nil` if they are not at hand.
  ///   - table: Rows that show which columns are alike; `nil` if there are none.
  static func all(_ classifier: Classifier, training: Table?, _ table: Table?) throws -> (
    [ReportCoefficient], ReportIntervals
  ) {
    let coefficients = classifier.coefficients
    guard !coefficients.isEmpty else { return ([], .none) }
    let features = classifier.features
    let columns = Dictionary(
      zip(features.featureNames, features.columnsOfFeatures.map { $0.count == 1 ? $0[0] : "" })
    ) { first, _ in first }
    let twins = try table.map { try Twin.found(in: $0, columns: Array(Set(columns.values))) } ?? [:]
    func twin(_ coefficient: Coefficient) -> Twin? { columns[coefficient.feature].flatMap { twins[$0] } }
    if let inference = classifier.inference {
      return (ofRegression(coefficients, inference, twin), .likelihood)
    }
    let found = try training.flatMap { try classifier.penalizedIntervals(of: $0) }
    let intervals = Dictionary(
      (found ?? []).map { (key($0.feature, $0.className), $0) }
    ) { first, _ in first }
    let isFree = found != nil && !classifier.isPenalized
    let lines = coefficients.map { coefficient in
      let interval = intervals[key(coefficient.feature, coefficient.className)]
      return ReportCoefficient(
        coefficient: coefficient,
        weightInterval: interval.map {
          ConfidenceInterval(lower: $0.weight.low, upper: $0.weight.high, level: 0.95)
        },
        interval: interval.map {
          ConfidenceInterval(lower: $0.estimate.low, upper: $0.estimate.high, level: 0.95)
        }, twin: twin(coefficient))
    }
    return (lines, found == nil ? .none : isFree ? .likelihood : .penalized)
  }

  private static func key(_ feature: String, _ className: String) -> [String] { [feature, className] }

  /// Those of a regression, whose table has intervals in original units, term by term.
  private static func ofRegression(
    _ coefficients: [Coefficient], _ inference: LogisticInference, _ twin: (Coefficient) -> Twin?
  ) -> [ReportCoefficient] {
    let lines = Dictionary(
      inference.coefficients.map { (key($0.term, $0.className), $0) }
    ) { first, _ in first }
    return coefficients.map { coefficient in
      let line = lines[key(coefficient.feature, coefficient.className)]
      var interval: ConfidenceInterval?
      if let low = line?.confidenceLow, let high = line?.confidenceHigh {
        interval = ConfidenceInterval(lower: low, upper: high, level: inference.level)
      }
      let unit = coefficient.estimate == 0 ? 0 : coefficient.weight / coefficient.estimate
      return ReportCoefficient(
        coefficient: coefficient,
        weightInterval: interval.map {
          ConfidenceInterval(lower: $0.lower * unit, upper: $0.upper * unit, level: $0.level)
        }, interval: interval, twin: twin(coefficient))
    }
  }
}

extension ClassifierReport {
  /// The level of the intervals of the coefficients, which a regression chooses; `nil` if there are none.
  var coefficientLevel: Double? {
    coefficients.lazy.compactMap { $0.interval?.level ?? $0.weightInterval?.level }.first
  }

  /// What a column of those intervals is called: `95 % interval`.
  var intervalTitle: String { "\(((coefficientLevel ?? 0.95) * 100).figureText(digits: 6)) % interval" }
}

extension Classifier {
  /// Whether a penalty pulls its coefficients towards 0.
  var isPenalized: Bool {
    guard case .optimum(let optimum)? = provenance.options?.training else { return true }
    return optimum.penalty != .none
  }
}

extension ReportCoefficient.Twin {
  /// Columns are alike from this correlation on.
  static let leastCorrelation = 0.9
  /// With more columns or rows, all pairs take too long.
  private static let (mostColumns, mostRows) = (300, 5_000)

  /// The most similar other column of each, where one is similar at all.
  ///
  /// - Parameters:
  ///   - table: The rows, of which at most 5,000 are looked at.
  ///   - names: The columns to compare, of which those of numbers are, at most 300.
  static func found(in table: Table, columns names: [String]) throws -> [String: Self] {
    let wanted = Set(names)
    let known = table.columns.filter { wanted.contains($0.name) && $0.kind != .string }
    guard known.count <= mostColumns, table.rowCount > 2 else { return [:] }
    let step = max(table.rowCount / mostRows, 1)
    let rows = Array(stride(from: 0, to: table.rowCount, by: step))
    let sample = step == 1 ? known : try Table(known).rows(at: rows).columns
    let columns = try sample.map { standardized(try $0.numbers()) }
    var found: [String: Self] = [:]
    for i in columns.indices {
      var best: (column: Int, correlation: Double)?
      for j in columns.indices where j != i {
        var sum = 0.0
        for row in rows.indices { sum += columns[i][row] * columns[j][row] }
        if abs(sum) > abs(best?.correlation ?? 0) { best = (j, min(max(sum, -1), 1)) }
      }
      if let best, abs(best.correlation) >= leastCorrelation {
        found[known[i].name] = Self(column: known[best.column].name, correlation: best.correlation)
      }
    }
    return found
  }

  /// Less their mean and of length 1, missing values as 0.
  private static func standardized(_ values: [Double]) -> [Double] {
    let present = values.filter(\.isFinite)
    let mean = present.reduce(0, +) / Double(max(present.count, 1))
    let centred = values.map { $0.isFinite ? $0 - mean : 0 }
    let length = centred.reduce(0) { $0 + $1 * $1 }.squareRoot()
    return length > 0 ? centred.map { $0 / length } : centred
  }
}
