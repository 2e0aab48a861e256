import Logit

/// Takes the values of a row in any order and writes its features.
///
/// The memory belongs to whoever makes it; ``finish()`` must be called once all values are there.
package struct RowWriter {
  private let features: RowFeatures
  private let target: UnsafeMutablePointer<Float>
  private let marks: UnsafeMutablePointer<RowMarks>
  /// The values that are kept; `nil` if none are.
  private let kept: KeptCells?

  /// The values that are kept until all are known.
  private final class KeptCells {
    var cells: [TableCell]
    init(count: Int) { cells = [TableCell](repeating: .missing, count: count) }
  }

  /// - Parameters:
  ///   - features: What was learned.
  ///   - target: Room for `features.width` numbers.
  ///   - marks: Room for a byte for each column.
  package init(
    _ features: RowFeatures, target: UnsafeMutablePointer<Float>, marks: UnsafeMutableRawPointer
  ) {
    self.features = features
    self.target = target
    self.marks = marks.bindMemory(to: RowMarks.self, capacity: features.names.count)
    target.initialize(repeating: 0, count: features.width)
    self.marks.initialize(repeating: [], count: features.names.count)
    kept = features.keepsValues ? KeptCells(count: features.names.count) : nil
  }

  /// The values of all columns, where all are kept.
  package var cells: [TableCell] { kept?.cells ?? [] }
}

extension RowWriter {
  /// Writes a number.
  ///
  /// - Throws: `DataError.tooLargeNumber(column:row:value:)`, or as ``put(_:column:)-(TableCell,_)``.
  @inline(__always)
  package func put(_ number: Double, column: Int) throws {
    guard features.numbers[column].kind != .none, !features.isKept[column] else {
      return try put(TableCell.number(number), column: column)
    }
    let found = features.numbers[column].write(number, into: target)
    marks[column] = [found, .given]
    if !found.isDisjoint(with: [.missing, .tooLarge]) { try features.check(found, number, column: column) }
  }

  /// Writes a whole number.
  ///
  /// - Throws: As ``put(_:column:)-(TableCell,_)``.
  @inline(__always)
  package func put(_ number: Int64, column: Int) throws {
    guard features.numbers[column].kind != .none, !features.isKept[column], number != .min else {
      return try put(number == .min ? TableCell.text("\(number)") : .integer(number), column: column)
    }
    let found = features.numbers[column].write(number, into: target)
    marks[column] = [found, .given]
    if found.contains(.tooLarge) { try features.check(found, Double(number), column: column) }
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
  /// Counts the columns without a value as missing, and writes what is made of several columns.
  ///
  /// - Throws: As ``put(_:column:)-(TableCell,_)``.
  package func finish() throws {
    for column in features.names.indices where !marks[column].contains(.given) {
      try put(TableCell.missing, column: column)
    }
    guard let kept else { return }
    for other in features.others {
      try features.write(other, other.columns.map { kept.cells[$0] }, into: target, marks: marks)
    }
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
package struct RowNotes: Sendable, Equatable {
  /// The columns without a value.
  package var missing: [String] = []
  /// The columns with a category that was not learned.
  package var unknown: [String] = []
  /// The columns with a number beyond those learned from.
  package var outOfRange: [String] = []

  /// Nothing to tell.
  package init(missing: [String] = [], unknown: [String] = [], outOfRange: [String] = []) {
    (self.missing, self.unknown, self.outOfRange) = (missing, unknown, outOfRange)
  }
}
