extension Sequential {
  /// The model's architecture, and how it was compiled, as Keras's `to_json()` writes it.
  ///
  /// `keras.models.model_from_json(text)` makes the same model from it, as far as Keras can hold it; what it
  /// cannot, such as an exact ``AUC`` or the δ of ``Huber``, stands in members named `logit`, which Keras
  /// reads past. Weights are not part of it.
  ///
  /// - Throws: ``LogitError/notSerializable(object:reason:)`` for a layer, optimizer, loss or metric of one's
  ///   own, or a part of one, that is not ``KerasSerializable``.
  public func kerasJSON() throws -> String { try kerasValue().description }

  /// Makes a model from what Keras's `to_json()`, or ``kerasJSON()``, wrote; compiled if that one was. What
  /// Keras 2 wrote is read too.
  ///
  /// - Parameters:
  ///   - text: The JSON text.
  ///   - seed: Where first weights and the order of rows come from; drawn from the system by default.
  ///   - largestParameterCount: The most parameters it may ask for if it tells the shape of the input;
  ///     checked before memory is reserved for them, since the text may come from anywhere. 2²⁸, which are 1
  ///     GiB, by default.
  /// - Throws: ``LogitError/invalidConfiguration(object:reason:)`` naming what has no counterpart here,
  ///   ``/LogitFiles/FileError/invalidJSON(source:line:column:reason:)``, or an error of the architecture or
  ///   an option.
  public init(kerasJSON text: String, seed: UInt64? = nil, largestParameterCount: Int = 1 << 28) throws {
    try self.init(
      keras: JSON(json: text), seed: seed, largestParameterCount: largestParameterCount)
  }
}

// MARK: - Writing

extension Sequential {
  /// The model's architecture, and how it was compiled, as JSON that is not yet text; see ``kerasJSON()``.
  ///
  /// - Returns: Keras's serialized object.
  /// - Throws: As ``kerasJSON()``.
  public func kerasValue() throws -> JSON {
    let shape = stack.map { kerasShape($0.inputShape) }
    var layers = try layers.map { try kerasValue(of: $0) }
    if let stack {
      layers.insert(
        try KerasRegistry<any Layer>.layers.serialized(declaredInput ?? Input(shape: stack.inputShape)), at: 0
      )
    }
    var configuration = [
      JSON.Member("name", .string(name)), JSON.Member("trainable", .bool(true)),
      JSON.Member("dtype", LayerBase.dtypePolicy), JSON.Member("layers", .array(layers)),
    ]
    if let shape { configuration.append(JSON.Member("build_input_shape", shape)) }
    var members = [
      JSON.Member("module", .string("keras")), JSON.Member("class_name", .string("Sequential")),
      JSON.Member("config", .object(configuration)), JSON.Member("registered_name", .null),
    ]
    if let shape { members.append(JSON.Member("build_config", ["input_shape": shape])) }
    let compile = try compilation.map { try $0.kerasValue() } ?? .object([])
    members.append(JSON.Member("compile_config", compile))
    let own = try compilation.map { try $0.logitMembers() } ?? []
    if !own.isEmpty { members.append(JSON.Member(logitMember, .object(own))) }
    return .object(members)
  }

  private func kerasValue(of layer: ModelLayer) throws -> JSON {
    let registry = KerasRegistry<any Layer>.layers
    let serialized: JSON
    do {
      let kind = layer.configuration.typeName
      serialized = try registry.serialized(
        registry.required(layer.configuration, name: layer.name.isEmpty ? kind : layer.name))
    } catch LogitError.notSerializable(let object, let reason) where !object.hasPrefix("The layer") {
      let owner = layer.name.isEmpty ? layer.configuration.typeName : layer.name
      throw LogitError.notSerializable(object: "\(object) of layer \(owner)", reason: reason)
    }
    guard case .object(var members) = serialized,
      let index = members.firstIndex(where: { $0.name == "config" }),
      case .object(var options) = members[index].value
    else { return .null }
    if !layer.name.isEmpty, let name = options.firstIndex(where: { $0.name == "name" }) {
      options[name].value = .string(layer.name)
    }
    members[index].value = .object(options)
    if let shape = layer.inputShape, isBuilt {
      members.append(JSON.Member("build_config", ["input_shape": kerasShape(shape)]))
    }
    return .object(members)
  }
}

/// A shape with Keras's unknown number of rows in front.
private func kerasShape(_ shape: [Int]) -> JSON { .array([.null] + shape.map { .integer($0) }) }

extension Compilation {
  /// What Keras's `get_compile_config()` returns.
  func kerasValue() throws -> JSON {
    func list(_ metrics: [any Metric]) throws -> JSON {
      let values = try metrics.compactMap { try KerasRegistry<any Metric>.keras($0) }
      return values.isEmpty ? .null : .array(values)
    }
    return [
      "optimizer": try KerasRegistry<any Optimizer>.optimizers.serialized(optimizer),
      "loss": try KerasRegistry<any Loss>.serialized(loss), "loss_weights": .null,
      "metrics": try list(metrics), "weighted_metrics": try list(weightedMetrics),
      "run_eagerly": false, "steps_per_execution": 1, "jit_compile": false,
    ]
  }

  /// The lists of metrics, whole, that hold one which Keras does not have.
  func logitMembers() throws -> [JSON.Member] {
    try [("metrics", metrics), ("weighted_metrics", weightedMetrics)].compactMap { name, metrics in
      guard metrics.contains(where: { KerasRegistry<any Metric>.isUnknownToKeras($0) }) else { return nil }
      return JSON.Member(name, .array(try metrics.map { try KerasRegistry<any Metric>.serialized($0) }))
    }
  }
}

// MARK: - Reading

