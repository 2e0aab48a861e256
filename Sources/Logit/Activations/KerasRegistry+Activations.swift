extension KerasRegistry where Family == any Activation {
  /// Keras's activations by name, and the layers that consist of one.
  static let activations = KerasRegistry(
    family: "activation", module: "keras.activations",
    types.map { type in (type.kerasClassName, { @Sendable in try type.init(keras: &$0) }) } + layers,
    aliases: ["hard_swish": "hard_silu", "swish": "silu"])

  private static let types: [any (Activation & KerasSerializable).Type] = [
    CELU.self, ELU.self, Exponential.self, GELU.self, HardShrink.self, HardSigmoid.self, HardSiLU.self,
    HardTanh.self, LeakyReLU.self, Linear.self, LogSigmoid.self, LogSoftmax.self, Mish.self, ReLU.self,
    ReLU6.self, SELU.self, Sigmoid.self, SiLU.self, SoftShrink.self, Softmax.self, Softplus.self,
    Softsign.self, SparsePlus.self, SparseSigmoid.self, Sparsemax.self, Squareplus.self,
    HyperbolicTangent.self, TanhShrink.self, Threshold.self,
  ]

  /// Keras's layers that are an activation with options.
  private static let layers: [Entry] = [
    ("ReLU", { try $0.ignoringLayer { try ReLU(keras: &$0) } }),
    ("LeakyReLU", { try $0.ignoringLayer { try LeakyReLU(layer: &$0) } }),
    ("ELU", { try $0.ignoringLayer { try ELU(keras: &$0) } }),
    ("Softmax", { try $0.ignoringLayer { try Softmax(layer: &$0) } }),
    ("Activation", { try $0.ignoringLayer { try wrappedActivation(ofLayer: &$0) } }),
  ]

  /// The activation in Keras's JSON: a name or an alias, `null` for none, or an object.
  ///
  /// - Throws: ``LogitError/invalidConfiguration(object:reason:)`` for an unknown name or option.
  func activation(fromKeras value: JSON) throws -> any Activation {
    switch value {
    case .null: return Linear()
    case .string(let name):
      return try make(named: name)
    default:
      if value["class_name"] == .string("function"), let name = value["config"] {
        return try activation(fromKeras: name)
      }
      return try make(value)
    }
  }
}

extension Activation {
  /// What Keras would write: the name or, if there are options, the layer that has them.
  ///
  /// The options of `celu`, `gelu`, `hard_shrink`, `soft_shrink`, `squareplus` and `threshold` have no place
  /// in Keras's JSON. They become an object of the module `logit.activations`, which Logit reads and which
  /// Keras rejects instead of computing something else.
  var kerasValue: JSON {
    get throws {
      let activation = try KerasRegistry<any Activation>.activations.required(self, name: name)
      let configuration = try activation.kerasConfiguration
      guard !configuration.isEmpty else { return .string(name) }
      let layers = ["relu": "ReLU", "leaky_relu": "LeakyReLU", "elu": "ELU"]
      let className = type(of: activation).kerasClassName
      let layer = layers[className]
      return [
        "module": .string(layer == nil ? "logit.activations" : "keras.layers"),
        "class_name": .string(layer ?? className), "config": .object(configuration),
        "registered_name": layer == nil ? .string("logit>\(className)") : .null,
      ]
    }
  }
}

extension JSONFields {
  /// Skips the options that every layer has.
  fileprivate mutating func ignoringLayer(
    _ read: (inout JSONFields) throws -> any Activation
  ) throws -> any Activation {
    ignore("name", "trainable", "dtype")
    return try read(&self)
  }
}

extension LeakyReLU {
  /// Reads the options of Keras's layer, whose default slope is 0.3.
  fileprivate init(layer options: inout JSONFields) throws {
    self.init(negativeSlope: try options.double("negative_slope", default: 0.3))
  }
}

extension Softmax {
  /// Reads the options of Keras's layer, which accepts an axis.
  fileprivate init(layer options: inout JSONFields) throws {
    self.init()
    guard let axes = try options.optionalIntegers("axis"), axes != [-1], axes != [1] else { return }
    throw options.wrong(
      "axis", expected: "-1 or 1, the columns of a row", found: .array(axes.map { .integer($0) }))
  }
}

/// Reads Keras's layer `Activation`.
private func wrappedActivation(ofLayer options: inout JSONFields) throws -> any Activation {
  try KerasRegistry.activations.activation(fromKeras: options.value("activation") ?? .null)
}
