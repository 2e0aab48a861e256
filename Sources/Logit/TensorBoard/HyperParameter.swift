/// The value of something that was chosen for a training, as TensorBoard's table of hyper-parameters has it.
///
///     let chosen: [String: HyperParameter] = ["learning_rate": 0.01, "optimizer": "adam", "shuffle": true]
public enum HyperParameter: Sendable, Hashable {
  /// A number, whole or not.
  case number(Double)
  /// A word.
  case text(String)
  /// Whether something is so.
  case truth(Bool)
}

extension HyperParameter: ExpressibleByFloatLiteral {
  /// A number.
  public init(floatLiteral value: Double) { self = .number(value) }
}

extension HyperParameter: ExpressibleByIntegerLiteral {
  /// A whole number.
  public init(integerLiteral value: Int) { self = .number(Double(value)) }
}

extension HyperParameter: ExpressibleByStringLiteral {
  /// A word.
  public init(stringLiteral value: String) { self = .text(value) }
}

extension HyperParameter: ExpressibleByBooleanLiteral {
  /// Whether something is so.
  public init(booleanLiteral value: Bool) { self = .truth(value) }
}
