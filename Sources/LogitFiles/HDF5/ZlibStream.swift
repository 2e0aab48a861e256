/// Deflated bytes with the header and the checksum of zlib. Source: RFC 1950.
enum ZlibStream {
  /// The contents of a stream.
  ///
  /// - Parameters:
  ///   - range: Where it is.
  ///   - limit: The most bytes that its contents may have.
  static func inflated(
    _ range: Range<Int>, of file: StoredBytes, limit: Int, _ item: String
  ) throws -> [UInt8] {
    var contents: [UInt8] = []
    // Deflate cannot shrink bytes to less than a thousandth.
    contents.reserveCapacity(min(limit, range.count * DeflateFormat.largestRatio))
    try inflate(range, of: file, item) { bytes in
      guard contents.count + bytes.count <= limit else {
        throw HDF5.damaged(file.name, item, "of at most \(limit) bytes each", "one of more")
      }
      contents.append(contentsOf: bytes)
    }
    return contents
  }

  /// Lends the contents of a stream block by block, and compares their checksum at the end.
  ///
  /// - Parameters:
  ///   - range: Where it is.
  ///   - body: Called for each block in turn.
  static func inflate(
    _ range: Range<Int>, of file: StoredBytes, _ item: String,
    _ body: (UnsafeRawBufferPointer) throws -> Void
  ) throws {
    guard range.count >= 6, case let head = try file.bytes(2, at: range.lowerBound),
      head[0] & 0xF == 8, head[1] & 0x20 == 0, (Int(head[0]) << 8 | Int(head[1])) % 31 == 0
    else { throw HDF5.damaged(file.name, item, "compressed by zlib", "not") }
    var place = range.lowerBound + 2
    let inflater = Inflater(
      CompressedInput(name: "\(file.name), \(item)") { buffer in
        let count = min(buffer.count, range.upperBound - 4 - place)
        try file.read(into: UnsafeMutableRawBufferPointer(rebasing: buffer[..<count]), at: place)
        place += count
        return count
      })
    var checksum = Adler32()
    while case let bytes = try inflater.next(), !bytes.isEmpty {
      let block = UnsafeRawBufferPointer(bytes)
      checksum.update(block)
      try body(block)
    }
    let stored = try file.bytes(4, at: range.upperBound - 4).reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
    guard checksum.digest == stored else {
      throw HDF5.damaged(
        file.name, item, "of the checksum \(stored)", "of the checksum \(checksum.digest)")
    }
  }
}
