import Logit
import LogitData

// Rows with the same features: repeated, or of different classes.

extension ExaminedTable {
  /// From this share of the rows on, rows that repeat others are a warning.
  private static let largeShare = 0.01

  /// Rows that repeat an earlier one, and rows whose features are the same and whose classes differ.
  ///
  /// Where all columns have few different values, rows are alike by chance, so that is said only if most rows
  /// are different nevertheless, and never as a warning.
  func repeatedRows() -> [Finding] {
    guard let groups = RowGroups(self), groups.repeatCount > 0 else { return [] }
    let distinct = labeledCount - groups.repeatCount
    let isContinuous = columns.contains { $0.hasDistinctValues(atLeast: distinct / 2, rows: classes) }
    guard isContinuous || 2 * distinct >= labeledCount else { return [] }
    var findings: [Finding] = []
    if groups.duplicateCount > 0 {
      findings.append(duplicates(groups, isContinuous: isContinuous))
    }
    if groups.contradictingCount > 0 {
      findings.append(contradictions(groups, isContinuous: isContinuous))
    }
    return findings
  }

  private func severity(_ count: Int, isContinuous: Bool) -> Finding.Severity {
    isContinuous && Double(count) >= Self.largeShare * Double(labeledCount) ? .warning : .info
  }

  private func duplicates(_ groups: RowGroups, isContinuous: Bool) -> Finding {
    let count = groups.duplicateCount
    return Finding(
      .duplicateRows, severity: severity(count, isContinuous: isContinuous), rows: groups.duplicates,
      message:
        "\(count.counted("row")) of \(labeledCount.grouped) \(count == 1 ? "repeats" : "repeat") an earlier one in all "
        + "features and the class: rows to measure on may be among those trained on, and what is repeated counts twice.",
      evidence: [
        "duplicates": .integer(count), "of": .integer(labeledCount),
        "first": groups.firstPair.map { .array([.integer($0 + 1), .integer($1 + 1)]) } ?? .null,
      ])
  }

  private func contradictions(_ groups: RowGroups, isContinuous: Bool) -> Finding {
    let count = groups.contradictingCount
    return Finding(
      .duplicateRows, severity: severity(count, isContinuous: isContinuous), rows: groups.contradicting,
      message:
        "\(count.counted("row")) of \(labeledCount.grouped) have the same features as rows of another class: no "
        + "model can be right on both.",
      evidence: ["contradicting": .integer(count), "of": .integer(labeledCount)])
  }
}

extension ExaminedColumn {
  /// Whether a column of numbers has at least so many different values in rows with a class.
  fileprivate func hasDistinctValues(atLeast least: Int, rows classes: [Int32]) -> Bool {
    guard role == .number else { return false }
    let bits = bits
    var seen = HashPlaces(capacity: bits.count)
    var count = 0
    for row in bits.indices where classes[row] >= 0 && bits[row] != .max {
      if seen.first(bits[row], at: row, isSame: { bits[$0] == bits[row] }) == row { count += 1 }
      if count >= least { return true }
    }
    return false
  }
}

/// Rows with the same features, among those that have a class.
struct RowGroups {
  /// The number of rows with the features of an earlier one.
  private(set) var repeatCount = 0
  /// The number of those that have the class of the first such row, too.
  private(set) var duplicateCount = 0
  /// The first of them.
  private(set) var duplicates: [Int] = []
  /// A row and the first that repeats it.
  private(set) var firstPair: (Int, Int)?
  /// The number of rows with the features of a row of another class.
  private(set) var contradictingCount = 0
  /// The first of them.
  private(set) var contradicting: [Int] = []

  private static let mostListed = 5

  /// Finds rows by their hashes, and compares those with equal ones value by value; `nil` if there are no
  /// columns.
  init?(_ table: ExaminedTable) {
    guard !table.columns.isEmpty else { return nil }
    let classes = table.classes
    var hashes = [UInt64](repeating: 0, count: classes.count)
    for column in table.columns { Self.add(column.bits, to: &hashes) }
    // The first row of the same hash, for each that has an earlier one.
    var (rows, firsts): ([Int], [Int]) = ([], [])
    var seen = HashPlaces(capacity: classes.count)
    hashes.withUnsafeBufferPointer { hashes in
      for row in hashes.indices where classes[row] >= 0 {
        let first = seen.first(hashes[row], at: row) { hashes[$0] == hashes[row] }
        guard first != row else { continue }
        rows.append(row)
        firsts.append(first)
      }
    }
    guard !rows.isEmpty else { return }
    var isSame = [Bool](repeating: true, count: rows.count)
    for column in table.columns {
      let bits = column.bits
      for place in rows.indices where bits[rows[place]] != bits[firsts[place]] { isSame[place] = false }
    }
    var members: [Int: [Int]] = [:]
    for place in rows.indices where isSame[place] { members[firsts[place], default: []].append(rows[place]) }
    count(members, classes)
  }

  private static func add(_ bits: [UInt64], to hashes: inout [UInt64]) {
    bits.withUnsafeBufferPointer { bits in
      hashes.withUnsafeMutableBufferPointer { hashes in
        for row in bits.indices { hashes[row] = hashes[row].mixed(with: bits[row]) }
      }
    }
  }

  private mutating func count(_ members: [Int: [Int]], _ classes: [Int32]) {
    var (repeated, contradicting): ([Int], [Int]) = ([], [])
    for first in members.keys.sorted() {
      let others = members[first] ?? []
      repeatCount += others.count
      var firstOfClass: [Int32: Int] = [classes[first]: first]
      for row in others {
        if let earlier = firstOfClass[classes[row]] {
          repeated.append(row)
          if firstPair == nil { firstPair = (earlier, row) }
        } else {
          firstOfClass[classes[row]] = row
        }
      }
      if firstOfClass.count > 1 { contradicting += [first] + others }
    }
    (duplicateCount, contradictingCount) = (repeated.count, contradicting.count)
    duplicates = Array(repeated.sorted().prefix(Self.mostListed))
    self.contradicting = Array(contradicting.sorted().prefix(Self.mostListed))
  }
}

/// Rows by a hash, in one array.
struct HashPlaces {
  /// A row, or -1 where there is none.
  private var rows: [Int32]
  private let mask: Int

  /// - Parameter capacity: The most rows.
  init(capacity: Int) {
    var size = 16
    while size < 2 * capacity { size *= 2 }
    rows = [Int32](repeating: -1, count: size)
    mask = size - 1
  }

  /// The first row that is the same, which may be this one.
  ///
  /// - Parameters:
  ///   - hash: The row's hash.
  ///   - row: The row.
  ///   - isSame: Whether an earlier row is the same.
  @inline(__always)
  mutating func first(_ hash: UInt64, at row: Int, isSame: (Int) -> Bool) -> Int {
    var place = Int(truncatingIfNeeded: hash.mixed(with: 0)) & mask
    while rows[place] >= 0 {
      if isSame(Int(rows[place])) { return Int(rows[place]) }
      place = (place &+ 1) & mask
    }
    rows[place] = Int32(truncatingIfNeeded: row)
    return row
  }
}
