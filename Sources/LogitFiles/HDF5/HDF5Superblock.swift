/// The beginning of an HDF5 file: where its addresses count from, and where its root is.
struct HDF5Superblock {
  let bytes: HDF5Bytes
  /// The address of the root's object header.
  let rootAddress: Int

  /// The places where it may be: at the front, or behind a user block of any bytes.
  private static func places(in size: Int) -> some Sequence<Int> {
    sequence(first: 0) { $0 == 0 ? 512 : $0 * 2 }.prefix { $0 <= size - HDF5.signature.count }
  }

  init(_ file: StoredBytes) throws {
    let place = try Self.places(in: file.size).first {
      try file.bytes(HDF5.signature.count, at: $0) == HDF5.signature
    }
    guard let place else {
      throw HDF5.damaged(
        file.name, "the file", "an HDF5 file",
        "another, or cut off: its signature is neither at the front nor behind a user block")
    }
    bytes = HDF5Bytes(file: file, base: place)
    var cursor = try bytes.block(min(96, file.size - place), at: 0, "the superblock")
    try cursor.skip(HDF5.signature.count)
    let version = try cursor.requireVersion(0...3)
    rootAddress = version < 2 ? try Self.oldRoot(&cursor, version) : try Self.newRoot(&cursor, bytes)
    try Self.requireEnd(cursor, file: file, place: place, version: version)
  }

  /// Whether bytes begin like an HDF5 file without a user block.
  static func begins(_ bytes: some Sequence<UInt8>) -> Bool {
    bytes.prefix(HDF5.signature.count).elementsEqual(HDF5.signature)
  }

  private static func oldRoot(_ cursor: inout HDF5Cursor, _ version: Int) throws -> Int {
    try cursor.skip(4)
    try requireSizes(&cursor)
    try cursor.skip(9)
    if version == 1 { try cursor.skip(4) }
    // Base, free space, end of file, driver; then the root's entry, whose name is empty.
    try cursor.skip(4 * 8 + 8)
    guard let root = try cursor.optionalAddress() else {
      throw cursor.damaged("one with a root group", "one without")
    }
    return root
  }

  private static func newRoot(_ cursor: inout HDF5Cursor, _ bytes: HDF5Bytes) throws -> Int {
    try requireSizes(&cursor)
    try cursor.skip(1 + 3 * 8)
    guard let root = try cursor.optionalAddress() else {
      throw cursor.damaged("one with a root group", "one without")
    }
    let length = cursor.position
    try HDF5Checksum.require(cursor.bytes[..<length], try cursor.word(4), cursor)
    return root
  }

  private static func requireSizes(_ cursor: inout HDF5Cursor) throws {
    let sizes = [try cursor.count(1), try cursor.count(1)]
    guard sizes == [8, 8] else {
      throw cursor.unsupported(
        "addresses and lengths of \(sizes[0]) and \(sizes[1]) bytes", supported: "those of 8 bytes")
    }
  }

  /// The file must be as long as it says, or it was cut off.
  private static func requireEnd(
    _ cursor: HDF5Cursor, file: StoredBytes, place: Int, version: Int
  ) throws {
    // The base address and the end of the file, both as if the user block had its usual length.
    let start = version == 0 ? 24 : version == 1 ? 28 : 12
    var numbers = cursor.rewound(to: start)
    let base = try numbers.count(8)
    try numbers.skip(8)
    let end = try numbers.count(8)
    guard end >= base, end - base <= file.size - place else {
      throw cursor.damaged(
        "that of a file of \(file.size) bytes", "that of one of \(end) bytes, so the file was cut off")
    }
  }
}

extension HDF5Cursor {
  /// The same bytes, to be read from another place on.
  func rewound(to position: Int) -> HDF5Cursor {
    var cursor = HDF5Cursor(bytes: bytes, origin: origin, item: item, source: source)
    // A place behind the end is found by whatever is read there.
    try? cursor.skip(min(position, bytes.count))
    return cursor
  }
}

/// The checksum of the format's later parts, lookup3 by Bob Jenkins (public domain): `hashlittle` with the
/// start 0.
enum HDF5Checksum {
  static func require(_ bytes: ArraySlice<UInt8>, _ stored: UInt64, _ cursor: HDF5Cursor) throws {
    let checksum = UInt64(of(bytes))
    guard checksum == stored else {
      throw cursor.damaged("of the checksum \(stored)", "of the checksum \(checksum)")
    }
  }

  static func of(_ bytes: ArraySlice<UInt8>) -> UInt32 {
    var a = 0xDEAD_BEEF &+ UInt32(truncatingIfNeeded: bytes.count)
    var (b, c) = (a, a)
    var rest = bytes
    func word(_ index: Int) -> UInt32 {
      (0..<4).reduce(0) { sum, byte in
        let place = rest.startIndex + 4 * index + byte
        return place < rest.endIndex ? sum | UInt32(rest[place]) << UInt32(8 * byte) : sum
      }
    }
    while rest.count > 12 {
      (a, b, c) = mixed(a &+ word(0), b &+ word(1), c &+ word(2))
      rest = rest.dropFirst(12)
    }
    return rest.isEmpty ? c : last(a &+ word(0), b &+ word(1), c &+ word(2))
  }

  private static func rotated(_ x: UInt32, _ count: UInt32) -> UInt32 { x << count | x >> (32 - count) }

  private static func mixed(_ a: UInt32, _ b: UInt32, _ c: UInt32) -> (UInt32, UInt32, UInt32) {
    var (a, b, c) = (a, b, c)
    (a, c) = ((a &- c) ^ rotated(c, 4), c &+ b)
    (b, a) = ((b &- a) ^ rotated(a, 6), a &+ c)
    (c, b) = ((c &- b) ^ rotated(b, 8), b &+ a)
    (a, c) = ((a &- c) ^ rotated(c, 16), c &+ b)
    (b, a) = ((b &- a) ^ rotated(a, 19), a &+ c)
    (c, b) = ((c &- b) ^ rotated(b, 4), b &+ a)
    return (a, b, c)
  }

  private static func last(_ a: UInt32, _ b: UInt32, _ c: UInt32) -> UInt32 {
    var (a, b, c) = (a, b, c)
    c = (c ^ b) &- rotated(b, 14)
    a = (a ^ c) &- rotated(c, 11)
    b = (b ^ a) &- rotated(a, 25)
    c = (c ^ b) &- rotated(b, 16)
    a = (a ^ c) &- rotated(c, 4)
    b = (b ^ a) &- rotated(a, 14)
    return (c ^ b) &- rotated(b, 24)
  }
}
