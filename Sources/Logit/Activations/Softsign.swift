import CLogitKernels

/// The softsign, f(z) = z / (1 + |z|).
///
/// Accurate to within 2 units in the last place.
///
/// Follows `keras.activations.softsign`.
public struct Softsign: Activation, Equatable {
  /// Keras's identifier, `"softsign"`.
  public static let kerasClassName = "softsign"

  /// Creates the function.
  public init() {}
}

extension Softsign: KernelActivation, OptionFreeActivation {
  var kernel: logit_activation { logit_activation(LOGIT_ACTIVATION_SOFTSIGN) }
}

extension Activation where Self == Softsign {
  /// The softsign, f(z) = z / (1 + |z|).
  public static var softsign: Softsign { Softsign() }
}
