/// One for the process, as static members of generic types cannot be stored.
private let registry = KerasRegistry<any Regularizer>(
  family: "regularizer", module: "keras.regularizers",
  [
    ("L1", { try L1(keras: &$0) }), ("L1L2", { try L1L2(keras: &$0) }), ("L2", { try L2(keras: &$0) }),
    ("OrthogonalRegularizer", { try OrthogonalRegularizer(keras: &$0) }),
  ])

private let names = [
  "l1": "L1", "l2": "L2", "l1_l2": "L1L2", "orthogonal_regularizer": "OrthogonalRegularizer",
]

extension KerasRegistry where Family == any Regularizer {
  /// Keras's regularizers.
  static var regularizers: KerasRegistry { registry }

  /// The regularizer that Keras wrote, an object or a name; `nil` for `null`.
  ///
  /// - Throws: ``LogitError/invalidConfiguration(object:reason:)`` for a class or an option that is not
  ///   known.
  func regularizer(fromKeras value: KerasValue) throws -> (any Regularizer)? {
    value == .null ? nil : try make(value, names: names)
  }
}

extension Regularizer {
  /// What Keras would write; `nil` for a regularizer that is not Keras's.
  var kerasValue: KerasValue? {
    (self as? any KerasSerializable).map { registry.serialized($0) }
  }
}
