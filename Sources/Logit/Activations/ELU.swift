import CLogitKernels

/// The exponential linear unit, f(z) = z for z > 0 and α (exp(z) - 1) elsewhere.
///
/// The derivative at 0 is α. exp(z) - 1 is computed without cancellation, to within 4 units in the last
/// place; TensorFlow subtracts.
///
/// Source: D.-A. Clevert, T. Unterthiner and S. Hochreiter, "Fast and accurate deep network learning by
/// exponential linear units (ELUs)", ICLR 2016.
///
/// Follows `keras.activations.elu`.
public struct ELU: Activation, Equatable {
  /// Keras's identifier, `"elu"`.
  public static let kerasClassName = "elu"
  /// The α of the limit -α that f approaches as z falls.
  public var alpha: Double

  /// Creates the function.
  ///
  /// - Parameter alpha: The α of the limit -α that f approaches as z falls: finite and not negative, 1 by
  ///   default.
  public init(alpha: Double = 1) {
    self.alpha = alpha
  }

  /// Checks the options.
  ///
  /// - Throws: ``LogitError/invalidOption(name:value:expected:)`` if an option is out of range.
  public func validate() throws {
    try OptionChecks("ELU").requireNotNegative(alpha, "alpha")
  }
}

extension ELU: KernelActivation {
  /// The options unless they are the defaults, for which Keras writes the name alone.
  public var kerasConfiguration: [JSON.Member] { alpha == 1 ? [] : [JSON.Member("alpha", .number(alpha))] }

  /// Reads the options under Keras's names.
  public init(keras options: inout JSONFields) throws {
    alpha = try options.double("alpha", default: 1)
  }

  var kernel: logit_activation {
    .exponentialUnit(amplitude: Float(alpha))
  }
}

extension Activation where Self == ELU {
  /// The exponential linear unit; see ``ELU``.
  public static var elu: ELU { ELU() }

  /// The exponential linear unit; see ``ELU``.
  ///
  /// - Parameter alpha: The α of the limit -α that f approaches as z falls: finite and not negative; 1 by
  ///   default.
  public static func elu(alpha: Double = 1) -> ELU {
    ELU(alpha: alpha)
  }
}
