import Logit
import LogitFiles
import LogitInterchange
import Testing

@Suite("Files of Keras")
struct KerasFileTests {
  private var x: Tensor<Float> {
    get throws { try Tensor(KerasFixture.expected["x"]?.floats ?? [], shape: [6, 3]) }
  }

  private var labels: Tensor<Float> {
    get throws { try Tensor(KerasFixture.expected["y"]?.floats ?? [], shape: [6, 1]) }
  }

  private func open(_ name: String, architecture: String? = nil) throws -> ForeignModel {
    try ForeignModel(
      kerasBytes: try KerasFixture.bytes(name), name: name, architecture: architecture, seed: 1)
  }

  /// The largest difference from what Keras predicted.
  private func difference(_ model: Sequential, _ name: String, _ key: String = "predictions") throws -> Float
  {
    let expected = KerasFixture.expected["models"]?[name]?[key]?.floats ?? []
    let found = try model.predict(x).scalars
    #expect(expected.count == found.count)
    return zip(expected, found).map { abs($0 - $1) }.max() ?? .infinity
  }

  @Test(
    "predict what Keras predicts",
    arguments: [
      ("chain.keras", "chain"), ("chain.h5", "chain"), ("two.keras", "two"), ("two.h5", "two"),
      ("half.keras", "half"),
    ])
  func predictions(file: String, name: String) throws {
    let foreign = try open(file)
    #expect(try difference(foreign.model, name) < 1e-6)
    // Only the one with bfloat16 differs from what Keras would compute.
    #expect(foreign.notes.isEmpty == (name != "half"), "\(foreign.notes)")
  }

  @Test("of weights need an architecture", arguments: ["nested.weights.h5", "latest.h5"])
  func weights(file: String) throws {
    let architecture = try KerasFixture.text("nested.json")
    #expect(try difference(open(file, architecture: architecture).model, "nested") < 1e-6)
    #expect(throws: InterchangeError.noArchitecture(source: file)) { try open(file) }
  }

  @Test("go on training where Keras stopped", arguments: ["chain.keras", "chain.h5"])
  func nextStep(file: String) throws {
    var model = try open(file).model
    #expect(model.optimizer is Adam)
    try model.trainOnBatch(x, labels)
    #expect(try difference(model, "chain", "next") < 1e-6)
  }

  @Test("come back the same in every form", arguments: KerasFileFormat.allCases)
  func roundTrip(format: KerasFileFormat) throws {
    let model = try open("chain.keras").model
    let architecture = format == .weights ? try model.kerasJSON() : nil
    let bytes = try model.kerasBytes(format)
    var again = try ForeignModel(kerasBytes: bytes, architecture: architecture, seed: 1).model
    #expect(again.weights == model.weights)
    #expect(try again.kerasBytes(format) == bytes)
    try again.trainOnBatch(x, labels)
    #expect(try difference(again, "chain", "next") < 1e-6)
  }

  @Test("are named by their endings")
  func formats() {
    #expect(KerasFileFormat(path: "a.keras") == .keras)
    #expect(KerasFileFormat(path: "a.weights.h5") == .weights)
    #expect(KerasFileFormat(path: "a.H5") == .h5)
    #expect(KerasFileFormat(path: "a.safetensors") == nil)
  }

  @Test("without the optimizer hold no compilation", arguments: [KerasFileFormat.keras, .h5])
  func withoutOptimizer(format: KerasFileFormat) throws {
    let bytes = try open("chain.keras").model.kerasBytes(format, includingOptimizer: false)
    #expect(try !ForeignModel(kerasBytes: bytes).model.isCompiled)
  }

  @Test("have names that TensorFlow accepts, and tell of NaN")
  func names() throws {
    var model = try Sequential(
      [
        Dense(1, inputShape: [1], name: "the first layer"), Dense(1, name: "the_first_layer"),
        Dense(1, name: "ä"),
      ],
      seed: 1)
    model.withMutableStoredWeights { $0[0] = .nan }
    let path = FileSystem.temporaryPath(".keras")
    defer { FileSystem.removeFile(path) }
    let notes = try model.save(kerasFile: path)
    #expect(notes.count == 3)
    let foreign = try ForeignModel(kerasFile: path)
    #expect(foreign.model.layers.map(\.name) == ["the_first_layer_1", "the_first_layer", "layer_"])
    #expect(
      foreign.notes == ["The kernel of layer \"the_first_layer_1\" holds 1 number that is NaN or infinite."])
  }
}
