/// Vectors of weights with norm 1.
///
/// w ← w / (‖w‖ + 1e-7); a vector of zeros stays zero.
///
/// The axes are the dimensions along which a vector runs; by default 0, which makes it the weights of a Dense
/// unit.
///
/// Follows `keras.constraints.UnitNorm`.
public struct UnitNorm: Constraint, Equatable {
  /// The dimensions along which a vector runs; negative ones count from the last.
  public var axes: [Int]

  /// Creates the constraint.
  ///
  /// - Parameters:
  ///   - axes: The dimensions along which a vector runs, at least one; `[0]` by default.
  public init(axes: [Int] = [0]) {
    self.axes = axes
  }

  /// Checks the options.
  ///
  /// - Throws: ``LogitError/invalidOption(name:value:expected:)`` if an option is out of range.
  public func validate() throws {
    try validateAxes()
  }
}

extension UnitNorm: NormConstraint {
  /// Keras's name of the class.
  public static let kerasClassName = "UnitNorm"

  /// The options under Keras's names.
  public var kerasConfiguration: [JSON.Member] {
    [kerasAxis]
  }

  /// Reads the options under Keras's names.
  public init(keras options: inout JSONFields) throws {
    self.init(axes: try options.axes())
  }

  func factor(norm: Float) -> Float {
    1 / (normEpsilon + norm)
  }
}

extension Constraint where Self == UnitNorm {
  /// Vectors of weights with norm 1; see ``UnitNorm``.
  public static var unitNorm: UnitNorm { UnitNorm() }

  /// Vectors of weights with norm 1; see ``UnitNorm``.
  ///
  /// - Parameter axes: The dimensions along which a vector runs, at least one; `[0]` by default.
  public static func unitNorm(axes: [Int] = [0]) -> UnitNorm { UnitNorm(axes: axes) }
}
