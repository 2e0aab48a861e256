/// NumPy's way from a seed of any size to as much state as a generator wants.
///
/// Source: M. O'Neill, "Developing a seed_seq alternative", 2015, as `numpy.random.SeedSequence`.
struct SeedSequence: Sendable, Hashable {
  private let entropy: [UInt32]
  private let spawnKey: [UInt32]
  private var childCount: UInt32 = 0
  private let pool: [UInt32]

  private static let poolSize = 4

  init(entropy: [UInt32], spawnKey: [UInt32] = []) {
    self.entropy = entropy
    self.spawnKey = spawnKey
    // A spawned sequence pads its entropy to the pool's size, so that its key cannot be taken for entropy.
    let padding = spawnKey.isEmpty ? 0 : max(0, Self.poolSize - entropy.count)
    pool = Self.mixed(entropy + [UInt32](repeating: 0, count: padding) + spawnKey)
  }

  mutating func spawn() -> SeedSequence {
    defer { childCount += 1 }
    return SeedSequence(entropy: entropy, spawnKey: spawnKey + [childCount])
  }

  /// The words that seed a generator.
  func generateState(wordCount: Int) -> [UInt64] {
    var constant: UInt32 = 0x8B51_F9DD
    let halves = (0..<wordCount * 2).map { index -> UInt32 in
      var value = pool[index % Self.poolSize] ^ constant
      constant = constant &* 0x58F3_8DED
      value = value &* constant
      return value ^ (value >> 16)
    }
    return (0..<wordCount).map { UInt64(halves[2 * $0]) | UInt64(halves[2 * $0 + 1]) << 32 }
  }

  private static func mixed(_ entropy: [UInt32]) -> [UInt32] {
    var constant: UInt32 = 0x43B0_D7E5
    func hashed(_ value: UInt32) -> UInt32 {
      var value = value ^ constant
      constant = constant &* 0x931E_8875
      value = value &* constant
      return value ^ (value >> 16)
    }
    func mixed(_ x: UInt32, _ y: UInt32) -> UInt32 {
      let result = 0xCA01_F9DD &* x &- 0x4973_F715 &* y
      return result ^ (result >> 16)
    }
    var pool = (0..<poolSize).map { hashed($0 < entropy.count ? entropy[$0] : 0) }
    for source in 0..<poolSize {
      for target in 0..<poolSize where source != target {
        pool[target] = mixed(pool[target], hashed(pool[source]))
      }
    }
    for source in entropy.dropFirst(poolSize) {
      for target in 0..<poolSize { pool[target] = mixed(pool[target], hashed(source)) }
    }
    return pool
  }
}
