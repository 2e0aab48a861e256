/// Draws from the uniform distribution on -a...a with a = √(6 / fanIn).
///
/// For a kernel `[inputs, units]`, fanIn is `inputs` and fanOut is `units`; see ``VarianceScaling`` for other
/// shapes. The values are those of ``RandomGenerator/random()``, u in 0..<1, mapped to (2u - 1) a and rounded
/// to `Float`.
///
/// Follows `keras.initializers.HeUniform`.
///
/// Source: K. He et al., "Delving deep into rectifiers: surpassing human-level performance on ImageNet
/// classification", ICCV 2015.
public struct HeUniform: Initializer, Equatable {
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

extension HeUniform: ScaledInitializer {
  /// Keras's name of the class.
  public static let kerasClassName = "HeUniform"

  static var scaling: VarianceScaling {
    VarianceScaling(scale: 2, mode: .fanIn, distribution: .uniform)
  }
}

extension Initializer where Self == HeUniform {
  /// Draws from the uniform distribution on -a...a with a = √(6 / fanIn).
  public static var heUniform: HeUniform { HeUniform() }

  /// Draws from the uniform distribution on -a...a with a = √(6 / fanIn).
  ///
  /// - Parameter seed: The initializer's own seed; with `nil`, the default, values are drawn from the
  ///   parameter's stream of the model's seed.
  public static func heUniform(seed: UInt64? = nil) -> HeUniform { HeUniform(seed: seed) }
}
