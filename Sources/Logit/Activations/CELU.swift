import CLogitKernels

/// The continuously differentiable exponential linear unit, f(z) = z for z > 0 and α (exp(z / α) - 1)
/// elsewhere.
///
/// The derivative at 0 is 1, the same from both sides; Keras on TensorFlow computes 2 there, because it adds
/// two terms that both pass the gradient on. exp(z / α) - 1 is computed without cancellation, to within 4
/// units in the last place.
///
/// Source: J. T. Barron, "Continuously differentiable exponential linear units", 2017.
///
/// Follows `keras.activations.celu`.
public struct CELU: Activation, Equatable {
  /// Keras's identifier, `"celu"`.
  public static let kerasClassName = "celu"
  /// The α of the limit -α that f approaches as z falls.
  public var alpha: Double

  /// Creates the function.
  ///
  /// - Parameter alpha: The α of the limit -α that f approaches as z falls: above 0, 1 by default.
  public init(alpha: Double = 1) {
    self.alpha = alpha
  }

  /// Checks the options.
  ///
  /// - Throws: ``LogitError/invalidOption(name:value:expected:)`` if an option is out of range.
  public func validate() throws {
    try OptionChecks("CELU").requirePositive(alpha, "alpha")
  }
}

extension CELU: KernelActivation {
  /// The options unless they are the defaults, for which Keras writes the name alone.
  public var kerasConfiguration: [JSON.Member] { alpha == 1 ? [] : [JSON.Member("alpha", .number(alpha))] }

  /// Reads the options under Keras's names.
  public init(keras options: inout JSONFields) throws {
    alpha = try options.double("alpha", default: 1)
  }

  var kernel: logit_activation {
    .exponentialUnit(amplitude: Float(alpha), divisor: Float(alpha))
  }
}

extension Activation where Self == CELU {
  /// The continuously differentiable exponential linear unit; see ``CELU``.
  public static var celu: CELU { CELU() }

  /// The continuously differentiable exponential linear unit; see ``CELU``.
  ///
  /// - Parameter alpha: The α of the limit -α that f approaches as z falls: above 0; 1 by default.
  public static func celu(alpha: Double = 1) -> CELU {
    CELU(alpha: alpha)
  }
}
