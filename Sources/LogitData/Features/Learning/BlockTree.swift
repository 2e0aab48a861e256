/// Merges what was gathered from blocks of rows, in whatever order it arrives, along one fixed binary tree.
///
/// Node `index` of level `k` stands for the 2ᵏ blocks from `index` · 2ᵏ on. Two children are merged into
/// their parent as soon as both are there, the left one first; a part whose neighbor is still missing waits.
/// So the result depends on the blocks alone: neither on who gathered which of them nor on what arrived
/// first. Where the number of blocks is no power of two, a node without a right child is its left child.
///
///     var tree = BlockTree<Sums> { $0.merge($1) }
///     try tree.insert(last, blocks: 4..<6)      // gathered elsewhere
///     for (block, sums) in first.enumerated() { try tree.insert(sums, blocks: block..<block + 1) }
///     let all = try tree.finish(blockCount: 6)
struct BlockTree<Part> {
  private struct Node: Hashable {
    var level: Int
    var index: Int
    var start: Int { index << level }
  }

  private var waiting: [Node: Part] = [:]
  private let merge: (inout Part, Part) throws -> Void

  /// A tree without blocks.
  ///
  /// - Parameter merge: Merges the second part into the first. The blocks of the second follow those of the
  ///   first.
  init(merge: @escaping (inout Part, Part) throws -> Void) { self.merge = merge }

  /// Adds what was gathered from a run of blocks.
  ///
  /// - Parameters:
  ///   - part: What was gathered.
  ///   - blocks: 2ᵏ blocks from a multiple of 2ᵏ on, each added once; the last run of all may be shorter.
  /// - Throws: What the merging throws.
  mutating func insert(_ part: Part, blocks: Range<Int>) throws {
    precondition(!blocks.isEmpty, "a run without blocks")
    var part = part
    let level = Int.bitWidth - (blocks.count - 1).leadingZeroBitCount
    precondition(blocks.lowerBound & (1 << level - 1) == 0, "a run of blocks that is no part of the tree")
    var node = Node(level: level, index: blocks.lowerBound >> level)
    while let neighbor = waiting.removeValue(forKey: Node(level: node.level, index: node.index ^ 1)) {
      if node.index & 1 == 0 {
        try merge(&part, neighbor)
      } else {
        var left = neighbor
        try merge(&left, part)
        part = left
      }
      node = Node(level: node.level + 1, index: node.index >> 1)
    }
    precondition(
      waiting.updateValue(part, forKey: node) == nil, "blocks from \(node.start) on were added twice")
  }

  /// Merges what still waits for a right neighbor that does not exist.
  ///
  /// - Parameter blockCount: How many blocks there are, at least 1; all must have been added.
  /// - Returns: What all blocks together gathered.
  /// - Throws: What the merging throws.
  consuming func finish(blockCount: Int) throws -> Part {
    let nodes = waiting.keys.sorted { $0.start < $1.start }
    var next = 0
    for node in nodes {
      precondition(node.start == next, "blocks from \(next) on are missing")
      next = node.start + 1 << node.level
    }
    guard next >= blockCount, let last = nodes.last, last.start < blockCount,
      var result = waiting.removeValue(forKey: last)
    else { preconditionFailure("blocks from \(next) on are missing") }
    // Runs get shorter from left to right, so that the nodes on the right edge join from the last one back.
    for node in nodes.dropLast().reversed() {
      guard var part = waiting.removeValue(forKey: node) else { continue }
      try merge(&part, result)
      result = part
    }
    return result
  }
}
