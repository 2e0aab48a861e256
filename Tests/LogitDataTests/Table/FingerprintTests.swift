import LogitData
import Testing

@Suite struct FingerprintTests {
  @Test func `a table has the fingerprint of its values, not of its pieces`() throws {
    func table(_ pieces: [Range<Int>]) throws -> Table {
      let numbers = (0..<100).map { Double($0) / 3 }
      return try Table([
        Column(name: "x", kind: .numeric, chunks: pieces.map { .numeric(Array(numbers[$0])) }),
        Column(
          name: "y", kind: .string, chunks: pieces.map { .string($0.map { Int32($0 % 2) }) },
          dictionary: ["a", "b"]),
      ])
    }
    let whole = try table([0..<100]).fingerprint
    #expect(try table([0..<3, 3..<100]).fingerprint == whole)
    #expect(try table([0..<1, 1..<50, 50..<100]).fingerprint == whole)
    let other = try table([0..<100])
    #expect(try Table([other.columns[1], other.columns[0]]).fingerprint != whole)
    #expect(try other.rows(at: Array(0..<99)).fingerprint != whole)
    var renamed = other.columns
    renamed[0].name = "z"
    #expect(try Table(renamed).fingerprint != whole)
    // In model files, so it must stay what it is from release to release.
    #expect(Dataset.iris().table.fingerprint == 2_177_387_000_209_573_606)
  }
}
