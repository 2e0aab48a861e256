extension KerasRegistry where Family == any Optimizer {
  /// The optimizers Logit can make from Keras's JSON.
  static let optimizers = KerasRegistry(
    family: "optimizer", module: "keras.optimizers",
    types.map { type in (type.kerasClassName, { @Sendable in try type.init(keras: &$0) }) })

  private static let types: [any (Optimizer & KerasSerializable).Type] = [
    SGD.self, Adam.self, AdamW.self, RMSprop.self, Adagrad.self, Adadelta.self, Adamax.self, Nadam.self,
    Ftrl.self, Lion.self,
  ]

  /// Makes an optimizer from what `keras.optimizers.get` takes: a serialized object, or a name such as
  /// `"adam"`, which gives the defaults. Names are case-insensitive, as in Keras.
  ///
  /// - Throws: ``LogitError/invalidConfiguration(object:reason:)`` for an unknown class or option.
  func optimizer(_ value: JSON) throws -> any Optimizer {
    let named: (name: String, configuration: JSON)? =
      switch (value, value["class_name"]) {
      case (.string(let name), _): (name, .object([]))
      case (.object, .string(let name)?): (name, value["config"] ?? .object([]))
      default: nil
      }
    guard let (name, configuration) = named else { return try make(value) }
    let className = classNames.first { $0.lowercased() == name.lowercased() } ?? name
    return try make(named: className, configuration)
  }

  /// What `keras.optimizers.serialize` would write.
  ///
  /// - Throws: ``LogitError/invalidConfiguration(object:reason:)`` if a custom optimizer is not
  ///   ``KerasSerializable``.
  func serialized(_ optimizer: any Optimizer) throws -> JSON {
    guard let optimizer = optimizer as? any KerasSerializable else {
      throw LogitError.invalidConfiguration(
        object: optimizer.name, reason: "the optimizer does not conform to KerasSerializable")
    }
    return serialized(optimizer)
  }
}
