/// An initializer that draws at random.
///
/// With its own seed it gives the same values to every parameter of a shape, whatever the model's seed, as
/// Keras's do; the values are not Keras's.
protocol RandomInitializer: Initializer, KerasSerializable {
  /// The initializer's own seed, if it has one.
  var seed: UInt64? { get }

  /// Fills a parameter with draws.
  func draw(_ values: inout MutableSpan<Float>, shape: [Int], from generator: inout RandomGenerator)
}

extension RandomInitializer {
  /// Fills a parameter with draws, from the seed if there is one.
  public func initialize(
    _ values: inout MutableSpan<Float>, shape: [Int], using generator: inout RandomGenerator
  ) {
    guard let seed else { return draw(&values, shape: shape, from: &generator) }
    var own = RandomGenerator(seed: seed)
    draw(&values, shape: shape, from: &own)
  }

  /// Keras's `seed`, a number or `null`.
  var kerasSeed: JSON.Member {
    JSON.Member("seed", seed.map { .integer(Int(truncatingIfNeeded: $0)) } ?? .null)
  }
}

extension RandomGenerator {
  /// Numbers from a distribution, rounded to `Float`.
  mutating func fill(_ values: inout MutableSpan<Float>, _ draw: (inout RandomGenerator) -> Double) {
    for i in values.indices { values[i] = Float(draw(&self)) }
  }

  /// A number from the standard normal distribution truncated at two standard deviations: draws outside, one
  /// in 22, are repeated.
  mutating func truncatedNormal() -> Double {
    while true {
      let draw = standardNormal()
      if abs(draw) <= 2 { return draw }
    }
  }
}

extension JSONFields {
  /// Keras's `seed`, a whole number or `null`.
  mutating func seed() throws -> UInt64? {
    try optionalInteger("seed").map { UInt64(bitPattern: Int64($0)) }
  }
}
