import CLogitKernels

/// Soft shrinkage, f(z) = z - t for z > t, z + t for z < -t, and 0 elsewhere.
///
/// At exactly ±t the derivative is 0.
///
/// Follows `keras.activations.soft_shrink`.
public struct SoftShrink: Activation, Equatable {
  /// Keras's identifier, `"soft_shrink"`.
  public static let kerasClassName = "soft_shrink"
  /// The amount t by which numbers shrink.
  public var threshold: Double

  /// Creates the function.
  ///
  /// - Parameter threshold: The amount t by which numbers shrink: finite and not negative, 0.5 by default.
  public init(threshold: Double = 0.5) {
    self.threshold = threshold
  }

  /// Checks the options.
  ///
  /// - Throws: ``LogitError/invalidOption(name:value:expected:)`` if an option is out of range.
  public func validate() throws {
    try OptionChecks("SoftShrink").requireNotNegative(threshold, "threshold")
  }
}

extension SoftShrink: KernelActivation {
  /// The options unless they are the defaults, for which Keras writes the name alone.
  public var kerasConfiguration: [JSON.Member] {
    threshold == 0.5 ? [] : [JSON.Member("threshold", .number(threshold))]
  }

  /// Reads the options under Keras's names.
  public init(keras options: inout JSONFields) throws {
    threshold = try options.double("threshold", default: 0.5)
  }

  var kernel: logit_activation {
    let bound = Float(threshold)
    return .lines(
      below: .line(1, bound), to: -bound, middle: .constant(0), from: bound, above: .line(1, -bound))
  }
}

extension Activation where Self == SoftShrink {
  /// Soft shrinkage; see ``SoftShrink``.
  public static var softShrink: SoftShrink { SoftShrink() }

  /// Soft shrinkage; see ``SoftShrink``.
  ///
  /// - Parameter threshold: The amount t by which numbers shrink: finite and not negative; 0.5 by default.
  public static func softShrink(threshold: Double = 0.5) -> SoftShrink {
    SoftShrink(threshold: threshold)
  }
}
