import CLogitKernels

/// The smooth rectifier f(z) = (z + √(z² + b)) / 2.
///
/// For negative z, where the sum cancels, it is (b / 2) / (√(z² + b) + |z|), and squares do not overflow; the
/// error is at most 4 units in the last place. Keras on TensorFlow returns 0 or infinity for large negative
/// z, and NaN for the derivative near 3e38.
///
/// Source: J. T. Barron, "Squareplus: a softplus-like algebraic rectifier", 2021.
///
/// Follows `keras.activations.squareplus`.
public struct Squareplus: Activation, Equatable {
  /// Keras's identifier, `"squareplus"`.
  public static let kerasClassName = "squareplus"
  /// The size of the region that is rounded off.
  public var b: Double

  /// Creates the function.
  ///
  /// - Parameter b: The size of the region that is rounded off: finite and not negative, 4 by default.
  public init(b: Double = 4) {
    self.b = b
  }

  /// Checks the options.
  ///
  /// - Throws: ``LogitError/invalidOption(name:value:expected:)`` if an option is out of range.
  public func validate() throws {
    try OptionChecks("Squareplus").requireNotNegative(b, "b")
  }
}

extension Squareplus: KernelActivation {
  /// The options unless they are the defaults, for which Keras writes the name alone.
  public var kerasConfiguration: [JSON.Member] { b == 4 ? [] : [JSON.Member("b", .number(b))] }

  /// Reads the options under Keras's names.
  public init(keras options: inout JSONFields) throws {
    b = try options.double("b", default: 4)
  }

  var kernel: logit_activation {
    var kernel = logit_activation(LOGIT_ACTIVATION_SQUAREPLUS)
    kernel.scale = Float(b)
    return kernel
  }
}

extension Activation where Self == Squareplus {
  /// The smooth rectifier f(z) = (z + √(z² + b)) / 2.
  public static var squareplus: Squareplus { Squareplus() }

  /// The smooth rectifier f(z) = (z + √(z² + b)) / 2.
  ///
  /// - Parameter b: The size of the region that is rounded off: finite and not negative; 4 by default.
  public static func squareplus(b: Double = 4) -> Squareplus {
    Squareplus(b: b)
  }
}
