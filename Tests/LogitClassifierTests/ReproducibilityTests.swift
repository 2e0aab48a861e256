import LogitClassifier
import LogitTestSupport
import Testing

@Suite(.serialized) struct ReproducibilityTests {
  private static func table(pieces: Int) throws -> Table {
    let set = try Dataset.blobs(count: 6000, centers: 3, features: 12, standardDeviation: 6, seed: 5)
    guard pieces > 1 else { return set.table }
    // The same rows, kept in several pieces.
    let length = 6000 / pieces
    return try Table(
      set.table.columns.map { column in
        let parts = try (0..<pieces).map {
          try Table([column]).rows(at: Array($0 * length..<($0 + 1) * length)).columns[0].chunks[0]
        }
        return Column(name: column.name, kind: column.kind, chunks: parts, dictionary: column.dictionary)
      })
  }

  private static func bytes(pieces: Int = 1, seed: UInt64 = 0) throws -> [UInt8] {
    var options = ClassifierOptions()
    options.hiddenUnits = [32]
    options.epochs = 2
    options.batchSize = 1024
    options.seed = seed
    return try Classifier.fit(table(pieces: pieces), target: "class", options: options).classifier.encoded()
  }

  @Test func `any number of threads gives the same file`() throws {
    try choosingThreads { setCount in
      try setCount(1)
      let expected = try Self.bytes()
      for threads in [2, 3] {
        try setCount(threads)
        #expect(try Self.bytes() == expected)
      }
    }
  }

  @Test func `the pieces a table is kept in do not matter`() throws {
    #expect(try Self.bytes(pieces: 6) == Self.bytes())
  }

  @Test func `another seed gives another model`() throws {
    #expect(try Self.bytes(seed: 1) != Self.bytes())
  }
}
