import Testing

@testable import LogitFiles

@Suite struct StoredBytesTests {
  private static let contents = (0..<100).map { UInt8($0) }

  /// The same bytes in one block, in several, and in a file.
  private static func stores(_ file: TemporaryFile) throws -> [StoredBytes] {
    try StagedFile.write(contents, to: file.path)
    return [
      StoredBytes(contents, name: "whole"),
      StoredBytes(
        blocks: stride(from: 0, to: 100, by: 32).map { Array(contents[$0..<min($0 + 32, 100)]) },
        blockByteCount: 32, name: "blocks"),
      try StoredBytes(path: file.path),
    ]
  }

  @Test("Bytes that lie within are read, others refused, whatever holds them")
  func ranges() throws {
    let file = TemporaryFile(".bin")
    for store in try Self.stores(file) {
      for offset in [-1, 0, 1, 31, 32, 99, 100, 101, .max] {
        for count in [0, 1, 33, 99, 100, 101] {
          let isWithin = offset >= 0 && offset <= 100 && count <= 100 - offset
          let bytes = try? store.bytes(count, at: offset)
          #expect(bytes == (isWithin ? Array(Self.contents[offset..<offset + count]) : nil))
          guard offset >= 0, offset < .max else { continue }
          let lent = try? store.withBytes(offset..<offset + count) { Array($0) }
          #expect(lent == bytes)
        }
      }
      #expect(throws: FileError.notRead(path: store.name, reason: "it ends at byte 100, sooner than it says"))
      {
        try store.bytes(101, at: 0)
      }
    }
  }
}
