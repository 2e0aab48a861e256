import CLogitKernels

/// A SiLU of two lines and a parabola, f(z) = z min(max(z + 3, 0), 6) / 6; also called hard swish.
///
/// The derivative is (2z + 3) / 6 between -3 and 3, 0 at -3 and 1 at 3; Keras on TensorFlow finds NaN near
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
  /// A SiLU of lines and a parabola; see ``HardSiLU``.
  public static var hardSilu: HardSiLU { HardSiLU() }

  /// Another name of ``hardSilu``.
  public static var hardSwish: HardSiLU { HardSiLU() }
}
