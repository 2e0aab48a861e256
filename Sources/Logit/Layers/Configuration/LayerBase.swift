/// The options that every layer of Keras has.
struct LayerBase {
  let name: String?
  let isTrainable: Bool

  /// Reads name and `trainable`, and rejects any number type except float32.
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
  var kerasName: KerasValue { .string(name ?? typeName.snakeCase) }

  /// The members that every layer's options begin with.
  var kerasBase: [KerasMember] {
    [
      KerasMember("name", kerasName), KerasMember("trainable", .bool(isTrainable)),
      KerasMember("dtype", LayerBase.dtypePolicy),
    ]
  }
}

// MARK: - Parts of a layer

func keras(_ initializer: any Initializer) -> KerasValue { initializer.kerasValue ?? .null }
func keras(_ regularizer: (any Regularizer)?) -> KerasValue { regularizer?.kerasValue ?? .null }
func keras(_ constraint: (any Constraint)?) -> KerasValue { constraint?.kerasValue ?? .null }
func keras(_ activation: any Activation) -> KerasValue { activation.kerasValue }

extension KerasOptions {
  mutating func initializer(_ name: String, default fallback: any Initializer) throws -> any Initializer {
    guard let value = value(name) else { return fallback }
    return try KerasRegistry<any Initializer>.initializers.initializer(fromKeras: value) ?? fallback
  }

  mutating func regularizer(_ name: String) throws -> (any Regularizer)? {
    guard let value = value(name) else { return nil }
    return try KerasRegistry<any Regularizer>.regularizers.regularizer(fromKeras: value)
  }

  mutating func constraint(_ name: String) throws -> (any Constraint)? {
    guard let value = value(name) else { return nil }
    return try KerasRegistry<any Constraint>.constraints.constraint(fromKeras: value)
  }

  mutating func activation(_ name: String) throws -> any Activation {
    guard let value = value(name) else { return .linear }
    return try KerasRegistry<any Activation>.activations.activation(fromKeras: value)
  }
}
