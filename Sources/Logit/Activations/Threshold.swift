import CLogitKernels

/// f(z) = z for z > t and a fixed number elsewhere.
///
/// At exactly t the derivative is 0.
///
/// Follows `keras.activations.threshold`.
public struct Threshold: Activation, Equatable {
  /// Keras's identifier, `"threshold"`.
  public static let kerasClassName = "threshold"
  /// The threshold t that z must exceed.
  public var threshold: Double
  /// The value of f elsewhere.
  public var defaultValue: Double

  /// Creates the function.
  ///
  /// - Parameters:
  ///   - threshold: The threshold t that z must exceed: finite.
  ///   - defaultValue: The value of f elsewhere: finite.
  public init(threshold: Double, defaultValue: Double) {
    self.threshold = threshold
    self.defaultValue = defaultValue
  }

  /// Checks the options.
  ///
  /// - Throws: ``LogitError/invalidOption(name:value:expected:)`` if an option is out of range.
  public func validate() throws {
    let checks = OptionChecks("Threshold")
    try checks.requireFinite(threshold, "threshold")
    try checks.requireFinite(defaultValue, "defaultValue")
  }
}

extension Threshold: KernelActivation {
  /// The options unless they are the defaults, for which Keras writes the name alone.
  public var kerasConfiguration: [JSON.Member] {
    [JSON.Member("threshold", .number(threshold)), JSON.Member("default_value", .number(defaultValue))]
  }

  /// Reads the options under Keras's names.
  public init(keras options: inout JSONFields) throws {
    guard let threshold = try options.optionalDouble("threshold"),
      let defaultValue = try options.optionalDouble("default_value")
    else {
      throw LogitError.invalidConfiguration(
        object: "threshold", reason: "it needs the options \"threshold\" and \"default_value\"")
    }
    self.init(threshold: threshold, defaultValue: defaultValue)
  }

  var kernel: logit_activation {
    .lines(middle: .constant(Float(defaultValue)), from: Float(threshold), above: .identity)
  }
}

extension Activation where Self == Threshold {
  /// z above a threshold and a fixed number elsewhere; see ``Threshold``.
  ///
  /// - Parameters:
  ///   - threshold: The threshold t that z must exceed: finite.
  ///   - defaultValue: The value of f elsewhere: finite.
  public static func threshold(threshold: Double, defaultValue: Double) -> Threshold {
    Threshold(threshold: threshold, defaultValue: defaultValue)
  }
}
