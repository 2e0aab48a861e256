import Foundation
import LogitFiles
import Testing

/// Bytes that are held back, in memory or in a file.
@Suite struct HeldBytesTests {
  private final class Collected: ByteSink {
    var bytes: [UInt8] = []
    func write(_ more: UnsafeRawBufferPointer) throws(FileError) { bytes.append(contentsOf: more) }
  }

  @Test("They come out in order, from memory as from a file", arguments: [0, 1, 5, 8, 64, 1 << 20])
  func order(mostInMemory: Int) throws {
    let held = HeldBytes(mostInMemory: mostInMemory)
    var all: [UInt8] = []
    for count in 0..<40 {
      let bytes = (0..<count).map { UInt8(($0 * 7 + count) % 251) }
      all += bytes
      try held.write(bytes)
    }
    let sink = Collected()
    #expect(sink.bytes.isEmpty)
    try held.pass(to: sink)
    #expect(sink.bytes == all)
  }

  @Test("More than is passed on at once")
  func large() throws {
    let held = HeldBytes(mostInMemory: 1 << 19)
    let bytes = (0..<(3 << 20) + 5).map { UInt8(truncatingIfNeeded: $0 ^ $0 >> 9) }
    for start in stride(from: 0, to: bytes.count, by: 300_000) {
      try held.write(Array(bytes[start..<min(start + 300_000, bytes.count)]))
    }
    let sink = Collected()
    try held.pass(to: sink)
    #expect(sink.bytes == bytes)
  }
}
