/// A penalty on both the absolute values and the squares of weights.
///
///     l1 Σ |w| + l2 Σ w²
///
/// By default both factors are 0, as in Keras.
///
/// Follows `keras.regularizers.L1L2`.
public struct L1L2: Regularizer, Equatable {
  /// The factor of the absolute values.
  public var l1: Double
  /// The factor of the squares.
  public var l2: Double

  /// Creates the penalty.
  ///
  /// - Parameters:
  ///   - l1: The factor of the absolute values: finite and not negative, 0 by default.
  ///   - l2: The factor of the squares: finite and not negative, 0 by default.
  public init(l1: Double = 0, l2: Double = 0) {
    self.l1 = l1
    self.l2 = l2
  }

  /// Checks the options.
  ///
  /// - Throws: ``LogitError/invalidOption(name:value:expected:)`` if an option is out of range.
  public func validate() throws {
    try Self.checks.requireNotNegative(l1, "l1")
    try Self.checks.requireNotNegative(l2, "l2")
  }

  /// The penalty, summed in double precision.
  public func penalty(_ values: Span<Float>, shape: [Int]) -> Float {
    var (sizes, squares) = (0.0, 0.0)
    for i in values.indices {
      sizes += Double(abs(values[i]))
      squares += Double(values[i]) * Double(values[i])
    }
    return Float(l1) * Float(sizes) + Float(l2) * Float(squares)
  }

  /// Adds the penalty's gradient, multiplied by `scale`.
  public func addGradient(
    _ values: Span<Float>, shape: [Int], scale: Float, to gradient: inout MutableSpan<Float>
  ) {
    let (first, second) = (Float(l1), 2 * Float(l2))
    for i in values.indices {
      let sign: Float = values[i] > 0 ? 1 : values[i] < 0 ? -1 : 0
      gradient[i] += scale * (first * sign + second * values[i])
    }
  }
}

extension L1L2: KerasSerializable {
  /// Keras's name of the class.
  public static let kerasClassName = "L1L2"

  /// The options under Keras's names.
  public var kerasConfiguration: [JSON.Member] {
    [JSON.Member("l1", .number(l1)), JSON.Member("l2", .number(l2))]
  }

  /// Reads the options under Keras's names.
  public init(keras options: inout JSONFields) throws {
    self.init(l1: try options.optionalDouble("l1") ?? 0, l2: try options.optionalDouble("l2") ?? 0)
  }
}

extension Regularizer where Self == L1L2 {
  /// A penalty on both the absolute values and the squares of weights; see ``L1L2``.
  public static var l1l2: L1L2 { .l1l2() }

  /// A penalty on both the absolute values and the squares of weights; see ``L1L2``.
  ///
  /// - Parameters:
  ///   - l1: The factor of the absolute values: finite and not negative, 0.01 by default.
  ///   - l2: The factor of the squares: finite and not negative, 0.01 by default.
  public static func l1l2(l1: Double = 0.01, l2: Double = 0.01) -> L1L2 { L1L2(l1: l1, l2: l2) }
}
