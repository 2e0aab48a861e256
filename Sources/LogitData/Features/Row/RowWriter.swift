import Logit

/// Takes the values of a row in any order and writes its features.
///
/// Numbers are kept as they come and written together at the end: one after the other in a short loop they
/// wait for each other's divisions far less than among all that an encoder does between two of them.
///
/// The memory belongs to whoever makes it; ``finish()`` must be called once all values are there.
package struct RowWriter {
  let features: RowFeatures
  /// The row as features.
  package let target: UnsafeMutablePointer<Float>
  /// The numbers of the columns that are marked as waiting.
  private let numbers: UnsafeMutablePointer<Double>
  private let marks: UnsafeMutablePointer<RowMarks>
  /// The values that are kept; `nil` if none are.
  private let kept: KeptCells?

  /// The values that are kept until all are known.
  private final class KeptCells {
    var cells: [TableCell]
    init(count: Int) { cells = [TableCell](repeating: .missing, count: count) }
  }

  /// How much memory a row needs, in numbers of 8 bytes.
  package static func wordCount(_ features: RowFeatures) -> Int {
    let (columns, word) = (features.names.count, MemoryLayout<Double>.stride)
    return columns + (features.width * MemoryLayout<Float>.stride + columns + word - 1) / word
  }

  /// - Parameters:
  ///   - features: What was learned.
  ///   - memory: Room for ``wordCount(_:)`` numbers.
  package init(_ features: RowFeatures, memory: UnsafeMutablePointer<Double>) {
    self.features = features
    let columns = features.names.count
    numbers = memory
    let rest = UnsafeMutableRawPointer(memory + columns)
    target = rest.initializeMemory(as: Float.self, repeating: 0, count: features.width)
    marks = (rest + features.width * MemoryLayout<Float>.stride).initializeMemory(
      as: RowMarks.self, repeating: [], count: columns)
    kept = features.keepsValues ? KeptCells(count: columns) : nil
  }

  /// The values of all columns, where all are kept.
  package var cells: [TableCell] { kept?.cells ?? [] }
}

extension RowWriter {
  /// Takes a number.
  ///
  /// - Throws: As ``put(_:column:)-(TableCell,_)``.
  @inline(__always)
  package func put(_ number: Double, column: Int) throws {
    guard !keep(number, column: column) else { return }
    try put(TableCell.number(number), column: column)
  }

  /// Keeps a number until the row ends.
  ///
  /// - Returns: Whether it can wait; if not, nothing was done.
  @inline(__always)
  func keep(_ number: Double, column: Int) -> Bool {
    guard features.isPlain[column] else { return false }
    numbers[column] = number
    marks[column] = [.given, .waiting]
    return true
  }

  /// Writes a whole number.
  ///
  /// - Throws: As ``put(_:column:)-(TableCell,_)``.
  @inline(__always)
  package func put(_ number: Int64, column: Int) throws {
    guard features.isPlain[column], number != .min else {
      return try put(number == .min ? TableCell.text("\(number)") : .integer(number), column: column)
    }
    let found = features.numbers[column].write(number, into: target)
    marks[column] = [found, .given]
    if found.contains(.tooLarge) { try features.check(found, Double(number), column: column) }
  }

  /// Takes a value of a row, numbers without a detour.
  @inline(__always)
  func put(value: TableCell, column: Int) throws {
    switch value {
    case .number(let number): try put(number, column: column)
    case .integer(let number): try put(number, column: column)
    case .missing, .boolean, .text: try put(value, column: column)
    }
  }

  /// Writes any value.
  ///
  /// - Throws: `DataError.learnedOtherwise(column:learned:found:)` for a value of another kind than learned,
  ///   `DataError.unreadableValue(column:row:value:expected:count:remedies:)` for a text that cannot be read,
  ///   and `DataError.missingValues(column:count:firstRow:)` and
  ///   `DataError.unknownCategory(column:row:value:known:)` for one that the features refuse.
  package func put(_ cell: TableCell, column: Int) throws {
    var cell = cell
    if case .integer(.min) = cell { cell = .text("\(Int64.min)") }
    if case .text(let text) = cell, !features.space.missingWords.isEmpty,
      features.space.missingWords.contains(text)
    {
      cell = .missing
    }
    marks[column].insert(.given)
    if let kept, features.isKept[column] { kept.cells[column] = cell }
    guard let own = features.owners[column] else {
      if cell.isMissing { marks[column].insert(.missing) }
      return
    }
    let found =
      if let category = features.categories[column] {
        category.write(cell, into: target)
      } else {
        write(cell, features.numbers[column])
      }
    guard let found else { return try features.write(own, [cell], into: target, marks: marks) }
    marks[column].formUnion(found)
    if found.contains(.tooLarge), case .number(let number) = cell {
      try features.check(found, number, column: column)
    } else if found.contains(.unknown), own.transform.refusal.unknown {
      // The error knows what was learned.
      try features.write(own, [cell], into: target, marks: marks)
    } else if found.contains(.missing) {
      try features.check(found, .nan, column: column)
    }
  }

