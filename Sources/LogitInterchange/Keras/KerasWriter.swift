import Logit
import LogitFiles

/// Lays a model out as one of Keras's files.
struct KerasWriter {
  /// The version whose form is written.
  private static let version = "3.15.1"
  /// Any date will do; a file of the same model is the same to the last bit.
  private static let date = "1980-01-01@00:00:00"
  /// What Keras calls the one that wrote a file: it is only shown.
  private static let backend = "tensorflow"

  private let model: Sequential
  private let includesOptimizer: Bool
  private let value: JSON
  /// The layers' names in the file, as their architecture has them.
  private let names: [String]
  private let modelName: String
  /// What a reader should know about the file.
  private(set) var notes: [String] = []
  /// The names of classes and columns, which Keras has no place for and reads past; `nil` for none.
  var labels: JSON?

  init(_ model: Sequential, includingOptimizer: Bool) throws {
    guard model.isBuilt else { throw LogitError.notBuilt(operation: "a file of Keras") }
    (self.model, includesOptimizer) = (model, includingOptimizer && model.isCompiled)
    names = KerasNames.accepted(model.layerNames.map(\.name))
    modelName = KerasNames.accepted(model.name)
    var value = try model.kerasValue()
    value = Self.renaming(value, model: modelName, layers: names)
    if !includesOptimizer {
      value = value.setting("compile_config", .object([]))
    } else if let optimizer = value["compile_config"]?["optimizer"],
      let name = optimizer["config"]?["name"]?.string
    {
      let named = (optimizer["config"] ?? .object([])).setting("name", .string(KerasNames.accepted(name)))
      let settings = (value["compile_config"] ?? .object([])).setting(
        "optimizer", optimizer.setting("config", named))
      value = value.setting("compile_config", settings)
    }
    self.value = value
    for (layer, name) in zip(model.layerNames, names) where layer.name != name {
      notes.append(
        "The layer \"\(layer.name)\" is called \"\(name)\" in the file, since TensorFlow refuses the name.")
    }
    notes += model.storedWeights.compactMap { weight in
      let count = model.withStoredWeights { $0[weight.range].count { !$0.isFinite } }
      guard count > 0 else { return nil }
      return "The \(weight.name) of layer \"\(names[weight.layer])\" holds \(count.counted("number")) that "
        + "\(count == 1 ? "is" : "are") NaN or infinite."
    }
  }

  /// The architecture under names that are accepted.
  private static func renaming(_ value: JSON, model: String, layers names: [String]) -> JSON {
    guard var configuration = value["config"], var layers = configuration["layers"]?.array else {
      return value
    }
    var next = 0
    for index in layers.indices {
      guard let options = layers[index]["config"] else { continue }
      if layers[index]["class_name"] == .string("InputLayer") {
        let name = KerasNames.accepted(options["name"]?.string ?? "input_layer")
        layers[index] = layers[index].setting("config", options.setting("name", .string(name)))
      } else if next < names.count {
        layers[index] = layers[index].setting("config", options.setting("name", .string(names[next])))
        next += 1
      }
    }
    configuration = configuration.setting("name", .string(model)).setting("layers", .array(layers))
    return value.setting("config", configuration)
  }

  // MARK: Files

  /// The bytes of a file.
  func encoded(_ format: KerasFileFormat) -> [UInt8] {
    switch format {
    case .keras: archive()
    case .weights: weightsByClass(labels: labels)
    case .h5: legacy()
    }
  }

  private func archive() -> [UInt8] {
    var metadata: JSON = ["keras_version": .string(Self.version), "date_saved": .string(Self.date)]
    if let labels { metadata = metadata.setting(KerasContents.labelsName, labels) }
    var (encoder, output) = (ZipEncoder(), ByteOutput())
    for (name, contents) in [
      ("metadata.json", Array(metadata.description.utf8)), ("config.json", Array(value.description.utf8)),
      ("model.weights.h5", weightsByClass()),
    ] {
      encoder.append(name: name, contents: contents, isCompressed: false, to: &output)
    }
    encoder.finish(to: &output)
    return output.bytes
  }

  /// - Parameter labels: The names of classes and columns; `nil` where they stand elsewhere.
  private func weightsByClass(labels: JSON? = nil) -> [UInt8] {
    let writer = HDF5Writer()
    if let labels { writer.setText(KerasContents.labelsName, labels.description, of: "") }
    var counts: [String: Int] = [:]
    // Where each layer's weights go, by its class and number.
    let groups = model.layerNames.map { layer in
      let stem = layer.className.snakeCase
      let number = counts[stem, default: 0]
      counts[stem] = number + 1
      return "layers/\(stem)\(number == 0 ? "" : "_\(number)")/vars"
    }
    for group in groups { writer.addGroup(group) }
    var numbers = [Int](repeating: 0, count: groups.count)
    return withVariables { weights, optimizer in
      for (weight, values) in weights {
        let number = numbers[weight.layer]
        numbers[weight.layer] += 1
        writer.add("\(groups[weight.layer])/\(number)", shape: weight.shape, values)
      }
      for (number, variable) in optimizer.enumerated() {
        writer.add("optimizer/vars/\(number)", shape: variable.shape, variable.values)
      }
      return writer.encoded()
    }
  }

