import Logit
import LogitClassifier

/// How the probabilities of a classifier change with the values of a column: its partial dependence.
///
/// For each value v of a column, each of up to 300 rows is predicted with v in place of its own, and the
/// probabilities are averaged. Where columns hang together, that asks of rows that do not occur: such a curve says
/// what the model would do, not what the world does.
///
/// Sources: J. H. Friedman, "Greedy function approximation: a gradient boosting machine", Annals of Statistics 29
/// (2001), section 8.2; for the spread over rows A. Goldstein et al., "Peeking inside the black box", Journal of
/// Computational and Graphical Statistics 24 (2015).
public struct ColumnEffect: Sendable, Equatable {
  /// The column.
  public let column: String
  /// Where it is looked at.
  public let places: Places
  /// The probabilities, of two classes those of the second.
  public let curves: [Curve]
  /// The number of rows that were averaged over.
  public let rowCount: Int

  /// The values of a column at which probabilities are worked out, all of which occur in the rows.
  public enum Places: Sendable, Equatable {
    /// Numbers in the column's own units, ascending, from the 5th to the 95th of 100 rows.
    case numbers([Double])
    /// Categories, the most frequent first.
    case categories([String])
  }

  /// The probabilities of a class.
  public struct Curve: Sendable, Equatable {
    /// The class.
    public let className: String
    /// The mean over the rows, at each place.
    public let mean: [Double]
    /// What 10 of 100 rows are below, at each place.
    public let low: [Double]
    /// What 10 of 100 rows are above, at each place.
    public let high: [Double]
  }

  /// So many columns are shown.
  static let mostColumns = 6
  /// More rows than this hardly change the means.
  private static let mostRows = 300
  /// The places along a number, and of a category.
  private static let (mostNumbers, mostCategories) = (21, 8)
  /// With more classes, the curves cannot be told apart.
  static let mostClasses = 8
}

extension ColumnEffect {
  /// The effects of the columns that matter most.
  ///
  /// - Parameters:
  ///   - classifier: The classifier.
  ///   - rows: Rows that it has not seen.
  ///   - importance: Its columns, the most important first.
  /// - Throws: As `Classifier.predict(_:)`.
  static func all(
    _ classifier: Classifier, _ rows: LabeledPredictions, _ importance: [ColumnImportance]
  ) throws -> [ColumnEffect] {
    let names = importance.filter { $0.estimate.value > 0 }.prefix(mostColumns).map(\.column)
    guard !names.isEmpty else { return [] }
    let read = try classifier.features.readTable(rows.table)
    let step = (rows.rowCount + mostRows - 1) / mostRows
    let sample = Array(stride(from: 0, to: rows.rowCount, by: step))
    return try names.compactMap { name in
      let (places, examples) = try places(of: read.column(name))
      guard examples.count > 1 else { return nil }
      return try effect(classifier, rows.table, of: name, places, examples, sample)
    }
  }

  /// Values of a column, and a row that has each.
  private static func places(of column: Column) throws -> (Places, rows: [Int]) {
    guard column.kind != .string, column.kind != .boolean else {
      let texts = column.strings()
      var (counts, first) = ([String: Int](), [String: Int]())
      for (row, text) in texts.enumerated() {
        guard let text else { continue }
        counts[text, default: 0] += 1
        if first[text] == nil { first[text] = row }
      }
      // Of equally frequent ones the first in the rows.
      let order = counts.keys.sorted {
        (-(counts[$0] ?? 0), first[$0] ?? 0) < (-(counts[$1] ?? 0), first[$1] ?? 0)
      }.prefix(mostCategories)
      return (.categories(Array(order)), order.compactMap { first[$0] })
    }
    let numbers = try column.numbers()
    let order = numbers.indices.filter { numbers[$0].isFinite }.sorted {
      (numbers[$0], $0) < (numbers[$1], $1)
    }
    guard !order.isEmpty else { return (.numbers([]), []) }
    var (values, rows) = ([Double](), [Int]())
    for place in 0..<mostNumbers {
      let share = 0.05 + 0.9 * Double(place) / Double(mostNumbers - 1)
      let row = order[Int((share * Double(order.count - 1)).rounded())]
      guard values.last != numbers[row] else { continue }
      values.append(numbers[row])
      rows.append(row)
    }
    return (.numbers(values), rows)
  }

  /// The effect of one column.
  ///
  /// - Parameters:
  ///   - examples: Rows that have the values of the places, of the kind that the column has.
  ///   - sample: The rows to average over.
  private static func effect(
    _ classifier: Classifier, _ table: Table, of name: String, _ places: Places, _ examples: [Int],
    _ sample: [Int]
  ) throws -> ColumnEffect {
    let repeated = try table.rows(at: examples.flatMap { _ in sample })
    let values = try table.rows(at: examples.flatMap { row in sample.map { _ in row } }).column(name)
    let columns = repeated.columns.map { $0.name == name ? values : $0 }
    let probabilities = try classifier.predict(Table(columns)).probabilities
    let names = classifier.classes.names
    let labels = names.count == 2 ? [1] : Array(names.indices.prefix(mostClasses))
    let curves = labels.map { label in
      let spread = examples.indices.map { place in
        sample.indices.map { Double(probabilities[place * sample.count + $0, label]) }.sorted()
      }
      func quantile(_ share: Double) -> [Double] {
        spread.map { $0[Int((share * Double($0.count - 1)).rounded())] }
      }
      return Curve(
        className: names[label], mean: spread.map { $0.reduce(0, +) / Double($0.count) },
        low: quantile(0.1), high: quantile(0.9))
    }
    return ColumnEffect(column: name, places: places, curves: curves, rowCount: sample.count)
  }

  /// As JSON.
  var json: JSON {
    let at: JSON =
      switch places {
      case .numbers(let values): .numbers(values)
      case .categories(let names): .array(names.map { .string($0) })
      }
    return [
      "column": .string(column), "at": at, "rows": .integer(rowCount),
      "curves": .array(
        curves.map {
          [
            "class": .string($0.className), "probability": .numbers($0.mean), "low": .numbers($0.low),
            "high": .numbers($0.high),
          ]
        }),
    ]
  }
}
