import CLogitKernels

/// The leaky rectifier, f(z) = z for z > 0 and a z elsewhere.
///
/// The derivative at 0 is a. Keras's layer of the same name has a different default slope, 0.3.
///
/// Follows `keras.activations.leaky_relu`.
public struct LeakyReLU: Activation, Equatable {
  /// Keras's identifier, `"leaky_relu"`.
  public static let kerasClassName = "leaky_relu"
  /// The slope a for negative z.
  public var negativeSlope: Double

  /// Creates the function.
  ///
  /// - Parameter negativeSlope: The slope a for negative z: finite, 0.2 by default.
  public init(negativeSlope: Double = 0.2) {
    self.negativeSlope = negativeSlope
  }

  /// Checks the options.
  ///
  /// - Throws: ``LogitError/invalidOption(name:value:expected:)`` if an option is out of range.
  public func validate() throws {
    try OptionChecks("LeakyReLU").requireFinite(negativeSlope, "negativeSlope")
  }
}

extension LeakyReLU: KernelActivation {
  /// The options unless they are the defaults, for which Keras writes the name alone.
  public var kerasConfiguration: [JSON.Member] {
    negativeSlope == 0.2 ? [] : [JSON.Member("negative_slope", .number(negativeSlope))]
  }

  /// Reads the options under Keras's names.
  public init(keras options: inout JSONFields) throws {
    negativeSlope = try options.double("negative_slope", default: 0.2)
  }

  var kernel: logit_activation {
    .lines(middle: .line(Float(negativeSlope), 0), from: 0, above: .identity)
  }
}

extension Activation where Self == LeakyReLU {
  /// The leaky rectifier; see ``LeakyReLU``.
  public static var leakyRelu: LeakyReLU { LeakyReLU() }

  /// The leaky rectifier; see ``LeakyReLU``.
  ///
  /// - Parameter negativeSlope: The slope a for negative z: finite; 0.2 by default.
  public static func leakyRelu(negativeSlope: Double = 0.2) -> LeakyReLU {
    LeakyReLU(negativeSlope: negativeSlope)
  }
}