extension Sequential {
  /// Makes a model from JSON that was read already, of Keras 3 or 2; see
  /// ``init(kerasJSON:seed:largestParameterCount:)``.
  ///
  /// - Parameters:
  ///   - value: Keras's serialized object.
  ///   - seed: Where first weights and the order of rows come from; drawn from the system by default.
  ///   - largestParameterCount: The most parameters it may ask for; 2²⁸ by default.
  /// - Throws: As ``init(kerasJSON:seed:largestParameterCount:)``.
  public init(keras value: JSON, seed: UInt64? = nil, largestParameterCount: Int = 1 << 28) throws {
    try self.init(
      keras: value, seed: seed, largestParameterCount: largestParameterCount, drawsWeights: true)
  }

  /// - Parameter drawsWeights: Whether weights are drawn, or zeros since a file has others.
  package init(keras value: JSON, seed: UInt64?, largestParameterCount: Int, drawsWeights: Bool) throws {
    self = try KerasTwo.reading(value) {
      try Sequential(
        kerasThree: $0, seed: seed, largestParameterCount: largestParameterCount, drawsWeights: drawsWeights)
    }
  }

  private init(
    kerasThree value: JSON, seed: UInt64?, largestParameterCount: Int, drawsWeights: Bool
  ) throws {
    guard value["class_name"] == .string("Sequential") else {
      throw LogitError.invalidConfiguration(
        object: "The model",
        reason: "its class is \(value["class_name"] ?? .null), but only Sequential has a counterpart here")
    }
    guard let members = value["config"]?.object else {
      throw LogitError.invalidConfiguration(
        object: "The model",
        reason: "its \"config\" is \(value["config"] ?? .null), but must be an object with \"layers\"")
    }
    var options = JSONFields(members, of: "Sequential")
    let name = try options.string("name", default: "sequential")
    options.ignore("trainable", "dtype")
    guard case .array(let entries)? = options.value("layers") else {
      throw LogitError.invalidConfiguration(object: "Sequential", reason: "it has no list of \"layers\"")
    }
    var layers = try entries.map { try KerasRegistry<any Layer>.layers.make($0) }
    if let shape = options.value("build_input_shape"), shape != .null, !(layers.first is Input) {
      guard case .array(let dimensions) = shape else {
        throw options.wrong("build_input_shape", expected: "a list", found: shape)
      }
      let row = try dimensions.dropFirst().map {
        guard case .integer(let size) = $0 else {
          throw options.wrong("build_input_shape", expected: "known dimensions", found: shape)
        }
        return size
      }
      layers.insert(Input(shape: row), at: 0)
    }
    try options.finish()
    try Self.require(layers, within: largestParameterCount)
    try self.init(layers, name: name, seed: seed, drawsWeights: drawsWeights)
    if let configuration = value["compile_config"], configuration != .object([]),
      configuration != .null
    {
      try compile(keras: configuration, own: value[logitMember])
    }
  }

  private static func require(_ layers: [any Layer], within largestParameterCount: Int) throws {
    let (input, rest) =
      layers.first is Input ? (layers.first, layers.dropFirst()) : (layers.first, layers[...])
    guard let shape = input?.inputShape, !rest.isEmpty else { return }
    for layer in layers { try layer.validate() }
    let count = try LayerStack(layers: Array(rest), inputShape: shape).parameterCount
    guard count <= largestParameterCount else {
      throw LogitError.invalidConfiguration(
        object: "The model",
        reason: "it would have \(count) parameters, but at most \(largestParameterCount) are allowed")
    }
  }

  /// Compiles the model as a file of Keras 3 or 2 says.
  ///
  /// - Parameters:
  ///   - settings: Its `compile_config`.
  ///   - value: The serialized model that it belongs to.
  /// - Throws: ``LogitError/invalidConfiguration(object:reason:)``, or an error of an option; the model is
  ///   then unchanged.
  package mutating func compile(kerasSettings settings: JSON, of value: JSON) throws {
    let isOld = KerasTwo.version(of: value) != nil
    try compile(keras: isOld ? KerasTwo.compiled(settings) : settings, own: value[logitMember])
  }

  /// Compiles the model as Keras's `compile_from_config` would.
  ///
  /// - Parameters:
  ///   - value: What `get_compile_config()` returned.
  ///   - own: What ``Compilation/logitMembers()`` returned, which counts first.
  /// - Throws: ``LogitError/invalidConfiguration(object:reason:)``, or an error of an option.
  mutating func compile(keras value: JSON, own: JSON? = nil) throws {
    guard case .object(let members) = value else {
      throw LogitError.invalidConfiguration(
        object: "compile_config", reason: "it is \(value), but must be an object")
    }
    // The first of a name counts.
    var options = JSONFields((own?.object ?? []) + members, of: "compile_config")
    options.ignore("run_eagerly", "steps_per_execution", "jit_compile", "auto_scale_loss")
    try options.require("loss_weights", is: .null)
    func list(_ name: String) throws -> [any Metric] {
      switch options.value(name) {
      case nil, .null?: []
      case .array(let values)?: try values.map { try KerasRegistry<any Metric>.metric($0) }
      case let one?: [try KerasRegistry<any Metric>.metric(one)]
      }
    }
    let optimizer = try KerasRegistry<any Optimizer>.optimizers.optimizer(
      options.value("optimizer") ?? .string("rmsprop"))
    let loss = try KerasRegistry<any Loss>.loss(options.value("loss") ?? .null)
    let (metrics, weightedMetrics) = (try list("metrics"), try list("weighted_metrics"))
    try options.finish()
    // Keras trains such models, so there are some; they can be read and run.
    try compile(
      Compilation(
        optimizer: optimizer, loss: loss, metrics: metrics, weightedMetrics: weightedMetrics,
        takesAnyOutputs: true))
  }
}
