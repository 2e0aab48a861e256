import CLogitKernels

/// A piecewise-linear sigmoid, f(z) = min(max(z + 3, 0), 6) / 6.
///
/// Its derivative is 0 at both corners, -3 and 3.
///
/// Follows `keras.activations.hard_sigmoid`.
public struct HardSigmoid: Activation, Equatable {
  /// Keras's identifier, `"hard_sigmoid"`.
  public static let kerasClassName = "hard_sigmoid"

  /// Creates the function.
  public init() {}
}

extension HardSigmoid: KernelActivation, OptionFreeActivation {
  var kernel: logit_activation {
    .lines(
      below: .constant(0), to: (-3 as Float).nextUp, middle: .line(1 / 6, 3), from: (3 as Float).nextDown,
      above: .constant(1))
  }
}

extension Activation where Self == HardSigmoid {
  /// The piecewise-linear sigmoid; see ``HardSigmoid``.
  public static var hardSigmoid: HardSigmoid { HardSigmoid() }
}
