/// The options that every layer of Keras has.
struct LayerBase {
  let name: String?
  let isTrainable: Bool

  /// Reads name and `trainable`, and refuses any type of number but float32.
  init(_ options: inout KerasOptions) throws {
    name = try options.optionalString("name")
    isTrainable = try options.bool("trainable", default: true)
    switch options.value("dtype") {
    case nil, .null?, .string("float32")?: break
    case let policy?:
      guard policy["config"]?["name"] == .string("float32") else {
        throw options.wrong("dtype", expected: "float32", found: policy)
      }
    }
  }

  /// Keras's object for float32.
  static let dtypePolicy = KerasValue.object(
    ("module", .string("keras")), ("class_name", .string("DTypePolicy")),
    ("config", .object(("name", .string("float32")))), ("registered_name", .null))
}

extension Layer {
  /// The name to write: the user's, or the first that Keras would give.
  var kerasName: KerasValue { .string(name ?? LayerStack.snakeCase(typeName)) }

  /// The members that every layer's options begin with.
  var kerasBase: [KerasMember] {
    [
      KerasMember("name", kerasName), KerasMember("trainable", .bool(isTrainable)),
      KerasMember("dtype", LayerBase.dtypePolicy),
    ]
  }
}

// MARK: - Parts of a layer

/// What a part of a layer, such as an initializer, is written as; `null` if there is none.
func keras(_ part: Any?, module: String) -> KerasValue {
  guard let part = part as? any KerasSerializable else { return .null }
  return .object(
    ("module", .string(module)), ("class_name", .string(type(of: part).kerasClassName)),
    ("config", .object(part.kerasConfiguration)), ("registered_name", .null))
}

func keras(_ initializer: any Initializer) -> KerasValue { keras(initializer, module: "keras.initializers") }
func keras(_ regularizer: (any Regularizer)?) -> KerasValue {
  keras(regularizer, module: "keras.regularizers")
}
func keras(_ constraint: (any Constraint)?) -> KerasValue { keras(constraint, module: "keras.constraints") }
/// Keras writes an activation as its name.
func keras(_ activation: any Activation) -> KerasValue { .string(activation.name) }

extension KerasOptions {
  mutating func initializer(_ name: String, default fallback: any Initializer) throws -> any Initializer {
    guard let value = value(name), value != .null else { return fallback }
    return try LayerParts.initializers.make(value)
  }

  mutating func regularizer(_ name: String) throws -> (any Regularizer)? {
    guard let value = value(name), value != .null else { return nil }
    return try LayerParts.regularizers.make(value)
  }

  mutating func constraint(_ name: String) throws -> (any Constraint)? {
    guard let value = value(name), value != .null else { return nil }
    return try LayerParts.constraints.make(value)
  }

  mutating func activation(_ name: String) throws -> any Activation {
    switch value(name) {
    case nil, .null?: return .linear
    case .string(let identifier)?:
      guard let activation = LayerParts.activations.first(where: { $0.name == identifier }) else {
        throw wrong(
          name, expected: "one of " + LayerParts.activations.map(\.name).joined(separator: ", "),
          found: .string(identifier))
      }
      return activation
    case let other?: throw wrong(name, expected: "the name of an activation", found: other)
    }
  }
}

/// The parts that layers can have, until their families have registries of their own.
private enum LayerParts {
  static let initializers = KerasRegistry<any Initializer>(
    family: "initializer", module: "keras.initializers",
    [
      ("Zeros", { _ in .zeros }), ("Ones", { _ in .ones }),
      ("Constant", { .constant(Float(try $0.double("value", default: 0))) }),
      (
        "GlorotUniform",
        {
          $0.ignore("seed", "input_axes", "output_axes")
          return .glorotUniform
        }
      ),
      (
        "RandomUniform",
        {
          let range = (try $0.double("minval", default: -0.05), try $0.double("maxval", default: 0.05))
          $0.ignore("seed")
          return UniformDraws(range.0, range.1)
        }
      ),
    ])
  static let regularizers = KerasRegistry<any Regularizer>(
    family: "regularizer", module: "keras.regularizers", [])
  static let constraints = KerasRegistry<any Constraint>(
    family: "constraint", module: "keras.constraints", [])
  static let activations: [any Activation] = [.linear, .sigmoid, .tanh, .relu, .softmax]
}