  private func legacy() -> [UInt8] {
    let writer = HDF5Writer()
    writer.setText("keras_version", Self.version, of: "")
    writer.setText("backend", Self.backend, of: "")
    if let labels { writer.setText(KerasContents.labelsName, labels.description, of: "") }
    let architecture: JSON = ["class_name": "Sequential", "config": value["config"] ?? .null]
    writer.setText("model_config", architecture.description, of: "")
    if includesOptimizer, let settings = value["compile_config"] {
      let optimizer = settings["optimizer"] ?? .null
      let training = settings.removing("optimizer").setting("optimizer_config", optimizer)
      writer.setText("training_config", training.description, of: "")
    }
    writer.setTexts("layer_names", names, of: "model_weights")
    writer.setText("backend", Self.backend, of: "model_weights")
    writer.setText("keras_version", Self.version, of: "model_weights")
    writer.setTexts("weight_names", [], of: "model_weights/top_level_model_weights")
    return withVariables { weights, optimizer in
      for (index, name) in names.enumerated() {
        let own = weights.filter { $0.weight.layer == index }
        // Trained weights come first.
        let ordered = own.filter(\.weight.isTrainable) + own.filter { !$0.weight.isTrainable }
        let paths = ordered.map { "\(modelName)/\(name)/\($0.weight.name)" }
        writer.setTexts("weight_names", paths, of: "model_weights/\(name)")
        for (path, (weight, values)) in zip(paths, ordered) {
          writer.add("model_weights/\(name)/\(path)", shape: weight.shape, values)
        }
      }
      if !optimizer.isEmpty {
        let kind = KerasNames.accepted(model.optimizer?.name ?? "optimizer")
        let paths = optimizer.map { "\(kind)/\($0.name)" }
        writer.setTexts("weight_names", paths, of: "optimizer_weights")
        for (path, variable) in zip(paths, optimizer) {
          writer.add("optimizer_weights/\(path)", shape: variable.shape, variable.values)
        }
      }
      return writer.encoded()
    }
  }

  // MARK: Variables

  private typealias Weight = (weight: StoredWeight, values: HDF5Writer.Values)
  private typealias Variable = (name: String, shape: [Int], values: HDF5Writer.Values)

  /// Lends the numbers of all weights, and those of the optimizer in Keras's order.
  private func withVariables(_ body: ([Weight], [Variable]) -> [UInt8]) -> [UInt8] {
    let stored = model.storedWeights
    let state = includesOptimizer ? model.storedOptimizerState : nil
    let rates = model.storedLearningRate.map { [Float($0)] } ?? []
    let products = model.storedMomentumProduct.map { [$0] } ?? []
    return model.withStoredWeights { buffer in
      let weights = stored.map { weight -> Weight in
        let values = UnsafeBufferPointer(rebasing: buffer[weight.range])
        return (weight, weight.isInteger ? .integers(values.map { Int(exactly: $0) ?? 0 }) : .floats(values))
      }
      guard let state else { return body(weights, []) }
      return state.slots.withUnsafeBufferPointer { slots in
        withNumbers(rates, products) { rates, products in
          var variables: [Variable] = [("iteration", [], .integers([state.iteration]))]
          if !rates.isEmpty { variables.append(("learning_rate", [], .floats(rates))) }
          for variable in KerasOptimizerOrder(model, slotNames: state.slotNames).variables {
            let start = variable.slot * buffer.count + variable.weight.range.lowerBound
            let values = UnsafeBufferPointer(rebasing: slots[start..<start + variable.weight.range.count])
            let layer = names[variable.weight.layer]
            variables.append(
              (
                "\(modelName)_\(layer)_\(variable.weight.name)_\(variable.slotName)", variable.weight.shape,
                .floats(values)
              ))
          }
          if !products.isEmpty { variables.append(("variable", [], .floats(products))) }
          return body(weights, variables)
        }
      }
    }
  }

  private func withNumbers(
    _ first: [Float], _ second: [Float],
    _ body: (UnsafeBufferPointer<Float>, UnsafeBufferPointer<Float>) -> [UInt8]
  ) -> [UInt8] {
    first.withUnsafeBufferPointer { first in second.withUnsafeBufferPointer { body(first, $0) } }
  }
}
