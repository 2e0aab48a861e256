/// Turns a seed of any quality into well-mixed words for a generator's state, and derives the seeds of
/// independent generators.
///
/// The seed's 32-bit words are hashed into a pool of four words in which every word depends on every other;
/// the state words are hashed out of the pool. A child has the same entropy and one more number, its own, in
/// its spawn key, so that a tree of generators never repeats a stream.
///
/// This is NumPy's `SeedSequence` with its default pool, after M. E. O'Neill's `seed_seq_fe`
/// ("Developing a seed_seq alternative", pcg-random.org, 2015).
struct SeedSequence: Sendable, Equatable, Codable {
  /// The seed, its lowest 32 bits first.
  let entropy: [UInt32]
  /// The number of this sequence among its parent's children, after those of its ancestors.
  private(set) var spawnKey: [UInt32] = []
  /// How many children have been made.
  private(set) var childCount: UInt32 = 0

  private static let poolCount = 4

  init(entropy: [UInt32]) {
    self.entropy = entropy
  }

  /// The next child.
  mutating func spawn() -> SeedSequence {
    var child = SeedSequence(entropy: entropy)
    child.spawnKey = spawnKey + [childCount]
    childCount &+= 1
    return child
  }

  /// The first `count` words for a generator's state.
  func words(count: Int) -> [UInt32] {
    let pool = mixedPool()
    var hash = Hash(constant: 0x8B51_F9DD, multiplier: 0x58F3_8DED)
    return (0..<count).map { hash(pool[$0 % Self.poolCount]) }
  }

  private func mixedPool() -> [UInt32] {
    var words = entropy
    // A spawn key must not be mistaken for the rest of a short seed.
    let isChild = !spawnKey.isEmpty
    if words.count < Self.poolCount {
      words += [UInt32](repeating: 0, count: Self.poolCount - words.count)
    }
    if isChild { words += spawnKey }

    var hash = Hash(constant: 0x43B0_D7E5, multiplier: 0x931E_8875)
    var pool = words[..<Self.poolCount].map { hash($0) }
    for source in 0..<Self.poolCount {
      for target in 0..<Self.poolCount where source != target {
        pool[target] = Self.mix(pool[target], hash(pool[source]))
      }
    }
    for word in words[Self.poolCount...] {
      for target in 0..<Self.poolCount { pool[target] = Self.mix(pool[target], hash(word)) }
    }
    return pool
  }

  private static func mix(_ x: UInt32, _ y: UInt32) -> UInt32 {
    let mixed = 0xCA01_F9DD &* x &- 0x4973_F715 &* y
    return mixed ^ mixed >> 16
  }

  /// A multiplicative hash whose constant changes with every word.
  private struct Hash {
    var constant: UInt32
    let multiplier: UInt32

    mutating func callAsFunction(_ word: UInt32) -> UInt32 {
      let scrambled = word ^ constant
      constant &*= multiplier
      let product = scrambled &* constant
      return product ^ product >> 16
    }
  }
}
