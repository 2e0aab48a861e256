import LogitFiles
import Testing

@Suite struct BlockCodecTests {
  /// What `make_blocks.py` compressed.
  private static let contents: [String: [UInt8]] = {
    let text = GzipTests.lines(12000)
    let long = (0..<4).flatMap { _ in text.prefix(20_000) + Array("and once more\n".utf8) }
    return [
      "text": Array(text.prefix(9000)), "long": long, "checked": long,
      "zeros": [UInt8](repeating: 0, count: 300_000),
      "repeats": (1..<12).flatMap { length in (0..<300).flatMap { _ in (0..<length).map { UInt8(65 + $0) } }
      },
      "noise": text.prefix(700).enumerated().map { place, byte in
        UInt8(truncatingIfNeeded: Int(byte) * 167 + place * place * 13 + (place >> 3) * 91)
      },
      "one": Array("x".utf8), "empty": [],
    ]
  }()

  private static let codecs: [String: BlockCodec] = [
    "snappy": .snappy, "lz4_raw": .lz4Block, "lz4": .lz4Frame, "zstd": .zstandard, "zstd19": .zstandard,
  ]

  private static func decompressed(_ bytes: [UInt8], _ codec: BlockCodec, _ size: Int) throws -> [UInt8] {
    try bytes.withUnsafeBytes {
      try codec.decompress($0, size: size, name: "the block", within: .standard)
    }
  }

  @Test(arguments: ["text", "long", "zeros", "repeats", "noise", "one", "empty"], codecs.keys.sorted())
  func `blocks of other programs are decompressed`(name: String, ending: String) throws {
    let (content, codec) = (try #require(Self.contents[name]), try #require(Self.codecs[ending]))
    let block = try Fixture.bytes("Blocks/\(name).\(ending)")
    #expect(try Self.decompressed(block, codec, content.count) == content)
  }

  @Test(arguments: ["lz4", "zstd"]) func `checksums are compared`(ending: String) throws {
    let (content, codec) = (try #require(Self.contents["checked"]), try #require(Self.codecs[ending]))
    var block = try Fixture.bytes("Blocks/checked.\(ending)")
    #expect(try Self.decompressed(block, codec, content.count) == content)
    block[block.count - 1] ^= 1
    #expect(throws: FileError.self) { try Self.decompressed(block, codec, content.count) }
  }

  @Test(arguments: codecs.keys.sorted()) func `another size is refused`(ending: String) throws {
    let (content, codec) = (try #require(Self.contents["text"]), try #require(Self.codecs[ending]))
    let block = try Fixture.bytes("Blocks/text.\(ending)")
    for size in [0, 1, content.count - 1, content.count + 1, Int(Int32.max), .max] {
      #expect(throws: FileError.self, "\(size)") { try Self.decompressed(block, codec, size) }
    }
  }

  @Test(arguments: codecs.keys.sorted()) func `what is cut off or changed ends in an error or as many bytes`(
    ending: String
  ) throws {
    let codec = try #require(Self.codecs[ending])
    for name in ["noise", "zeros", "repeats", "one", "empty"] {
      let block = try Fixture.bytes("Blocks/\(name).\(ending)")
      let size = try #require(Self.contents[name]).count
      for place in stride(from: 0, to: block.count, by: max(1, block.count / 40)) {
        if size > 0 {
          #expect(throws: FileError.self) { try Self.decompressed(Array(block[..<place]), codec, size) }
        }
        for change in [1, 0x80, 0xFF] as [UInt8] {
          var changed = block
          changed[place] ^= change
          if let bytes = try? Self.decompressed(changed, codec, size) { #expect(bytes.count == size) }
        }
      }
    }
  }

  @Test func `what has Hadoop's sizes before its blocks is decompressed`() throws {
    let content = try #require(Self.contents["text"])
    let block = try Fixture.bytes("Blocks/text.lz4_raw")
    func sized(_ count: Int) -> [UInt8] { withUnsafeBytes(of: UInt32(count).bigEndian) { Array($0) } }
    let part = sized(content.count) + sized(block.count) + block
    #expect(try Self.decompressed(part + part, .lz4Hadoop, 2 * content.count) == content + content)
    // Others write a block alone under the same name.
    #expect(try Self.decompressed(block, .lz4Hadoop, content.count) == content)
  }

  @Test func `gzip ends with its checksum`() throws {
    let content = try #require(Self.contents["text"])
    var block = Gzip.compress(content)
    #expect(try Self.decompressed(block, .gzip, content.count) == content)
    block[block.count - 6] ^= 1
    #expect(throws: FileError.self) { try Self.decompressed(block, .gzip, content.count) }
  }
}
