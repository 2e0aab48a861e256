import Foundation
import Testing

@testable import Logit

/// Whole models to and from Keras's JSON.
@Suite struct ModelJSONTests {
  /// Refused, each with its reason in the error: loss weights, and a dense layer on matrices.
  static let cases = KerasVectors.cases("configs").filter {
    $0["family"].text == "model" && !["model network", "model shapes"].contains($0.name)
  }

  /// What a model is, whatever else Keras writes: the shapes of layers without weights, names instead of
  /// objects.
  private func essence(_ json: JSON) throws -> String {
    let layers = (json["config"]?["layers"]?.elements ?? []).map { layer in
      JSON.object(layer.members.filter { $0.name != "build_config" }).withoutIntegers.description
    }
    let compile = json["compile_config"]
    var parts: [String] = [json["config"]?["name"]?.text ?? ""]
    parts += layers
    parts.append(compile?["optimizer"]?.withoutIntegers.description ?? "")
    if let loss = compile?["loss"] {
      parts.append(
        try KerasRegistry<any Loss>.serialized(try KerasRegistry<any Loss>.loss(loss)).description)
    }
    for metric in compile?["metrics"]?.elements ?? [] {
      let made = try KerasRegistry<any Metric>.metric(metric)
      parts.append(try KerasRegistry<any Metric>.serialized(made).description)
    }
    return parts.joined(separator: "\n")
  }

  @Test("A model read from Keras's JSON is written as Keras wrote it", arguments: cases)
  func roundTrip(_ example: KerasVectors.Case) throws {
    let model = try Sequential(keras: example["json"], seed: 1)
    let written = try model.kerasValue()
    #expect(try essence(written) == essence(example["json"]))
    #expect(try Sequential(kerasJSON: written.description).kerasValue() == written)
    // For `check_roundtrip.py`, which has Keras read what was written here.
    guard let folder = ProcessInfo.processInfo.environment["LOGIT_WRITTEN_JSON"] else { return }
    let name = example.name.replacingOccurrences(of: " ", with: "-")
    try Data(written.description.utf8).write(to: URL(fileURLWithPath: "\(folder)/\(name).json"))
  }

  @Test("A model built in Swift survives the round trip")
  func ownModel() throws {
    var model = try Sequential(name: "mine", seed: 1) {
      Input(shape: [4])
      BatchNormalization()
      Dense(8, activation: .relu, kernelRegularizer: .l2(0.01), kernelConstraint: .maxNorm(2))
      Dropout(0.2)
      Dense(3, activation: .softmax, name: "probabilities")
    }
    try model.compile(
      optimizer: .adam(learningRate: .exponentialDecay(0.01, decaySteps: 100, decayRate: 0.9)),
      loss: .categoricalCrossentropy(labelSmoothing: 0.1), metrics: [.accuracy, .auc()])
    let text = try model.kerasJSON()
    let read = try Sequential(kerasJSON: text, seed: 1)
    #expect(try read.kerasJSON() == text)
    #expect(read.weights == model.weights)
  }

  @Test("Text that asks for more parameters than allowed is refused before memory is reserved")
  func tooLarge() throws {
    let text = try Sequential([Dense(7, inputShape: [3])]).kerasJSON()
    #expect(try Sequential(kerasJSON: text, largestParameterCount: 28).parameterCount == 28)
    let error = #expect(throws: LogitError.self) {
      try Sequential(kerasJSON: text, largestParameterCount: 27)
    }
    #expect(error?.description.contains("28 parameters, but at most 27 are allowed") == true)
    // Two hundred gigabytes.
    let huge = text.replacing("\"units\": 7", with: "\"units\": 17179869184")
    #expect(huge != text)
    #expect(throws: LogitError.self) { try Sequential(kerasJSON: huge) }
  }

  struct OwnLoss: Loss {
    let name = "own"
    func evaluate(
      labels: Span<Float>, predictions: Span<Float>, units: Int, values: inout MutableSpan<Float>,
      gradient: inout MutableSpan<Float>
    ) {}
  }

  @Test("What has no counterpart is refused by name")
  func refused() throws {
    func expectRefusal(_ change: (inout String) -> Void, _ part: String) throws {
      var text = try Sequential([Dense(1, inputShape: [1])]).kerasJSON()
      change(&text)
      let error = #expect(throws: (any Error).self) { try Sequential(kerasJSON: text) }
      #expect(error.map { "\($0)".contains(part) } == true, "\(error.map { "\($0)" } ?? "")")
    }
    try expectRefusal({ $0.replace("\"Dense\"", with: "\"LSTM\"") }, "LSTM")
    try expectRefusal({ $0.replace("\"use_bias\"", with: "\"use_biass\"") }, "use_biass")
    try expectRefusal({ $0.replace("\"Sequential\"", with: "\"Functional\"") }, "Functional")
    try expectRefusal({ $0.removeLast() }, "line 1")
    try expectRefusal(
      { $0 = "{\"class_name\": \"Sequential\"}" },
      "its \"config\" is null, but must be an object with \"layers\"")
    try expectRefusal(
      { $0.replace("\"config\": {}", with: "\"config\": \"seed=1\"") },
      "its \"config\" is \"seed=1\", but must be an object")
    for batch in ["\"x\"", "2.5"] {
      try expectRefusal(
        { $0.replace("\"batch_shape\": [null", with: "\"batch_shape\": [\(batch)") },
        "\"batch_shape\" is \(batch), but must be null or a whole number of rows at first")
    }
    try expectRefusal(
      { $0.replace("\"batch_shape\": [null, 1]", with: "\"batch_shape\": 7") }, "\"batch_shape\" is 7, but")
    var model = try Sequential([Dense(1, inputShape: [1])])
    try model.compile(optimizer: .sgd(), loss: OwnLoss())
    let error = #expect(throws: LogitError.self) { try model.kerasJSON() }
    #expect(error?.description.contains("own cannot be written") == true)
  }
}
