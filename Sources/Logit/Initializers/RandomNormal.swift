/// Draws from a normal distribution.
///
/// Follows `keras.initializers.RandomNormal`.
public struct RandomNormal: Initializer, Equatable {
  /// The mean.
  public var mean: Double
  /// The standard deviation, not negative.
  public var stddev: Double
  /// The initializer's own seed, if it has one.
  public var seed: UInt64?

  /// Creates the initializer.
  ///
  /// - Parameters:
  ///   - mean: The mean, 0 by default.
  ///   - stddev: The standard deviation, not negative, 0.05 by default.
  ///   - seed: The initializer's own seed; by default values are drawn from the parameter's stream of the
  ///     model's seed.
  public init(mean: Double = 0, stddev: Double = 0.05, seed: UInt64? = nil) {
    self.mean = mean
    self.stddev = stddev
    self.seed = seed
  }

  /// Checks the options.
  ///
  /// - Throws: ``LogitError/invalidOption(name:value:expected:)`` if an option is out of range.
  public func validate() throws {
    try Self.checks.requireFinite(mean, "mean")
    try Self.checks.requireNotNegative(stddev, "stddev")
  }
}

extension RandomNormal: RandomInitializer {
  /// Keras's name of the class.
  public static let kerasClassName = "RandomNormal"

  /// The options under Keras's names.
  public var kerasConfiguration: [JSON.Member] {
    [kerasSeed, JSON.Member("mean", .number(mean)), JSON.Member("stddev", .number(stddev))]
  }

  /// Reads the options under Keras's names.
  public init(keras options: inout JSONFields) throws {
    self.init(
      mean: try options.double("mean", default: 0), stddev: try options.double("stddev", default: 0.05),
      seed: try options.seed())
  }

  func draw(_ values: inout MutableSpan<Float>, shape: [Int], from generator: inout RandomGenerator) {
    generator.fill(&values) { mean + stddev * $0.standardNormal() }
  }
}

extension Initializer where Self == RandomNormal {
  /// Draws from a normal distribution.
  public static var randomNormal: RandomNormal { RandomNormal() }

  /// Draws from a normal distribution.
  ///
  /// - Parameters:
  ///   - mean: The mean, 0 by default.
  ///   - stddev: The standard deviation, not negative, 0.05 by default.
  ///   - seed: The initializer's own seed; by default values are drawn from the parameter's stream of the
  ///     model's seed.
  public static func randomNormal(mean: Double = 0, stddev: Double = 0.05, seed: UInt64? = nil)
    -> RandomNormal
  {
    RandomNormal(mean: mean, stddev: stddev, seed: seed)
  }
}
