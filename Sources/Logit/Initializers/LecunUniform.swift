/// Draws from the uniform distribution on -a...a with a = √(3 / fanIn).
///
/// For a kernel `[inputs, units]`, fanIn is `inputs` and fanOut is `units`; see ``VarianceScaling`` for other
/// shapes. The values are those of ``RandomGenerator/random()``, u in 0..<1, mapped to (2u - 1) a and rounded
/// to `Float`.
///
/// Follows `keras.initializers.LecunUniform`.
///
/// Source: Y. LeCun et al., "Efficient backprop", in Neural networks: tricks of the trade, 1998.
public struct LecunUniform: Initializer, Equatable {
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

extension LecunUniform: ScaledInitializer {
  /// Keras's name of the class.
  public static let kerasClassName = "LecunUniform"

  static var scaling: VarianceScaling {
    VarianceScaling(scale: 1, mode: .fanIn, distribution: .uniform)
  }
}

extension Initializer where Self == LecunUniform {
  /// Draws from the uniform distribution on -a...a with a = √(3 / fanIn).
  public static var lecunUniform: LecunUniform { LecunUniform() }

  /// Draws from the uniform distribution on -a...a with a = √(3 / fanIn).
  ///
  /// - Parameter seed: The initializer's own seed; with `nil`, the default, values are drawn from the
  ///   parameter's stream of the model's seed.
  public static func lecunUniform(seed: UInt64? = nil) -> LecunUniform { LecunUniform(seed: seed) }
}
