import Logit
import LogitFiles

/// An Arrow file or stream, of which nothing but the description of its columns was read.
struct ArrowFile {
  /// The first and the last bytes of a file.
  static let magic = Array("ARROW1".utf8)
  /// The first bytes of a stream, and of each message.
  static let continuation: [UInt8] = [0xFF, 0xFF, 0xFF, 0xFF]

  let source: StoredBytes
  let fields: [ArrowField]
  /// Where the messages behind the description are, of a file; `nil` for a stream, whose messages follow each
  /// other.
  private let blocks: [Int]?
  private let start: Int
  private let memory: MemoryLimit

  /// Reads the description of the columns.
  ///
  /// - Parameters:
  ///   - source: The file or stream.
  ///   - memory: How much memory the process may take up.
  /// - Throws: `FileError.damaged(source:item:expected:found:remedy:)`, or
  ///   `FileError.notRead(path:reason:)`.
  init(_ source: StoredBytes, memory: MemoryLimit) throws {
    (self.source, self.memory) = (source, memory)
    guard try source.prefix(6).elementsEqual(Self.magic) else {
      guard let (message, body) = try Self.message(source, memory, at: 0),
        case .schema(let fields) = message.content
      else {
        throw ColumnarFault.error(
          source.name, "the first message", "the description of the columns", "another, or none")
      }
      (self.fields, blocks, start) = (fields, nil, body + message.bodySize)
      return
    }
    let item = "the end of the file"
    guard source.size >= 20, try source.bytes(6, at: source.size - 6).elementsEqual(Self.magic) else {
      throw ColumnarFault.error(source.name, item, "ARROW1", "other bytes, or cut off")
    }
    let length = try source.bytes(4, at: source.size - 10).withUnsafeBytes {
      Int(Int32(littleEndian: $0.loadUnaligned(as: Int32.self)))
    }
    guard length > 0, length <= source.size - 18 else {
      throw ColumnarFault.error(
        source.name, "the description of the columns", "at most \(source.size - 18) bytes", "\(length)")
    }
    if length > 1 << 16 { try memory.require(8 * length, for: source.name) }
    let end = source.size - 10
    do {
      (fields, blocks) = try source.withBytes(end - length..<end) { bytes in
        let footer = try FlatTable(root: bytes)
        guard let schema = try footer.table(1) else {
          throw ColumnarFault.damaged(expected: "columns", found: "none")
        }
        let version = try footer.integer(0, as: Int16.self, default: 0)
        // A dictionary may stand behind the rows that use it.
        let blocks = try footer.integers(2, inEach: 3) + footer.integers(3, inEach: 3)
        return (
          try ArrowMessage.schema(schema, version: version, byteCount: bytes.count), blocks.map { $0[0] }
        )
      }
    } catch let fault as ColumnarFault {
      throw fault.error(in: item, of: source.name)
    }
    start = 0
  }

  /// The message at a place, and where its body begins; `nil` at the end.
  private static func message(
    _ source: StoredBytes, _ memory: MemoryLimit, at place: Int
  ) throws -> (ArrowMessage, body: Int)? {
    let name = "\(source.name), message at byte \(place + 1)"
    guard place >= 0, place <= source.size else {
      throw ColumnarFault.error(name, "it", "within the file's \(source.size) bytes", "behind them")
    }
    if place == source.size { return nil }
    let start = try source.bytes(min(8, source.size - place), at: place)
    guard start.count >= 4 else { throw ColumnarFault.error(name, "its size", "four bytes", "cut off") }
    // Until version 0.15 of Arrow, nothing stood before the size.
    let isMarked = start.prefix(4).elementsEqual(continuation)
    let header = isMarked ? 8 : 4
    guard start.count >= header else { throw ColumnarFault.error(name, "its size", "four bytes", "cut off") }
    let size = start.withUnsafeBytes {
      Int(Int32(littleEndian: $0.loadUnaligned(fromByteOffset: header - 4, as: Int32.self)))
    }
    if size == 0 { return nil }
    guard size > 0, size <= source.size - place - header else {
      throw ColumnarFault.error(
        name, "its size", "at most \(source.size - place - header) bytes, as are left", "\(size)")
    }
    // What is made of it takes some times as much.
    if size > 1 << 16 { try memory.require(8 * size, for: source.name) }
    let body = place + header + size
    do {
      let message = try source.withBytes(body - size..<body) { try ArrowMessage($0) }
      guard message.bodySize >= 0, message.bodySize <= source.size - body else {
        throw ColumnarFault.damaged(
          expected: "at most \(source.size - body) bytes behind it, as are left", found: "\(message.bodySize)"
        )
      }
      return (message, body)
    } catch let fault as ColumnarFault {
      throw fault.error(in: "it", of: name)
    }
  }

  /// Calls a function with each message behind the description of the columns.
  func forEachMessage(_ body: (ArrowMessage, _ bodyStart: Int) throws -> Void) throws {
    if let blocks {
      for block in blocks {
        guard let (message, start) = try Self.message(source, memory, at: block) else {
          throw ColumnarFault.error(source.name, "a block of rows", "a message", "none")
        }
        try body(message, start)
      }
      return
    }
    var place = start
    while let (message, start) = try Self.message(source, memory, at: place) {
      try body(message, start)
      place = start + message.bodySize
    }
  }
}
