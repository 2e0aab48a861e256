import CLogitKernels

/// Hard shrinkage, f(z) = z for |z| > t and 0 elsewhere.
///
/// At exactly ±t the value and the derivative are 0.
///
/// Follows `keras.activations.hard_shrink`.
public struct HardShrink: Activation, Equatable {
  /// Keras's identifier, `"hard_shrink"`.
  public static let kerasClassName = "hard_shrink"
  /// The threshold t, where |z| ≤ t gives 0.
  public var threshold: Double

  /// Creates the function.
  ///
  /// - Parameter threshold: The threshold t, where |z| ≤ t gives 0: finite and not negative, 0.5 by default.
  public init(threshold: Double = 0.5) {
    self.threshold = threshold
  }

  /// Checks the options.
  ///
  /// - Throws: ``LogitError/invalidOption(name:value:expected:)`` if an option is out of range.
  public func validate() throws {
    try OptionChecks("HardShrink").requireNotNegative(threshold, "threshold")
  }
}

extension HardShrink: KernelActivation {
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
    return .lines(below: .identity, to: -bound, middle: .constant(0), from: bound, above: .identity)
  }
}

extension Activation where Self == HardShrink {
  /// Hard shrinkage; see ``HardShrink``.
  public static var hardShrink: HardShrink { HardShrink() }

  /// Hard shrinkage; see ``HardShrink``.
  ///
  /// - Parameter threshold: The threshold t, where |z| ≤ t gives 0: finite and not negative; 0.5 by default.
  public static func hardShrink(threshold: Double = 0.5) -> HardShrink {
    HardShrink(threshold: threshold)
  }
}
