import Logit
import LogitData
import LogitStatistics

/// How the rows that a classifier is to be used for differ from those it is fitted to.
///
/// A difference is reported only if it is both large and surely none of chance: a tenth of the rows (the
/// statistic of Kolmogorov and Smirnov for numbers, half the sum of the differences of shares for
/// categories), and a p-value below 0.001 divided by the number of columns.
struct Drift {
  private let first: ExaminedTable
  private let second: Table
  private let name: String
  private let unreadable: [String: [UnreadableCell]]
  private let options: ClassifierOptions

  /// Smaller differences are not reported, even if they are sure.
  private static let leastDifference = 0.1
  /// Differences in how many values are missing.
  private static let leastMissingDifference = 0.05
  private static let largestPValue = 0.001
  /// From this share of rows on, unknown categories are a warning.
  private static let largeShare = 0.01
  /// The number of rows of a table that are compared.
  private static let sampledRows = 100_000
  private static let mostListed = 5

  /// - Parameters:
  ///   - first: The rows that a classifier is fitted to.
  ///   - second: The others.
  ///   - name: Where those came from.
  init(from first: ExaminedTable, to second: Table, named name: String, options: ClassifierOptions) {
    (self.first, self.name, self.options) = (first, name, options)
    let (read, cells) = first.features?.reading(second) ?? (second, [])
    self.second = read
    unreadable = Dictionary(grouping: cells, by: \.column)
  }

  /// A p-value below this shows a difference.
  private var level: Double { Self.largestPValue / Double(max(first.columns.count + 1, 1)) }

  /// All differences, in the order of the columns; the target's come last.
  func findings() -> [Finding] {
    guard second.rowCount > 0 else {
      return [
        Finding(
          .drift, severity: .info, message: "There are no rows in \(name) to compare with.",
          evidence: ["rows": 0])
      ]
    }
    let names = Set(second.columnNames)
    let missing = first.columns.map(\.name).filter { !names.contains($0) }
    return (missing.isEmpty ? [] : [lacking(missing)])
      + first.columns.flatMap { column in
        second.columns.first { $0.name == column.name }.map { differences(column, $0) } ?? []
      } + targetDifferences()
  }

  private func lacking(_ columns: [String]) -> Finding {
    Finding(
      .drift, severity: .error, columns: columns,
      message:
        "\(name) has no \(columns.count == 1 ? "column" : "columns") \(DataError.list(columns)), so a classifier "
        + "with \(columns.count == 1 ? "it" : "them") among its features cannot predict its rows.",
      evidence: ["missing_columns": .array(columns.map { .string($0) })], option: .exclude(columns))
  }

  private func differences(_ column: ExaminedColumn, _ other: Column) -> [Finding] {
    var findings = unread(column, other)
    if findings.contains(where: { $0.severity == .error }) { return findings }
    findings += missingValues(column, other)
    switch column.role {
    case .number:
      if let values = try? other.numbers() { findings += numbers(column, values) }
    case .category: findings += categories(column, other)
    case .other: break
    }
    return findings
  }

  // MARK: Values that cannot be read

  /// Texts where numbers or dates are needed.
  private func unread(_ column: ExaminedColumn, _ other: Column) -> [Finding] {
    var rows = (unreadable[column.name] ?? []).map(\.row)
    if rows.isEmpty, column.role == .number, other.kind == .string, other.largeWholeNumbers == nil {
      rows = other.strings().enumerated().filter { $0.element != nil }.map(\.offset)
    }
    let count = rows.count
    guard count > 0 else { return [] }
    let total = other.count
    return [
      Finding(
        .drift, severity: 2 * count > total ? .error : .warning, columns: [column.name],
        rows: Array(rows.prefix(Self.mostListed)),
        message: "\"\(column.name)\" holds \(column.role == .number ? "numbers" : "dates"), but "
          + "\(count.counted("row")) of \(total.grouped) in \(name) \(count == 1 ? "has" : "have") a text that is none.",
        evidence: ["unreadable": .integer(count), "of": .integer(total)], option: .exclude([column.name]))
    ]
  }

  // MARK: Shares of what is missing

  private func missingValues(_ column: ExaminedColumn, _ other: Column) -> [Finding] {
    let counts = (column.column.missingCount, other.missingCount)
    let (n, m) = (column.column.count, other.count)
    let shares = (Double(counts.0) / Double(max(n, 1)), Double(counts.1) / Double(max(m, 1)))
    guard abs(shares.1 - shares.0) > Self.leastMissingDifference else { return [] }
    let comparison = ShareComparison([counts.0, n - counts.0], [counts.1, m - counts.1])
    guard comparison.pValue < level else { return [] }
    return [
      Finding(
        .drift, columns: [column.name],
        message:
          "\"\(column.name)\" is missing in \(shares.0.percent) of the rows, but in \(shares.1.percent) of those of "
          + "\(name).",
        evidence: [
          "missing_share": .array([.finite(shares.0), .finite(shares.1)]),
          "p_value": .finite(comparison.pValue),
        ])
    ]
  }

  // MARK: Numbers

  private func numbers(_ column: ExaminedColumn, _ others: [Double]) -> [Finding] {
    let (a, b) = (Self.sample(column.numbers), Self.sample(others))
    guard !a.isEmpty, !b.isEmpty else { return [] }
    let test = KolmogorovSmirnov(a, b)
    guard test.statistic > Self.leastDifference, test.pValue < level else { return [] }
    let medians = (a[a.count / 2], b[b.count / 2])
    return [
      Finding(
        .drift, columns: [column.name],
        message:
          "\"\(column.name)\" is distributed otherwise in \(name): the median is \(medians.1.shortText) instead of "
          + "\(medians.0.shortText), and the shares at or below some value differ by \(test.statistic.percent).",
        evidence: [
          "ks": .finite(test.statistic), "p_value": .finite(test.pValue),
          "medians": .array([.finite(medians.0), .finite(medians.1)]),
          "rows": .array([.integer(a.count), .integer(b.count)]),
        ])
    ]
  }

