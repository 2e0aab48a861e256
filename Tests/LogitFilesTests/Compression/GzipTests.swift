import LogitFiles
import Testing

@Suite struct GzipTests {
  /// The text that `make_gzip.py` compressed.
  static func lines(_ count: Int) -> [UInt8] {
    var state: UInt64 = 1
    var text = ""
    for row in 0..<count {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      text += "\(row),\(state >> 40),\((state >> 20) % 1000)\n"
    }
    return Array(text.utf8)
  }

  private static let text = lines(12000)

  private static func contents(of name: String) -> [UInt8] {
    switch name {
    case "dynamic": text
    case "fixed", "huffman-only": Array(text[..<3000])
    case "stored": Array(text[..<70000])
    case "zeros": Array(repeating: 0, count: 1_000_000)
    case "repeats":
      (1..<12).flatMap { length in (0..<300).flatMap { _ in (0..<length).map { UInt8(65 + $0) } } }
    case "long-codes":
      (0..<18).reduce(into: (counts: [1, 1], bytes: [UInt8]())) { state, symbol in
        state.bytes += Array(repeating: UInt8(65 + symbol), count: state.counts[symbol])
        state.counts.append(state.counts[symbol] + state.counts[symbol + 1])
      }.bytes
    case "members": Array(text[..<9000])
    case "all-fields": Array(text[..<100])
    default: []
    }
  }

