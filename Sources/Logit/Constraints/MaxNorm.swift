/// Vectors of weights no longer than a greatest norm.
///
/// w ← w min(‖w‖, m) / (‖w‖ + 1e-7).
///
/// As in Keras, 1e-7 is added to the norm that is divided by, so that each application shrinks a vector a
/// little.
///
/// Axes tell along which dimensions a vector runs; 0, a Dense unit's weights, by default.
///
/// Follows `keras.constraints.MaxNorm`.
public struct MaxNorm: Constraint, Equatable {
  /// The greatest norm m, above 0.
  public var maxValue: Double
  /// The dimensions a vector runs along; negative ones count from the last.
  public var axes: [Int]

  /// Creates the constraint.
  ///
  /// - Parameters:
  ///   - maxValue: The greatest norm m, above 0, 2 by default.
  ///   - axes: The dimensions a vector runs along, at least one; `[0]` by default.
  public init(maxValue: Double = 2, axes: [Int] = [0]) {
    self.maxValue = maxValue
    self.axes = axes
  }

  /// Checks the options.
  ///
  /// - Throws: ``LogitError/invalidOption(name:value:expected:)``.
  public func validate() throws {
    try Self.checks.require(maxValue > 0, "maxValue", maxValue, "above 0")
    try validateAxes()
  }
}

extension MaxNorm: NormConstraint {
  /// Keras's name of the class.
  public static let kerasClassName = "MaxNorm"

  /// The options under Keras's names.
  public var kerasConfiguration: [KerasMember] {
    [KerasMember("max_value", .wholeOrNumber(maxValue)), kerasAxis]
  }

  /// Takes the options from Keras's.
  public init(keras options: inout KerasOptions) throws {
    self.init(maxValue: try options.double("max_value", default: 2), axes: try options.axes())
  }

  func factor(norm: Float) -> Float {
    min(norm, Float(maxValue)) / (normEpsilon + norm)
  }
}

extension Constraint where Self == MaxNorm {
  /// Vectors of weights no longer than a greatest norm; see ``MaxNorm``.
  public static func maxNorm(_ maxValue: Double = 2, axes: [Int] = [0]) -> MaxNorm {
    MaxNorm(maxValue: maxValue, axes: axes)
  }
}
