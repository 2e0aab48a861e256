import LogitFiles

/// A table of an SQLite database: its columns, and where their values stand in the records.
struct SQLiteTable {
  let name: String
  let root: Int
  let columns: [SQLiteColumn]
  /// Whether its records stand in an index rather than under numbers of rows.
  let isWithoutRowNumbers: Bool
  /// The column that is another name of the rows' numbers.
  let rowNumberColumn: Int?
  /// The place of each column's value in a record; `nil` where it is not in the file.
  let places: [Int?]

  /// Reads a CREATE TABLE statement.
  ///
  /// - Returns: `nil` if it is not understood.
  init?(name: String, root: Int, statement: String) {
    (self.name, self.root) = (name, root)
    let tokens = SQLToken.tokens(of: statement)
    guard let open = tokens.firstIndex(of: .mark("(")), open > 1 else { return nil }
    let behind = SQLiteColumn.behindBracket(tokens[open...])
    guard tokens[behind.startIndex - 1] == .mark(")") else { return nil }
    isWithoutRowNumbers = zip(behind, behind.dropFirst()).contains {
      $0.isWord("WITHOUT") && $1.isWord("ROWID")
    }
    var columns: [SQLiteColumn] = []
    var key: [String] = []
    for part in Self.parts(tokens[(open + 1)..<(behind.startIndex - 1)]) {
      if part.first?.isWord("CONSTRAINT", "PRIMARY", "UNIQUE", "CHECK", "FOREIGN") == true {
        key += Self.key(part)
      } else if let column = SQLiteColumn(part) {
        columns.append(column)
      } else {
        return nil
      }
    }
    guard !columns.isEmpty else { return nil }
    self.columns = columns
    let ofTable = key.compactMap { name in
      columns.firstIndex { $0.name.lowercased() == name.lowercased() }
    }
    guard ofTable.count == key.count else { return nil }
    let keyColumns = key.isEmpty ? columns.indices.filter { columns[$0].isPrimaryKey } : ofTable
    rowNumberColumn =
      isWithoutRowNumbers || keyColumns.count != 1
      ? nil : keyColumns.first { columns[$0].type == "INTEGER" && !columns[$0].isDescending }
    places = Self.places(columns, isWithoutRowNumbers ? keyColumns : [])
  }

  /// The parts of a list between its commas.
  private static func parts(_ tokens: ArraySlice<SQLToken>) -> [ArraySlice<SQLToken>] {
    var parts: [ArraySlice<SQLToken>] = []
    var (start, depth) = (tokens.startIndex, 0)
    for (index, token) in zip(tokens.indices, tokens) {
      if token == .mark("(") { depth += 1 } else if token == .mark(")") { depth -= 1 }
      if token == .mark(","), depth == 0 {
        parts.append(tokens[start..<index])
        start = index + 1
      }
    }
    return parts + [tokens[start...]]
  }

  /// The columns of a table's PRIMARY KEY (a, b); none for another constraint.
  private static func key(_ constraint: ArraySlice<SQLToken>) -> [String] {
    var rest = constraint
    if rest.first?.isWord("CONSTRAINT") == true { rest = rest.dropFirst(2) }
    guard rest.first?.isWord("PRIMARY") == true, let open = rest.firstIndex(of: .mark("(")) else { return [] }
    let close = rest.lastIndex(of: .mark(")")) ?? rest.endIndex
    return parts(rest[(open + 1)..<max(open + 1, close)]).compactMap { $0.first?.identifier }
  }

  /// Where values stand: those of the key first in an index, the others in the order of the statement.
  private static func places(_ columns: [SQLiteColumn], _ key: [Int]) -> [Int?] {
    var places = [Int?](repeating: nil, count: columns.count)
    var next = 0
    for column in key + Array(columns.indices) where places[column] == nil && !columns[column].isVirtual {
      places[column] = next
      next += 1
    }
    return places
  }
}

// MARK: - Choosing one

extension SQLiteFile {
  /// The table to read.
  ///
  /// - Parameter wanted: Its name; `nil` for the only one.
  /// - Throws: ``DataError/tableToChoose(path:tables:)`` if there are several,
  ///   ``DataError/unknownColumn(name:role:nearest:known:)`` if there is none of the name, or
  ///   `FileError.damaged(source:item:expected:found:remedy:)`.
  func table(_ wanted: String?, within memory: MemoryLimit) throws -> SQLiteTable {
    let entries = try schema(within: memory)
    let own = entries.filter { $0.type == "table" && !$0.name.lowercased().hasPrefix("sqlite_") }
    // The tables that a virtual one keeps its data in are nobody's own.
    let tables = own.filter { $0.root > 0 }
    guard let wanted else {
      guard let only = tables.first else { throw DataError.emptyFile(path: name) }
      if tables.count > 1 { throw DataError.tableToChoose(path: name, tables: tables.map(\.name)) }
      return try table(only)
    }
    let isWanted = { (entry: Entry) in entry.name.lowercased() == wanted.lowercased() }
    if let found = own.first(where: isWanted) { return try table(found) }
    if let view = entries.first(where: { $0.type == "view" && isWanted($0) }) {
      throw unsuitable("\"\(view.name)\"", "a table", "a view, which only SQLite can compute", view.name)
    }
    let names = tables.map(\.name)
    throw DataError.unknownColumn(
      name: wanted, role: "table", nearest: wanted.nearest(among: names), known: names)
  }

  private func table(_ entry: Entry) throws -> SQLiteTable {
    if entry.statement.uppercased().hasPrefix("CREATE VIRTUAL") {
      throw unsuitable(
        "\"\(entry.name)\"", "a table", "a virtual one, which only its module can read", entry.name)
    }
    guard let table = SQLiteTable(name: entry.name, root: entry.root, statement: entry.statement) else {
      throw unsuitable(
        "the statement of table \"\(entry.name)\"", "CREATE TABLE with the names of columns",
        "\"\(entry.statement.shortened)\"", entry.name)
    }
    return table
  }

  /// The error for what only SQLite itself can read.
  func unsuitable(_ item: String, _ expected: String, _ found: String, _ table: String) -> FileError {
    .damaged(
      source: name, item: item, expected: expected, found: found,
      remedy: "export it: sqlite3 -header -csv \(name) \"SELECT * FROM \(table)\" > table.csv")
  }

  private struct Entry {
    let type: String
    let name: String
    let root: Int
    let statement: String
  }

  /// What the database consists of.
  private func schema(within memory: MemoryLimit) throws -> [Entry] {
    let tree = try SQLiteTree(self, root: 1, isIndex: false, within: memory)
    var entries: [Entry] = []
    while let row = try tree.next() {
      guard let values = SQLiteRecord.values(row.payload), values.count >= 5 else {
        throw damaged("row \(row.rowNumber) of the schema", "a record of 5 values", "another")
      }
      func text(_ index: Int) -> String? {
        guard case .text(let bytes) = values[index], let utf8 = textForm.utf8(bytes) else { return nil }
        return String(decoding: utf8, as: UTF8.self)
      }
      guard let type = text(0), let name = text(1) else {
        throw damaged("row \(row.rowNumber) of the schema", "a type and a name", "no text")
      }
      var root = 0
      if case .integer(let number) = values[3] { root = Int(clamping: number) }
      entries.append(Entry(type: type, name: name, root: root, statement: text(4) ?? ""))
    }
    return entries
  }
}
