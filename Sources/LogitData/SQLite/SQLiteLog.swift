import LogitFiles

/// The pages that a write-ahead log of an SQLite database has committed.
///
/// Frames count up to the last one that ends a transaction, and only as far as their salts and checksums are
/// those of the log: what stands behind is of an earlier use of the file, or was not written to its end.
final class SQLiteLog {
  private static let headerByteCount = 32
  private static let frameHeaderByteCount = 24

  /// The number of pages of the database after the last transaction.
  private(set) var pageCount = 0
  private let source: StoredBytes
  private let pageByteCount: Int
  /// Where the latest version of a page is.
  private var places: [Int: Int] = [:]

  /// - Parameters:
  ///   - source: The log.
  ///   - pageByteCount: The size of the database's pages.
  /// - Returns: `nil` if there is nothing in it.
  /// - Throws: `FileError.notRead(path:reason:)`, or `FileError.damaged(source:item:expected:found:remedy:)`
  ///   if the log is of another version or size of pages.
  init?(_ source: StoredBytes, pageByteCount: Int) throws {
    (self.source, self.pageByteCount) = (source, pageByteCount)
    let header = try source.prefix(Self.headerByteCount)
    guard header.count == Self.headerByteCount else { return nil }
    let magic = SQLiteFile.number(header, 0, count: 4)
    guard magic & ~1 == 0x377F_0682 else { return nil }
    guard SQLiteFile.number(header, 4, count: 4) == 3_007_000,
      SQLiteFile.number(header, 8, count: 4) == pageByteCount
    else {
      throw FileError.damaged(
        source: source.name, item: "the write-ahead log",
        expected: "of version 3007000 and pages of \(pageByteCount) bytes",
        found:
          "of version \(SQLiteFile.number(header, 4, count: 4)) and pages of \(SQLiteFile.number(header, 8, count: 4))",
        remedy: "put it into the database: sqlite3 FILE \"PRAGMA wal_checkpoint(TRUNCATE)\"")
    }
    var sum = Checksum(isBigEndian: magic & 1 == 1)
    sum.add(header[..<24])
    // A header that is not right is of a log that was never begun.
    guard sum.isEqual(header, at: 24) else { return nil }
    try readFrames(salt: Array(header[16..<24]), sum)
    if places.isEmpty { return nil }
  }

  private func readFrames(salt: [UInt8], _ start: Checksum) throws {
    var sum = start
    var open: [Int: Int] = [:]
    let frameByteCount = Self.frameHeaderByteCount + pageByteCount
    var place = Self.headerByteCount
    while place + frameByteCount <= source.size {
      let frame = try source.bytes(frameByteCount, at: place)
      guard frame[8..<16].elementsEqual(salt) else { break }
      sum.add(frame[..<8])
      sum.add(frame[Self.frameHeaderByteCount...])
      guard sum.isEqual(frame, at: 16) else { break }
      open[SQLiteFile.number(frame, 0, count: 4)] = place + Self.frameHeaderByteCount
      let size = SQLiteFile.number(frame, 4, count: 4)
      if size > 0 {
        places.merge(open) { $1 }
        open = [:]
        pageCount = size
      }
      place += frameByteCount
    }
  }

  /// A page, if the log has it.
  func page(_ number: Int) throws -> [UInt8]? {
    try places[number].map { try source.bytes(pageByteCount, at: $0) }
  }

  /// The running checksum of a log.
  private struct Checksum {
    let isBigEndian: Bool
    private var (first, second): (UInt32, UInt32) = (0, 0)

    init(isBigEndian: Bool) { self.isBigEndian = isBigEndian }

    mutating func add(_ bytes: ArraySlice<UInt8>) {
      var place = bytes.startIndex
      while place + 8 <= bytes.endIndex {
        first &+= word(bytes, place) &+ second
        second &+= word(bytes, place + 4) &+ first
        place += 8
      }
    }

    private func word(_ bytes: ArraySlice<UInt8>, _ place: Int) -> UInt32 {
      var word: UInt32 = 0
      for index in 0..<4 { word = word << 8 | UInt32(bytes[place + (isBigEndian ? index : 3 - index)]) }
      return word
    }

    /// Whether it is the one that stands at a place, the highest byte first.
    func isEqual(_ bytes: [UInt8], at place: Int) -> Bool {
      SQLiteFile.number(bytes, place, count: 4) == Int(first)
        && SQLiteFile.number(bytes, place + 4, count: 4) == Int(second)
    }
  }
}
