import LogitFiles

/// A source of random numbers that gives the same numbers for the same seed, and agrees with NumPy's.
///
/// `RandomGenerator(seed: s)` produces the streams of `numpy.random.default_rng(s)`: the same methods called
/// in the same order give the same numbers to the last bit, so that a Swift program and a Python script can
/// share data by sharing a seed.
///
///     var generator = RandomGenerator(seed: 42)
///     let below = generator.normal(mean: -4, standardDeviation: 2, count: 1000)
///     let above = generator.normal(mean: 4, standardDeviation: 2, count: 1000)
///     let xs = Tensor<Float>(below.appending(above))
///
/// Generators are values: a copy continues on its own from where the original stood. For independent streams
/// (one per thread, one per model) use ``split()``. The whole state is `Codable`, so that an interrupted
/// training can resume with the very next number.
///
/// The bits come from PCG64 seeded by a `SeedSequence`, both as in NumPy. They are meant for simulation, not
/// for cryptography. NumPy may change the streams of its `Generator` in a later version; the reference here
/// is NumPy 2.4.
public struct RandomGenerator: RandomNumberGenerator, Sendable, Equatable, Codable {
  @usableFromInline
  var engine: PCG64

  var seedSequence: SeedSequence

  /// Creates the generator whose streams are those of `numpy.random.default_rng(seed)`.
  ///
  /// - Parameter seed: Any number; seeds that differ in one bit give unrelated streams.
  public init(seed: UInt64) {
    let low = UInt32(truncatingIfNeeded: seed)
    let high = UInt32(truncatingIfNeeded: seed >> 32)
    self.init(seedSequence: SeedSequence(entropy: high == 0 ? [low] : [low, high]))
  }

  /// Creates a generator with 128 bits of entropy from the operating system: a different stream every time.
  public init() {
    var system = SystemRandomNumberGenerator()
    self.init(seedSequence: SeedSequence(entropy: (0..<4).map { _ in system.next() }))
  }

  init(seedSequence: SeedSequence) {
    self.seedSequence = seedSequence
    engine = PCG64(seedSequence)
  }

  /// The next 64 random bits, as `bit_generator.random_raw()` in NumPy.
  ///
  /// This makes the generator usable wherever Swift takes one, as in `array.shuffled(using: &generator)`;
  /// such algorithms are Swift's and need not draw as NumPy's do.
  public mutating func next() -> UInt64 {
    engine.next()
  }

  /// Makes a generator with its own stream, the next one that `spawn` gives in NumPy.
  ///
  /// The child depends on the seed and on how many children were made before, not on how many numbers were
  /// drawn; this generator's own stream is not disturbed.
  public mutating func split() -> RandomGenerator {
    RandomGenerator(seedSequence: seedSequence.spawn())
  }

  /// Makes generators with their own streams, as NumPy's `spawn(count)`.
  ///
  /// - Parameter count: The number of generators; a negative one is a programming error.
  public mutating func split(count: Int) -> [RandomGenerator] {
    guard count >= 0 else { programmingError("A generator cannot be split into \(count)") }
    return (0..<count).map { _ in split() }
  }
}
