import LogitFiles
import Testing

@Suite struct CRC32CTests {
  private static let examples: [([UInt8], UInt32)] = [
    ([UInt8](repeating: 0, count: 32), 0x8A91_36AA), ([UInt8](repeating: 0xFF, count: 32), 0x62A8_AB43),
    ([UInt8](0..<32), 0x46DD_794E), ((0..<32).reversed(), 0x113F_DB5C),
    (Array("123456789".utf8), 0xE306_9283), ([], 0),
  ]

  @Test(
    "Checksums are those of RFC 3720, appendix B.4, and of the check value that tables of such codes give",
    arguments: examples)
  func reference(_ bytes: [UInt8], _ checksum: UInt32) {
    #expect(CRC32C.checksum(bytes) == checksum)
    // Rotated by 15 bits to the right, and the constant is added.
    let rotated = checksum >> 15 | checksum << 17
    #expect(CRC32C.masked(bytes) &- 0xA282_EAD8 == rotated)
  }
}
