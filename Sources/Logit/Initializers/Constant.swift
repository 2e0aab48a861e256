/// Gives every element the same value.
///
/// Follows `keras.initializers.Constant`.
public struct Constant: Initializer, Equatable {
  /// The value.
  public var value: Double

  /// Creates an initializer that sets every element to `value`.
  ///
  /// - Parameter value: The value of every element: finite, 0 by default.
  public init(_ value: Double = 0) {
    self.value = value
  }

  /// Checks that the value is finite.
  ///
  /// - Throws: ``LogitError/invalidOption(name:value:expected:)`` if an option is out of range.
  public func validate() throws {
    try Self.checks.requireFinite(value, "value")
  }

  /// Sets every element to ``value``.
  public func initialize(
    _ values: inout MutableSpan<Float>, shape: [Int], using generator: inout RandomGenerator
  ) {
    values.update(repeating: Float(value))
  }
}

extension Constant: KerasSerializable {
  /// Keras's name of the class.
  public static let kerasClassName = "Constant"

  /// The options under Keras's names.
  public var kerasConfiguration: [JSON.Member] { [JSON.Member("value", .number(value))] }

  /// Reads the options under Keras's names.
  public init(keras options: inout JSONFields) throws {
    self.init(try options.double("value", default: 0))
  }
}

extension Initializer where Self == Constant {
  /// Sets every element to 0.
  public static var constant: Constant { Constant() }

  /// Sets every element to `value`.
  ///
  /// - Parameter value: The value of every element, finite; 0 by default.
  public static func constant(_ value: Double = 0) -> Constant { Constant(value) }
}
