import LogitFiles
import Testing

@Suite struct MemoryLimitTests {
  @Test func `the standard limit is a part of what there is`() {
    let limit = MemoryLimit.standard.byteCount
    #expect(limit > 1 << 26 && limit < 1 << 50)
    #expect(!MemoryLimit.standard.trustsInputs && MemoryLimit.bytes(1).trustsInputs)
  }

  @Test func `what there is no room for is refused`() throws {
    try MemoryLimit.standard.require(1 << 20, for: "rows.csv")
    try MemoryLimit.unlimited.require(.max, for: "rows.csv")
    #expect(throws: FileError.outOfMemory(source: "rows.csv", limit: 1 << 20)) {
      try MemoryLimit.bytes(1 << 20).require(1, for: "rows.csv")
    }
    // The process takes up some megabytes already.
    #expect(throws: FileError.outOfMemory(source: "rows.csv", limit: 1 << 40)) {
      try MemoryLimit.bytes(1 << 40).require(1 << 40, for: "rows.csv")
    }
  }

  @Test func `a compressed file may grow much, or be large, but not both`() throws {
    func require(_ size: Int, _ compressedSize: Int, _ limit: MemoryLimit = .standard) throws {
      try limit.requireUsualGrowth(to: size, from: compressedSize, of: "rows.csv.gz")
    }
    try require(1_999_999_999, 2_000_000)
    try require(20_000_000_000, 100_000_000)
    try require(20_000_000_000, 20_000_000, .bytes(1 << 40))
    try require(20_000_000_000, 20_000_000, .unlimited)
    #expect(
      throws: FileError.endlessInput(
        source: "rows.csv.gz",
        reason: "it grows beyond two gigabytes and to 200 times its size when decompressed")
    ) { try require(2_100_000_000, 10_000_000) }
  }

  @Test(arguments: [
    ("unlimited", Int.max), ("Unlimited", .max), ("1", 1), ("12 kB", 12_000), ("1.5gib", 3 << 29),
    ("8GB", 8_000_000_000), ("8g", 8_000_000_000), ("2TiB", 2 << 40), ("300b", 300),
  ])
  func `a text says how much`(text: String, byteCount: Int) {
    #expect(MemoryLimit(text)?.byteCount == byteCount)
  }

  @Test(arguments: ["", "GB", "-1", "0", "1e", "1XB", "inf", "nan", "1e30", "0x10", "1,5GB"])
  func `other texts are none`(text: String) { #expect(MemoryLimit(text) == nil) }

  @Test func `bytes that pile up are the same as in one piece`() throws {
    let bytes = (0..<10_000_000).map { UInt8(truncatingIfNeeded: $0 &* 2_654_435_761 >> 16) }
    var rest = bytes[...]
    let stored = try StoredBytes(name: "x", within: .unlimited) { buffer in
      let count = min(buffer.count, rest.count, 300_007)
      buffer.copyBytes(from: rest.prefix(count))
      rest = rest.dropFirst(count)
      return count
    }
    #expect(stored.size == bytes.count)
    #expect(try stored.prefix(.max) == bytes)
    let edge = 1 << 22
    for range in [0..<1, edge - 3..<edge, edge - 3..<edge + 4, edge..<edge + 2, edge - 1..<2 * edge + 1] {
      #expect(try stored.bytes(range.count, at: range.lowerBound) == Array(bytes[range]))
      #expect(try stored.withBytes(range) { Array($0) } == Array(bytes[range]))
    }
  }
}
