import Logit
import LogitFiles

/// A model's layers one after the other, whatever Keras had them in: a `Sequential`, one within another, or a
/// functional model that is a chain.
struct KerasArchitecture {
  /// A layer, and where its weights are.
  struct Layer {
    var value: JSON
    /// Its name in the model, which may differ from that in the file.
    var name: String
    /// The path of its group where names are made of classes: `layers/sequential/layers/dense`.
    let path: String
    /// The outermost layer that it belongs to, by which legacy files name it.
    let owner: String
  }

  static let supportedModels = "Sequential, and Functional models that are one chain of layers"
  private static let largestDepth = 16

  private let source: String
  private(set) var layers: [Layer] = []
  /// The first layer that says the shape of the input.
  private var input: JSON?
  private var names: Set<String> = []
  /// What was changed.
  private(set) var notes: [String] = []

  init(_ value: JSON, source: String) throws {
    self.source = source
    try append(value, path: "", owner: nil, depth: 0)
  }

  /// The layers as a plain `Sequential` of Keras 3.
  func sequential(of value: JSON) -> JSON {
    let layers = (input.map { [$0] } ?? []) + layers.map(\.value)
    let configuration = (value["config"]?.array == nil ? value["config"] : nil) ?? .object([])
    var members: [JSON.Member] = [
      JSON.Member("name", configuration["name"] ?? "sequential"), JSON.Member("layers", .array(layers)),
    ]
    if let shape = configuration["build_input_shape"], input == nil {
      members.append(JSON.Member("build_input_shape", shape))
    }
    return ["class_name": "Sequential", "config": .object(members)]
  }

  // MARK: Models

  private mutating func append(_ model: JSON, path: String, owner: String?, depth: Int) throws {
    guard depth <= Self.largestDepth else {
      throw unsupported("models nested more than \(Self.largestDepth) deep", Self.supportedModels)
    }
    let layers: [JSON]
    switch Self.className(model) {
    case "Sequential":
      // Until Keras 2.2.2 the configuration was the list of layers.
      guard let list = model["config"]?["layers"]?.array ?? model["config"]?.array else {
        throw unusable("a list of layers", "\(model["config"] ?? .null)")
      }
      layers = list
    case "Functional", "Model": layers = try chain(model["config"] ?? .null)
    case let name?: throw unsupported("a model of the class \(name.shortened)", Self.supportedModels)
    case nil: throw unusable("a model with a \"class_name\"", "\(model)")
    }
    var counts: [String: Int] = [:]
    for layer in layers {
      guard let className = Self.className(layer) else {
        throw unusable("layers with a \"class_name\"", "\(layer)")
      }
      if className == "InputLayer" {
        if input == nil && self.layers.isEmpty { input = try plain(layer) }
        continue
      }
      let stem = className.snakeCase
      let number = counts[stem, default: 0]
      counts[stem] = number + 1
      // Without a name it gets the one that Keras would have given it.
      let name = Self.name(of: layer) ?? "\(stem)\(number == 0 ? "" : "_\(number)")"
      let layerPath = "\(path)layers/\(stem)\(number == 0 ? "" : "_\(number)")"
      if ["Sequential", "Functional", "Model"].contains(className) {
        try append(layer, path: "\(layerPath)/", owner: owner ?? name, depth: depth + 1)
      } else {
        try append(layer, className, name: name, path: layerPath, owner: owner ?? name)
      }
    }
  }

  private mutating func append(
    _ layer: JSON, _ className: String, name: String, path: String, owner: String
  ) throws {
    guard Keras.hasLayer(className) else {
      throw unsupported(
        "layer \"\(name.shortened)\" (\(className.shortened))", Keras.layerNames.joined(separator: ", "))
    }
    var ownName = name
    if names.contains(name) {
      ownName = "\(owner)_\(name)"
      while names.contains(ownName) { ownName += "_1" }
      notes.append("The layer \"\(name)\" of \"\(owner)\" is called \"\(ownName)\", since two had the name.")
    }
    names.insert(ownName)
    let value = try plain(layer)
    let configuration = (value["config"] ?? .object([])).setting("name", .string(ownName))
    layers.append(
      Layer(value: value.setting("config", configuration), name: ownName, path: path, owner: owner))
  }

