/// Vectors of weights of the norm 1.
///
/// w ← w / (‖w‖ + 1e-7); a vector of zeros stays one.
///
/// Axes tell along which dimensions a vector runs; 0, a Dense unit's weights, by default.
///
/// Follows `keras.constraints.UnitNorm`.
public struct UnitNorm: Constraint, Equatable {
  /// The dimensions a vector runs along; negative ones count from the last.
  public var axes: [Int]

  /// Creates the constraint.
  ///
  /// - Parameters:
  ///   - axes: The dimensions a vector runs along, at least one; `[0]` by default.
  public init(axes: [Int] = [0]) {
    self.axes = axes
  }

  /// Checks the options.
  ///
  /// - Throws: ``LogitError/invalidOption(name:value:expected:)``.
  public func validate() throws {
    try validateAxes()
  }
}

extension UnitNorm: NormConstraint {
  /// Keras's name of the class.
  public static let kerasClassName = "UnitNorm"

  /// The options under Keras's names.
  public var kerasConfiguration: [KerasMember] {
    [kerasAxis]
  }

  /// Takes the options from Keras's.
  public init(keras options: inout KerasOptions) throws {
    self.init(axes: try options.axes())
  }

  func factor(norm: Float) -> Float {
    1 / (normEpsilon + norm)
  }
}

extension Constraint where Self == UnitNorm {
  /// Vectors of weights of the norm 1; see ``UnitNorm``.
  public static var unitNorm: UnitNorm { UnitNorm() }

  /// Vectors of weights of the norm 1; see ``UnitNorm``.
  public static func unitNorm(axes: [Int]) -> UnitNorm { UnitNorm(axes: axes) }
}
