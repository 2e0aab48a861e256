/// Gives every element the same value.
public struct Constant: Initializer, Equatable {
  /// The value.
  public var value: Float

  /// Creates an initializer that sets every element to `value`.
  public init(_ value: Float) {
    self.value = value
  }

  /// Sets every element to ``value``.
  public func initialize(
    _ values: inout MutableSpan<Float>, shape: [Int], using generator: inout RandomGenerator
  ) {
    values.update(repeating: value)
  }
}

extension Initializer where Self == Constant {
  /// Sets every element to 0, Keras's default for a bias.
  public static var zeros: Constant { Constant(0) }

  /// Sets every element to 1.
  public static var ones: Constant { Constant(1) }

  /// Sets every element to `value`.
  public static func constant(_ value: Float) -> Constant { Constant(value) }
}
