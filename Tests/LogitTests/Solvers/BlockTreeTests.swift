import Testing

@testable import Logit

@Suite struct BlockTreeTests {
  /// A sum that remembers how it was added up.
  private static func tree() -> BlockTree<String> { BlockTree { $0 = "(\($0)\($1))" } }

  @Test(
    "Blocks merge along the tree of their numbers",
    arguments: [
      (1, "0"), (2, "(01)"), (3, "((01)2)"), (5, "(((01)(23))4)"), (6, "(((01)(23))(45))"),
      (7, "(((01)(23))((45)6))"), (8, "(((01)(23))((45)(67)))"),
    ])
  func order(_ count: Int, expected: String) throws {
    for order in [Array(0..<count), (0..<count).reversed(), (0..<count).sorted { $0 * 3 % 7 < $1 * 3 % 7 }] {
      var tree = Self.tree()
      for block in order { try tree.insert("\(block)", blocks: block..<block + 1) }
      #expect(try tree.finish(blockCount: count) == expected)
    }
  }

  @Test("Of blocks in order no more than a logarithm of them wait")
  func waiting() throws {
    var tree = Self.tree()
    for block in 0..<1000 {
      try tree.insert("", blocks: block..<block + 1)
      #expect(tree.waitingCount == (block + 1).nonzeroBitCount)
    }
  }

  @Test("A part that is there twice, overlaps another, or is none is refused, and the tree goes on")
  func refusals() throws {
    var tree = Self.tree()
    try tree.insert("a", blocks: 0..<2)
    try tree.insert("b", blocks: 2..<3)
    try tree.insert("c", blocks: 3..<4)
    #expect(throws: LogitError.partRepeated(blocks: 2..<3)) { try tree.insert("x", blocks: 2..<3) }
    #expect(throws: LogitError.partRepeated(blocks: 0..<2)) { try tree.insert("x", blocks: 0..<2) }
    #expect(throws: LogitError.partsOverlap(blocks: 1..<2, other: 0..<2)) {
      try tree.insert("x", blocks: 1..<2)
    }
    #expect(throws: LogitError.partsOverlap(blocks: 0..<8, other: 0..<2)) {
      try tree.insert("x", blocks: 0..<8)
    }
    #expect(throws: LogitError.partMisplaced(blocks: 5..<7)) { try tree.insert("x", blocks: 5..<7) }
    #expect(throws: LogitError.partMisplaced(blocks: 4..<4)) { try tree.insert("x", blocks: 4..<4) }
    #expect(throws: LogitError.partMisplaced(blocks: -2..<0)) { try tree.insert("x", blocks: -2..<0) }
    try tree.insert("d", blocks: 4..<7)
    #expect(throws: LogitError.partMisplaced(blocks: 4..<7)) { try tree.insert("x", blocks: 7..<8) }
    #expect(try tree.finish(blockCount: 7) == "((a(bc))d)")
  }

  @Test("A part that is missing is named")
  func missing() throws {
    func filled(_ parts: [Range<Int>]) throws -> BlockTree<String> {
      var tree = Self.tree()
      for blocks in parts { try tree.insert("x", blocks: blocks) }
      return tree
    }
    #expect(throws: LogitError.partMissing(blocks: 0..<3)) { try filled([]).finish(blockCount: 3) }
    #expect(throws: LogitError.partMissing(blocks: 0..<2)) { try filled([2..<4]).finish(blockCount: 4) }
    #expect(throws: LogitError.partMissing(blocks: 2..<4)) {
      try filled([0..<2, 4..<5]).finish(blockCount: 5)
    }
    #expect(throws: LogitError.partMissing(blocks: 4..<6)) { try filled([0..<4]).finish(blockCount: 6) }
    #expect(throws: LogitError.partMisplaced(blocks: 0..<4)) { try filled([0..<4]).finish(blockCount: 3) }
  }
}
