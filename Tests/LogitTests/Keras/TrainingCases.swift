@testable import Logit

/// A run of training that Keras made, from `Fixtures/KerasSurface/training.json`.
struct TrainingCase: Sendable, CustomStringConvertible {
  static let file = KerasVectors.load("training")

  static let all: [TrainingCase] = file["cases"]?.elements.map(TrainingCase.init) ?? []

  let value: JSON

  var name: String { value["name"]?.text ?? "" }
  var description: String { name }

  subscript(name: String) -> JSON { value[name] ?? .null }

  /// The arrays of the file by name.
  static func array(_ name: JSON?) throws -> Tensor<Float>? {
    guard case .string(let name)? = name else { return nil }
    return try file["data"]?[name]?.tensor()
  }

  var x: Tensor<Float> { get throws { try Self.array(self["x"]) ?? Tensor([]) } }
  var y: Tensor<Float> { get throws { try Self.array(self["y"]) ?? Tensor([]) } }
  var sampleWeight: Tensor<Float>? { get throws { try Self.array(self["sample_weight"]) } }

  /// The model from Keras's JSON, with Keras's first weights.
  func model() throws -> Sequential {
    var model = try Sequential(keras: self["model"], seed: 1)
    if self["compile"] != .null { try model.compile(keras: self["compile"]) }
    let x = try self.x
    try model.build(inputShape: Array(x.shape.dropFirst()))
    try model.setWeights(
      self["initial_weights"].elements.map {
        try Tensor($0["values"]?.floats ?? [], shape: $0["shape"]?.integers ?? [])
      })
    return model
  }

  func validation() throws -> LabeledRows? {
    guard case .array(let names)? = self["fit"]["validation_data"] else { return nil }
    guard let x = try Self.array(names[0]), let y = try Self.array(names[1]) else { return nil }
    return LabeledRows(x, y, sampleWeight: names.count > 2 ? try Self.array(names[2]) : nil)
  }

  var classWeight: [Int: Float]? { Self.classWeight(self["fit"]["class_weight"]) }

  static func classWeight(_ value: JSON?) -> [Int: Float]? {
    guard case .object(let members)? = value else { return nil }
    return Dictionary(uniqueKeysWithValues: members.map { (Int($0.name) ?? -1, $0.value.float) })
  }

  var validationFreq: ValidationFrequency {
    switch self["fit"]["validation_freq"] {
    case .integer(let count)?: .every(count)
    case .array(let epochs)?: .epochs(epochs.map(\.int))
    default: 1
    }
  }
}
