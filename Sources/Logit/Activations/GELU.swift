import CLogitKernels

/// The Gaussian error linear unit, f(z) = z Φ(z), where Φ is the standard normal distribution function.
///
/// The approximation replaces Φ(z) by (1 + tanh(√(2/π) (z + 0.044715 z³))) / 2.
///
/// The tail of Φ is computed directly, never as 1 less something, so that small results keep their digits: at most 8
/// units in the last place off. So is the approximation for z ≥ -1; below, the rounding of its exponent adds to that. Its
/// derivative stays finite where Keras on TensorFlow finds NaN (|z| near 1e30).
///
/// Follows `keras.activations.gelu`.
///
/// Source: D. Hendrycks and K. Gimpel, "Gaussian error linear units (GELUs)", 2016.
public struct GELU: Activation, Equatable {
  /// Keras's identifier, `"gelu"`.
  public static let kerasClassName = "gelu"
  /// Whether the approximation by tanh is used.
  public var approximate: Bool

  /// Creates the function.
  ///
  /// - Parameter approximate: Whether to use the approximation by tanh; `false` by default.
  public init(approximate: Bool = false) {
    self.approximate = approximate
  }
}

extension GELU: KernelActivation {
  /// The option, unless it is the default: Keras writes its functions by name alone.
  public var kerasConfiguration: [KerasMember] {
    approximate ? [KerasMember("approximate", .bool(true))] : []
  }

  /// Takes the option from Keras's name.
  public init(keras options: inout KerasOptions) throws {
    approximate = try options.bool("approximate", default: false)
  }

  var kernel: logit_activation {
    logit_activation(approximate ? LOGIT_ACTIVATION_GELU_TANH : LOGIT_ACTIVATION_GELU)
  }
}

extension Activation where Self == GELU {
  /// The Gaussian error linear unit, f(z) = z Φ(z).
  public static var gelu: GELU { GELU() }

  /// The Gaussian error linear unit, exact or approximated by tanh.
  public static func gelu(approximate: Bool) -> GELU { GELU(approximate: approximate) }
}
