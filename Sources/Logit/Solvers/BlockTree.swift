/// Merges what was worked out of blocks, always in the same order: along a fixed binary tree over the blocks'
/// numbers.
///
/// Block i is a leaf; two neighbours 2i and 2i + 1 merge to one node of the next level, and so on. Where the
/// last block has no right neighbour, its node moves up as it is. A part that covers a run of 2ᵏ blocks
/// beginning at a multiple of 2ᵏ is a subtree; so is a shorter run that ends with the last block of all.
/// Whoever works out such a part, on whatever thread or machine, merges the same numbers in the same order as
/// one loop over all rows, and the total has the same bits:
///
///     blocks     0   1   2   3   4   5   6        parts of 1, 2 or 4 blocks, in any order of arrival
///                 \ /     \ /     \ /    |
///                  ·       ·       ·     ·
///                   \     /         \   /
///                    \   /           \ /
///                      ·              ·
///                        \           /
///                            total
///
/// A part that arrives early waits for its neighbour. Only parts that wait are held: of n blocks in order, no
/// more than log₂ n.
package struct BlockTree<Sum> {
  private typealias Node = (blocks: Range<Int>, sum: Sum)

  /// Adds the sum over later blocks to that over the blocks just before them.
  private let merge: (inout Sum, Sum) throws -> Void
  /// Nodes that wait for their neighbours, in the order of their blocks.
  private var waiting: [Node] = []
  /// The parts that were inserted, in the order of their blocks.
  private var inserted: [Range<Int>] = []

  /// - Parameter merge: Adds the sum over later blocks to that over the blocks just before them.
  package init(merge: @escaping (inout Sum, Sum) throws -> Void) { self.merge = merge }

  /// The number of parts that wait for others.
  package var waitingCount: Int { waiting.count }

  /// Takes in the sum over a run of blocks.
  ///
  /// - Parameters:
  ///   - sum: What was worked out of the blocks, merged along this same tree.
  ///   - blocks: 2ᵏ blocks from a multiple of 2ᵏ on; the last part of all may be shorter.
  /// - Throws: ``LogitError/partMisplaced(blocks:)`` if the blocks are no subtree, or come after a part that
  ///   was shorter; ``LogitError/partRepeated(blocks:)`` if this part is there already;
  ///   ``LogitError/partsOverlap(blocks:other:)`` if some of its blocks are; what the merging throws. The
  ///   tree is unchanged unless merging threw.
  package mutating func insert(_ sum: Sum, blocks: Range<Int>) throws {
    let place = inserted.partitioningIndex { $0.lowerBound >= blocks.lowerBound }
    try check(blocks, place: place)
    inserted.insert(blocks, at: place)
    var index = waiting.partitioningIndex { $0.blocks.lowerBound >= blocks.lowerBound }
    waiting.insert((blocks, sum), at: index)
    while let left = pairBeginning(at: index) {
      let right = waiting.remove(at: left + 1)
      try merge(&waiting[left].sum, right.sum)
      waiting[left].blocks = waiting[left].blocks.lowerBound..<right.blocks.upperBound
      index = left
    }
  }

  /// The sum over all blocks.
  ///
  /// - Parameter blockCount: How many blocks there are, at least 1.
  /// - Throws: ``LogitError/partMissing(blocks:)`` with the first run of blocks that is missing;
  ///   ``LogitError/partMisplaced(blocks:)`` if there is a part beyond the last block; what the merging
  ///   throws.
  package consuming func finish(blockCount: Int) throws -> Sum {
    var end = 0
    for node in waiting {
      if node.blocks.lowerBound >= blockCount || node.blocks.upperBound > blockCount {
        throw LogitError.partMisplaced(blocks: node.blocks)
      }
      if node.blocks.lowerBound > end { throw LogitError.partMissing(blocks: end..<node.blocks.lowerBound) }
      end = node.blocks.upperBound
    }
    guard end == blockCount, var total = waiting.popLast()?.sum else {
      throw LogitError.partMissing(blocks: end..<max(blockCount, end + 1))
    }
    // What is left are the subtrees along the tree's ragged edge; the smallest, at the end, merge first.
    while var node = waiting.popLast() {
      try merge(&node.sum, total)
      total = node.sum
    }
    return total
  }

  private func check(_ blocks: Range<Int>, place: Int) throws {
    guard blocks.lowerBound >= 0, !blocks.isEmpty, blocks.upperBound < 1 << 60,
      blocks.lowerBound % blocks.count.nextPowerOfTwo == 0
    else { throw LogitError.partMisplaced(blocks: blocks) }
    let neighbours = inserted[max(place - 1, 0)..<min(place + 1, inserted.count)]
    if let other = neighbours.first(where: { $0.overlaps(blocks) }) {
      throw other == blocks
        ? LogitError.partRepeated(blocks: blocks) : LogitError.partsOverlap(blocks: blocks, other: other)
    }
    // Only the last of all can be short, and whatever follows a short part would have belonged to it.
    if let last = inserted.last, place == inserted.count, !last.isSubtree {
      throw LogitError.partMisplaced(blocks: last)
    }
    if place < inserted.count, !blocks.isSubtree { throw LogitError.partMisplaced(blocks: blocks) }
  }

  /// The index of the left one of two neighbours that are both there, one of them at `index`.
  private func pairBeginning(at index: Int) -> Int? {
    let node = waiting[index].blocks
    guard node.isSubtree else { return nil }
    let isLeft = node.lowerBound / node.count % 2 == 0
    let left = isLeft ? index : index - 1
    guard left >= 0, left + 1 < waiting.count else { return nil }
    let (first, second) = (waiting[left].blocks, waiting[left + 1].blocks)
    let isPair =
      first.count == node.count && second.count == node.count && first.upperBound == second.lowerBound
    return isPair ? left : nil
  }
}

extension Range<Int> {
  /// Whether these are 2ᵏ blocks that begin at a multiple of 2ᵏ.
  fileprivate var isSubtree: Bool { count.nextPowerOfTwo == count && lowerBound % count == 0 }
}

extension Int {
  /// The least power of two that is no less than this number, which is from 1 to 2⁶¹.
  fileprivate var nextPowerOfTwo: Int { self <= 1 ? 1 : 1 << (Int.bitWidth - (self - 1).leadingZeroBitCount) }
}

extension Array {
  /// The first index whose element satisfies a condition that all later elements satisfy too, or `endIndex`.
  fileprivate func partitioningIndex(where condition: (Element) -> Bool) -> Int {
    var (low, high) = (startIndex, endIndex)
    while low < high {
      let middle = low + (high - low) / 2
      if condition(self[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
