import CLogitKernels

/// The exponential linear unit, f(z) = z for z > 0 and α (exp(z) - 1) elsewhere.
///
/// The derivative at 0 is α. exp(z) - 1 is computed without cancellation, where TensorFlow subtracts: at most
/// 4 units in the last place off.
///
/// Source: D.-A. Clevert, T. Unterthiner and S. Hochreiter, "Fast and accurate deep network learning by
/// exponential linear units (ELUs)", ICLR 2016.
///
/// Follows `keras.activations.elu`.
public struct ELU: Activation, Equatable {
  /// Keras's identifier, `"elu"`.
  public static let kerasClassName = "elu"
  /// The number -α that f approaches, without its sign.
  public var alpha: Double

  /// Creates the function.
  ///
  /// - Parameter alpha: The number -α that f approaches, without its sign: finite and not negative, 1 by
  ///   default.
  public init(alpha: Double = 1) {
    self.alpha = alpha
  }

  /// Checks the options.
  ///
  /// - Throws: ``LogitError/invalidOption(name:value:expected:)``.
  public func validate() throws {
    try OptionChecks("ELU").requireNotNegative(alpha, "alpha")
  }
}

extension ELU: KernelActivation {
  /// The options, unless they are the defaults: Keras writes its functions by name alone.
  public var kerasConfiguration: [KerasMember] { alpha == 1 ? [] : [KerasMember("alpha", .number(alpha))] }

  /// Takes the options from Keras's names.
  public init(keras options: inout KerasOptions) throws {
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
  public static func elu(alpha: Double) -> ELU {
    ELU(alpha: alpha)
  }
}
