/// Weights that are not negative, w ← max(w, 0).
///
/// Follows `keras.constraints.NonNeg`.
public struct NonNegative: Constraint, Equatable {
  /// Creates the constraint.
  public init() {}

  /// Replaces negative weights by 0.
  public func project(_ values: inout MutableSpan<Float>, shape: [Int]) {
    for i in values.indices where values[i] <= 0 { values[i] = 0 }
  }
}

extension NonNegative: KerasSerializable {
  /// Keras's name of the class.
  public static let kerasClassName = "NonNeg"

  /// Empty: there are no options.
  public var kerasConfiguration: [JSON.Member] { [] }

  /// Creates the constraint; there are no options to read.
  public init(keras options: inout JSONFields) throws {}
}

extension Constraint where Self == NonNegative {
  /// Weights that are not negative.
  public static var nonNegative: NonNegative { NonNegative() }
}
