import LogitFiles

/// The entries of a b-tree of an SQLite database, in order: the rows of a table by their number, or the records
/// of an index, which a table without numbers of rows is.
///
/// No page is read twice, so that pages that lead back to themselves end the reading with an error.
final class SQLiteTree {
  /// An entry.
  struct Entry {
    /// The number of the row; 0 in an index.
    let rowNumber: Int64
    /// The record.
    let payload: [UInt8]
  }

  /// A page on the way to the entry at hand.
  private struct Level {
    let number: Int
    let bytes: [UInt8]
    let isLeaf: Bool
    let cellCount: Int
    /// The next cell; in an inner page of an index, a cell counts twice: for the page below it and its own
    /// record.
    var step = 0
  }

  private let file: SQLiteFile
  private let isIndex: Bool
  private let memory: MemoryLimit
  private var levels: [Level] = []
  private var visited: Set<Int> = []

  /// Begins before the first entry.
  ///
  /// - Parameters:
  ///   - root: The tree's first page.
  ///   - isIndex: Whether it is an index.
  /// - Throws: `FileError.damaged(source:item:expected:found:remedy:)`.
  init(_ file: SQLiteFile, root: Int, isIndex: Bool, within memory: MemoryLimit) throws {
    (self.file, self.isIndex, self.memory) = (file, isIndex, memory)
    try descend(to: root)
  }

  /// The next entry; `nil` after the last.
  ///
  /// - Throws: `FileError.damaged(source:item:expected:found:remedy:)`,
  ///   `FileError.outOfMemory(source:limit:)`, or `FileError.notRead(path:reason:)`.
  func next() throws -> Entry? {
    while let level = levels.last {
      let last = levels.count - 1
      let step = level.step
      levels[last].step += 1
      if level.isLeaf {
        if step < level.cellCount { return try entry(level, cell: step, at: 0) }
        levels.removeLast()
      } else if isIndex, step & 1 == 1, step >> 1 < level.cellCount {
        return try entry(level, cell: step >> 1, at: 4)
      } else if (isIndex ? step >> 1 : step) < level.cellCount {
        let place = try cell(level, isIndex ? step >> 1 : step, byteCount: 4)
        try descend(to: SQLiteFile.number(level.bytes, place, count: 4))
      } else if step == (isIndex ? 2 * level.cellCount : level.cellCount) {
        let header = level.number == 1 ? SQLiteFile.headerByteCount : 0
        try descend(to: SQLiteFile.number(level.bytes, header + 8, count: 4))
      } else {
        levels.removeLast()
      }
    }
    return nil
  }

  // MARK: - Pages

  private func take(_ number: Int) throws -> [UInt8] {
    let bytes = try file.page(number)
    guard visited.insert(number).inserted else {
      throw file.damaged("page \(number)", "used once", "used at two places")
    }
    return bytes
  }

  private func descend(to number: Int) throws {
    let bytes = try take(number)
    let header = number == 1 ? SQLiteFile.headerByteCount : 0
    let (leaf, inner): (UInt8, UInt8) = isIndex ? (10, 2) : (13, 5)
    guard bytes[header] == leaf || bytes[header] == inner else {
      throw file.damaged(
        "page \(number)", "one of a\(isIndex ? "n index" : " table") (\(inner) or \(leaf))",
        "\(bytes[header])")
    }
    let isLeaf = bytes[header] == leaf
    let count = SQLiteFile.number(bytes, header + 3, count: 2)
    let pointers = header + (isLeaf ? 8 : 12)
    guard pointers + 2 * count <= file.usableByteCount else {
      throw file.damaged("page \(number)", "with room for its cells", "one with \(count) cells")
    }
    levels.append(Level(number: number, bytes: bytes, isLeaf: isLeaf, cellCount: count))
  }

  /// Where a cell begins, of which so many bytes must be there.
  private func cell(_ level: Level, _ index: Int, byteCount: Int) throws -> Int {
    let header = level.number == 1 ? SQLiteFile.headerByteCount : 0
    let pointers = header + (level.isLeaf ? 8 : 12)
    let place = SQLiteFile.number(level.bytes, pointers + 2 * index, count: 2)
    guard place >= pointers + 2 * level.cellCount, place + byteCount <= file.usableByteCount else {
      throw file.damaged("cell \(index + 1) of page \(level.number)", "within the page", "at byte \(place)")
    }
    return place
  }

  // MARK: - Entries

  private func entry(_ level: Level, cell index: Int, at offset: Int) throws -> Entry {
    var place = try cell(level, index, byteCount: offset + 1) + offset
    func damaged(_ expected: String, _ found: String) -> FileError {
      file.damaged("cell \(index + 1) of page \(level.number)", expected, found)
    }
    guard let size = SQLiteRecord.varint(level.bytes, &place, before: file.usableByteCount),
      let number = isIndex ? 0 : SQLiteRecord.varint(level.bytes, &place, before: file.usableByteCount)
    else { throw damaged("within the page", "cut off") }
    guard size >= 0, size <= Int64(file.pageCount) * Int64(file.pageByteCount) else {
      throw damaged("a record within the file", "one of \(size) bytes")
    }
    let payload = Int(size)
    let local = localByteCount(payload)
    guard place + local + (local < payload ? 4 : 0) <= file.usableByteCount else {
      throw damaged("within the page", "one of \(payload) bytes at byte \(place)")
    }
    var bytes = Array(level.bytes[place..<place + local])
    if local < payload {
      try memory.require(payload, for: file.name)
      bytes.reserveCapacity(payload)
      try appendOverflow(from: SQLiteFile.number(level.bytes, place + local, count: 4), to: &bytes, payload)
    }
    return Entry(rowNumber: number, payload: bytes)
  }

  /// How much of a record stands in the page itself.
  private func localByteCount(_ payload: Int) -> Int {
    let usable = file.usableByteCount
    let most = isIndex ? (usable - 12) * 64 / 255 - 23 : usable - 35
    if payload <= most { return payload }
    let least = (usable - 12) * 32 / 255 - 23
    let kept = least + (payload - least) % (usable - 4)
    return kept <= most ? kept : least
  }

  private func appendOverflow(from first: Int, to bytes: inout [UInt8], _ payload: Int) throws {
    var number = first
    while bytes.count < payload {
      guard number != 0 else {
        throw file.damaged("a record of \(payload) bytes", "whole", "cut off after \(bytes.count)")
      }
      let page = try take(number)
      bytes += page[4..<4 + min(file.usableByteCount - 4, payload - bytes.count)]
      number = SQLiteFile.number(page, 0, count: 4)
    }
  }
}
