extension KerasRegistry where Family == any Constraint {
  /// The constraints Logit can make from Keras's JSON.
  static let constraints = KerasRegistry(
    family: "constraint", module: "keras.constraints",
    types.map { type in (type.kerasClassName, { @Sendable in try type.init(keras: &$0) }) })

  private static let types: [any (Constraint & KerasSerializable).Type] = [
    MaxNorm.self, MinMaxNorm.self, NonNegative.self, UnitNorm.self,
  ]
}

extension JSON {
  /// A number that Keras keeps as it was given, which is usually whole.
  static func wholeOrNumber(_ value: Double) -> JSON {
    Int(exactly: value).map { .integer($0) } ?? .number(value)
  }
}
