/// Vectors of weights drawn towards norms between two bounds.
///
/// w ← w (r clip(‖w‖, min, max) + (1 - r) ‖w‖) / (‖w‖ + 1e-7) for the rate r.
///
/// As in Keras, 1e-7 is added to the norm that is divided by, so that each application shrinks a vector a
/// little.
///
/// Axes tell along which dimensions a vector runs; 0, a Dense unit's weights, by default.
///
/// Follows `keras.constraints.MinMaxNorm`.
public struct MinMaxNorm: Constraint, Equatable {
  /// The least norm, not negative and not above `maxValue`.
  public var minValue: Double
  /// The greatest norm, above 0.
  public var maxValue: Double
  /// How much of the way to the bounds is gone, in 0...1.
  public var rate: Double
  /// The dimensions a vector runs along; negative ones count from the last.
  public var axes: [Int]

  /// Creates the constraint.
  ///
  /// - Parameters:
  ///   - minValue: The least norm, not negative and not above `maxValue`, 0 by default.
  ///   - maxValue: The greatest norm, above 0, 1 by default.
  ///   - rate: How much of the way to the bounds is gone, in 0...1, 1 by default.
  ///   - axes: The dimensions a vector runs along, at least one; `[0]` by default.
  public init(minValue: Double = 0, maxValue: Double = 1, rate: Double = 1, axes: [Int] = [0]) {
    self.minValue = minValue
    self.maxValue = maxValue
    self.rate = rate
    self.axes = axes
  }

  /// Checks the options.
  ///
  /// - Throws: ``LogitError/invalidOption(name:value:expected:)``.
  public func validate() throws {
    try Self.checks.require(maxValue > 0, "maxValue", maxValue, "above 0")
    try Self.checks.require(
      minValue >= 0 && minValue <= maxValue, "minValue", minValue,
      "not negative and at most maxValue, \(maxValue)")
    try Self.checks.requireShare(rate, "rate")
    try validateAxes()
  }
}

extension MinMaxNorm: NormConstraint {
  /// Keras's name of the class.
  public static let kerasClassName = "MinMaxNorm"

  /// The options under Keras's names.
  public var kerasConfiguration: [KerasMember] {
    [
      KerasMember("min_value", .number(minValue)), KerasMember("max_value", .number(maxValue)),
      KerasMember("rate", .number(rate)), kerasAxis,
    ]
  }

  /// Takes the options from Keras's.
  public init(keras options: inout KerasOptions) throws {
    self.init(
      minValue: try options.double("min_value", default: 0),
      maxValue: try options.double("max_value", default: 1),
      rate: try options.double("rate", default: 1), axes: try options.axes())
  }

  func factor(norm: Float) -> Float {
    let clipped = min(max(norm, Float(minValue)), Float(maxValue))
    // As in Keras, 1 - rate is rounded once.
    return (Float(rate) * clipped + Float(1 - rate) * norm) / (normEpsilon + norm)
  }
}

extension Constraint where Self == MinMaxNorm {
  /// Vectors of weights drawn towards norms between two bounds; see ``MinMaxNorm``.
  public static func minMaxNorm(
    minValue: Double = 0, maxValue: Double = 1, rate: Double = 1, axes: [Int] = [0]
  ) -> MinMaxNorm {
    MinMaxNorm(minValue: minValue, maxValue: maxValue, rate: rate, axes: axes)
  }
}
