import LogitFiles

/// An SQLite database: its pages as they were last committed.
///
/// What a write-ahead log has committed belongs to the database and is read from there. A rollback journal of a
/// transaction that was not ended would have to be played back first, so such a database is refused.
///
/// Source: sqlite.org/fileformat2.html.
final class SQLiteFile {
  /// The bytes that a database begins with.
  static let magic = Array("SQLite format 3\0".utf8)
  /// The ends of the names of databases, without the leading dot.
  static let extensions = ["sqlite", "sqlite3", "db"]
  static let headerByteCount = 100

  /// How texts are encoded.
  enum TextForm: Int { case utf8 = 1, utf16LittleEndian, utf16BigEndian }

  let name: String
  /// The size of a page, and what of it can be used.
  let pageByteCount: Int
  let usableByteCount: Int
  let textForm: TextForm
  /// The number of pages.
  let pageCount: Int

  private let source: StoredBytes
  private let log: SQLiteLog?
  private var held: (number: Int, bytes: [UInt8])?

  /// Opens a database, with the log beside it.
  ///
  /// - Throws: `FileError.damaged(source:item:expected:found:remedy:)`, or `FileError.notRead(path:reason:)`.
  convenience init(path: String) throws {
    let source = try StoredBytes(path: path)
    try Self.requireNoJournal(path)
    let log = path + "-wal"
    try self.init(source, log: FileSystem.exists(log) ? StoredBytes(path: log) : nil)
  }

  /// Opens a database.
  ///
  /// - Parameters:
  ///   - source: The database.
  ///   - log: Its write-ahead log.
  /// - Throws: As ``init(path:)``.
  init(_ source: StoredBytes, log: StoredBytes?) throws {
    let path = source.name
    (self.source, name) = (source, path)
    let main = try source.prefix(Self.headerByteCount)
    guard main.count == Self.headerByteCount, main.starts(with: Self.magic) else {
      throw FileError.damaged(
        source: path, item: "the header", expected: "that of an SQLite database",
        found: main.count < Self.headerByteCount ? "cut off" : "another",
        remedy: "if the database is encrypted, export the table as CSV with the program that wrote it")
    }
    let size = Self.number(main, 16, count: 2) == 1 ? 65536 : Self.number(main, 16, count: 2)
    guard (512...65536).contains(size), size & (size - 1) == 0 else {
      throw Self.damaged(path, "the size of a page", "a power of 2 from 512 to 65536", "\(size)")
    }
    pageByteCount = size
    self.log = main[19] == 2 ? try log.flatMap { try SQLiteLog($0, pageByteCount: size) } : nil
    // The first page may be a newer one in the log.
    let header = try self.log?.page(1).map { Array($0.prefix(Self.headerByteCount)) } ?? main
    usableByteCount = size - Int(header[20])
    guard usableByteCount >= 480, header[19] <= 2 else {
      throw Self.damaged(
        path, "the header", "of a version that is known, with at least 480 bytes of a page in use",
        "version \(header[19]), with \(usableByteCount)")
    }
    // A database without any tables says 0.
    let form = max(1, Self.number(header, 56, count: 4))
    guard let textForm = TextForm(rawValue: form) else {
      throw Self.damaged(path, "the encoding of texts", "1, 2 or 3", "\(form)")
    }
    self.textForm = textForm
    pageCount = max(source.size / size, self.log?.pageCount ?? 0)
  }

  /// A page, counted from 1.
  ///
  /// - Throws: `FileError.damaged(source:item:expected:found:remedy:)` if there is none.
  func page(_ number: Int) throws -> [UInt8] {
    if let held, held.number == number { return held.bytes }
    guard (1...max(pageCount, 1)).contains(number) else {
      throw damaged("a page's number", "from 1 to \(pageCount)", "\(number)")
    }
    let bytes: [UInt8]
    if let logged = try log?.page(number) {
      bytes = logged
    } else {
      guard number * pageByteCount <= source.size else {
        throw damaged("page \(number)", "within the file", "behind its end, at byte \(source.size)")
      }
      bytes = try source.bytes(pageByteCount, at: (number - 1) * pageByteCount)
    }
    held = (number, bytes)
    return bytes
  }

  /// The error for something that is not as it must be.
  func damaged(_ item: String, _ expected: String, _ found: String) -> FileError {
    Self.damaged(name, item, expected, found)
  }

  static func damaged(_ path: String, _ item: String, _ expected: String, _ found: String) -> FileError {
    .damaged(
      source: path, item: item, expected: expected, found: found,
      remedy:
        "have SQLite examine it (sqlite3 \(path) \"PRAGMA integrity_check\"), or take a copy that is whole")
  }

  /// A number of some bytes, the highest first.
  static func number(_ bytes: [UInt8], _ place: Int, count: Int) -> Int {
    var value = 0
    for index in place..<place + count { value = value << 8 | Int(bytes[index]) }
    return value
  }

  /// Refuses a database whose last transaction was not ended: some of its pages may be of before and some of
  /// after.
  private static func requireNoJournal(_ path: String) throws {
    let journal = path + "-journal"
    guard FileSystem.exists(journal) else { return }
    // One that is kept for the next transaction begins with zeros.
    let beginning = try StoredBytes(path: journal).prefix(8)
    guard beginning.starts(with: [0xD9, 0xD5, 0x05, 0xF9]) else { return }
    throw FileError.damaged(
      source: path, item: "the last transaction", expected: "ended",
      found: "open: \(journal) has pages of before it",
      remedy:
        "let the program end that writes to it, or have SQLite roll it back: sqlite3 \(path) \"PRAGMA user_version\""
    )
  }
}
