import Logit
import LogitClassifier
public import LogitStatistics

/// How much one model differs from another on the same rows.
public struct ReportComparison: Sendable, Equatable {
  /// The measure: `accuracy` or `log_loss`.
  public let measure: String
  /// The names of the two models.
  public let models: [String]
  /// The measure of the second less that of the first, with the interval of a mean of differences between rows;
  /// `nil` if they were not measured on the same rows.
  public let difference: Estimate?
  /// The measure of each.
  public let values: [Double]
}

extension ReportComparison {
  /// Compares each other model with the first.
  ///
  /// Rows are the same if they stand at the same places of the table: shares that were held out of rows in the order
  /// of their classes have the same classes in the same order, whichever rows they hold.
  static func all(_ names: [String], _ rows: [LabeledPredictions]) throws -> [ReportComparison] {
    guard rows.count == names.count, let first = rows.first else { return [] }
    let own = try measures(first)
    return try zip(names, rows).dropFirst().flatMap { name, other in
      let isPaired = other.labels == first.labels && other.rowNumbers == first.rowNumbers
      return try zip(own, measures(other)).map { one, two in
        let differences = isPaired ? zip(two.values, one.values).map { $0 - $1 } : []
        func mean(_ values: [Double]) -> Double { values.reduce(0, +) / Double(values.count) }
        return ReportComparison(
          measure: one.name, models: [names[0], name],
          difference: isPaired
            ? Estimate(mean(differences), interval: try .mean(of: differences)) : nil,
          values: [mean(one.values), mean(two.values)])
      }
    }
  }

  private static func measures(_ rows: LabeledPredictions) throws -> [(name: String, values: [Double])] {
    let right = zip(rows.labels, rows.predictions.classIndices).map { $0 == $1 ? 1.0 : 0 }
    return [("accuracy", right), ("log_loss", try rows.losses())]
  }

  /// As JSON.
  var json: JSON {
    [
      "measure": .string(measure), "models": .array(models.map { .string($0) }), "values": .numbers(values),
      "difference": difference.map { .finite($0.value) } ?? .null,
      "interval": difference?.interval.map { .numbers([$0.lower, $0.upper]) } ?? .null,
    ]
  }
}
