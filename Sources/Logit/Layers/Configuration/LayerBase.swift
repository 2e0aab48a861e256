/// The options that every layer of Keras has.
struct LayerBase {
  let name: String?
  let isTrainable: Bool

  /// Reads name and `trainable`, and rejects any number type except float32.
  init(_ options: inout JSONFields) throws {
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
  static let dtypePolicy =
    ["module": "keras", "class_name": "DTypePolicy", "config": ["name": "float32"], "registered_name": .null]
    as JSON
}

extension Layer {
  /// The name to write: the user's, or the first that Keras would give.
  var kerasName: JSON { .string(name ?? typeName.snakeCase) }

  /// The members that every layer's options begin with.
  var kerasBase: [JSON.Member] {
    [
      JSON.Member("name", kerasName), JSON.Member("trainable", .bool(isTrainable)),
      JSON.Member("dtype", LayerBase.dtypePolicy),
    ]
  }
}

// MARK: - Parts of a layer

func keras(_ initializer: any Initializer) throws -> JSON {
  try KerasRegistry<any Initializer>.initializers.value(of: initializer)
}
func keras(_ regularizer: (any Regularizer)?) throws -> JSON {
  try KerasRegistry<any Regularizer>.regularizers.value(of: regularizer)
}
func keras(_ constraint: (any Constraint)?) throws -> JSON {
  try KerasRegistry<any Constraint>.constraints.value(of: constraint)
}
func keras(_ activation: any Activation) throws -> JSON { try activation.kerasValue }

extension JSONFields {
  mutating func initializer(_ name: String, default fallback: any Initializer) throws -> any Initializer {
    guard let value = value(name) else { return fallback }
    return try KerasRegistry<any Initializer>.initializers.makeOptional(value) ?? fallback
  }

  mutating func regularizer(_ name: String) throws -> (any Regularizer)? {
    guard let value = value(name) else { return nil }
    return try KerasRegistry<any Regularizer>.regularizers.makeOptional(value)
  }

  mutating func constraint(_ name: String) throws -> (any Constraint)? {
    guard let value = value(name) else { return nil }
    return try KerasRegistry<any Constraint>.constraints.makeOptional(value)
  }

  mutating func activation(_ name: String) throws -> any Activation {
    guard let value = value(name) else { return .linear }
    return try KerasRegistry<any Activation>.activations.activation(fromKeras: value)
  }
}
