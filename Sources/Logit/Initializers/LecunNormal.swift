/// Draws from a truncated normal distribution with the variance 1 / fanIn, cut off at two standard deviations
/// of the normal distribution before truncation.
///
/// For a kernel `[inputs, units]`, fanIn is `inputs` and fanOut is `units`; see ``VarianceScaling`` for other
/// shapes.
///
/// Follows `keras.initializers.LecunNormal`.
///
/// Source: Y. LeCun et al., "Efficient backprop", in Neural networks: tricks of the trade, 1998.
public struct LecunNormal: Initializer, Equatable {
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

extension LecunNormal: ScaledInitializer {
  /// Keras's name of the class.
  public static let kerasClassName = "LecunNormal"

  static var scaling: VarianceScaling {
    VarianceScaling(scale: 1, mode: .fanIn, distribution: .truncatedNormal)
  }
}

extension Initializer where Self == LecunNormal {
  /// Draws from a truncated normal distribution with the variance 1 / fanIn, cut off at two standard
  /// deviations of the normal distribution before truncation.
  public static var lecunNormal: LecunNormal { LecunNormal() }

  /// Draws from a truncated normal distribution with the variance 1 / fanIn, cut off at two standard
  /// deviations of the normal distribution before truncation.
  ///
  /// - Parameter seed: The initializer's own seed; with `nil`, the default, values are drawn from the
  ///   parameter's stream of the model's seed.
  public static func lecunNormal(seed: UInt64? = nil) -> LecunNormal { LecunNormal(seed: seed) }
}