  @Test(arguments: [
    "dynamic", "fixed", "stored", "huffman-only", "long-codes", "empty", "zeros", "repeats", "members",
    "all-fields",
  ])
  func `what zlib compressed comes back the same, whole and piece by piece`(name: String) throws {
    let compressed = try Fixture.bytes("Compression/\(name).gz")
    let expected = Self.contents(of: name)
    #expect(Gzip.isGzip(compressed))
    #expect(try Gzip.decompress(compressed, limit: 1_000_000) == expected)
    for size in [977, 65536] { #expect(try Self.pieces(of: compressed, size: size) == expected) }
  }

  /// Reads a stream in pieces of a size, from a source that gives few bytes at a time.
  private static func pieces(of compressed: [UInt8], size: Int) throws -> [UInt8] {
    let (contents, error) = given(compressed, size: size)
    if let error { throw error }
    return contents
  }

  /// What a stream gives, in pieces of a size, and the error that it ends with.
  private static func given(
    _ compressed: [UInt8], size: Int, within memory: MemoryLimit = .standard
  ) -> (contents: [UInt8], error: (any Error)?) {
    var rest = compressed[...]
    let stream = GzipStream(
      CompressedInput(name: "pieces") { buffer in
        let count = min(rest.count, buffer.count, 311)
        buffer.copyBytes(from: rest.prefix(count))
        rest = rest.dropFirst(count)
        return count
      }, within: memory)
    var contents: [UInt8] = []
    let piece = UnsafeMutableRawBufferPointer.allocate(byteCount: size, alignment: 1)
    defer { piece.deallocate() }
    do {
      while case let count = try stream.read(into: piece), count > 0 { contents += piece[..<count] }
    } catch {
      return (contents, error)
    }
    return (contents, nil)
  }

  @Test(arguments: ["dynamic", "fixed", "stored", "huffman-only", "long-codes", "zeros", "repeats"])
  func `of a file that is cut off, all is given that stands before, and nothing else`(name: String) throws {
    let compressed = try Fixture.bytes("Compression/\(name).gz")
    let expected = Self.contents(of: name)
    var before = 0
    for count in stride(from: 20, to: compressed.count, by: max(compressed.count / 12, 1)) {
      let (contents, error) = Self.given(Array(compressed[..<count]), size: 1 << 16)
      #expect((error as? FileError)?.description.contains("cut off after \(count) bytes") == true, "\(count)")
      let isBeginning = contents == Array(expected.prefix(contents.count))
      #expect(contents.count >= before && isBeginning, "\(count) bytes")
      before = contents.count
    }
    // Without the checksum and the size, nothing is missing.
    #expect(Self.given(Array(compressed.dropLast(8)), size: 1 << 16).contents == expected)
    #expect(Self.given(Array(compressed.dropLast(1)), size: 977).contents == expected)
  }

  @Test func `what is decompressed before a damaged block is given`() throws {
    let compressed = try Fixture.bytes("Compression/stored.gz")
    let expected = Self.contents(of: "stored")
    var damaged = compressed
    // The complement of the second block's length; a block has five bytes before its own.
    let second = 10 + 5 + 65535
    try #require(compressed[second] == 1)
    damaged[second + 3] ^= 1
    let (contents, error) = Self.given(damaged, size: 1 << 17)
    #expect(error is FileError && contents == Array(expected[..<65535]), "\(contents.count)")
  }

  @Test func `a stream that grows beyond what is usual is refused as it is read`() throws {
    let compressed = try Fixture.bytes("Compression/zeros.gz")
    var limit = MemoryLimit.standard
    #expect(Self.given(compressed, size: 1 << 16, within: limit).error == nil)
    limit.unremarkableSize = 100_000
    let error = Self.given(compressed, size: 1 << 16, within: limit).error
    guard case .endlessInput("pieces", _)? = error as? FileError else {
      Issue.record("\(String(describing: error))")
      return
    }
  }

  @Test func `more than the limit is refused, though the file is small`() throws {
    let compressed = try Fixture.bytes("Compression/zeros.gz")
    #expect(compressed.count < 2000)
    let error = #expect(throws: FileError.self) {
      try Gzip.decompress(compressed, limit: 999_999, name: "bomb.csv.gz")
    }
    #expect(
      error?.description
        == "bomb.csv.gz: the decompressed data would take more than the limit of 999999 bytes; raise the "
        + "limit if the file can be trusted.")
  }

  @Test func `a file that is cut off anywhere is refused`() throws {
    let compressed = try Fixture.bytes("Compression/all-fields.gz")
    for count in 0..<compressed.count {
      let error = #expect(throws: FileError.self, "\(count) bytes") {
        try Gzip.decompress(Array(compressed[..<count]), limit: 1000)
      }
      #expect(error?.description.contains("cut off after \(count) bytes") == true, "\(count) bytes: \(error)")
    }
  }

  @Test func `a changed bit is noticed or changes nothing`() throws {
    let compressed = try Fixture.bytes("Compression/fixed.gz")
    let expected = Self.contents(of: "fixed")
    for place in stride(from: 0, to: compressed.count * 8, by: 7) {
      var damaged = compressed
      damaged[place / 8] ^= 1 << UInt8(place % 8)
      if let contents = try? Gzip.decompress(damaged, limit: 1 << 20) {
        #expect(contents == expected, "bit \(place)")
      }
    }
  }

  /// Raw blocks, each with what is wrong with it, behind a plain header.
  @Test(
    arguments: [
      ([0x07], "kind 3"),
      ([0x01, 0x05, 0x00, 0x00, 0x00], "5, 0"),
      // A fixed block that begins with a copy from one byte before its beginning.
      ([0x03, 0x02, 0x00], "a copy from at most 0 bytes before"),
      // A dynamic block with 287 literal codes.
      ([0xF5, 0x00, 0x00], "287 and 1"),
      // A dynamic block whose code lengths have one code only.
      ([0x05, 0x00, 0x08, 0x00, 0x00, 0x00], "a complete code for code lengths"),
    ] as [([UInt8], String)])
  func `an impossible block is refused`(block: [UInt8], found: String) {
    let header: [UInt8] = [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 255]
    let error = #expect(throws: FileError.self) {
      try Gzip.decompress(header + block + Array(repeating: 0, count: 40), limit: 1000)
    }
    #expect(error?.description.contains(found) == true, "\(error)")
  }

  @Test func `what follows the last member must be zeros`() throws {
    let compressed = try Fixture.bytes("Compression/empty.gz")
    #expect(try Gzip.decompress(compressed + [0, 0, 0], limit: 10) == [])
    #expect(throws: FileError.self) { try Gzip.decompress(compressed + [0, 7], limit: 10) }
  }

  @Test func `the checksum is that of the standard's test`() {
    Array("123456789".utf8).withUnsafeBytes { #expect(CRC32.checksum($0) == 0xCBF4_3926) }
  }
}