  /// - Returns: `nil` for a value of a kind that was not learned.
  private func write(_ cell: TableCell, _ rule: NumberRule) -> RowMarks? {
    switch cell {
    case .missing: rule.writeMissing(into: target)
    case .number(let number): rule.write(number, into: target)
    case .integer(let number): rule.write(number, into: target)
    case .boolean(let value): rule.takesBooleans ? rule.write(value ? 1.0 : 0.0, into: target) : nil
    case .text: nil
    }
  }
}

// MARK: - The end of a row

extension RowWriter {
  /// Writes the numbers, counts the columns without a value as missing, and writes what is made of several
  /// columns.
  ///
  /// - Throws: `DataError.tooLargeNumber(column:row:value:)`, or as ``put(_:column:)-(TableCell,_)``.
  package func finish() throws {
    if let standardized = features.standardized, isWaiting, standardized.write(numbers, into: target) {
      return
    }
    var (all, hasGaps) = (RowMarks(), false)
    features.numbers.withUnsafeBufferPointer { rules in
      for column in rules.indices {
        guard marks[column].contains(.waiting) else {
          hasGaps = hasGaps || !marks[column].contains(.given)
          continue
        }
        let found = rules[column].write(numbers[column], into: target)
        marks[column] = [found, .given]
        all.formUnion(found)
      }
    }
    if !all.isDisjoint(with: [.missing, .tooLarge]) {
      for column in features.names.indices where features.isPlain[column] {
        try features.check(marks[column], numbers[column], column: column)
      }
    }
    if hasGaps {
      for column in features.names.indices where !marks[column].contains(.given) {
        try put(TableCell.missing, column: column)
      }
    }
    guard let kept else { return }
    for other in features.others {
      try features.write(other, other.columns.map { kept.cells[$0] }, into: target, marks: marks)
    }
  }

  /// Whether all columns have numbers that wait.
  private var isWaiting: Bool {
    var common = RowMarks.waiting
    for column in features.names.indices { common.formIntersection(marks[column]) }
    return !common.isEmpty
  }

  /// Whether a column was given a value.
  @inline(__always)
  func isGiven(_ column: Int) -> Bool { marks[column].contains(.given) }

  /// Whether any column was given a value.
  var hasValues: Bool { features.names.indices.contains { marks[$0].contains(.given) } }

  /// The columns that were not given a value.
  package var absentColumns: [String] {
    features.names.indices.filter { !marks[$0].contains(.given) }.map { features.names[$0] }
  }

  /// What there is to tell of the row.
  package var notes: RowNotes { features.notes(marks) }
}

/// The columns of a row of which there is something to tell.
package struct RowNotes: Sendable {
  /// The columns; `nil` where there is nothing to tell, as of most rows, so that those carry no lists.
  private let columns: Columns?

  private final class Columns: Sendable {
    let missing, unknown, outOfRange: [String]

    init(_ missing: [String], _ unknown: [String], _ outOfRange: [String]) {
      (self.missing, self.unknown, self.outOfRange) = (missing, unknown, outOfRange)
    }
  }

  /// Nothing to tell.
  package init() { columns = nil }

  package init(missing: [String], unknown: [String], outOfRange: [String]) {
    columns = Columns(missing, unknown, outOfRange)
  }

  /// The columns without a value.
  package var missing: [String] { columns?.missing ?? [] }
  /// The columns with a category that was not learned.
  package var unknown: [String] { columns?.unknown ?? [] }
  /// The columns with a number beyond those learned from.
  package var outOfRange: [String] { columns?.outOfRange ?? [] }
}

extension RowNotes: Equatable {
  package static func == (left: RowNotes, right: RowNotes) -> Bool {
    left.missing == right.missing && left.unknown == right.unknown && left.outOfRange == right.outOfRange
  }
}
