import Logit
import LogitFiles

extension RowFeatures {
  /// Writes the features of a row of numbers, and nothing else: the shortest way, for ``hasNumbersOnly``.
  ///
  /// - Parameters:
  ///   - numbers: One for each column.
  ///   - target: Room for ``width`` numbers.
  ///   - marks: Room for a byte for each column.
  /// - Returns: What there is to tell of the row.
  /// - Throws: `DataError.tooLargeNumber(column:row:value:)`, or
  ///   `DataError.missingValues(column:count:firstRow:)` for a number that is none where the features refuse
  ///   it.
  package func write(
    numbers row: UnsafeBufferPointer<Double>, to target: UnsafeMutablePointer<Float>,
    marks: UnsafeMutableRawPointer
  ) throws -> RowNotes {
    guard hasNumbersOnly, row.count == names.count else {
      programmingError("A row of \(row.count) numbers for features of \(names.count) columns")
    }
    if let standardized, let start = row.baseAddress, standardized.write(start, into: target) {
      return RowNotes()
    }
    let marks = marks.bindMemory(to: RowMarks.self, capacity: row.count)
    var all = RowMarks()
    numbers.withUnsafeBufferPointer { rules in
      for column in row.indices {
        let found = rules[column].write(row[column], into: target)
        marks[column] = found
        all.formUnion(found)
      }
    }
    guard !all.isEmpty else { return RowNotes() }
    for column in row.indices { try check(marks[column], row[column], column: column) }
    return notes(marks)
  }

  /// The rules of all columns in plain numbers, in their order; `nil` unless every column has such a one.
  package var numberColumns: [NumberColumnRule]? {
    guard hasNumbersOnly else { return nil }
    let columns = numbers.compactMap(\.column)
    return columns.count == names.count ? columns : nil
  }

  /// Throws for a number that the features refuse.
  func check(_ found: RowMarks, _ number: Double, column: Int) throws {
    if found.contains(.tooLarge) {
      throw DataError.tooLargeNumber(column: names[column], row: 0, value: "\(number)")
    }
    if found.contains(.missing), owners[column]?.transform.refusal.missing ?? false {
      throw DataError.missingValues(column: names[column], count: 1, firstRow: 0)
    }
  }

  /// What there is to tell of the columns of a row.
  func notes(_ marks: UnsafeMutablePointer<RowMarks>) -> RowNotes {
    var all = RowMarks()
    for column in names.indices { all.formUnion(marks[column]) }
    guard !all.isDisjoint(with: [.missing, .unknown, .outOfRange]) else { return RowNotes() }
    func columns(_ mark: RowMarks) -> [String] {
      guard all.contains(mark) else { return [] }
      return names.indices.filter { marks[$0].contains(mark) }.map { names[$0] }
    }
    return RowNotes(
      missing: columns(.missing), unknown: columns(.unknown), outOfRange: columns(.outOfRange))
  }
}
