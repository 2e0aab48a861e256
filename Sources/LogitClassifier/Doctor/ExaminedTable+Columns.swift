import Logit
import LogitData

// What single columns show: whether they divide the classes or give the answer away, and their scales.

extension ExaminedTable {
  /// What single columns show, in one pass over them.
  func findingsOfColumns() -> [Finding] {
    var found: [Finding] = []
    var separation = SingleSeparation(self)
    var scales = ColumnScales()
    let rows = sampledRows(Suspicion.sampledRows)
    for column in columns {
      switch column.role {
      case .number:
        let values = column.numbers
        let scan = NumberScan(values, classes: classes, classCount: classNames.count)
        found += leaks(column.name, values, scan, sampled: rows)
        separation.add(column.name, scan)
        scales.add(column.name, values, scan)
      case .category:
        // Of so many categories none could be learned in every class.
        guard column.column.dictionary.count * max(classNames.count, 1) <= Self.mostCells else { continue }
        let counts = ClassesOfCategories(
          column.codes, texts: column.column.dictionary, classes: classes, classCount: classNames.count)
        found += leaks(column.name, counts, missing: column.column.missingCount)
        separation.add(column.name, counts)
      case .other: break
      }
    }
    return found + separation.findings() + scales.findings()
  }

  /// The most combinations of a category and a class that are counted.
  private static let mostCells = 1 << 24

  // MARK: Columns that give the answer away

  private var maySuspect: Bool {
    labeledCount >= Suspicion.fewestRows && (2...Suspicion.mostClasses).contains(classNames.count)
  }

  private func leaks(_ name: String, _ values: [Double], _ scan: NumberScan, sampled rows: [Int]) -> [Finding]
  {
    guard maySuspect, scan.count > 0 else { return [] }
    if scan.dividesAll {
      var finding = Finding.leakage(name, of: [name], area: 1)
      finding.severity = .error
      return [finding]
    }
    let present = rows.map { values[$0] }.filter { !$0.isNaN }.sorted()
    guard !present.isEmpty else { return [] }
    // As in features: what is missing counts as the middle, and that it is missing as a number of its own.
    let middle = present[present.count / 2]
    let feature = SingleFeature(classes: rows.map { classes[$0] }, classCount: classNames.count) { row in
      let value = values[rows[row]]
      return Float(((value.isNaN ? middle : value) - scan.mean) / max(scan.deviation, .leastNormalMagnitude))
    }
    if let area = feature.smallestPairwiseArea(stoppingBelow: Suspicion.area) {
      return [Finding.leakage(name, of: [name], area: area)]
    }
    return scan.missing > 0 ? missingnessLeak(name, scan) : []
  }

  /// A column that is missing in one of two classes and present in the other.
  private func missingnessLeak(_ name: String, _ scan: NumberScan) -> [Finding] {
    guard classNames.count == 2 else { return [] }
    let shares = scan.classes.map { Double($0.missing) / Double(max($0.missing + $0.present, 1)) }
    let area = 0.5 + abs(shares[1] - shares[0]) / 2
    guard area >= Suspicion.area else { return [] }
    var finding = Finding.leakage("\(name) is missing", of: [name], area: area)
    if area == 1 { finding.severity = .error }
    return [finding]
  }

  /// Categories that tell the class, in columns whose categories have several rows each.
  private func leaks(_ name: String, _ counts: ClassesOfCategories, missing: Int) -> [Finding] {
    let leastRowsOfCategory = 5
    guard maySuspect, missing == 0, counts.categories.count >= 2,
      counts.categories.count * leastRowsOfCategory <= labeledCount
    else { return [] }
    let share = counts.leastShareRight
    guard share >= Suspicion.area else { return [] }
    return [
      Finding(
        .leakage, severity: share == 1 ? .error : .warning, columns: [name],
        message: "The categories of \"\(name)\" alone tell the classes apart"
          + (share == 1 ? " without error" : " almost without error")
          + ": make sure they are known before the outcome is, or leave the column out.",
        evidence: [
          "feature": .string(name), "categories": .integer(counts.categories.count),
          "share_right": .finite(share), "rows": .integer(labeledCount),
        ], option: .exclude([name]))
    ]
  }

  /// Rows with a class, spread over the whole table, since files are often sorted.
  func sampledRows(_ most: Int) -> [Int] {
    let labeled = classes.indices.filter { classes[$0] >= 0 }
    return SpreadRows(of: labeled.count, most: most).map { labeled[$0] }
  }
}
