/// Draws from a normal distribution with the variance 1 / fanIn, cut at two standard deviations before
/// cutting.
///
/// For a kernel `[inputs, units]`, fanIn is `inputs` and fanOut is `units`; see ``VarianceScaling`` for other
/// shapes.
///
/// Follows `keras.initializers.LecunNormal`.
///
/// Source: Y. LeCun et al., "Efficient backprop", in Neural networks: tricks of the trade, 1998.
public struct LecunNormal: Initializer, Equatable {
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

extension LecunNormal: ScaledInitializer {
  /// Keras's name of the class.
  public static let kerasClassName = "LecunNormal"

  static var scaling: VarianceScaling {
    VarianceScaling(scale: 1, mode: .fanIn, distribution: .truncatedNormal)
  }
}

extension Initializer where Self == LecunNormal {
  /// Draws from a normal distribution with the variance 1 / fanIn, cut at two standard deviations before
  /// cutting.
  public static var lecunNormal: LecunNormal { LecunNormal() }

  /// Draws from a normal distribution with the variance 1 / fanIn, cut at two standard deviations before
  /// cutting.
  public static func lecunNormal(seed: UInt64?) -> LecunNormal { LecunNormal(seed: seed) }
}
