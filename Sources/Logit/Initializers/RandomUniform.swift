/// Draws from the uniform distribution between two bounds.
///
/// Follows `keras.initializers.RandomUniform`.
public struct RandomUniform: Initializer, Equatable {
  /// The lower bound.
  public var minval: Double
  /// The upper bound, not below the lower.
  public var maxval: Double
  /// The initializer's own seed, if it has one.
  public var seed: UInt64?

  /// Creates the initializer.
  ///
  /// - Parameters:
  ///   - minval: The lower bound, -0.05 by default.
  ///   - maxval: The upper bound, not below the lower, 0.05 by default.
  ///   - seed: The initializer's own seed; by default values are drawn from the parameter's stream of the
  ///     model's seed.
  public init(minval: Double = -0.05, maxval: Double = 0.05, seed: UInt64? = nil) {
    self.minval = minval
    self.maxval = maxval
    self.seed = seed
  }

  /// Checks the options.
  ///
  /// - Throws: ``LogitError/invalidOption(name:value:expected:)`` if an option is out of range.
  public func validate() throws {
    try Self.checks.requireFinite(minval, "minval")
    try Self.checks.requireFinite(maxval, "maxval")
    try Self.checks.require(minval <= maxval, "minval", minval, "at most maxval, \(maxval)")
  }
}

extension RandomUniform: RandomInitializer {
  /// Keras's name of the class.
  public static let kerasClassName = "RandomUniform"

  /// The options under Keras's names.
  public var kerasConfiguration: [JSON.Member] {
    [kerasSeed, JSON.Member("minval", .number(minval)), JSON.Member("maxval", .number(maxval))]
  }

  /// Reads the options under Keras's names.
  public init(keras options: inout JSONFields) throws {
    self.init(
      minval: try options.double("minval", default: -0.05),
      maxval: try options.double("maxval", default: 0.05),
      seed: try options.seed())
  }

  func draw(_ values: inout MutableSpan<Float>, shape: [Int], from generator: inout RandomGenerator) {
    generator.fill(&values) { $0.uniform(minval, maxval) }
  }
}

extension Initializer where Self == RandomUniform {
  /// Draws from the uniform distribution between two bounds.
  public static var randomUniform: RandomUniform { RandomUniform() }

  /// Draws from the uniform distribution between two bounds.
  ///
  /// - Parameters:
  ///   - minval: The lower bound, -0.05 by default.
  ///   - maxval: The upper bound, not below the lower, 0.05 by default.
  ///   - seed: The initializer's own seed; by default values are drawn from the parameter's stream of the
  ///     model's seed.
  public static func randomUniform(minval: Double = -0.05, maxval: Double = 0.05, seed: UInt64? = nil)
    -> RandomUniform
  {
    RandomUniform(minval: minval, maxval: maxval, seed: seed)
  }
}
