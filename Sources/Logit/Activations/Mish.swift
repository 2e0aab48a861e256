import CLogitKernels

/// The self-gated function f(z) = z tanh(log(1 + exp(z))).
///
/// Computed with e = exp(z) as z n / (n + 2), n = e (e + 2), to within 6 units in the last place above z =
/// -85; below, results near the subnormal range keep fewer digits. Keras on TensorFlow returns NaN for the
/// derivative near 3e38; here it is 1.
///
/// Source: D. Misra, "Mish: a self regularized non-monotonic activation function", 2019.
///
/// Follows `keras.activations.mish`.
public struct Mish: Activation, Equatable {
  /// Keras's identifier, `"mish"`.
  public static let kerasClassName = "mish"

  /// Creates the function.
  public init() {}
}

extension Mish: KernelActivation, OptionFreeActivation {
  var kernel: logit_activation { logit_activation(LOGIT_ACTIVATION_MISH) }
}

extension Activation where Self == Mish {
  /// The self-gated function f(z) = z tanh(log(1 + exp(z))).
  public static var mish: Mish { Mish() }
}
