import Foundation
import LogitFiles
import Testing

@Suite struct XXH64Tests {
  struct Vector: Decodable {
    var count: Int
    var seed: String
    var hash: String
  }

  private static let pattern = (0..<1000).map { UInt8(truncatingIfNeeded: $0 * 151 + 7) }

  private static func vectors() throws -> [Vector] {
    try JSONDecoder().decode([Vector].self, from: Data(try Fixture.bytes("Hashes/xxh64.json")))
  }

  @Test func `hashes are those of the xxhash package`() throws {
    let vectors = try Self.vectors()
    #expect(vectors.count > 100)
    for vector in vectors {
      let seed = try #require(UInt64(vector.seed))
      let hash = Self.pattern.prefix(vector.count).withUnsafeBytes { XXH64.hash($0, seed: seed) }
      #expect(hash == UInt64(vector.hash, radix: 16), "\(vector)")
    }
  }

  @Test(arguments: [1, 3, 7, 31, 32, 33, 100]) func `pieces have the hash of the whole`(length: Int) {
    var hash = XXH64(seed: 5)
    for start in stride(from: 0, to: Self.pattern.count, by: length) {
      let piece = Self.pattern[start..<min(start + length, Self.pattern.count)]
      piece.withUnsafeBytes { hash.update($0) }
    }
    #expect(hash.digest == Self.pattern.withUnsafeBytes { XXH64.hash($0, seed: 5) })
  }
}
