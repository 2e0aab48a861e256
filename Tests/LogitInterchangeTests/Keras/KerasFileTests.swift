import Logit
import LogitFiles
import Testing

@testable import LogitInterchange

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

  @Test(
    "of Keras before 2.11, which orders an optimizer's numbers otherwise, go on training where it stopped",
    arguments: ["Adam", "RMSprop", "Ftrl", "SGD"])
  func legacyStep(optimizer: String) throws {
    let name = "legacy-\(optimizer)"
    let foreign = try open("\(name).h5")
    #expect(foreign.notes.isEmpty, "\(foreign.notes)")
    var model = foreign.model
    #expect(try difference(model, name) < 1e-6)
    try model.trainOnBatch(x, x)
    #expect(try difference(model, name, "next") < 1e-6)
  }

  @Test("of Keras before 2.11 keep Nadam's product of momenta where others keep the learning rate")
  func legacyNadam() throws {
    let foreign = try open("legacy-Nadam.h5")
    let model = foreign.model
    #expect(try difference(model, "legacy-Nadam") < 1e-6)
    let rate = try #require(model.storedLearningRate)
    #expect(model.optimizer is Nadam && abs(rate - 0.01) < 1e-8)
    #expect(model.storedOptimizerState?.iteration == 3)
    #expect(foreign.notes.count == 1 && foreign.notes.allSatisfy { $0.contains("momentum of Nadam") })
  }

  @Test(
    "whose optimizer's numbers have names that nobody knows say so, and leave them",
    arguments: [
      ("Adam", "v:0", "w:0"), ("Adam", "vhat:0", "what:0"), ("Adam", "iter:0", "itex:0"),
      ("SGD", "momentum:0", "momentun:0"),
    ])
  func otherOptimizers(optimizer: String, name: String, other: String) throws {
    var bytes = try KerasFixture.bytes("legacy-\(optimizer).h5")
    // In the list of names as well as in the groups.
    for place in bytes.indices where bytes[place...].starts(with: name.utf8) {
      bytes.replaceSubrange(place..<place + name.utf8.count, with: other.utf8)
    }
    let foreign = try ForeignModel(kerasBytes: bytes, name: "a.h5", seed: 1)
    #expect(foreign.notes.contains { $0.contains("state is not taken over") }, "\(foreign.notes)")
    #expect(foreign.model.storedOptimizerState?.iteration == 0)
  }

  @Test("with names of classes or columns in another number, or that are no names, are refused")
  func otherLabels() throws {
    let model = try Sequential([Dense(1, inputShape: [2], activation: .sigmoid)], seed: 1)
    func open(_ labels: JSON, _ format: KerasFileFormat) throws -> ForeignModel {
      var writer = try KerasWriter(model, includingOptimizer: false)
      writer.labels = labels
      return try ForeignModel(kerasBytes: writer.encoded(format), name: "a.keras", seed: 1)
    }
    for format in [KerasFileFormat.keras, .h5] {
      let good = try open(["classes": ["no", "yes"], "columns": ["a", "b"]], format)
      #expect(good.classNames == ["no", "yes"] && good.featureNames == ["a", "b"])
      let none = try open(["other": 1], format)
      #expect(none.classNames == nil && none.featureNames == nil)
      for (key, values) in [
        ("classes", ["no"]), ("classes", []), ("classes", ["a", "b", "c"]), ("classes", ["no", "no"]),
        ("classes", ["no", 1]), ("classes", "no"), ("columns", ["a"]), ("columns", ["a", "b", "c"]),
        ("columns", ["a", "a"]), ("columns", [1, 2]), ("columns", 5),
      ] as [(String, JSON)] {
        let text = message { _ = try open(.object([JSON.Member(key, values)]), format) }
        #expect(
          text.contains("a.keras") && text.contains("\"\(key)\"") && text.contains("2 different texts"),
          "\(text)")
      }
    }
  }

  @Test("of double precision are said to be rounded, whichever byte comes first", arguments: ["<", ">"])
  func doublePrecision(order: String) throws {
    // The only weights of double precision in the fixture are a bias; the byte order is a bit of its type.
    var bytes = try KerasFixture.bytes("rewritten.h5")
    let type: [UInt8] = [0x21, 63, 0, 8, 0, 0, 0, 0, 0, 64, 0, 52, 11, 0, 52]
    let places = bytes.indices.filter { bytes[$0...].starts(with: type) }
    try #require(places.count == 1)
    if order == "<" { bytes[places[0]] = 0x20 }
    let architecture = try KerasFixture.text("nested.json")
    let text = message {
      let foreign = try ForeignModel(kerasBytes: bytes, name: "a.h5", architecture: architecture, seed: 1)
      #expect(foreign.notes.contains("Weights of double precision are rounded to single precision."))
    }
    #expect(text == "nothing was thrown", "\(text)")
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
