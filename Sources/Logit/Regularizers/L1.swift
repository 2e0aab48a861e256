/// A penalty on the absolute values of weights, which drives them to exactly 0.
///
///     l1 Σ |w|
///
/// The gradient is l1 times the sign, and 0 at 0.
///
/// Follows `keras.regularizers.L1`.
public struct L1: Regularizer, Equatable {
  /// The factor.
  public var l1: Double

  /// Creates the penalty.
  ///
  /// - Parameters:
  ///   - l1: The factor: finite and not negative, 0.01 by default.
  public init(l1: Double = 0.01) {
    self.l1 = l1
  }

  /// Checks the options.
  ///
  /// - Throws: ``LogitError/invalidOption(name:value:expected:)`` if an option is out of range.
  public func validate() throws {
    try Self.checks.requireNotNegative(l1, "l1")
  }

  /// The penalty, summed in double precision.
  public func penalty(_ values: Span<Float>, shape: [Int]) -> Float {
    var sum = 0.0
    for i in values.indices { sum += Double(abs(values[i])) }
    return Float(l1) * Float(sum)
  }

  /// Adds the penalty's gradient, multiplied by `scale`.
  public func addGradient(
    _ values: Span<Float>, shape: [Int], scale: Float, to gradient: inout MutableSpan<Float>
  ) {
    let step = scale * Float(l1)
    for i in values.indices where values[i] != 0 { gradient[i] += values[i] > 0 ? step : -step }
  }
}

extension L1: KerasSerializable {
  /// Keras's name of the class.
  public static let kerasClassName = "L1"

  /// The options under Keras's names.
  public var kerasConfiguration: [JSON.Member] { [JSON.Member("l1", .float32(l1))] }

  /// Reads the options under Keras's names.
  public init(keras options: inout JSONFields) throws {
    self.init(l1: try options.optionalDouble("l1") ?? 0.01)
  }
}

extension Regularizer where Self == L1 {
  /// A penalty on the absolute values of weights; see ``L1``.
  public static var l1: L1 { L1() }

  /// A penalty on the absolute values of weights; see ``L1``.
  ///
  /// - Parameter l1: The factor: finite and not negative, 0.01 by default.
  public static func l1(_ l1: Double = 0.01) -> L1 { L1(l1: l1) }
}
