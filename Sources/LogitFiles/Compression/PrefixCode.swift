/// A prefix code for writing: the shortest for given counts whose codes are not too long.
struct PrefixCode {
  /// The length of each symbol's code in bits; 0 for those that do not occur.
  let lengths: [Int]
  /// The codes, their first bit lowest.
  let codes: [Int]

  /// The canonical code of these lengths. Source: RFC 1951, section 3.2.2.
  init(lengths: [Int]) {
    self.lengths = lengths
    var counts = Array(repeating: 0, count: DeflateFormat.longestCode + 1)
    for length in lengths where length > 0 { counts[length] += 1 }
    var next = Array(repeating: 0, count: DeflateFormat.longestCode + 1)
    for length in 1...DeflateFormat.longestCode {
      next[length] = (next[length - 1] + counts[length - 1]) << 1
    }
    codes = lengths.map { length in
      guard length > 0 else { return 0 }
      defer { next[length] += 1 }
      return Int(UInt16(truncatingIfNeeded: next[length]).bitsReversed >> UInt16(16 - length))
    }
  }

  /// The code for symbols that occur so often.
  ///
  /// At least two symbols get codes, so that every decoder takes them for complete.
  init(counts: [Int], longest: Int) {
    var counts = counts
    for symbol in counts.indices where counts.count(where: { $0 > 0 }) < 2 && counts[symbol] == 0 {
      counts[symbol] = 1
    }
    let symbols = counts.indices.filter { counts[$0] > 0 }.sorted { (counts[$0], $0) < (counts[$1], $1) }
    var lengthCounts = Self.lengthCounts(symbols.map { counts[$0] })
    Self.shorten(&lengthCounts, to: longest)
    var lengths = Array(repeating: 0, count: counts.count)
    var rest = symbols[...]
    // The rarest symbols get the longest codes.
    for length in lengthCounts.indices.reversed() {
      for symbol in rest.prefix(lengthCounts[length]) { lengths[symbol] = length }
      rest = rest.dropFirst(lengthCounts[length])
    }
    self.init(lengths: lengths)
  }

  /// How many codes of each length Huffman's tree has for counts in rising order: the two rarest nodes are
  /// joined until one is left, and both the leaves and the joined nodes come in order by themselves.
  private static func lengthCounts(_ counts: [Int]) -> [Int] {
    let leafCount = counts.count
    var weights = counts
    var parents = Array(repeating: 0, count: 2 * leafCount - 1)
    var (nextLeaf, nextJoined) = (0, leafCount)
    func takeRarest() -> Int {
      let takesLeaf =
        nextLeaf < leafCount && (nextJoined >= weights.count || weights[nextLeaf] <= weights[nextJoined])
      defer { if takesLeaf { nextLeaf += 1 } else { nextJoined += 1 } }
      return takesLeaf ? nextLeaf : nextJoined
    }
    for node in leafCount..<2 * leafCount - 1 {
      let (first, second) = (takeRarest(), takeRarest())
      weights.append(weights[first] + weights[second])
      (parents[first], parents[second]) = (node, node)
    }
    var depths = Array(repeating: 0, count: 2 * leafCount - 1)
    var lengthCounts = Array(repeating: 0, count: leafCount + 1)
    for node in stride(from: 2 * leafCount - 3, through: 0, by: -1) {
      depths[node] = depths[parents[node]] + 1
      if node < leafCount { lengthCounts[depths[node]] += 1 }
    }
    return lengthCounts
  }

  /// Cuts codes down to a length and makes shorter ones longer until there is a code for each again: each
  /// step moves one code of the longest length up under a code that is shorter by a bit or more.
  private static func shorten(_ lengthCounts: inout [Int], to longest: Int) {
    guard lengthCounts.count > longest + 1 else { return }
    lengthCounts[longest] += lengthCounts[(longest + 1)...].reduce(0, +)
    lengthCounts.removeSubrange((longest + 1)...)
    var used = lengthCounts.indices.dropFirst().reduce(0) { $0 + lengthCounts[$1] << (longest - $1) }
    while used > 1 << longest {
      guard let shorter = (1..<longest).last(where: { lengthCounts[$0] > 0 }) else { return }
      lengthCounts[longest] -= 1
      lengthCounts[shorter] -= 1
      lengthCounts[shorter + 1] += 2
      used -= 1
    }
  }
}
