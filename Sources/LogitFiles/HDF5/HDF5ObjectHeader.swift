/// The messages that describe a group or a dataset, from all parts of its object header.
struct HDF5ObjectHeader {
  /// A message, ready to be read.
  struct Message {
    let kind: Int
    let flags: Int
    let contents: HDF5Cursor
  }

  /// The kinds of messages that are read or refused.
  enum Kind {
    static let dataspace = 0x01
    static let linkInformation = 0x02
    static let datatype = 0x03
    static let link = 0x06
    static let externalFiles = 0x07
    static let layout = 0x08
    static let filters = 0x0B
    static let attribute = 0x0C
    static let continuation = 0x10
    static let symbolTable = 0x11
    static let attributeInformation = 0x15
    static let last = 0x18
  }

  /// The longest part of a header, 1 MiB: the format's own limit for a message is 64 KiB.
  private static let largestByteCount = 1 << 20

  /// The most messages of an object; most have fewer than ten.
  private static let largestMessageCount = 4096

  private(set) var messages: [Message] = []

  /// - Parameters:
  ///   - address: Where it is.
  ///   - item: What it belongs to, for messages.
  ///   - walk: What has been read so far.
  init(at address: Int, _ item: String, _ walk: inout HDF5Walk) throws {
    let isNew = try walk.peek(4, at: address, item).elementsEqual("OHDR".utf8)
    var blocks = isNew ? try Self.newStart(address, item, &walk) : try Self.oldStart(address, item, &walk)
    var count = 0
    while !blocks.isEmpty {
      let block = blocks.removeFirst()
      let found = try block.messages(isNew: isNew, limit: Self.largestMessageCount - count)
      count += found.count
      for message in found {
        guard message.kind != Kind.continuation else {
          blocks.append(try Self.continuation(message.contents, isNew, block.hasOrder, item, &walk))
          continue
        }
        messages.append(message)
      }
    }
  }

  /// The contents of the only message of a kind; `nil` if there is none.
  func only(_ kind: Int) throws -> HDF5Cursor? {
    let found = messages.filter { $0.kind == kind }
    guard let first = found.first else { return nil }
    guard found.count == 1 else {
      throw first.contents.damaged("the only one of its kind", "one of \(found.count)")
    }
    guard first.flags & 2 == 0 else {
      throw first.contents.unsupported(
        "a shared message, such as a named type", supported: "messages that are part of their object")
    }
    return first.contents
  }

  func all(_ kind: Int) -> [Message] { messages.filter { $0.kind == kind } }

  // MARK: Parts

  private static func oldStart(
    _ address: Int, _ item: String, _ walk: inout HDF5Walk
  ) throws -> [HDF5MessageBlock] {
    var start = try walk.block(16, at: address, item)
    _ = try start.requireVersion(1...1)
    try start.skip(7)
    let size = try length(try start.count(4), start)
    guard size > 0 else { return [] }
    return [HDF5MessageBlock(cursor: try walk.block(size, at: address + 16, item), hasOrder: false)]
  }

  private static func newStart(
    _ address: Int, _ item: String, _ walk: inout HDF5Walk
  ) throws -> [HDF5MessageBlock] {
    var start = try walk.block(6, at: address, item)
    try start.skip(4)
    _ = try start.requireVersion(2...2)
    let flags = try start.count(1)
    let sizeOfSize = 1 << (flags & 3)
    let extra = (flags & 0x20 == 0 ? 0 : 16) + (flags & 0x10 == 0 ? 0 : 4)
    var rest = try walk.block(extra + sizeOfSize, at: address + 6, item)
    try rest.skip(extra)
    let size = try length(try rest.count(sizeOfSize), rest)
    let messages = try walk.block(size + 4, at: address + 6 + extra + sizeOfSize, item)
    try requireChecksum(start.bytes + rest.bytes, messages)
    return [HDF5MessageBlock(cursor: messages.shortened(by: 4), hasOrder: flags & 4 != 0)]
  }

  private static func continuation(
    _ message: HDF5Cursor, _ isNew: Bool, _ hasOrder: Bool, _ item: String, _ walk: inout HDF5Walk
  ) throws -> HDF5MessageBlock {
    var message = message
    guard let address = try message.optionalAddress() else {
      throw message.damaged("a place in the file", "none")
    }
    var block = try walk.block(try length(try message.count(8), message), at: address, item)
    guard isNew else { return HDF5MessageBlock(cursor: block, hasOrder: false) }
    try block.requireSignature("OCHK")
    guard block.remaining >= 4 else { throw block.damaged("8 bytes long or longer", "shorter") }
    try requireChecksum([], block)
    return HDF5MessageBlock(cursor: block.shortened(by: 4), hasOrder: hasOrder)
  }

  private static func requireChecksum(_ before: [UInt8], _ block: HDF5Cursor) throws {
    let end = block.bytes.count - 4
    var checksum = block.rewound(to: end)
    let stored = try checksum.word(4)
    try HDF5Checksum.require((before + block.bytes[..<end])[...], stored, block)
  }

  private static func length(_ length: Int, _ cursor: HDF5Cursor) throws -> Int {
    guard length <= largestByteCount else {
      throw cursor.damaged("at most \(largestByteCount) bytes long", "said to be \(length) bytes long")
    }
    return length
  }
}

extension HDF5Cursor {
  /// The same bytes, but for the last.
  func shortened(by count: Int) -> HDF5Cursor {
    var cursor = HDF5Cursor(
      bytes: Array(bytes.dropLast(count)), origin: origin, item: item, source: source)
    try? cursor.skip(min(position, cursor.bytes.count))
    return cursor
  }
}

/// A run of messages.
struct HDF5MessageBlock {
  var cursor: HDF5Cursor
  /// Whether each message has its number in the order of creation.
  let hasOrder: Bool

  /// - Parameter limit: The most messages that it may have.
  func messages(isNew: Bool, limit: Int) throws -> [HDF5ObjectHeader.Message] {
    var cursor = cursor
    var messages: [HDF5ObjectHeader.Message] = []
    let headSize = isNew ? (hasOrder ? 6 : 4) : 8
    while cursor.remaining >= headSize {
      let kind = try cursor.count(isNew ? 1 : 2)
      let (size, flags) = (try cursor.count(2), try cursor.count(1))
      try cursor.skip(isNew ? (hasOrder ? 2 : 0) : 3)
      try append(kind, flags, try cursor.part(size, cursor.item), to: &messages)
      guard messages.count <= limit else {
        throw cursor.damaged("one of a few messages", "one of thousands")
      }
    }
    return messages
  }

  private func append(
    _ kind: Int, _ flags: Int, _ contents: HDF5Cursor, to messages: inout [HDF5ObjectHeader.Message]
  ) throws {
    guard kind != 0 else { return }
    guard kind <= HDF5ObjectHeader.Kind.last || flags & 0x80 == 0 else {
      throw cursor.unsupported("a message of the unknown kind \(kind)", supported: "the kinds of HDF5 1.14")
    }
    messages.append(HDF5ObjectHeader.Message(kind: kind, flags: flags, contents: contents))
  }
}
