/// Gives every element the same value.
///
/// Follows `keras.initializers.Constant`.
public struct Constant: Initializer, Equatable {
  /// The value.
  public var value: Double

  /// Creates an initializer that sets every element to `value`.
  public init(_ value: Double = 0) {
    self.value = value
  }

  /// Checks that the value is finite.
  ///
  /// - Throws: ``LogitError/invalidOption(name:value:expected:)``.
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
  public var kerasConfiguration: [KerasMember] { [KerasMember("value", .number(value))] }

  /// Takes the options from Keras's.
  public init(keras options: inout KerasOptions) throws {
    self.init(try options.double("value", default: 0))
  }
}

extension Initializer where Self == Constant {
  /// Sets every element to `value`.
  public static func constant(_ value: Double) -> Constant { Constant(value) }
}
