/// What Keras 2 writes otherwise than Keras 3 (`batch_input_shape`, options of other names, objects without a
/// module), brought into Keras 3's form before it is read.
///
/// Checked with texts of Keras 2.12 and 2.21 (`tf_keras`).
enum KerasTwo {
  /// Reads a model; what cannot be read of Keras 2's is said to be so.
  ///
  /// - Parameters:
  ///   - value: What `to_json()` wrote, of either version.
  ///   - read: Makes the model from Keras 3's form.
  static func reading(_ value: JSON, _ read: (JSON) throws -> Sequential) throws -> Sequential {
    guard let version = version(of: value) else { return try read(value) }
    do {
      return try read(modernized(value))
    } catch LogitError.invalidConfiguration(let object, let reason) {
      throw LogitError.invalidConfiguration(
        object: object, reason: "\(reason) (the model was written by Keras \(version))")
    }
  }

  /// The version that wrote a model, if it was Keras 2 or older.
  static func version(of value: JSON) -> String? {
    if let version = value["keras_version"]?.string {
      return version.hasPrefix("2.") || version.hasPrefix("1.") ? version : nil
    }
    let configurations = layers(of: value).compactMap { $0["config"] }
    let optimizer = value["compile_config"]?["optimizer"]?["config"]
    let isOld =
      value["config"]?.array != nil
      || configurations.contains { $0["batch_input_shape"] != nil || $0["input_length"] != nil }
      || optimizer?["is_legacy_optimizer"] != nil
    return isOld ? "2" : nil
  }

  private static func layers(of value: JSON) -> [JSON] {
    // Until Keras 2.2.2 the configuration of a Sequential was the list of its layers.
    value["config"]?.array ?? value["config"]?["layers"]?.array ?? []
  }

  /// The model in Keras 3's form.
  static func modernized(_ value: JSON) -> JSON {
    var layers = layers(of: value).map { layer($0) }
    let shapes = Self.layers(of: value).lazy.compactMap { $0["config"]?["batch_input_shape"] }
    if layers.first?["class_name"] != .string("InputLayer"), let shape = shapes.first {
      layers.insert(["class_name": "InputLayer", "config": ["batch_shape": shape]], at: 0)
    }
    var configuration = value["config"] ?? .null
    if configuration.array != nil { configuration = .object([]) }
    var model = value.setting("config", configuration.setting("layers", .array(layers)))
    if let compilation = value["compile_config"], compilation.object != nil {
      model = model.setting("compile_config", compiled(compilation))
    }
    return model
  }

  // MARK: Layers

  private static func layer(_ value: JSON) -> JSON {
    let className = value["class_name"]?.string
    return value.changingConfiguration { options in
      if className == "InputLayer" { options.rename("batch_input_shape", to: "batch_shape") }
      if className == "LeakyReLU" { options.rename("alpha", to: "negative_slope") }
      if className == "BatchNormalization" {
        options.drop("fused", "virtual_batch_size", "adjustment")
        options.change("axis") { $0.array?.count == 1 ? $0[0] ?? $0 : $0 }
      }
      options.drop("batch_input_shape", "input_length")
      for index in options.indices where options[index].name.hasSuffix("_initializer") {
        // TensorFlow 1 wrote a type of number.
        options[index].value = options[index].value.changingConfiguration { $0.drop("dtype") }
      }
    }
  }

  // MARK: What a model was compiled with

  static func compiled(_ value: JSON) -> JSON {
    .object(
      (value.object ?? []).map { member in
        switch member.name {
        case "optimizer": JSON.Member(member.name, optimizer(member.value))
        case "loss": JSON.Member(member.name, loss(member.value))
        case "metrics", "weighted_metrics": JSON.Member(member.name, metrics(member.value))
        default: member
        }
      })
  }

  private static func optimizer(_ value: JSON) -> JSON {
    var value = value
    if let name = value["class_name"]?.string, name.hasPrefix("Custom>") {
      value = value.setting("class_name", .string(String(name.dropFirst("Custom>".count))))
    }
    let isNadam = value["class_name"] == .string("Nadam")
    return value.changingConfiguration { options in
      options.drop("jit_compile", "is_legacy_optimizer")
      options.rename("lr", to: "learning_rate")
      options.change("learning_rate") { $0.changingConfiguration { _ in } }
      guard let decay = options.first(where: { $0.name == "decay" })?.value else { return }
      options.drop("decay")
      // Nadam's is that of its momentum, and leaves the learning rate alone.
      guard !isNadam, decay != .number(0), decay != .integer(0), decay != .null else { return }
      // Keras 2's `decay` is a schedule today: η / (1 + decay · step).
      options.change("learning_rate") { rate in
        [
          "class_name": "InverseTimeDecay",
          "config": ["initial_learning_rate": rate, "decay_steps": 1, "decay_rate": decay],
        ]
      }
    }
  }

  private static func loss(_ value: JSON) -> JSON {
    function(value).changingConfiguration { options in
      options.change("reduction") { $0 == .string("auto") ? .string("sum_over_batch_size") : $0 }
    }
  }

  private static func metrics(_ value: JSON) -> JSON {
    guard case .array(let metrics) = value else { return metric(value) }
    // One list for each output, of which there is one here.
    return .array(metrics.flatMap { $0.array ?? [$0] }.map { metric($0) })
  }

  private static func metric(_ value: JSON) -> JSON {
    var value = value
    if value["class_name"] == .string("MeanMetricWrapper"), let function = value["config"]?["fn"]?.string,
      let className = KerasRegistry<any Metric>.metrics.className(of: function)
    {
      value = value.setting("class_name", .string(className))
    }
    return function(value)
  }

  /// A loss or a metric without what Keras 2 wrote of the function that it wraps.
  private static func function(_ value: JSON) -> JSON {
    let isCosine = value["class_name"] == .string("CosineSimilarity")
    return value.changingConfiguration { options in
      options.drop("fn")
      // Keras 3 does not write this axis. Another than the outputs' is left, and refused.
      options.removeAll {
        isCosine && $0.name == "axis" && ($0.value == .integer(-1) || $0.value == .integer(1))
      }
    }
  }
}

extension JSON {
  /// The object with another member of a name, or with one more.
  fileprivate func setting(_ name: String, _ value: JSON) -> JSON {
    var members = object ?? []
    guard let index = members.firstIndex(where: { $0.name == name }) else {
      return .object(members + [Member(name, value)])
    }
    members[index].value = value
    return .object(members)
  }

  /// A serialized object with other options; anything else as it is. A `null` name is none.
  fileprivate func changingConfiguration(_ change: (inout [Member]) -> Void) -> JSON {
    guard var options = self["config"]?.object else { return self }
    change(&options)
    options.removeAll { $0.name == "name" && $0.value == .null }
    return setting("config", .object(options))
  }
}

extension [JSON.Member] {
  fileprivate mutating func drop(_ names: String...) {
    removeAll { names.contains($0.name) }
  }

  fileprivate mutating func rename(_ name: String, to other: String) {
    for index in indices where self[index].name == name { self[index].name = other }
  }

  fileprivate mutating func change(_ name: String, _ change: (JSON) -> JSON) {
    for index in indices where self[index].name == name { self[index].value = change(self[index].value) }
  }
}
