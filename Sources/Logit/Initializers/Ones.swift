/// Sets every element to 1.
///
/// Follows `keras.initializers.Ones`.
public struct Ones: Initializer, Equatable {
  /// Creates the initializer.
  public init() {}

  /// Sets every element to 1.
  public func initialize(
    _ values: inout MutableSpan<Float>, shape: [Int], using generator: inout RandomGenerator
  ) {
    values.update(repeating: 1)
  }
}

extension Ones: KerasSerializable {
  /// Keras's name of the class.
  public static let kerasClassName = "Ones"

  /// Empty: there are no options.
  public var kerasConfiguration: [JSON.Member] { [] }

  /// Creates the initializer; there are no options to read.
  public init(keras options: inout JSONFields) throws {}
}

extension Initializer where Self == Ones {
  /// Sets every element to 1.
  public static var ones: Ones { Ones() }
}
