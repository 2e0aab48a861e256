extension KerasRegistry where Family == any Constraint {
  /// The constraints Logit can make from Keras's JSON.
  static let constraints = KerasRegistry(
    family: "constraint", module: "keras.constraints",
    types.map { type in (type.kerasClassName, { @Sendable in try type.init(keras: &$0) }) })

  private static let types: [any (Constraint & KerasSerializable).Type] = [
    MaxNorm.self, MinMaxNorm.self, NonNegative.self, UnitNorm.self,
  ]
}

extension KerasRegistry where Family == any Constraint {
  /// The constraint in Keras's JSON, an object or a name; `nil` for `null`.
  ///
  /// - Throws: ``LogitError/invalidConfiguration(object:reason:)`` for an unknown class or option.
  func constraint(fromKeras value: JSON) throws -> (any Constraint)? {
    value == .null ? nil : try make(objectOrName: value)
  }
}

extension Constraint {
  /// What Keras would write; `nil` for a constraint that is not Keras's.
  var kerasValue: JSON? {
    (self as? any KerasSerializable).map { KerasRegistry.constraints.serialized($0) }
  }
}

extension JSON {
  /// A number that Keras keeps as it was given, which is usually whole.
  static func wholeOrNumber(_ value: Double) -> JSON {
    Int(exactly: value).map { .integer($0) } ?? .number(value)
  }
}
