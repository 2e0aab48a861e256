import CLogitKernels

/// The exponential, f(z) = exp(z).
///
/// Overflows to infinity above 88.72 and underflows through the subnormal numbers, which TensorFlow flushes
/// to 0. Accurate to within 2 units in the last place.
///
/// Follows `keras.activations.exponential`.
public struct Exponential: Activation, Equatable {
  /// Keras's identifier, `"exponential"`.
  public static let kerasClassName = "exponential"

  /// Creates the function.
  public init() {}
}

extension Exponential: KernelActivation, OptionFreeActivation {
  var kernel: logit_activation { logit_activation(LOGIT_ACTIVATION_EXPONENTIAL) }
}

extension Activation where Self == Exponential {
  /// The exponential, f(z) = exp(z).
  public static var exponential: Exponential { Exponential() }
}
