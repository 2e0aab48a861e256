/// One for the process, as static members of generic types cannot be stored.
private let registry = KerasRegistry<any Activation>(
  family: "activation", module: "keras.activations",
  [
    ("celu", { try CELU(keras: &$0) }), ("elu", { try ELU(keras: &$0) }),
    ("exponential", { try Exponential(keras: &$0) }), ("gelu", { try GELU(keras: &$0) }),
    ("hard_shrink", { try HardShrink(keras: &$0) }), ("hard_sigmoid", { try HardSigmoid(keras: &$0) }),
    ("hard_silu", { try HardSiLU(keras: &$0) }), ("hard_swish", { try HardSiLU(keras: &$0) }),
    ("hard_tanh", { try HardTanh(keras: &$0) }), ("leaky_relu", { try LeakyReLU(keras: &$0) }),
    ("linear", { try Linear(keras: &$0) }), ("log_sigmoid", { try LogSigmoid(keras: &$0) }),
    ("log_softmax", { try LogSoftmax(keras: &$0) }), ("mish", { try Mish(keras: &$0) }),
    ("relu", { try ReLU(keras: &$0) }), ("relu6", { try ReLU6(keras: &$0) }),
    ("selu", { try SELU(keras: &$0) }), ("sigmoid", { try Sigmoid(keras: &$0) }),
    ("silu", { try SiLU(keras: &$0) }), ("swish", { try SiLU(keras: &$0) }),
    ("soft_shrink", { try SoftShrink(keras: &$0) }), ("softmax", { try Softmax(keras: &$0) }),
    ("softplus", { try Softplus(keras: &$0) }), ("softsign", { try Softsign(keras: &$0) }),
    ("sparse_plus", { try SparsePlus(keras: &$0) }), ("sparse_sigmoid", { try SparseSigmoid(keras: &$0) }),
    ("sparsemax", { try Sparsemax(keras: &$0) }), ("squareplus", { try Squareplus(keras: &$0) }),
    ("tanh", { try HyperbolicTangent(keras: &$0) }), ("tanh_shrink", { try TanhShrink(keras: &$0) }),
    ("threshold", { try Threshold(keras: &$0) }),
    // Keras's layers that are an activation with options.
    ("ReLU", { try $0.ignoringLayer { try ReLU(keras: &$0) } }),
    ("LeakyReLU", { try $0.ignoringLayer { try LeakyReLU(layer: &$0) } }),
    ("ELU", { try $0.ignoringLayer { try ELU(keras: &$0) } }),
    ("Softmax", { try $0.ignoringLayer { try Softmax(layer: &$0) } }),
    ("Activation", { try $0.ignoringLayer { try activation(ofLayer: &$0) } }),
  ])

extension KerasRegistry where Family == any Activation {
  /// Keras's activations by name, and the layers that are nothing but one.
  static var activations: KerasRegistry { registry }

  /// The activation that Keras wrote: a name or an alias, `null` for none, or an object.
  ///
  /// - Throws: ``LogitError/invalidConfiguration(object:reason:)`` for a name or an option that is not known.
  func activation(fromKeras value: KerasValue) throws -> any Activation {
    switch value {
    case .null: return Linear()
    case .string(let name):
      return try make(.object(("class_name", .string(name)), ("config", .object([]))))
    default:
      if value["class_name"] == .string("function"), let name = value["config"] {
        return try activation(fromKeras: name)
      }
      return try make(value)
    }
  }
}

extension Activation {
  /// What Keras would write: the name, or if there are options, the layer that has them.
  ///
  /// The options of `celu`, `gelu`, `hard_shrink`, `soft_shrink`, `squareplus` and `threshold` have no place
  /// in Keras's JSON. They become an object of the module `logit.activations`, which Logit reads and Keras
  /// refuses, rather than compute something else.
  var kerasValue: KerasValue {
    guard let activation = self as? any KerasSerializable, !activation.kerasConfiguration.isEmpty else {
      return .string(name)
    }
    let layers = ["relu": "ReLU", "leaky_relu": "LeakyReLU", "elu": "ELU"]
    let className = type(of: activation).kerasClassName
    let layer = layers[className]
    return .object(
      ("module", .string(layer == nil ? "logit.activations" : "keras.layers")),
      ("class_name", .string(layer ?? className)), ("config", .object(activation.kerasConfiguration)),
      ("registered_name", layer == nil ? .string("logit>\(className)") : .null))
  }
}

extension KerasOptions {
  /// Reads past what every layer has.
  fileprivate mutating func ignoringLayer(
    _ read: (inout KerasOptions) throws -> any Activation
  ) throws -> any Activation {
    ignore("name", "trainable", "dtype")
    return try read(&self)
  }
}

extension LeakyReLU {
  /// Reads the options of Keras's layer, whose default slope is 0.3.
  fileprivate init(layer options: inout KerasOptions) throws {
    self.init(negativeSlope: try options.double("negative_slope", default: 0.3))
  }
}

extension Softmax {
  /// Reads the options of Keras's layer, which can be told an axis.
  fileprivate init(layer options: inout KerasOptions) throws {
    self.init()
    guard let axes = try options.optionalIntegers("axis"), axes != [-1], axes != [1] else { return }
    throw options.wrong(
      "axis", expected: "-1 or 1, the columns of a row", found: .array(axes.map { .integer($0) }))
  }
}

/// Reads Keras's layer `Activation`.
private func activation(ofLayer options: inout KerasOptions) throws -> any Activation {
  try registry.activation(fromKeras: options.value("activation") ?? .null)
}
