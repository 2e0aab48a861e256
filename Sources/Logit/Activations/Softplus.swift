import CLogitKernels

/// The smooth rectifier f(z) = log(1 + exp(z)).
///
/// Computed as max(z, 0) + log(1 + exp(-|z|)), to within 4 units in the last place.
///
/// Follows `keras.activations.softplus`.
public struct Softplus: Activation, Equatable {
  /// Keras's identifier, `"softplus"`.
  public static let kerasClassName = "softplus"

  /// Creates the function.
  public init() {}
}

extension Softplus: KernelActivation, OptionFreeActivation {
  var kernel: logit_activation { logit_activation(LOGIT_ACTIVATION_SOFTPLUS) }
}

extension Activation where Self == Softplus {
  /// The smooth rectifier f(z) = log(1 + exp(z)).
  public static var softplus: Softplus { Softplus() }
}
