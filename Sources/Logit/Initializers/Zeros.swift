/// Sets every element to 0.
///
/// Follows `keras.initializers.Zeros`.
public struct Zeros: Initializer, Equatable {
  /// Creates the initializer.
  public init() {}

  /// Sets every element to 0.
  public func initialize(
    _ values: inout MutableSpan<Float>, shape: [Int], using generator: inout RandomGenerator
  ) {
    values.update(repeating: 0)
  }
}

extension Zeros: KerasSerializable {
  /// Keras's name of the class.
  public static let kerasClassName = "Zeros"

  /// Empty: there are no options.
  public var kerasConfiguration: [JSON.Member] { [] }

  /// Creates the initializer; there are no options to read.
  public init(keras options: inout JSONFields) throws {}
}

extension Initializer where Self == Zeros {
  /// Sets every element to 0, Keras's default for a bias.
  public static var zeros: Zeros { Zeros() }
}
