/// Vectors of weights whose norms are moved into a range.
///
/// w ← w (r clip(‖w‖, min, max) + (1 - r) ‖w‖) / (‖w‖ + 1e-7) for the rate r.
///
/// As in Keras, 1e-7 is added to the norm in the divisor, so that each application shrinks a vector slightly.
///
/// The axes are the dimensions along which a vector runs; by default 0, which makes it the weights of a Dense
/// unit.
///
/// Follows `keras.constraints.MinMaxNorm`.
public struct MinMaxNorm: Constraint, Equatable {
  /// The minimum norm, not negative and not above `maxValue`.
  public var minValue: Double
  /// The maximum norm, above 0.
  public var maxValue: Double
  /// The fraction of the way to the bounds that each step moves, in 0...1.
  public var rate: Double
  /// The dimensions along which a vector runs; negative ones count from the last.
  public var axes: [Int]

  /// Creates the constraint.
  ///
  /// - Parameters:
  ///   - minValue: The minimum norm, not negative and not above `maxValue`, 0 by default.
  ///   - maxValue: The maximum norm, above 0, 1 by default.
  ///   - rate: The fraction of the way to the bounds that each step moves, in 0...1, 1 by default.
  ///   - axes: The dimensions along which a vector runs, at least one; `[0]` by default.
  public init(minValue: Double = 0, maxValue: Double = 1, rate: Double = 1, axes: [Int] = [0]) {
    self.minValue = minValue
    self.maxValue = maxValue
    self.rate = rate
    self.axes = axes
  }

  /// Checks the options.
  ///
  /// - Throws: ``LogitError/invalidOption(name:value:expected:)`` if an option is out of range.
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
  public var kerasConfiguration: [JSON.Member] {
    [
      JSON.Member("min_value", .number(minValue)), JSON.Member("max_value", .number(maxValue)),
      JSON.Member("rate", .number(rate)), kerasAxis,
    ]
  }

  /// Reads the options under Keras's names.
  public init(keras options: inout JSONFields) throws {
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
  /// Vectors of weights whose norms are moved into a range; see ``MinMaxNorm``.
  public static var minMaxNorm: MinMaxNorm { MinMaxNorm() }

  /// Vectors of weights whose norms are moved into a range; see ``MinMaxNorm``.
  ///
  /// - Parameters:
  ///   - minValue: The minimum norm, not negative and not above `maxValue`, 0 by default.
  ///   - maxValue: The maximum norm, above 0, 1 by default.
  ///   - rate: The fraction of the way to the bounds that each step moves, in 0...1, 1 by default.
  ///   - axes: The dimensions along which a vector runs, at least one; `[0]` by default.
  public static func minMaxNorm(
    minValue: Double = 0, maxValue: Double = 1, rate: Double = 1, axes: [Int] = [0]
  ) -> MinMaxNorm {
    MinMaxNorm(minValue: minValue, maxValue: maxValue, rate: rate, axes: axes)
  }
}
