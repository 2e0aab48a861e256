/// Vectors of weights whose norm is limited to a maximum.
///
/// w ← w min(‖w‖, m) / (‖w‖ + 1e-7).
///
/// As in Keras, 1e-7 is added to the norm in the divisor, so that each application shrinks a vector slightly.
///
/// The axes are the dimensions along which a vector runs; by default 0, which makes it the weights of a Dense
/// unit.
///
/// Follows `keras.constraints.MaxNorm`.
public struct MaxNorm: Constraint, Equatable {
  /// The maximum norm m, above 0.
  public var maxValue: Double
  /// The dimensions along which a vector runs; negative ones count from the last.
  public var axes: [Int]

  /// Creates the constraint.
  ///
  /// - Parameters:
  ///   - maxValue: The maximum norm m, above 0, 2 by default.
  ///   - axes: The dimensions along which a vector runs, at least one; `[0]` by default.
  public init(maxValue: Double = 2, axes: [Int] = [0]) {
    self.maxValue = maxValue
    self.axes = axes
  }

  /// Checks the options.
  ///
  /// - Throws: ``LogitError/invalidOption(name:value:expected:)`` if an option is out of range.
  public func validate() throws {
    try Self.checks.require(maxValue > 0, "maxValue", maxValue, "above 0")
    try validateAxes()
  }
}

extension MaxNorm: NormConstraint {
  /// Keras's name of the class.
  public static let kerasClassName = "MaxNorm"

  /// The options under Keras's names.
  public var kerasConfiguration: [JSON.Member] {
    [JSON.Member("max_value", .wholeOrNumber(maxValue)), kerasAxis]
  }

  /// Reads the options under Keras's names.
  public init(keras options: inout JSONFields) throws {
    self.init(maxValue: try options.double("max_value", default: 2), axes: try options.axes())
  }

  func factor(norm: Float) -> Float {
    min(norm, Float(maxValue)) / (normEpsilon + norm)
  }
}

extension Constraint where Self == MaxNorm {
  /// Vectors of weights whose norm is limited to a maximum; see ``MaxNorm``.
  public static var maxNorm: MaxNorm { MaxNorm() }

  /// Vectors of weights whose norm is limited to a maximum; see ``MaxNorm``.
  ///
  /// - Parameters:
  ///   - maxValue: The maximum norm m, above 0, 2 by default.
  ///   - axes: The dimensions along which a vector runs, at least one; `[0]` by default.
  public static func maxNorm(_ maxValue: Double = 2, axes: [Int] = [0]) -> MaxNorm {
    MaxNorm(maxValue: maxValue, axes: axes)
  }
}
