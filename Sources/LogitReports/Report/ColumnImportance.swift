import Logit
import LogitClassifier
import LogitStatistics

/// How much worse a classifier becomes when the values of a column are exchanged among rows.
///
/// Source: L. Breiman, "Random Forests", Machine Learning 45 (2001), section 10; here of the log loss, with one
/// exchange for each column, always the same.
public struct ColumnImportance: Sendable, Equatable {
  /// The column.
  public let column: String
  /// By how much the mean log loss grows, with the interval of a mean of differences between rows.
  public let estimate: Estimate

  /// More rows than this do not make the numbers much more precise.
  static let mostRows = 2_000
  /// With more columns than this it takes too long.
  private static let mostColumns = 1_000

  /// Measures columns, the most important first.
  ///
  /// - Parameters:
  ///   - classifier: The classifier.
  ///   - rows: Rows that it has not seen, of which at most 2,000 are taken.
  /// - Throws: As `Classifier.predict(_:)`.
  static func all(_ classifier: Classifier, _ rows: LabeledPredictions) throws -> [ColumnImportance] {
    let names = classifier.features.inputNames
    guard names.count <= mostColumns, rows.rowCount > 1 else { return [] }
    let step = (rows.rowCount + mostRows - 1) / mostRows
    let places = Array(stride(from: 0, to: rows.rowCount, by: step))
    guard places.count > 1 else { return [] }
    let labels = places.map { rows.labels[$0] }
    let table = try rows.table.rows(at: places)
    let whole = try losses(classifier, table, labels)
    var generator = RandomGenerator(seed: 0)
    let found = try names.map { name in
      let order = Array(places.indices).shuffled(using: &generator)
      let shuffled = try table.rows(at: order).column(name)
      let columns = table.columns.map { $0.name == name ? shuffled : $0 }
      let differences = zip(try losses(classifier, Table(columns), labels), whole).map { $0 - $1 }
      return ColumnImportance(
        column: name,
        estimate: Estimate(
          differences.reduce(0, +) / Double(differences.count), interval: try .mean(of: differences)))
    }
    return found.enumerated().sorted {
      ($1.element.estimate.value, $0.offset) < ($0.element.estimate.value, $1.offset)
    }.map(\.element)
  }

  private static func losses(_ classifier: Classifier, _ table: Table, _ labels: [Int]) throws -> [Double] {
    let probabilities = try classifier.predict(table).probabilities
    return try ProbabilityTable(classes: labels.map { Int32($0) }, probabilities: probabilities).losses
  }
}
