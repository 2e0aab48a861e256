/// Draws from the uniform distribution on -a...a with a = √(6 / (fanIn + fanOut)).
///
/// For a kernel `[inputs, units]`, fanIn is `inputs` and fanOut is `units`; see ``VarianceScaling`` for other
/// shapes. The values are those of ``RandomGenerator/random()``, u in 0..<1, mapped to (2u - 1) a and rounded
/// to `Float`.
///
/// Follows `keras.initializers.GlorotUniform`.
///
/// Source: X. Glorot and Y. Bengio, "Understanding the difficulty of training deep feedforward neural
/// networks", AISTATS 2010, equation 16.
public struct GlorotUniform: Initializer, Equatable {
  /// The initializer's own seed, if it has one.
  public var seed: UInt64?

  /// Creates the initializer.
  ///
  /// - Parameter seed: The initializer's own seed; by default values are drawn from the parameter's stream of
  ///   the model's seed.
  public init(seed: UInt64? = nil) {
    self.seed = seed
  }
}

extension GlorotUniform: ScaledInitializer {
  /// Keras's name of the class.
  public static let kerasClassName = "GlorotUniform"

  static var scaling: VarianceScaling {
    VarianceScaling(scale: 1, mode: .fanAvg, distribution: .uniform)
  }
}

extension Initializer where Self == GlorotUniform {
  /// Uniform draws on ±√(6 / (fanIn + fanOut)), Keras's default for a kernel.
  public static var glorotUniform: GlorotUniform { GlorotUniform() }

  /// Uniform draws on ±√(6 / (fanIn + fanOut)), Keras's default for a kernel.
  ///
  /// - Parameter seed: The initializer's own seed; with `nil`, the default, values are drawn from the
  ///   parameter's stream of the model's seed.
  public static func glorotUniform(seed: UInt64? = nil) -> GlorotUniform { GlorotUniform(seed: seed) }
}
