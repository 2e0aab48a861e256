import LogitFiles
import Testing

@Suite struct DeflaterTests {
  /// Contents of all kinds: none, few, incompressible, repetitive, far repetitions, skewed, and over several
  /// pieces.
  private static let contents: [[UInt8]] = {
    var state: UInt64 = 7
    func random() -> UInt8 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return UInt8(truncatingIfNeeded: state >> 56)
    }
    let noise = (0..<70_000).map { _ in random() }
    let skewed = (0..<50_000).map { _ in UInt8(random().leadingZeroBitCount * 8) &+ UInt8(random() & 1) }
    return [
      [], [65], [65, 66], Array(repeating: 7, count: 3), Array(repeating: 0, count: 300_000), noise, skewed,
      GzipTests.lines(12000), Array(noise[..<32768] + noise[..<32768]),
      Array(noise[..<32769] + noise[..<32769]),
      GzipTests.lines(12000) + noise + GzipTests.lines(9000),
    ]
  }()

  @Test(arguments: contents.indices)
  func `what is compressed comes back the same`(index: Int) throws {
    let contents = Self.contents[index]
    let compressed = Gzip.compress(contents)
    #expect(try Gzip.decompress(compressed, limit: contents.count) == contents)
    // Stored blocks bound what incompressible bytes grow by: 5 bytes for each 65535.
    #expect(compressed.count <= contents.count + 18 + 5 * (contents.count / 65535 + 8))
    #expect(Gzip.compress(contents) == compressed)
  }

  @Test func `text is compressed as well as zlib does at its usual level, within a tenth`() {
    // zlib makes 97,669 bytes of it at level 6 (Python's gzip.compress(lines, 6)).
    #expect(Gzip.compress(GzipTests.lines(12000)).count < 97_669 * 11 / 10)
  }
}
