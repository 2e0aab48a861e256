import LogitFiles

/// The rows of a table of an SQLite database as separated values, made as they are asked for; see
/// ``RecordText``.
final class SQLiteTableText {
  private let file: SQLiteFile
  private let table: SQLiteTable
  private let tree: SQLiteTree
  /// The columns that are read, by position.
  private let columns: [Int]
  private(set) var types: [RecordTypes]
  private(set) var rowCount = 0
  private var pending: [UInt8]
  private var taken = 0

  /// - Throws: `FileError.damaged(source:item:expected:found:remedy:)`, also for a column that is computed.
  init(_ file: SQLiteFile, _ table: SQLiteTable, _ options: RecordOptions) throws {
    (self.file, self.table) = (file, table)
    columns = table.columns.indices.filter { table.places[$0] != nil || options.uses(table.columns[$0].name) }
    for column in columns where table.places[column] == nil {
      throw file.unsuitable(
        "column \"\(table.columns[column].name)\"", "stored",
        "computed when it is asked for, so that it is not in the file",
        table.name)
    }
    tree = try SQLiteTree(
      file, root: table.root, isIndex: table.isWithoutRowNumbers, within: options.memory)
    types = columns.map { _ in RecordTypes() }
    pending = RecordText.header(columns.map { table.columns[$0].name })
  }

  /// The names of the columns.
  var names: [String] { columns.map { table.columns[$0].name } }

  /// Fills the front of a buffer with the text that follows, and returns how many bytes it is; 0 at the end.
  ///
  /// - Throws: As ``SQLiteTree/next()``, and `FileError.damaged(source:item:expected:found:remedy:)` for a
  ///   value that is none of a table.
  func read(into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
    if taken == pending.count {
      pending.removeAll(keepingCapacity: true)
      taken = 0
      while pending.count < 1 << 18, let entry = try tree.next() { try append(entry) }
    }
    let count = min(buffer.count, pending.count - taken)
    pending.withUnsafeBytes {
      buffer.copyMemory(from: UnsafeRawBufferPointer(rebasing: $0[taken..<taken + count]))
    }
    taken += count
    return count
  }

  private func append(_ entry: SQLiteTree.Entry) throws {
    rowCount += 1
    guard let values = SQLiteRecord.values(entry.payload) else {
      throw file.damaged("row \(rowCount) of table \"\(table.name)\"", "a record", "damaged")
    }
    let start = pending.count
    for (index, column) in columns.enumerated() {
      if index > 0 { pending.append(RecordText.comma) }
      try append(value(column, values, entry), index)
    }
    RecordText.endRow(from: start, in: &pending)
  }

  /// The value of a column in a row.
  private func value(
    _ column: Int, _ values: [SQLiteValue], _ entry: SQLiteTree.Entry
  ) throws -> SQLiteValue {
    let described = table.columns[column]
    // The record itself has no value there.
    if column == table.rowNumberColumn { return .integer(entry.rowNumber) }
    guard let place = table.places[column], place < values.count else {
      // The column was added when the row was there already.
      if case .value(let value) = described.defaultValue { return value }
      throw file.unsuitable(
        "the default value of column \"\(described.name)\"", "a constant", "an expression", table.name)
    }
    return described.value(values[place])
  }

  private func append(_ value: SQLiteValue, _ index: Int) throws {
    let name = table.columns[columns[index]].name
    switch value {
    case .null: return
    case .integer(let number):
      types[index].hasOthers = true
      pending += Array(String(number).utf8)
    case .real(let number):
      types[index].hasOthers = true
      pending += Array("\(number)".utf8)
    case .text(let bytes):
      types[index].hasTexts = true
      guard let text = file.textForm.utf8(bytes) else {
        throw file.damaged(
          "row \(rowCount), column \"\(name)\" of table \"\(table.name)\"",
          "a text in \(file.textForm == .utf8 ? "UTF-8" : "UTF-16") without a character 0", "other bytes")
      }
      RecordText.append(text: text, to: &pending)
    case .blob(let byteCount):
      throw FileError.damaged(
        source: file.name, item: "row \(rowCount), column \"\(name)\" of table \"\(table.name)\"",
        expected: "a number, a text or NULL", found: "a BLOB of \(byteCount.counted("byte"))",
        remedy:
          "export the other columns: sqlite3 -header -csv \(file.name) \"SELECT ... FROM \(table.name)\" > table.csv"
      )
    }
  }
}

extension SQLiteFile {
  /// A table as separated values.
  ///
  /// - Parameters:
  ///   - wanted: Its name; `nil` for the only one.
  ///   - options: Which columns are used.
  /// - Throws: As ``table(_:within:)``, ``DataError/emptyFile(path:)`` if it has no rows, or
  ///   `FileError.damaged(source:item:expected:found:remedy:)`.
  func rows(of wanted: String?, _ options: RecordOptions) throws -> RecordTable {
    let table = try table(wanted, within: options.memory)
    let text = try SQLiteTableText(self, table, options)
    let bytes = try StoredBytes(name: name, within: options.memory) { try text.read(into: $0) }
    guard text.rowCount > 0 else { throw DataError.emptyFile(path: "Table \"\(table.name)\" of \(name)") }
    return RecordTable(
      text: bytes, names: text.names, types: text.types, places: RecordPlaces(.row), rowCount: text.rowCount)
  }
}
