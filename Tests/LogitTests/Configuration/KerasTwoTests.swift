import Foundation
import Testing

@testable import Logit

/// Models as Keras 2 writes them.
@Suite struct KerasTwoTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let file: String
    let json: JSON
    var testDescription: String { "\(file) \(json["name"]?.text ?? "")" }
  }

  /// Keras 2.12 writes objects without their modules; 2.21 is `tf_keras`.
  static let cases: [Case] = ["keras_two_2.12", "keras_two_2.21"].flatMap { file in
    (KerasVectors.load(file)["cases"]?.elements ?? []).map { Case(file: file, json: $0) }
  }

  @Test("There are cases of both versions")
  func present() {
    #expect(Self.cases.count == 18)
  }

  private func model(_ example: Case) throws -> Sequential {
    var value = try #require(example.json["json"])
    if let compile = example.json["compile"] {
      value = .object(value.members + [JSON.Member("compile_config", compile)])
    }
    var model = try Sequential(kerasJSON: value.description, seed: 1)
    try model.setWeights(example.json["weights"]?.elements.map { try $0.tensor() } ?? [])
    return model
  }

  @Test("They predict what Keras 2 predicts, and are written as Keras 3 reads them", arguments: cases)
  func predictions(_ example: Case) throws {
    let model = try model(example)
    let x = try #require(try example.json["x"]?.tensor())
    let expected = example.json["predictions"]?["values"]?.floats ?? []
    // A few roundings more than one layer's, through seventeen.
    let found = try model.predict(x).scalars
    #expect(relativeDifference(found, expected) < 1e-5)
    let text = try model.kerasJSON()
    #expect(!text.contains("batch_input_shape"))
    #expect(try KerasTwo.version(of: JSON(json: text)) == nil)
    #expect(try Sequential(kerasJSON: text, seed: 1).kerasJSON() == text)
  }

  @Test(
    "They are compiled as they were", arguments: cases.filter { $0.json["compile"] != nil })
  func evaluation(_ example: Case) throws {
    var model = try model(example)
    let x = try #require(try example.json["x"]?.tensor())
    let y = try #require(try example.json["y"]?.tensor())
    var logs = try model.evaluate(x, y, batchSize: 6)
    if let logits = try onLogits(model) {
      model = logits
      logs.set("loss", to: try model.evaluate(x, y, batchSize: 6).loss)
    }
    for entry in example.json["evaluate"]?.members ?? [] {
      let found = try #require(logs[entry.name], "\(entry.name)")
      #expect(abs(found - entry.value.double) <= 1e-5 * max(1, abs(entry.value.double)), "\(entry.name)")
    }
    guard let trained = example.json["trained"]?.elements else { return }
    // The old optimizers' decay and the schedules among them.
    try model.fit(x, y, epochs: 3, batchSize: 6, verbose: .silent, shuffle: false)
    for (found, expected) in zip(model.weights, trained) {
      #expect(relativeDifference(found.scalars, expected["values"]?.floats ?? []) < 1e-5)
    }
  }

  /// What Keras 2 trained in place of a sigmoid under a categorical cross-entropy, where it took the
  /// sigmoid's logits for a softmax's; `nil` for any other model. Logit does not: see
  /// ``CategoricalCrossentropy``.
  private func onLogits(_ model: Sequential) throws -> Sequential? {
    guard model.outputName == Sigmoid().name, let loss = model.loss as? CategoricalCrossentropy else {
      return nil
    }
    var logits = try model.withoutOutputActivation()
    try logits.compile(
      optimizer: try #require(model.optimizer),
      loss: CategoricalCrossentropy(fromLogits: true, labelSmoothing: loss.labelSmoothing))
    return logits
  }

  @Test("Of a cosine's axes only the outputs' is read", arguments: [-1, 1, 0])
  func cosine(axis: Int) throws {
    let wrapped: JSON = [
      "class_name": "CosineSimilarity", "config": ["name": "cosine_similarity", "axis": .integer(axis)],
    ]
    let text: JSON = [
      "class_name": "Sequential", "keras_version": "2.15.0",
      "config": [
        "name": "s",
        "layers": [
          ["class_name": "Dense", "config": ["batch_input_shape": [.null, 3], "units": 2, "name": "d"]]
        ],
      ],
      "compile_config": ["optimizer": "sgd", "loss": wrapped, "metrics": [wrapped]],
    ]
    guard axis != 0 else {
      #expect(throws: LogitError.self) { try Sequential(keras: text) }
      return
    }
    #expect(try Sequential(keras: text).loss is CosineSimilarity)
  }

  @Test("A list of layers, and a first layer that tells the shape, are read too")
  func oldest() throws {
    let dense: JSON = [
      "class_name": "Dense",
      "config": [
        "batch_input_shape": [.null, 3], "units": 2, "name": "dense_1", "activation": "linear",
        "kernel_initializer": [
          "class_name": "VarianceScaling",
          "config": [
            "distribution": "uniform", "mode": "fan_avg", "scale": 1.0, "seed": .null, "dtype": "float32",
          ],
        ],
      ],
    ]
    let model = try Sequential(keras: [
      "class_name": "Sequential", "config": [dense], "keras_version": "2.2.2",
    ])
    #expect(model.isBuilt && model.layers.first?.inputShape == [3] && model.layers.first?.name == "dense_1")
  }

  @Test("What cannot be read of Keras 2's is said to be its")
  func refused() throws {
    func message(_ value: JSON) -> String {
      do {
        _ = try Sequential(keras: value)
        return ""
      } catch {
        return "\(error)"
      }
    }
    let recurrent: JSON = [
      "class_name": "Sequential", "keras_version": "2.15.0",
      "config": [
        "name": "s", "layers": [["class_name": "LSTM", "config": ["batch_input_shape": [.null, 3, 2]]]],
      ],
    ]
    #expect(message(recurrent).contains("(the model was written by Keras 2.15.0)"))
    #expect(message(recurrent).contains("there is no layer with this name"))
    let functional: JSON = ["class_name": "Functional", "config": [:], "keras_version": "2.15.0"]
    #expect(message(functional).contains("Keras 2.15.0"))
    // Without its version it is known by what only Keras 2 writes.
    let unversioned: JSON = [
      "class_name": "Sequential",
      "config": ["layers": [["class_name": "GRU", "config": ["batch_input_shape": [.null, 3, 2]]]]],
    ]
    #expect(message(unversioned).contains("(the model was written by Keras 2)"))
    // Keras 3's text is not called so.
    let current: JSON = [
      "class_name": "Sequential", "config": ["layers": [["class_name": "GRU", "config": [:]]]],
    ]
    #expect(message(current).contains("GRU") && !message(current).contains("Keras 2"))
  }
}
