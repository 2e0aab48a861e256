import CLogitKernels

/// The identity clipped to -1...1, f(z) = min(max(z, -1), 1).
///
/// The derivative is 1 at both corners.
///
/// Follows `keras.activations.hard_tanh`.
public struct HardTanh: Activation, Equatable {
  /// Keras's identifier, `"hard_tanh"`.
  public static let kerasClassName = "hard_tanh"

  /// Creates the function.
  public init() {}
}

extension HardTanh: KernelActivation, OptionFreeActivation {
  var kernel: logit_activation {
    .lines(below: .constant(-1), to: -1, middle: .identity, from: 1, above: .constant(1))
  }
}

extension Activation where Self == HardTanh {
  /// The identity clipped to -1...1.
  public static var hardTanh: HardTanh { HardTanh() }
}
