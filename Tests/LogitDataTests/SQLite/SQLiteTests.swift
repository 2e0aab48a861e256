import Logit
import LogitFiles
import Testing

@testable import LogitData

@Suite struct SQLiteTests {
  private func path(_ name: String) -> String { Fixture.path("SQLite/\(name).db") }

  private func options(_ table: String? = nil) -> CSVOptions { CSVOptions(table: table) }

  @Test(arguments: ["types", "utf16le", "utf16be", "levels", "key", "added", "log", "reserved"])
  func `a table is what SQLite says it is`(_ name: String) throws {
    try RecordTable("SQLite/\(name).json").expect(Table(contentsOf: path(name)))
  }

  @Test func `a database is known by its first bytes, whatever its name`() throws {
    let file = TemporaryFile(".data")
    try StagedFile.write(Fixture.bytes("SQLite/levels.db"), to: file.path)
    #expect(try Table(contentsOf: file.path).rowCount == 350)
  }

  @Test func `values have their own types, and a column of texts stays one`() throws {
    let codes = try Table(contentsOf: path("several"), options: options("codes"))
    #expect(codes.columns.map(\.kind) == [.string, .integer])
    #expect(codes.columns[0].strings() == ["12345", "54321"])
    let mixed = try Table(contentsOf: path("several"), options: options("MIXED"))
    #expect(mixed.columns[0].strings() == ["1", "12", "3.5", "n.a."])
    let asked = CSVOptions(kinds: ["x": .numeric], table: "mixed")
    let error = #expect(throws: DataError.self) { try Table(contentsOf: path("several"), options: asked) }
    #expect(
      error?.description.hasPrefix("Row 4 (not counting the header) has \"n.a.\" in column \"x\"") == true)
  }

  @Test func `a stored column is read, a computed one is refused unless nobody uses it`() throws {
    let stored = try Table(contentsOf: path("several"), options: options("stored"))
    #expect(stored.columnNames == ["a", "twice", "b"])
    #expect(try stored.column("twice").numbers() == [2, 4])
    let error = #expect(throws: FileError.self) {
      try Table(contentsOf: path("several"), options: options("computed"))
    }
    #expect(error?.description.contains("column \"twice\" should be stored") == true)
    var unused = options("computed")
    unused.columnNeeds.unused = ["twice"]
    #expect(try Table(contentsOf: path("several"), options: unused).columnNames == ["a", "b"])
  }

  @Test func `several tables are listed, and a view and bytes are named`() throws {
    let several = #expect(throws: DataError.self) { try Table(contentsOf: path("several")) }
    #expect(
      several
        == .tableToChoose(
          path: path("several"), tables: ["stored", "computed", "bytes", "mixed", "codes", "vacant"]))
    let unknown = #expect(throws: DataError.self) {
      try Table(contentsOf: path("several"), options: options("code"))
    }
    #expect(unknown?.description.contains("did you mean \"codes\"?") == true, "\(unknown?.description ?? "")")
    let vacant = #expect(throws: DataError.self) {
      try Table(contentsOf: path("several"), options: options("vacant"))
    }
    #expect(vacant?.description.contains("has no rows") == true)
    for (table, part) in [("seen", "a view"), ("bytes", "row 2, column \"photo\"")] {
      let error = #expect(throws: FileError.self) {
        try Table(contentsOf: path("several"), options: options(table))
      }
      #expect(error?.description.contains(part) == true, "\(error?.description ?? "read")")
    }
    #expect(throws: LogitError.self) {
      try Table(contentsOf: Fixture.path("NumPy/version-1.npy"), options: options("t"))
    }
  }

  @Test func `an open transaction is refused, and what a log has not committed is not read`() throws {
    let error = #expect(throws: FileError.self) { try Table(contentsOf: path("open")) }
    #expect(error?.description.contains("open.db-journal") == true)
    // Without its log, the same file has no table yet.
    let bare = try SQLiteFile(StoredBytes(Fixture.bytes("SQLite/log.db"), name: "log.db"), log: nil)
    #expect(throws: DataError.emptyFile(path: "log.db")) { try CSVReader(bare, CSVOptions()).read() }
  }

  @Test func `a frame of the log that was not written whole ends it`() throws {
    let (main, log) = (try Fixture.bytes("SQLite/log.db"), try Fixture.bytes("SQLite/log.db-wal"))
    func rows(_ log: [UInt8]) -> [String?]? {
      guard
        let file = try? SQLiteFile(StoredBytes(main, name: "a.db"), log: StoredBytes(log, name: "a.db-wal")),
        let table = try? CSVReader(file, CSVOptions()).read()
      else { return nil }
      return table.column(at: 1)
    }
    let frame = 24 + 512
    // The table and its first rows need two frames and one more; the last committed one has "new".
    let whole = (0...(log.count - 32) / frame).map { rows(Array(log.prefix(32 + $0 * frame))) }
    #expect(whole.last == ["old", "new"])
    #expect(whole.contains(["old", "old"]))
    let last = try #require(whole.firstIndex(of: ["old", "new"]))
    var damaged = log
    damaged[32 + last * frame - 1] ^= 1
    #expect(rows(damaged) == ["old", "old"])
  }

  @Test(arguments: ["types", "key", "added", "several"])
  func `no damaged byte stops the reader`(_ name: String) throws {
    let bytes = try Fixture.bytes("SQLite/\(name).db")
    let table = name == "several" ? "mixed" : nil
    let step = max(1, bytes.count / 400)
    for place in stride(from: 0, to: bytes.count, by: step) {
      for change: UInt8 in [0xFF, 0x01] {
        var damaged = bytes
        damaged[place] ^= change
        read(damaged, table)
      }
    }
    for count in stride(from: 0, to: bytes.count, by: step * 3) { read(Array(bytes.prefix(count)), table) }
  }

  /// Reads a table, or gets an error.
  private func read(_ bytes: [UInt8], _ table: String?) {
    let source = StoredBytes(bytes, name: "a.db")
    _ = try? CSVReader(SQLiteFile(source, log: nil), CSVOptions(table: table)).read()
  }

  @Test func `pages that lead to each other end with an error that names one`() throws {
    var bytes = try Fixture.bytes("SQLite/levels.db")
    // The root of the table leads to itself.
    let root = 512
    let right = root + 8
    bytes.replaceSubrange(right..<right + 4, with: [0, 0, 0, 2])
    let error = #expect(throws: FileError.self) {
      try CSVReader(SQLiteFile(StoredBytes(bytes, name: "a.db"), log: nil), CSVOptions()).read()
    }
    #expect(error?.description.contains("page 2 should be used once") == true, "\(error?.description ?? "")")
  }

  @Test func `an encrypted database is no database`() throws {
    let file = TemporaryFile(".db")
    try StagedFile.write((0..<4096).map { UInt8(truncatingIfNeeded: $0 &* 131 ^ $0 >> 3) }, to: file.path)
    let error = #expect(throws: DataError.self) { try Table(contentsOf: file.path) }
    #expect(error?.description.contains("encrypted") == true, "\(error?.description ?? "")")
  }
}

extension Table {
  /// The texts of a column.
  fileprivate func column(at index: Int) -> [String?] { columns[index].strings() }
}
