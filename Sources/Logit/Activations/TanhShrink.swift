import CLogitKernels

/// Tanh shrinkage, f(z) = z - tanh(z).
///
/// Near 0, where Keras subtracts two nearly equal numbers, z³ / 3 and the following terms are summed
/// directly; the derivative is tanh²(z). The error is at most 4 units in the last place below |z| = 0.625 and
/// 32 above, or 1.2e-7 in absolute terms.
///
/// Follows `keras.activations.tanh_shrink`.
public struct TanhShrink: Activation, Equatable {
  /// Keras's identifier, `"tanh_shrink"`.
  public static let kerasClassName = "tanh_shrink"

  /// Creates the function.
  public init() {}
}

extension TanhShrink: KernelActivation, OptionFreeActivation {
  var kernel: logit_activation { logit_activation(LOGIT_ACTIVATION_TANH_SHRINK) }
}

extension Activation where Self == TanhShrink {
  /// Tanh shrinkage, f(z) = z - tanh(z).
  public static var tanhShrink: TanhShrink { TanhShrink() }
}
