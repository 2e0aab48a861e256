import CLogitKernels

/// The Gaussian error linear unit, f(z) = z Φ(z), where Φ is the standard normal distribution function.
///
/// The approximation replaces Φ(z) by (1 + tanh(√(2/π) (z + 0.044715 z³))) / 2.
///
/// The tail of Φ is computed directly, never as a difference from 1, so that small results keep their digits;
/// the error is at most 8 units in the last place. The same holds for the approximation where z ≥ -1; below
/// that, the rounding of its exponent adds to the error. Its derivative stays finite where Keras on
/// TensorFlow returns NaN (|z| near 1e30).
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
  /// The options unless they are the defaults, for which Keras writes the name alone.
  public var kerasConfiguration: [JSON.Member] {
    approximate ? [JSON.Member("approximate", .bool(true))] : []
  }

  /// Reads the option under Keras's name.
  public init(keras options: inout JSONFields) throws {
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
  ///
  /// - Parameter approximate: Whether to use the approximation by tanh; `false` by default.
  public static func gelu(approximate: Bool = false) -> GELU { GELU(approximate: approximate) }
}