  /// The finite values of rows that are spread over a column, in ascending order.
  private static func sample(_ values: [Double]) -> [Double] {
    SpreadRows(of: values.count, most: sampledRows).map { values[$0] }.filter(\.isFinite).sorted()
  }

  // MARK: Categories

  private func categories(_ column: ExaminedColumn, _ other: Column) -> [Finding] {
    let known = Self.counts(column.column)
    let found = Self.counts(other)
    guard !known.isEmpty, !found.isEmpty else { return [] }
    let names = known.keys.sorted()
    let unknown = found.keys.filter { known[$0] == nil }.sorted()
    var findings = unknown.isEmpty ? [] : [newCategories(column, unknown, found, rows: other.count)]
    let rest = unknown.reduce(0) { $0 + (found[$1] ?? 0) }
    let comparison = ShareComparison(
      names.map { known[$0] ?? 0 } + [0], names.map { found[$0] ?? 0 } + [rest])
    if let finding = shares("\"\(column.name)\"", column.name, comparison, names, known, found) {
      findings.append(finding)
    }
    return findings
  }

  private func newCategories(
    _ column: ExaminedColumn, _ names: [String], _ counts: [String: Int], rows: Int
  ) -> Finding {
    let count = names.reduce(0) { $0 + (counts[$1] ?? 0) }
    let share = Double(count) / Double(max(rows, 1))
    return Finding(
      .drift, severity: share >= Self.largeShare ? .warning : .info, columns: [column.name],
      message:
        "\"\(column.name)\" has \(names.count == 1 ? "a category" : "\(names.count.grouped) categories") in \(name) "
        + "that a classifier would not know, in \(count.counted("row")): \(DataError.list(names, limit: Self.mostListed)).",
      evidence: [
        "new_categories": .array(names.prefix(20).map { .string($0) }), "count": .integer(names.count),
        "rows": .integer(count), "of": .integer(rows),
      ])
  }

  /// Shares that differ; `nil` if they do not enough.
  private func shares(
    _ subject: String, _ column: String, _ comparison: ShareComparison, _ names: [String],
    _ first: [String: Int], _ second: [String: Int], classes: [String] = []
  ) -> Finding? {
    guard comparison.totalVariation > Self.leastDifference, comparison.pValue < level else { return nil }
    let totals = (Double(first.values.reduce(0, +)), Double(second.values.reduce(0, +)))
    func shares(_ name: String) -> (Double, Double) {
      (Double(first[name] ?? 0) / totals.0, Double(second[name] ?? 0) / totals.1)
    }
    let most = names.max { abs(shares($0).0 - shares($0).1) < abs(shares($1).0 - shares($1).1) } ?? ""
    return Finding(
      .drift, columns: [column], classes: classes,
      message: "\(subject) is distributed otherwise in \(name): \(shares(most).1.percent) of the rows are "
        + "\"\(most.shortened)\" instead of \(shares(most).0.percent).",
      evidence: [
        "total_variation": .finite(comparison.totalVariation), "p_value": .finite(comparison.pValue),
        "category": .string(most), "shares": .array([.finite(shares(most).0), .finite(shares(most).1)]),
      ])
  }

  /// How often each text occurs.
  private static func counts(_ column: Column) -> [String: Int] {
    guard column.kind == .string else {
      return column.strings().reduce(into: [:]) { counts, text in
        if let text { counts[text, default: 0] += 1 }
      }
    }
    var all = [Int](repeating: 0, count: column.dictionary.count)
    for case .string(let codes) in column.chunks {
      for code in codes where code >= 0 { all[Int(code)] += 1 }
    }
    return all.indices.reduce(into: [:]) { counts, place in
      if all[place] > 0 { counts[column.dictionary[place], default: 0] += all[place] }
    }
  }

  // MARK: The target

  /// Other shares of classes, and classes that are not known; empty where the other table has no target.
  private func targetDifferences() -> [Finding] {
    guard !first.classNames.isEmpty, let column = second.columns.first(where: { $0.name == first.target }),
      let values = try? TargetValues(
        column, options: options.columns, rareClass: .keep, mayBeQuantity: true
      ).values
    else { return [] }
    var found: [String: Int] = [:]
    for index in values.indices where index >= 0 { found[values.names[Int(index)], default: 0] += 1 }
    guard !found.isEmpty else { return [] }
    let known = Dictionary(uniqueKeysWithValues: zip(first.classNames, first.classCounts))
    let unknown = values.names.filter { known[$0] == nil }
    let rest = unknown.reduce(0) { $0 + (found[$1] ?? 0) }
    var findings: [Finding] = []
    if !unknown.isEmpty {
      findings.append(
        Finding(
          .drift, columns: [first.target], classes: Array(unknown.prefix(20)),
          message: "\(name) has \(unknown.count == 1 ? "a class" : "\(unknown.count.grouped) classes") in "
            + "\(rest.counted("row")) that a classifier would not know: \(DataError.list(unknown, limit: Self.mostListed)).",
          evidence: ["count": .integer(unknown.count), "rows": .integer(rest)]))
    }
    let comparison = ShareComparison(
      first.classCounts + [0], first.classNames.map { found[$0] ?? 0 } + [rest])
    let finding = shares(
      "The target \"\(first.target)\"", first.target, comparison, first.classNames, known, found,
      classes: first.classNames)
    return findings + (finding.map { [$0] } ?? [])
  }
}
