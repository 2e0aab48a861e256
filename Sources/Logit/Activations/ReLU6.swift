import CLogitKernels

/// The rectifier capped at 6, f(z) = min(max(z, 0), 6).
///
/// The derivative is 0 at both corners, 0 and 6.
///
/// Follows `keras.activations.relu6`.
public struct ReLU6: Activation, Equatable {
  /// Keras's identifier, `"relu6"`.
  public static let kerasClassName = "relu6"

  /// Creates the function.
  public init() {}
}

extension ReLU6: KernelActivation, OptionFreeActivation {
  var kernel: logit_activation { .rectifier(limit: 6, isFlatAtLimit: true) }
}

extension Activation where Self == ReLU6 {
  /// The rectifier capped at 6.
  public static var relu6: ReLU6 { ReLU6() }
}
