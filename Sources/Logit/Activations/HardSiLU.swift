import CLogitKernels

/// A piecewise approximation of SiLU by two lines and a parabola, f(z) = z min(max(z + 3, 0), 6) / 6; also
/// called hard swish.
///
/// The derivative is (2z + 3) / 6 between -3 and 3, 0 at -3 and 1 at 3; Keras on TensorFlow returns NaN near
/// 3e38.
///
/// Follows `keras.activations.hard_silu`.
public struct HardSiLU: Activation, Equatable {
  /// Keras's identifier, `"hard_silu"`.
  public static let kerasClassName = "hard_silu"

  /// Creates the function.
  public init() {}
}

extension HardSiLU: KernelActivation, OptionFreeActivation {
  var kernel: logit_activation { logit_activation(LOGIT_ACTIVATION_HARD_SILU) }
}

extension Activation where Self == HardSiLU {
  /// The piecewise approximation of SiLU; see ``HardSiLU``.
  public static var hardSilu: HardSiLU { HardSiLU() }

  /// Another name for ``hardSilu``.
  public static var hardSwish: HardSiLU { HardSiLU() }
}
