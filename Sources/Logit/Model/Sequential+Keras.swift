extension Sequential {
  /// The model's architecture, and how it was compiled, as Keras's `to_json()` writes it.
  ///
  /// `keras.models.model_from_json(text)` makes the same model from it. Weights are not part of it.
  ///
  /// - Throws: ``LogitError/invalidConfiguration(object:reason:)`` for a layer, optimizer, loss or metric of
  ///   one's own that is not ``KerasSerializable``.
  public func kerasJSON() throws -> String { try kerasValue().description }

  /// Makes a model from what Keras's `to_json()`, or ``kerasJSON()``, wrote; compiled if that one was.
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
    var layers = try self.layers.map { try kerasValue(of: $0) }
    if let stack {
      layers.insert(
        KerasRegistry<any Layer>.layers.serialized(declaredInput ?? Input(shape: stack.inputShape)), at: 0)
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
    return .object(members + [JSON.Member("compile_config", compile)])
  }

  private func kerasValue(of layer: ModelLayer) throws -> JSON {
    guard let serializable = layer.configuration as? any KerasSerializable else {
      throw LogitError.invalidConfiguration(
        object: layer.name, reason: "the layer does not conform to KerasSerializable")
    }
    guard case .object(var members) = KerasRegistry<any Layer>.layers.serialized(serializable),
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
      metrics.isEmpty
        ? .null
        : .array(
          try metrics.map { metric in
            guard let value = KerasRegistry<any Metric>.serialized(metric) else {
              throw LogitError.invalidConfiguration(
                object: metric.name, reason: "the metric does not conform to KerasSerializable")
            }
            return value
          })
    }
    guard let loss = KerasRegistry<any Loss>.serialized(loss) else {
      throw LogitError.invalidConfiguration(
        object: loss.name, reason: "the loss does not conform to KerasSerializable")
    }
    return [
      "optimizer": try KerasRegistry<any Optimizer>.optimizers.serialized(optimizer), "loss": loss,
      "loss_weights": .null, "metrics": try list(metrics), "weighted_metrics": try list(weightedMetrics),
      "run_eagerly": false, "steps_per_execution": 1, "jit_compile": false,
    ]
  }
}

// MARK: - Reading

extension Sequential {
  /// Makes a model from JSON that was read already; see ``init(kerasJSON:seed:largestParameterCount:)``.
  ///
  /// - Parameters:
  ///   - value: Keras's serialized object.
  ///   - seed: Where first weights and the order of rows come from; drawn from the system by default.
  ///   - largestParameterCount: The most parameters it may ask for; 2²⁸ by default.
  /// - Throws: As ``init(kerasJSON:seed:largestParameterCount:)``.
  public init(keras value: JSON, seed: UInt64? = nil, largestParameterCount: Int = 1 << 28) throws {
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
    try self.init(layers, name: name, seed: seed)
    if let configuration = value["compile_config"], configuration != .object([]),
      configuration != .null
    {
      try compile(keras: configuration)
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

  /// Compiles the model as Keras's `compile_from_config` would.
  ///
  /// - Parameter value: What `get_compile_config()` returned.
  /// - Throws: ``LogitError/invalidConfiguration(object:reason:)``, or an error of an option.
  mutating func compile(keras value: JSON) throws {
    guard case .object(let members) = value else {
      throw LogitError.invalidConfiguration(
        object: "compile_config", reason: "it is \(value), but must be an object")
    }
    var options = JSONFields(members, of: "compile_config")
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
    try compile(
      optimizer: optimizer, loss: loss, metrics: metrics, weightedMetrics: weightedMetrics)
  }
}
