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
  /// - Parameters:
  ///   - rows: The rows that show them; `nil` if there are none.
  ///   - table: Their values as the classifier reads them.
  static func all(
    _ classifier: Classifier, _ rows: LabeledPredictions?, _ table: Table?
  ) throws -> [ReportColumn] {
    let decisions = classifier.features.decisions
    guard let rows, let table else {
      return decisions.map {
        ReportColumn(decision: $0, missingCount: nil, unknownCount: nil, values: nil)
      }
    }
    let known = Set(table.columnNames)
    let pool = try ThreadPool.shared()
    var found = [Result<ReportColumn, any Error>?](repeating: nil, count: decisions.count)
    found.withUnsafeMutableBufferPointer { found in
      // Each column is one thread's.
      nonisolated(unsafe) let found = found
      pool.forEach(blocksOf: 1, count: decisions.count) { range in
        for place in range {
          found[place] = Result {
            try ReportColumn(decisions[place], known.contains(decisions[place].column) ? table : nil, rows)
          }
        }
      }
    }
    return try found.compactMap { try $0?.get() }
  }

  /// - Parameter table: The rows with the column; `nil` if they do not have it.
  private init(_ decision: ColumnDecision, _ table: Table?, _ rows: LabeledPredictions) throws {
    guard let column = try table?.column(decision.column) else {
      self.init(decision: decision, missingCount: nil, unknownCount: nil, values: nil)
      return
    }
    let classes = rows.predictions.classNames.count
    self.init(
      decision: decision, missingCount: column.missingCount,
      unknownCount: rows.counts.unknown[decision.column] ?? 0,
      values: decision.isLeftOut ? nil : try Self.values(column, rows.labels, classCount: classes))
  }

  private static func values(_ column: Column, _ labels: [Int], classCount: Int) throws -> Values? {
    guard column.kind != .string, column.kind != .boolean else {
      return categories(column.strings(), labels, classCount: classCount)
    }
    let numbers = try column.numbers()
    var (low, high) = (Double.infinity, -Double.infinity)
    for number in numbers where number.isFinite { (low, high) = (min(low, number), max(high, number)) }
    guard low <= high else { return nil }
    // Halved, since the width of the range may be beyond double precision.
    let (start, width) = (low / 2, high / 2 - low / 2)
    // counts: [classes, bins], in one array, as the rows may be millions.
    let counts = labels.withUnsafeBufferPointer { labels in
      numbers.withUnsafeBufferPointer { numbers in
        var counts = [Int](repeating: 0, count: classCount * binCount)
        for row in 0..<min(labels.count, numbers.count) where numbers[row].isFinite {
          let share = width > 0 ? (numbers[row] / 2 - start) / width : 0
          counts[labels[row] * binCount + min(Int(share * Double(binCount)), binCount - 1)] += 1
        }
        return counts
      }
    }
    return .numbers(
      range: low...high,
      counts: (0..<classCount).map { Array(counts[$0 * binCount..<($0 + 1) * binCount]) })
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
