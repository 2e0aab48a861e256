import Logit
import Testing

@testable import LogitData

@Suite struct BlockTreeTests {
  /// The tree over some blocks, by its definition.
  private func expected(level: Int, index: Int, blockCount: Int) -> String {
    if level == 0 { return "\(index)" }
    let left = expected(level: level - 1, index: 2 * index, blockCount: blockCount)
    guard (2 * index + 1) << (level - 1) < blockCount else { return left }
    return "(\(left) \(expected(level: level - 1, index: 2 * index + 1, blockCount: blockCount)))"
  }

  private func root(blockCount: Int) -> String {
    let level = Int.bitWidth - (blockCount - 1).leadingZeroBitCount
    return expected(level: level, index: 0, blockCount: blockCount)
  }

  private var tree: BlockTree<String> { BlockTree { $0 = "(\($0) \($1))" } }

  @Test(arguments: 1...33)
  func `blocks merge along one tree in whatever order they arrive`(_ blockCount: Int) throws {
    var random = RandomGenerator(seed: UInt64(blockCount))
    for _ in 0..<10 {
      var tree = tree
      for block in random.permutation(blockCount).scalars.map({ Int($0) }) {
        try tree.insert("\(block)", blocks: block..<block + 1)
      }
      #expect(try tree.finish(blockCount: blockCount) == root(blockCount: blockCount))
    }
  }

  @Test(arguments: 1...33, 0...4)
  func `runs of blocks that were merged elsewhere give the same tree`(_ blockCount: Int, _ level: Int) throws
  {
    var random = RandomGenerator(seed: UInt64(100 * blockCount + level))
    var whole = tree
    let runCount = (blockCount + (1 << level) - 1) >> level
    for run in random.permutation(runCount).scalars.map({ Int($0) }) {
      var part = tree
      let blocks = run << level..<min((run + 1) << level, blockCount)
      for (index, block) in blocks.enumerated() { try part.insert("\(block)", blocks: index..<index + 1) }
      try whole.insert(part.finish(blockCount: blocks.count), blocks: blocks)
    }
    #expect(try whole.finish(blockCount: blockCount) == root(blockCount: blockCount))
  }

  @Test func `blocks that are missing or come twice end the program`() async {
    await #expect(processExitsWith: .failure) {
      var tree = BlockTree<Int> { $0 += $1 }
      try tree.insert(1, blocks: 1..<2)
      _ = try tree.finish(blockCount: 2)
    }
    await #expect(processExitsWith: .failure) {
      var tree = BlockTree<Int> { $0 += $1 }
      try tree.insert(1, blocks: 2..<3)
      try tree.insert(1, blocks: 2..<3)
    }
  }
}
