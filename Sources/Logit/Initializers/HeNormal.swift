/// Draws from a normal distribution with the variance 2 / fanIn, cut at two standard deviations before
/// cutting.
///
/// For a kernel `[inputs, units]`, fanIn is `inputs` and fanOut is `units`; see ``VarianceScaling`` for other
/// shapes.
///
/// Follows `keras.initializers.HeNormal`.
///
/// Source: K. He et al., "Delving deep into rectifiers: surpassing human-level performance on ImageNet
/// classification", ICCV 2015.
public struct HeNormal: Initializer, Equatable {
  /// The seed of its own, if it has one.
  public var seed: UInt64?

  /// Creates the initializer.
  ///
  /// - Parameter seed: A seed of its own; by default draws come from the parameter's stream of the model's
  ///   seed.
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
  /// Draws from a normal distribution with the variance 2 / fanIn, cut at two standard deviations before
  /// cutting.
  public static var heNormal: HeNormal { HeNormal() }

  /// Draws from a normal distribution with the variance 2 / fanIn, cut at two standard deviations before
  /// cutting.
  public static func heNormal(seed: UInt64?) -> HeNormal { HeNormal(seed: seed) }
}
