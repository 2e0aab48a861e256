/// Draws from a truncated normal distribution with the variance 2 / (fanIn + fanOut), cut off at two standard
/// deviations of the normal distribution before truncation.
///
/// For a kernel `[inputs, units]`, fanIn is `inputs` and fanOut is `units`; see ``VarianceScaling`` for other
/// shapes.
///
/// Follows `keras.initializers.GlorotNormal`.
///
/// Source: X. Glorot and Y. Bengio, "Understanding the difficulty of training deep feedforward neural
/// networks", AISTATS 2010, equation 16.
public struct GlorotNormal: Initializer, Equatable {
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

extension GlorotNormal: ScaledInitializer {
  /// Keras's name of the class.
  public static let kerasClassName = "GlorotNormal"

  static var scaling: VarianceScaling {
    VarianceScaling(scale: 1, mode: .fanAvg, distribution: .truncatedNormal)
  }
}

extension Initializer where Self == GlorotNormal {
  /// Draws from a truncated normal distribution with the variance 2 / (fanIn + fanOut), cut off at two
  /// standard deviations of the normal distribution before truncation.
  public static var glorotNormal: GlorotNormal { GlorotNormal() }

  /// Draws from a truncated normal distribution with the variance 2 / (fanIn + fanOut), cut off at two
  /// standard deviations of the normal distribution before truncation.
  ///
  /// - Parameter seed: The initializer's own seed; with `nil`, the default, values are drawn from the
  ///   parameter's stream of the model's seed.
  public static func glorotNormal(seed: UInt64? = nil) -> GlorotNormal { GlorotNormal(seed: seed) }
}
