/// A penalty on the squares of weights.
///
///     l2 Σ w²
///
/// There is no ½: the gradient is 2 l2 w.
///
/// Follows `keras.regularizers.L2`.
public struct L2: Regularizer, Equatable {
  /// The factor.
  public var l2: Double

  /// Creates the penalty.
  ///
  /// - Parameters:
  ///   - l2: The factor: finite and not negative, 0.01 by default.
  public init(l2: Double = 0.01) {
    self.l2 = l2
  }

  /// Checks the options.
  ///
  /// - Throws: ``LogitError/invalidOption(name:value:expected:)`` if an option is out of range.
  public func validate() throws {
    try Self.checks.requireNotNegative(l2, "l2")
  }

  /// The penalty, summed in double precision.
  public func penalty(_ values: Span<Float>, shape: [Int]) -> Float {
    var sum = 0.0
    for i in values.indices { sum += Double(values[i]) * Double(values[i]) }
    return Float(l2) * Float(sum)
  }

  /// Adds the penalty's gradient, multiplied by `scale`.
  public func addGradient(
    _ values: Span<Float>, shape: [Int], scale: Float, to gradient: inout MutableSpan<Float>
  ) {
    let step = scale * (2 * Float(l2))
    for i in values.indices { gradient[i] += step * values[i] }
  }
}

extension L2: KerasSerializable {
  /// Keras's name of the class.
  public static let kerasClassName = "L2"

  /// The options under Keras's names.
  public var kerasConfiguration: [JSON.Member] { [JSON.Member("l2", .number(l2))] }

  /// Reads the options under Keras's names.
  public init(keras options: inout JSONFields) throws {
    self.init(l2: try options.optionalDouble("l2") ?? 0.01)
  }
}

extension Regularizer where Self == L2 {
  /// A penalty on the squares of weights; see ``L2``.
  public static var l2: L2 { L2() }

  /// A penalty on the squares of weights; see ``L2``.
  ///
  /// - Parameter l2: The factor: finite and not negative, 0.01 by default.
  public static func l2(_ l2: Double = 0.01) -> L2 { L2(l2: l2) }
}
