import Logit
import LogitClassifier

/// A column that a classifier was shown, and what is done with it.
public struct ReportColumn: Sendable, Equatable {
  /// What is done with it, and why.
  public let decision: ColumnDecision
  /// How many values are missing in the rows at hand; `nil` without rows.
  public let missingCount: Int?
  /// How many values of the rows that were measured are categories that did not occur in training; `nil` without
  /// rows.
  public let unknownCount: Int?
  /// What the values are like; `nil` without rows, and for columns that are left out.
  public let values: Values?

  /// The values of a column.
  public enum Values: Sendable, Equatable {
    /// Numbers: the least and greatest, and rows in ``ReportColumn/binCount`` parts of that range for each class.
    case numbers(range: ClosedRange<Double>, counts: [[Int]])
    /// The most frequent categories with rows for each class, and the number of all categories.
    case categories([String], counts: [[Int]], total: Int)
  }

  /// The parts of the range of a column's numbers.
  public static let binCount = 16
  /// More categories than this are counted together.
  static let mostCategories = 6
}

extension ReportColumn {
  /// The columns of a classifier.
  ///
  /// - Parameter rows: The rows that show them; `nil` if there are none.
  static func all(_ classifier: Classifier, _ rows: LabeledPredictions?) throws -> [ReportColumn] {
    let table = try rows.map { try classifier.features.readTable($0.table) }
    let known = Set(table?.columnNames ?? [])
    return try classifier.features.decisions.map { decision in
      guard let rows, let table, known.contains(decision.column) else {
        return ReportColumn(decision: decision, missingCount: nil, unknownCount: nil, values: nil)
      }
      let column = try table.column(decision.column)
      let classes = rows.predictions.classNames.count
      return ReportColumn(
        decision: decision, missingCount: column.missingCount,
        unknownCount: rows.counts.unknown[decision.column] ?? 0,
        values: decision.isLeftOut ? nil : try values(column, rows.labels, classCount: classes))
    }
  }

  private static func values(_ column: Column, _ labels: [Int], classCount: Int) throws -> Values? {
    guard column.kind != .string, column.kind != .boolean else {
      return categories(column.strings(), labels, classCount: classCount)
    }
    let numbers = try column.numbers()
    let finite = numbers.filter(\.isFinite)
    guard let low = finite.min(), let high = finite.max() else { return nil }
    var counts = [[Int]](repeating: [Int](repeating: 0, count: binCount), count: classCount)
    for (number, label) in zip(numbers, labels) where number.isFinite {
      // Halved, since the width of the range may be beyond double precision.
      let share = high > low ? (number / 2 - low / 2) / (high / 2 - low / 2) : 0
      counts[label][min(Int(share * Double(binCount)), binCount - 1)] += 1
    }
    return .numbers(range: low...high, counts: counts)
  }

  private static func categories(_ texts: [String?], _ labels: [Int], classCount: Int) -> Values {
    var found: [String: [Int]] = [:]
    for (text, label) in zip(texts, labels) {
      guard let text else { continue }
      found[text, default: [Int](repeating: 0, count: classCount)][label] += 1
    }
    // By their rows; of equally frequent ones in the order of their letters.
    let order = found.sorted {
      let (first, second) = ($0.value.reduce(0, +), $1.value.reduce(0, +))
      return first != second
        ? first > second : $0.key.unicodeScalars.lexicographicallyPrecedes($1.key.unicodeScalars)
    }
    let shown = order.prefix(mostCategories)
    return .categories(shown.map(\.key), counts: shown.map(\.value), total: found.count)
  }

  /// As JSON.
  var json: JSON {
    var members: [JSON.Member] = [
      JSON.Member("name", .string(decision.column)), JSON.Member("kind", .string(decision.kind.rawValue)),
      JSON.Member("used", .bool(!decision.isLeftOut)), JSON.Member("action", .string(decision.actionText)),
      JSON.Member("reason", .string(decision.reason)),
    ]
    if let missingCount { members.append(JSON.Member("missing", .integer(missingCount))) }
    if let unknownCount { members.append(JSON.Member("unknown", .integer(unknownCount))) }
    func table(_ counts: [[Int]]) -> JSON { .array(counts.map { .array($0.map { .integer($0) }) }) }
    switch values {
    case .numbers(let range, let counts):
      members.append(JSON.Member("range", .numbers([range.lowerBound, range.upperBound])))
      members.append(JSON.Member("counts", table(counts)))
    case .categories(let names, let counts, let total):
      members.append(JSON.Member("categories", .array(names.map { .string($0) })))
      members.append(JSON.Member("category_count", .integer(total)))
      members.append(JSON.Member("counts", table(counts)))
    case nil: break
    }
    return .object(members)
  }
}
