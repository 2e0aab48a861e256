/// One for the process, as static members of generic types cannot be stored.
private let registry = KerasRegistry<any Constraint>(
  family: "constraint", module: "keras.constraints",
  [
    ("MaxNorm", { try MaxNorm(keras: &$0) }), ("MinMaxNorm", { try MinMaxNorm(keras: &$0) }),
    ("NonNeg", { try NonNegative(keras: &$0) }), ("UnitNorm", { try UnitNorm(keras: &$0) }),
  ])

private let names = [
  "max_norm": "MaxNorm", "min_max_norm": "MinMaxNorm", "non_neg": "NonNeg", "unit_norm": "UnitNorm",
]

extension KerasRegistry where Family == any Constraint {
  /// Keras's constraints.
  static var constraints: KerasRegistry { registry }

  /// The constraint that Keras wrote, an object or a name; `nil` for `null`.
  ///
  /// - Throws: ``LogitError/invalidConfiguration(object:reason:)`` for a class or an option that is not
  ///   known.
  func constraint(fromKeras value: KerasValue) throws -> (any Constraint)? {
    value == .null ? nil : try make(value, names: names)
  }
}

extension Constraint {
  /// What Keras would write; `nil` for a constraint that is not Keras's.
  var kerasValue: KerasValue? {
    (self as? any KerasSerializable).map { registry.serialized($0) }
  }
}

extension KerasValue {
  /// A number that Keras keeps as it was given, and is given whole more often than not.
  static func wholeOrNumber(_ value: Double) -> KerasValue {
    Int(exactly: value).map { .integer($0) } ?? .number(value)
  }
}
