import CLogitKernels

/// The sigmoid-weighted identity, f(z) = z / (1 + exp(-z)); also called swish.
///
/// Accurate to within 4 units in the last place above z = -85; below, results near the subnormal range keep
/// fewer digits.
///
/// Source: P. Ramachandran, B. Zoph and Q. V. Le, "Searching for activation functions", 2017.
///
/// Follows `keras.activations.silu`.
public struct SiLU: Activation, Equatable {
  /// Keras's identifier, `"silu"`.
  public static let kerasClassName = "silu"

  /// Creates the function.
  public init() {}
}

extension SiLU: KernelActivation, OptionFreeActivation {
  var kernel: logit_activation { logit_activation(LOGIT_ACTIVATION_SILU) }
}

extension Activation where Self == SiLU {
  /// The sigmoid-weighted identity, f(z) = z / (1 + exp(-z)).
  public static var silu: SiLU { SiLU() }

  /// Another name for ``silu``.
  public static var swish: SiLU { SiLU() }
}