  /// The layers of a functional model from the input to the output.
  private func chain(_ configuration: JSON) throws -> [JSON] {
    guard let layers = configuration["layers"]?.array else {
      throw unusable("a list of layers", "\(configuration)")
    }
    let inputs = layers.filter { Self.className($0) == "InputLayer" }
    guard inputs.count == 1, let input = inputs.first, let start = Self.name(of: input) else {
      throw unsupported("a model of \(inputs.count.counted("input"))", Self.supportedModels)
    }
    let outputs = Self.references(configuration["output_layers"] ?? .null)
    guard outputs.count == 1, let end = outputs.first else {
      throw unsupported("a model of \(outputs.count.counted("output"))", Self.supportedModels)
    }
    var next: [String: JSON] = [:]
    for layer in layers where Self.className(layer) != "InputLayer" {
      let name = Self.name(of: layer) ?? ""
      let nodes = layer["inbound_nodes"]?.array ?? []
      let sources = nodes.first.map { Self.references($0["args"] ?? $0) } ?? []
      guard nodes.count == 1, sources.count == 1, let source = sources.first else {
        throw unsupported(
          "layer \"\(name.shortened)\", which is applied \(nodes.count.counted("time")), to "
            + "\(sources.count.counted("input")),", Self.supportedModels)
      }
      guard next.updateValue(layer, forKey: source) == nil else {
        throw unsupported("a branch after layer \"\(source.shortened)\"", Self.supportedModels)
      }
    }
    var chain = [input]
    var name = start
    while let layer = next.removeValue(forKey: name) {
      chain.append(layer)
      name = Self.name(of: layer) ?? ""
    }
    guard chain.count == layers.count, name == end else {
      throw unsupported("a model whose layers are no chain", Self.supportedModels)
    }
    return chain
  }

  /// The names of the layers that a value refers to, in the form of Keras 3 or 2; each as often as it does.
  private static func references(_ value: JSON, depth: Int = 0) -> [String] {
    if let history = value["config"]?["keras_history"]?.array { return [history.first?.string ?? ""] }
    guard let values = value.array, depth < 8 else { return [] }
    if let name = values.first?.string, values.count >= 3, values[1].integer != nil { return [name] }
    return values.flatMap { references($0, depth: depth + 1) }
  }

  // MARK: Layers

  private static func className(_ value: JSON) -> String? { value["class_name"]?.string }

  private static func name(of layer: JSON) -> String? {
    layer["name"]?.string ?? layer["config"]?["name"]?.string
  }

  /// A layer whose numbers are of single precision, without its place in a graph.
  private mutating func plain(_ layer: JSON) throws -> JSON {
    var layer = layer.removing("inbound_nodes")
    guard let configuration = layer["config"], let type = configuration["dtype"] else { return layer }
    let name = type.string ?? type["config"]?["name"]?.string
    guard let name, Self.otherPrecisions.contains(name) else { return layer }
    let note = "The model computes in \(name) in Keras, and in float32 here."
    if !notes.contains(note) { notes.append(note) }
    layer = layer.setting("config", configuration.setting("dtype", "float32"))
    return layer
  }

  private static let otherPrecisions: Set<String> = [
    "float64", "float16", "bfloat16", "mixed_float16", "mixed_bfloat16",
  ]

  private func unsupported(_ item: String, _ supported: String) -> InterchangeError {
    .unsupported(source: source, item: item, supported: supported)
  }

  private func unusable(_ expected: String, _ found: String) -> FileError {
    .damaged(
      source: source, item: "the architecture", expected: expected, found: found.shortened,
      remedy: "use a file that model.save wrote")
  }
}
