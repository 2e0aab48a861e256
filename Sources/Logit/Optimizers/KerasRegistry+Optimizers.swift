extension KerasRegistry where Family == any Optimizer {
  /// The optimizers Logit can make from Keras's JSON.
  static let optimizers = KerasRegistry(
    family: "optimizer", module: "keras.optimizers",
    types.map { type in (type.kerasClassName, { @Sendable in try type.init(keras: &$0) }) })

  private static let types: [any (Optimizer & KerasSerializable).Type] = [
    SGD.self, Adam.self, AdamW.self, RMSprop.self, Adagrad.self, Adadelta.self, Adamax.self, Nadam.self,
    Ftrl.self, Lion.self, Lamb.self,
  ]

  /// Makes an optimizer from what `keras.optimizers.get` takes: a serialized object, or a name such as
  /// `"adam"`, which gives the defaults. Names are case-insensitive, as in Keras.
  ///
  /// - Throws: ``LogitError/invalidConfiguration(object:reason:)`` for an unknown class or option.
  func optimizer(_ value: JSON) throws -> any Optimizer {
    func className(_ name: String) -> String {
      classNames.first { $0.lowercased() == name.lowercased() } ?? name
    }
    switch (value, value["class_name"]) {
    case (.string(let name), _): return try make(named: className(name))
    case (.object(let members), .string(let name)?):
      return try make(
        .object(
          members.map { $0.name == "class_name" ? JSON.Member($0.name, .string(className(name))) : $0 }))
    default: return try make(value)
    }
  }

  /// What `keras.optimizers.serialize` would write.
  ///
  /// - Throws: ``LogitError/notSerializable(object:reason:)`` if a custom optimizer, or its schedule, is not
  ///   ``KerasSerializable``.
  func serialized(_ optimizer: any Optimizer) throws -> JSON {
    try serialized(required(optimizer, name: optimizer.name))
  }
}
