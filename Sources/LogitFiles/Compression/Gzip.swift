/// Files compressed with gzip.
///
/// Written in Swift, so that reading them needs no system package.
package enum Gzip {
  /// Whether a file that begins with these bytes is compressed with gzip.
  package static func isGzip(_ beginning: some Sequence<UInt8>) -> Bool {
    Array(beginning.prefix(3)) == GzipHeader.magic + [GzipHeader.deflateMethod]
  }

  /// The contents of a compressed file that is in memory.
  ///
  /// - Parameters:
  ///   - bytes: The compressed file.
  ///   - limit: The most bytes to make. A megabyte of compressed zeros is a gigabyte, so there should be one.
  ///   - name: What the bytes come from, for messages.
  /// - Throws: ``FileError/damaged(source:item:expected:found:remedy:)`` if it is damaged,
  ///   ``FileError/overLimit(source:item:limit:remedy:)`` if there is more than the limit.
  package static func decompress(
    _ bytes: [UInt8], limit: Int, name: String = "the gzip data"
  ) throws -> [UInt8] {
    try bytes.withUnsafeBytes { bytes in
      let stream = GzipStream(CompressedInput(name: name, memory: bytes))
      return try contents(of: stream, limit: limit, expecting: 4 * bytes.count, name: name)
    }
  }

  /// All that a stream gives, up to a limit.
  ///
  /// - Parameter expecting: How many bytes to make room for at first.
  private static func contents(
    of stream: GzipStream, limit: Int, expecting: Int, name: String
  ) throws -> [UInt8] {
    var contents: [UInt8] = []
    contents.reserveCapacity(min(limit, max(expecting, 1 << 16)))
    let piece = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 17, alignment: 16)
    defer { piece.deallocate() }
    while case let count = try stream.read(into: piece), count > 0 {
      guard contents.count + count <= limit else {
        throw FileError.overLimit(
          source: name, item: "the decompressed data", limit: limit,
          remedy: "raise the limit if the file can be trusted")
      }
      contents.append(contentsOf: UnsafeRawBufferPointer(rebasing: piece[..<count]))
    }
    return contents
  }

  /// A gzip file of these contents, without a name or a time, so that the same contents make the same file.
  package static func compress(_ contents: [UInt8]) -> [UInt8] {
    let checksum = contents.withUnsafeBytes { CRC32.checksum($0) }
    return header + Deflater.compress(contents)
      + trailer(checksum: checksum, size: UInt32(truncatingIfNeeded: contents.count))
  }

  /// What stands before compressed data: no flags, no time, no hint of the effort, an unknown system.
  package static let header: [UInt8] = GzipHeader.magic + [GzipHeader.deflateMethod, 0, 0, 0, 0, 0, 0, 255]

  /// What stands after compressed data.
  package static func trailer(checksum: UInt32, size: UInt32) -> [UInt8] {
    [checksum, size].flatMap { number in withUnsafeBytes(of: number.littleEndian) { Array($0) } }
  }
}
