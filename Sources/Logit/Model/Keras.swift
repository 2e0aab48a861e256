/// Single objects of Keras's JSON, and classes of your own that JSON and files may name.
///
/// What `keras.optimizers.get`, `keras.losses.get`, `keras.metrics.get` and `keras.layers.deserialize` take
/// is taken here: the object that Keras wrote, or a name, which gives the defaults.
///
///     let optimizer = try Keras.optimizer(JSON(json: text))
///     try model.compile(optimizer: optimizer, loss: Keras.loss("mse"), metrics: [Keras.metric("auc")])
///
/// `JSON` is `Codable`, so an object may be part of a configuration of your own.
public enum Keras {
  /// Makes classes of your own known by their names in Keras, so that a model with them can be saved and
  /// opened.
  ///
  ///     try Keras.register(Scale.self, SquaredError.self)
  ///     let model = try Sequential(contentsOf: "model.safetensors")
  ///
  /// The class is a layer, a loss, a metric, an optimizer, a learning rate schedule, an activation, an
  /// initializer, a regularizer or a constraint. Registering it again changes nothing. Keras's
  /// `register_keras_serializable`.
  ///
  /// - Parameter types: The classes.
  /// - Throws: ``LogitError/invalidOption(name:value:expected:)`` if another class has the name already, or
  ///   one that is the same in snake case, in which JSON may name a class too.
  public static func register(_ types: any KerasSerializable.Type...) throws {
    for type in types {
      let name = type.kerasClassName
      try LogitError.require(
        !name.isEmpty && !hasClass(type, named: name), "\(type)'s kerasClassName", "\"\(name)\"",
        "a name that no class of Logit has, even in snake case")
      try RegisteredClasses.add(type)
    }
  }

  /// Whether Logit itself has a class of a name, or of one that is the same in snake case, in the families
  /// that a type belongs to.
  private static func hasClass(_ type: any KerasSerializable.Type, named name: String) -> Bool {
    let families: [(isMember: Bool, names: [String])] = [
      (type is any Layer.Type, KerasRegistry<any Layer>.layers.classNames),
      (type is any Loss.Type, KerasRegistry<any Loss>.losses.classNames),
      (type is any Metric.Type, KerasRegistry<any Metric>.metrics.classNames),
      (type is any Optimizer.Type, KerasRegistry<any Optimizer>.optimizers.classNames),
      (
        type is any LearningRateSchedule.Type,
        KerasRegistry<any LearningRateSchedule>.schedules.classNames
      ),
      (type is any Activation.Type, KerasRegistry<any Activation>.activations.classNames),
      (type is any Initializer.Type, KerasRegistry<any Initializer>.initializers.classNames),
      (type is any Regularizer.Type, KerasRegistry<any Regularizer>.regularizers.classNames),
      (type is any Constraint.Type, KerasRegistry<any Constraint>.constraints.classNames),
    ]
    let short = name.snakeCase
    return families.contains { $0.isMember && $0.names.contains { $0.snakeCase == short } }
  }
}

extension Keras {
  /// The names of the layers that Logit has, sorted.
  package static var layerNames: [String] { KerasRegistry<any Layer>.layers.classNames }

  /// Whether a layer of a class can be made: one of Logit's, or one that was registered.
  package static func hasLayer(_ className: String) -> Bool {
    layerNames.contains(className)
      || RegisteredClasses.maker(of: className, family: "layer", (any Layer).self) != nil
  }
}

extension Keras {
  /// Makes a layer from Keras's JSON.
  ///
  /// - Parameter json: What `keras.layers.serialize` wrote.
  /// - Returns: The layer.
  /// - Throws: ``LogitError/invalidConfiguration(object:reason:)`` for an unknown class or option, or
  ///   ``LogitError/invalidOption(name:value:expected:)`` for an option out of range.
  public static func layer(_ json: JSON) throws -> any Layer {
    let layer = try KerasRegistry<any Layer>.layers.make(json)
    try layer.validate()
    return layer
  }

  /// Makes an optimizer from Keras's JSON, or from a name such as `"adam"`, which gives the defaults.
  ///
  /// - Parameter json: What `keras.optimizers.serialize` wrote, or a name in any case.
  /// - Returns: The optimizer.
  /// - Throws: As ``layer(_:)``.
  public static func optimizer(_ json: JSON) throws -> any Optimizer {
    let optimizer = try KerasRegistry<any Optimizer>.optimizers.optimizer(json)
    try optimizer.validate()
    return optimizer
  }

  /// Makes a loss from Keras's JSON, or from the name of a class or function such as `"mse"`, which gives the
  /// defaults.
  ///
  /// - Parameter json: What `keras.losses.serialize` wrote, or a name.
  /// - Returns: The loss.
  /// - Throws: As ``layer(_:)``.
  public static func loss(_ json: JSON) throws -> any Loss {
    let loss = try KerasRegistry<any Loss>.loss(json)
    try loss.validate()
    return loss
  }

  /// Makes a metric from Keras's JSON, or from a name such as `"accuracy"`, which gives the defaults.
  ///
  /// - Parameter json: What `keras.metrics.serialize` wrote, or a name.
  /// - Returns: The metric.
  /// - Throws: As ``layer(_:)``.
  public static func metric(_ json: JSON) throws -> any Metric {
    let metric = try KerasRegistry<any Metric>.metric(json)
    try metric.validate()
    return metric
  }

  /// Writes an optimizer, a loss, a metric or a layer as Keras's JSON.
  ///
  /// - Parameter object: One of Logit's, or of your own if it is ``KerasSerializable``.
  /// - Returns: The object that ``optimizer(_:)`` and the like take.
  /// - Throws: ``LogitError/notSerializable(object:reason:)`` for what is not ``KerasSerializable``.
  public static func json(of object: any Optimizer) throws -> JSON {
    try KerasRegistry<any Optimizer>.optimizers.serialized(object)
  }

  /// Writes a loss as Keras's JSON; see ``json(of:)-(Optimizer)``.
  ///
  /// - Parameter object: The loss.
  /// - Returns: The object that ``loss(_:)`` takes.
  /// - Throws: ``LogitError/notSerializable(object:reason:)`` for what is not ``KerasSerializable``.
  public static func json(of object: any Loss) throws -> JSON {
    try KerasRegistry<any Loss>.serialized(object)
  }

  /// Writes a metric as Keras's JSON; see ``json(of:)-(Optimizer)``.
  ///
  /// - Parameter object: The metric.
  /// - Returns: The object that ``metric(_:)`` takes.
  /// - Throws: ``LogitError/notSerializable(object:reason:)`` for what is not ``KerasSerializable``.
  public static func json(of object: any Metric) throws -> JSON {
    try KerasRegistry<any Metric>.serialized(object)
  }

  /// Writes a layer as Keras's JSON; see ``json(of:)-(Optimizer)``.
  ///
  /// - Parameter object: The layer.
  /// - Returns: The object that ``layer(_:)`` takes.
  /// - Throws: ``LogitError/notSerializable(object:reason:)`` for what is not ``KerasSerializable``.
  public static func json(of object: any Layer) throws -> JSON {
    let registry = KerasRegistry<any Layer>.layers
    return try registry.serialized(registry.required(object, name: object.name ?? object.typeName))
  }
}
