extension KerasRegistry where Family == any Regularizer {
  /// The regularizers Logit can make from Keras's JSON.
  static let regularizers = KerasRegistry(
    family: "regularizer", module: "keras.regularizers",
    types.map { type in (type.kerasClassName, { @Sendable in try type.init(keras: &$0) }) },
    aliases: [
      "l1_l2": "L1L2"
    ])

  private static let types: [any (Regularizer & KerasSerializable).Type] = [
    L1.self, L1L2.self, L2.self, OrthogonalRegularizer.self,
  ]
}

extension KerasRegistry where Family == any Regularizer {
  /// The regularizer in Keras's JSON, an object or a name; `nil` for `null`.
  ///
  /// - Throws: ``LogitError/invalidConfiguration(object:reason:)`` for an unknown class or option.
  func regularizer(fromKeras value: JSON) throws -> (any Regularizer)? {
    value == .null ? nil : try make(objectOrName: value)
  }
}

extension Regularizer {
  /// What Keras would write; `nil` for a regularizer that is not Keras's.
  var kerasValue: JSON? {
    (self as? any KerasSerializable).map { KerasRegistry.regularizers.serialized($0) }
  }
}
