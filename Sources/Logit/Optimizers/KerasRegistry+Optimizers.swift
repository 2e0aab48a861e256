extension KerasRegistry<any Optimizer> {
  /// All optimizers, by Keras's class names.
  static let optimizers = KerasRegistry(
    family: "optimizer", module: "keras.optimizers",
    [
      ("SGD", { try SGD(keras: &$0) }), ("Adam", { try Adam(keras: &$0) }),
      ("AdamW", { try AdamW(keras: &$0) }),
      ("RMSprop", { try RMSprop(keras: &$0) }), ("Adagrad", { try Adagrad(keras: &$0) }),
      ("Adadelta", { try Adadelta(keras: &$0) }), ("Adamax", { try Adamax(keras: &$0) }),
      ("Nadam", { try Nadam(keras: &$0) }), ("Ftrl", { try Ftrl(keras: &$0) }),
      ("Lion", { try Lion(keras: &$0) }),
    ])

  /// The classes' names, as Keras writes them.
  private static let classNames = [
    "SGD", "Adam", "AdamW", "RMSprop", "Adagrad", "Adadelta", "Adamax", "Nadam", "Ftrl", "Lion",
  ]

  /// Makes an optimizer from what `keras.optimizers.get` takes: a serialized object, or a name such as
  /// `"adam"`, which gives the defaults. Capital and small letters are the same in names, as in Keras.
  ///
  /// - Throws: ``LogitError/invalidConfiguration(object:reason:)``.
  func optimizer(_ value: KerasValue) throws -> any Optimizer {
    var name = ""
    var configuration = KerasValue.object([KerasMember]())
    switch value {
    case .string(let text): name = text
    case .object:
      guard case .string(let text)? = value["class_name"] else { return try make(value) }
      name = text
      configuration = value["config"] ?? configuration
    default: return try make(value)
    }
    let className = Self.classNames.first { $0.lowercased() == name.lowercased() } ?? name
    return try make(.object(("class_name", .string(className)), ("config", configuration)))
  }

  /// What `keras.optimizers.serialize` would write.
  ///
  /// - Throws: ``LogitError/invalidConfiguration(object:reason:)`` for an optimizer of one's own that is not
  ///   ``KerasSerializable``.
  func serialized(_ optimizer: any Optimizer) throws -> KerasValue {
    guard let optimizer = optimizer as? any KerasSerializable else {
      throw LogitError.invalidConfiguration(
        object: optimizer.name, reason: "the optimizer does not conform to KerasSerializable")
    }
    return serialized(optimizer)
  }
}
