/// Draws from a truncated normal distribution with the variance 2 / fanIn, cut off at two standard deviations
/// of the normal distribution before truncation.
///
/// For a kernel `[inputs, units]`, fanIn is `inputs` and fanOut is `units`; see ``VarianceScaling`` for other
/// shapes.
///
/// Follows `keras.initializers.HeNormal`.
///
/// Source: K. He et al., "Delving deep into rectifiers: surpassing human-level performance on ImageNet
/// classification", ICCV 2015.
public struct HeNormal: Initializer, Equatable {
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

extension HeNormal: ScaledInitializer {
  /// Keras's name of the class.
  public static let kerasClassName = "HeNormal"

  static var scaling: VarianceScaling {
    VarianceScaling(scale: 2, mode: .fanIn, distribution: .truncatedNormal)
  }
}

extension Initializer where Self == HeNormal {
  /// Draws from a truncated normal distribution with the variance 2 / fanIn, cut off at two standard
  /// deviations of the normal distribution before truncation.
  public static var heNormal: HeNormal { HeNormal() }

  /// Draws from a truncated normal distribution with the variance 2 / fanIn, cut off at two standard
  /// deviations of the normal distribution before truncation.
  ///
  /// - Parameter seed: The initializer's own seed; with `nil`, the default, values are drawn from the
  ///   parameter's stream of the model's seed.
  public static func heNormal(seed: UInt64? = nil) -> HeNormal { HeNormal(seed: seed) }
}
