import Foundation
import LogitFiles
import Testing

@testable import LogitInterchange

/// Weights that PyTorch wrote, and those that Logit writes for it.
@Suite struct TorchWeightsTests {
  static let samples: [String] = Fixture.names("Torch", ".safetensors")

  static let expected: JSON = {
    do { return try Fixture.json("Torch/expected.json") } catch { fatalError("\(error)") }
  }()

  static func architecture(_ name: String) throws -> String {
    String(decoding: try Fixture.bytes("Torch/\(name).json"), as: UTF8.self)
  }

  static func open(_ name: String, _ architecture: String? = nil) throws -> ForeignModel {
    let path = Fixture.path("Torch/\(name).safetensors")
    return try ForeignModel(contentsOf: path, architecture: architecture ?? Self.architecture(name))
  }

  @Test("give what PyTorch's model gives", arguments: samples)
  func outputs(name: String) throws {
    let rows = Self.expected["rows"]?.rows ?? []
    let expected = Self.expected["models"]?[name]?.rows ?? []
    let input = Tensor<Float>(unsafeShape: [rows.count, 4], rows.joined().map { Float($0) })
    let found = try Self.open(name).model.predict(input)
    #expect(found.shape == [rows.count, expected[0].count])
    for (a, b) in zip(found.scalars, expected.joined()) { #expect(abs(Double(a) - b) < 1e-6) }
  }

  @Test("say what was converted, and by what modules were matched")
  func notes() throws {
    #expect(try Self.open("sequential").notes.isEmpty)
    #expect(try Self.open("half").notes.joined().contains("half precision"))
    #expect(try Self.open("brain").notes.joined().contains("bfloat16"))
    #expect(try Self.open("double").notes.joined().contains("double precision are rounded"))
    #expect(try Self.open("named").notes.joined().contains("matched with layers by their shapes: wide is"))
    #expect(try Self.open("alike").notes.isEmpty)
    let usual = try Self.architecture("named").replacing("1e-05", with: "0.001")
    #expect(try Self.open("named", usual).notes.joined().contains("PyTorch's own default is 1e-05"))
  }

  @Test("need an architecture, and are known as another tool's file without one")
  func bare() throws {
    let path = Fixture.path("Torch/sequential.safetensors")
    #expect(ForeignModel.isForeign(path))
    let said = message { _ = try ForeignModel(contentsOf: path) }
    #expect(said.contains("it holds weights without an architecture"), "\(said)")
    let found = try FileInspection(path: path)
    #expect(!found.isReadable && found.notes == ["It holds weights without an architecture."])
  }

  @Test(
    "are refused by tensor, with the shape that was expected and the one found",
    arguments: [
      (
        "sequential", "\"units\": 5", "\"units\": 6",
        "the tensor 0.weight should be of shape [6, 4], as the layer"
      ),
      (
        "sequential", "[null, 4]", "[null, 3]",
        "of shape [5, 3], as the layer \"dense\" (Dense) needs it, but is of shape [5, 4]"
      ),
      (
        "layers", "\"use_bias\": false", "\"use_bias\": true",
        "the tensor 1.bias should be of shape [3], as the layer"
      ),
      (
        "sequential", "{\"units\": 1, ", "{\"use_bias\": false, \"units\": 1, ",
        "the tensor 2.bias should be absent, since the layer \"dense_1\" (Dense) has no such weight"
      ),
      (
        "sequential", "{\"class_name\": \"Dense\", \"config\": {\"units\": 1, \"activation\": \"sigmoid\"}}",
        "{\"class_name\": \"Activation\", \"config\": {\"activation\": \"sigmoid\"}}",
        "1 long, one for each of \"dense\", but is 2 long: \"0\", \"2\""
      ),
      (
        "named", "\"PReLU\", \"config\": {}", "\"UnitNormalization\", \"config\": {}",
        "3 long, one for each of"
      ),
      ("named", "\"units\": 3", "\"units\": 2", "the tensor out.weight should be of shape [2, 6]"),
      ("alike", "before", "second", "told by numbers in their names, since their shapes are alike"),
    ])
  func mismatches(name: String, part: String, other: String, expected: String) throws {
    let architecture = try Self.architecture(name)
    #expect(architecture.contains(part))
    let said = message { _ = try Self.open(name, architecture.replacing(part, with: other)) }
    #expect(said.contains(expected), "\(said)")
  }

  @Test("of whole numbers are no weights")
  func types() throws {
    let bytes = try Fixture.bytes("Torch/sequential.safetensors")
    let place = try #require(bytes.indices.first { bytes[$0...].starts(with: "\"F32\"".utf8) })
    let changed = bytes[..<place] + "\"I32\"".utf8 + bytes[(place + 5)...]
    let said = message {
      _ = try ForeignModel(
        safetensorsBytes: Array(changed), architecture: Self.architecture("sequential"))
    }
    #expect(said.contains("the tensor 0.bias should be of F32, F64, F16 or BF16, but is of I32"), "\(said)")
  }

  // MARK: Writing

  private static func table() throws -> Table { Dataset.iris().table }

  private static func exported(hidden: Int, isEncoded: Bool = false) throws -> (Classifier, [UInt8]) {
    let numbers = try table()
    let classifier = try ExportedModels.classifier(
      numbers,
      features: { table in
        try table.columnNames.prefix(4).map { try NumericFeature.floatNormalized($0, missing: .refuse) }
      },
      classes: hidden > 0 ? ["setosa", "versicolor", "virginica"] : ["no", "yes"], hidden: hidden)
    var export = ModelExport(classifier, to: TorchExport())
    export.isEncoded = isEncoded
    return (classifier, try export.encode(name: "m").bytes)
  }

  @Test("open again with the architecture in their metadata", arguments: [0, 3], [false, true])
  func roundTrip(hidden: Int, isEncoded: Bool) throws {
    let (classifier, bytes) = try Self.exported(hidden: hidden, isEncoded: isEncoded)
    let foreign = try ForeignModel(safetensorsBytes: bytes)
    #expect(foreign.classNames == classifier.classes.names && foreign.target == classifier.target)
    #expect(foreign.featureNames == classifier.features.inputNames)
    let golden = try GoldenRows(classifier)
    let cells = golden.rows.map { row in
      row.map { cell in if case .number(let number) = cell { number } else { Double.nan } }
    }
    let rows = isEncoded ? golden.encoded : cells
    let input = Tensor<Float>(unsafeShape: [rows.count, 4], rows.joined().map { Float($0) })
    let outputs = try foreign.model.predict(input).classProbabilities
    for (a, b) in zip(outputs.joined(), golden.probabilities.joined()) { #expect(abs(a - b) < 2e-6) }
  }

  @Test("have PyTorch's names and shapes, and say the modules that they are of")
  func names() throws {
    let (classifier, bytes) = try Self.exported(hidden: 3)
    let file = try SafetensorsFile(
      StoredBytes(bytes, name: "m"), types: Safetensors.ElementType.allCases)
    #expect(file.metadata["format"] == "pt")
    let shapes = Dictionary(uniqueKeysWithValues: file.shapes.map { ($0.name, $0.shape) })
    #expect(
      shapes == [
        "0.num_batches_tracked": [], "0.running_mean": [4], "0.running_var": [4], "1.weight": [3, 4],
        "1.bias": [3], "3.weight": [3, 3], "3.bias": [3],
      ])
    let notes = try ModelExport(classifier, to: TorchExport()).encode(name: "m").notes
    #expect(
      notes[0] == "In PyTorch: torch.nn.Sequential(torch.nn.BatchNorm1d(4, eps=1e-30, affine=False), "
        + "torch.nn.Linear(4, 3), torch.nn.ReLU(), torch.nn.Linear(3, 3), torch.nn.Softmax(dim=1)).eval()")
    #expect(TorchExport().recognizes(Artefact(path: "m", bytes: bytes)))
    #expect(
      try !TorchExport().recognizes(Artefact(path: "m", bytes: Fixture.bytes("Torch/half.safetensors"))))
  }

  @Test("have no golden rows with a missing value, which PyTorch makes NaN of")
  func missing() throws {
    let classifier = try ExportedModels.classifier(
      Self.table(),
      features: { table in try table.columnNames.prefix(4).map { try NumericFeature.float($0) } })
    #expect(try GoldenRows(classifier).rows.contains { $0.contains(.missing) })
    let bytes = try ModelExport(classifier, to: TorchExport()).encode(name: "m").bytes
    let file = try SafetensorsFile(StoredBytes(bytes, name: "m"), types: Safetensors.ElementType.allCases)
    let text = try #require(file.metadata["logit.golden_rows"])
    let golden = try #require(GoldenRows(json: JSON(json: text)))
    #expect(golden.rows.count > 3 && !golden.rows.contains { $0.contains(.missing) })
  }

  @Test("of what PyTorch has no module for are refused")
  func inexpressible() throws {
    let classifier = try ExportedModels.classifier()
    let said = message { _ = try ModelExport(classifier, to: TorchExport()).encode(name: "m") }
    #expect(said.contains("Cannot write safetensors for PyTorch"), "\(said)")
    let model = try Sequential([Input(shape: [2]), Dense(2, activation: .exponential)], seed: 1)
    let exponential = message { _ = try TorchSequential(model) }
    #expect(exponential.contains("the activation \"exponential\" of the layer \"dense\""), "\(exponential)")
  }
}
