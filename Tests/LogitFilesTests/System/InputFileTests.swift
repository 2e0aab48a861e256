import LogitFiles
import Testing

@Suite struct InputFileTests {
  private static func file(_ text: String) throws -> TemporaryFile {
    let file = TemporaryFile(".txt")
    try StagedFile.write(Array(text.utf8), to: file.path)
    return file
  }

  @Test func `a plain file is read at any place and from its front`() throws {
    let temporary = try Self.file("0123456789")
    let file = try InputFile(path: temporary.path)
    #expect(file.isPlain && file.size == 10)
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 4, alignment: 1)
    defer { buffer.deallocate() }
    try file.read(into: buffer, at: 3)
    #expect(Array(buffer) == Array("3456".utf8))
    #expect(try file.read(into: buffer) == 4)
    #expect(Array(buffer) == Array("0123".utf8))
    #expect(file.isReady())
    #expect(try file.readToEnd().prefix(.max) == Array("456789".utf8))
    #expect(try file.read(into: buffer) == 0)
  }

  @Test func `a file that ends sooner than when it was opened says where`() throws {
    let temporary = try Self.file("0123456789")
    let bytes = try StoredBytes(path: temporary.path)
    _ = try LogFile(path: temporary.path, append: false)
    #expect(
      throws: FileError.notRead(
        path: temporary.path, reason: "it ends at byte 2, sooner than when opened")
    ) { try bytes.bytes(4, at: 2) }
  }

  @Test func `what the system makes up as it is read has no size, but contents`() throws {
    guard FileSystem.exists("/proc/self/status") else { return }
    let bytes = try StoredBytes(contentsOf: "/proc/self/status")
    #expect(bytes.size > 0)
    #expect(try bytes.prefix(5) == Array("Name:".utf8))
  }

  @Test func `directories are refused, and devices where a size is needed`() throws {
    #expect(throws: FileError.notRead(path: "/", reason: "it is a directory")) { try InputFile(path: "/") }
    #expect(throws: FileError.notRead(path: "/dev/null", reason: "it is not a plain file")) {
      try StoredBytes(path: "/dev/null")
    }
    #expect(try StoredBytes(contentsOf: "/dev/null").size == 0)
  }

  @Test func `bytes in memory are read like those of a file`() throws {
    let temporary = try Self.file("0123456789")
    for bytes in try [StoredBytes(path: temporary.path), StoredBytes(Array("0123456789".utf8), name: "x")] {
      #expect(try bytes.bytes(3, at: 7) == Array("789".utf8))
      #expect(try bytes.withBytes(2..<4) { Array($0) } == Array("23".utf8))
      var some = [UInt8](repeating: 0, count: 4)
      #expect(try some.withUnsafeMutableBytes { try bytes.readSome(into: $0, at: 8) } == 2)
      #expect(some == Array("89\0\0".utf8))
      #expect(try some.withUnsafeMutableBytes { try bytes.readSome(into: $0, at: 11) } == 0)
    }
  }

  @Test func `compressed bytes are decompressed by their beginning, others left as they are`() throws {
    let text = Array("a,b\n1,2\n".utf8)
    #expect(
      try StoredBytes(Gzip.compress(text), name: "x").decompressed(within: .unlimited).prefix(.max) == text)
    #expect(try StoredBytes(text, name: "x").decompressed(within: .bytes(1)).prefix(.max) == text)
    #expect(throws: FileError.outOfMemory(source: "x", limit: 7)) {
      try StoredBytes(Gzip.compress(text), name: "x").decompressed(within: .bytes(7))
    }
  }
}
