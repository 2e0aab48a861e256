import Foundation
import Logit
import LogitFiles
import Testing

@testable import LogitInterchange

@Suite("Files that are looked into")
struct FileInspectionTests {
  private func inspect(_ bytes: [UInt8], _ ending: String) throws -> FileInspection {
    let path = FileSystem.temporaryPath(ending)
    defer { FileSystem.removeFile(path) }
    try StagedFile.write(bytes, to: path)
    return try FileInspection(path: path)
  }

  private func archive(_ entries: [(name: String, contents: [UInt8])]) -> [UInt8] {
    var (encoder, output) = (ZipEncoder(), ByteOutput())
    for entry in entries {
      encoder.append(name: entry.name, contents: entry.contents, isCompressed: false, to: &output)
    }
    encoder.finish(to: &output)
    return output.bytes
  }

  /// Changes the first byte of what an archive holds in an entry, so that its checksum is wrong.
  private func damaging(_ contents: [UInt8], in archive: [UInt8]) throws -> [UInt8] {
    let place = try #require(archive.indices.first { archive[$0...].starts(with: contents) })
    var archive = archive
    archive[place] ^= 1
    return archive
  }

  private static let model: Sequential = {
    do { return try Sequential([Dense(1, inputShape: [2], activation: .sigmoid)], seed: 1) } catch {
      fatalError("\(error)")
    }
  }()

  @Test("A model of Keras that cannot be predicted with has its layers and version listed")
  func otherLayers() throws {
    let configuration = """
      {"class_name": "Functional", "config": {"name": "m", "layers": [
       {"class_name": "InputLayer", "config": {"name": "in"}}, {"class_name": "Add", "config": {"name": "sum"}}],
       "input_layers": [["in", 0, 0]], "output_layers": [["sum", 0, 0]]}}
      """
    let found = try inspect(keras(configuration: configuration), ".keras")
    #expect(!found.isReadable && found.version != nil, "\(found)")
    #expect(found.layers.map(\.name) == ["in", "sum"] && found.layers.map(\.type) == ["InputLayer", "Add"])
  }

  @Test("Files of Core ML and PyTorch are called what they are")
  func kinds() throws {
    let classifier = try ExportedModels.classifier(features: {
      [try .floatNormalized($0.columnNames[0], missing: .median)]
    })
    let coreML = try ModelExport(classifier, to: CoreMLExport()).encode(name: "m").bytes
    let found = try inspect(coreML, ".mlmodel")
    #expect(
      found.format == "coreml" && !found.isReadable && found.isComplete && found.risks.isEmpty, "\(found)")
    #expect(found.inputs.count == 1 && found.outputs.count == 2, "\(found)")
    #expect(found.layers.map(\.type).contains("glmClassifier"), "\(found)")
    let refused = #expect(throws: InterchangeError.self) {
      try ForeignModel(StoredBytes(coreML, name: "m.mlmodel"))
    }
    #expect(refused?.description.contains("Core ML") ?? false)
    let torch = archive([("net/data.pkl", [0x80, 2, 0x2E]), ("net/version", [0x33])])
    let pickle = #expect(throws: InterchangeError.self) {
      try ForeignModel(kerasBytes: torch, name: "net.pt")
    }
    #expect(pickle?.description.contains("PyTorch") ?? false)
  }

  @Test("A compressed pickle is known at every level, and a damaged file of weights by its name")
  func beginnings() throws {
    for level in [0x01, 0x5E, 0x9C, 0xDA] as [UInt8] {
      let found = try inspect([0x78, level, 1, 2, 3], ".pkl")
      #expect(found.risks.map(\.kind) == [.code] && !found.isComplete, "\(found)")
    }
    let cut = try inspect([0, 0, 0, 0, 0, 0, 0, 16, 123, 125], ".safetensors")
    #expect(cut.format == "safetensors" && !cut.isComplete, "\(cut)")
    let random = #expect(throws: InterchangeError.self) { try inspect([1, 2, 3, 0, 255, 254], ".keras") }
    #expect(random?.description.contains("a file of this kind is not supported") ?? false)
  }

  private func keras(configuration: String? = nil, weights: [UInt8]? = nil) throws -> [UInt8] {
    archive([
      ("metadata.json", Array("{\"keras_version\": \"3.15.1\"}".utf8)),
      ("config.json", Array((try configuration ?? Self.model.kerasJSON()).utf8)),
      ("model.weights.h5", try weights ?? Self.model.kerasBytes(.weights)),
    ])
  }

  /// It is not called safe, and says why in its text and its JSON.
  private func expectUnseen(_ found: FileInspection, _ part: String) {
    #expect(!found.isComplete && found.unseen.contains { $0.contains(part) }, "\(found)")
    #expect(found.json["complete"] == .bool(false) && found.json["unseen"]?.array?.isEmpty == false)
    #expect(found.description.contains("Not looked at: "))
    #expect(!found.description.contains("Nothing was found"))
  }

  @Test("and hold nothing that runs are complete and without risks")
  func safe() throws {
    for (bytes, ending) in [
      (try keras(), ".keras"), (try Self.model.kerasBytes(.h5), ".h5"),
      (try Self.model.onnxBytes(), ".onnx"),
      (try KerasFixture.bytes("two.keras"), ".keras"), (try KerasFixture.bytes("two.h5"), ".h5"),
      (try KerasFixture.bytes("chain.keras"), ".keras"), (try KerasFixture.bytes("legacy-Adam.h5"), ".h5"),
    ] {
      let found = try inspect(bytes, ending)
      #expect(found.isComplete && found.risks.isEmpty && found.isReadable, "\(found)")
      #expect(found.json["complete"] == .bool(true) && found.description.contains("Nothing was found"))
    }
  }

  // MARK: Archives

  @Test("as archives with an unreadable list are not known to be safe")
  func unreadableLists() throws {
    let bytes = try keras()
    expectUnseen(try inspect(Array(bytes.dropLast(5)), ".keras"), "list could not be read")
    let torch = archive([("m/data.pkl", Array("cposix\nsystem\n.".utf8))])
    let found = try inspect(Array(torch.dropLast(5)), ".pt")
    expectUnseen(found, "list could not be read")
    #expect(found.format == "pytorch" && !found.risks.isEmpty)
  }

  @Test("as Keras's archives whose architecture or weights cannot be read are not known to be safe")
  func unreadableMembers() throws {
    let configuration = try Self.model.kerasJSON()
    expectUnseen(
      try inspect(damaging(Array(configuration.utf8), in: keras()), ".keras"), "config.json names")
    expectUnseen(try inspect(keras(configuration: configuration + "}"), ".keras"), "config.json names")
    let deep = String(repeating: "[", count: 250) + String(repeating: "]", count: 250)
    let found = try inspect(
      keras(configuration: "{\"class_name\": \"Sequential\", \"config\": \(deep)}"), ".keras")
    #expect(!found.isComplete)
    expectUnseen(try inspect(keras(weights: [1, 2, 3]), ".keras"), "model.weights.h5")
  }

  @Test("as archives of PyTorch have their pickles looked at, each of them, and risks where one is damaged")
  func pytorch() throws {
    let (pickle, other) = (Array("cposix\nsystem\n.".utf8), Array("csubprocess\nPopen\n.".utf8))
    let whole = archive([("m/data.pkl", pickle), ("m/constants.pkl", other)])
    let found = try inspect(whole, ".pt")
    #expect(found.isComplete && found.risks.contains { $0.message.contains("posix.system") })
    #expect(found.risks.contains { $0.message.contains("subprocess.Popen") })
    let damaged = try inspect(damaging(pickle, in: whole), ".pt")
    expectUnseen(damaged, "m/data.pkl")
    #expect(damaged.risks.contains { $0.kind == .code && $0.place == "m/data.pkl" })
  }

  // MARK: HDF5

  @Test(
    "lead elsewhere in HDF5, within an archive of Keras or not, are risks",
    arguments: ["external.h5", "virtual.h5", "elsewhere.h5", "links.h5"])
  func elsewhere(name: String) throws {
    let bytes = try KerasFixture.bytes(name)
    for found in [try inspect(bytes, ".h5"), try inspect(keras(weights: bytes), ".keras")] {
      #expect(found.risks.contains { $0.kind == .files }, "\(found)")
    }
  }

  @Test("in HDF5 of a form that is not read are not known to be safe")
  func otherForms() throws {
    expectUnseen(try inspect(KerasFixture.bytes("lzf.h5"), ".h5"), "LZF")
    expectUnseen(try inspect(Array(Self.model.kerasBytes(.h5).prefix(300)), ".h5"), "cut off")
  }

  @Test("have an architecture without weights are looked at all the same")
  func architectureAlone() throws {
    let writer = HDF5Writer()
    writer.setText(
      "model_config", layers("{\"class_name\": \"Lambda\", \"config\": {\"name\": \"run\"}}"), of: "")
    let found = try inspect(writer.encoded(), ".h5")
    #expect(found.risks.contains { $0.kind == .code && $0.place == "model_config, run" }, "\(found)")
  }

  // MARK: Architectures

  private func layers(_ layer: String) -> String {
    "{\"class_name\": \"Sequential\", \"config\": {\"name\": \"s\", \"layers\": [\(layer)]}}"
  }

  @Test(
    "name code in an architecture of Keras are risks",
    arguments: [
      "{\"module\": \"keras.layers\", \"class_name\": \"Lambda\", \"config\": {\"name\": \"run\"}}",
      "{\"class_name\": \"__lambda__\", \"config\": {\"value\": \"4wEA\"}}",
      "{\"module\": \"keras.layers\", \"class_name\": \"TorchModuleWrapper\", \"config\": {\"module\": \"gASV\"}}",
      "{\"module\": \"keras.layers\", \"class_name\": \"TFSMLayer\", \"config\": {\"filepath\": \"/x\"}}",
      "{\"module\": \"mine\", \"class_name\": \"Layer\", \"config\": {}, \"registered_name\": null}",
      "{\"module\": \"os.path\", \"class_name\": \"join\", \"config\": {}, \"registered_name\": null}",
      "{\"module\": \"os\", \"class_name\": \"function\", \"config\": \"system\"}",
      "{\"module\": \"builtins\", \"class_name\": \"eval\", \"config\": {}}",
      "{\"class_name\": \"MyLayer\", \"config\": {}}",
      "{\"class_name\": \"Custom>MyLayer\", \"config\": {}}",
      "{\"module\": \"keras.utils\", \"class_name\": \"function\", \"config\": \"get_file\"}",
      "{\"module\": \"keras.models\", \"class_name\": \"load_model\", \"config\": {}}",
      "{\"module\": \"keras.saving\", \"class_name\": \"KerasFileEditor\", \"config\": {}}",
      "{\"class_name\": \"TFOpLambda\", \"config\": {\"function\": \"io.write_file\"}}",
    ])
  func namedCode(layer: String) throws {
    for found in [
      try inspect(keras(configuration: layers(layer)), ".keras"),
      try inspect(
        {
          let writer = HDF5Writer()
          writer.addGroup("model_weights")
          writer.setText("model_config", layers(layer), of: "")
          return writer.encoded()
        }(), ".h5"),
    ] {
      #expect(found.risks.contains { $0.kind == .code }, "\(found)")
    }
  }

  @Test("name nothing but Keras's own layers and functions have no risks")
  func namedLayers() throws {
    for layer in [
      "{\"class_name\": \"Conv2D\", \"config\": {\"name\": \"c\"}}",
      "{\"class_name\": \"Custom>RMSprop\", \"config\": {}}",
      "{\"module\": \"builtins\", \"class_name\": \"function\", \"config\": \"mse\"}",
      "{\"module\": \"keras.activations\", \"class_name\": \"function\", \"config\": \"relu\"}",
      "{\"module\": \"keras.src.models.functional\", \"class_name\": \"Functional\", \"config\": {}}",
      "{\"class_name\": \"TFOpLambda\", \"config\": {\"function\": \"math.add\"}}",
      "{\"class_name\": \"__tensor__\", \"config\": {\"value\": 1}}",
    ] {
      let found = try inspect(keras(configuration: layers(layer)), ".keras")
      #expect(found.risks.isEmpty && found.isComplete, "\(found)")
    }
  }

  // MARK: Pickles

  @Test(
    "are pickles one behind the other have all their names listed, and what follows is said to be unknown")
  func pickles() throws {
    let (good, bad) = ([UInt8]([0x80, 4, 0x4E, 0x2E]), Array("cposix\nsystem\n.".utf8))
    let found = try inspect(good + bad, ".pkl")
    #expect(found.isComplete && found.risks.contains { $0.message.contains("posix.system") })
    expectUnseen(try inspect(bad + [0xFF], ".bin"), "What follows byte \(bad.count + 1)")
    expectUnseen(try inspect([0x78, 0x9C, 1, 2], ".joblib"), "compressed")
  }

  // MARK: Graphs

  @Test("have tensors elsewhere, or operations of others, in any graph of an ONNX model are risks")
  func graphs() throws {
    func tensor(_ writer: inout ProtobufWriter) {
      writer.add(8, text: "w")
      writer.add(13) {
        $0.add(1, text: "location")
        $0.add(2, text: "../../secret")
      }
      writer.add(14, integer: 1)
    }
    func graph(_ writer: inout ProtobufWriter) { writer.add(5) { tensor(&$0) } }
    // In a branch, in a list of graphs within a loop, as an attribute, as sparse values, in a function, in training.
    let places: [(inout ProtobufWriter) -> Void] = [
      { $0.add(7) { graph(&$0) } },
      { $0.add(7) { $0.add(1) { $0.add(5) { $0.add(6) { graph(&$0) } } } } },
      {
        $0.add(7) {
          $0.add(1) { $0.add(5) { $0.add(11) { $0.add(1) { $0.add(5) { $0.add(6) { graph(&$0) } } } } } }
        }
      },
      { $0.add(7) { $0.add(1) { $0.add(5) { $0.add(5) { tensor(&$0) } } } } },
      { $0.add(7) { $0.add(1) { $0.add(5) { $0.add(10) { tensor(&$0) } } } } },
      { $0.add(7) { $0.add(15) { $0.add(1) { tensor(&$0) } } } },
      { $0.add(25) { $0.add(7) { $0.add(5) { $0.add(5) { tensor(&$0) } } } } },
      { $0.add(20) { $0.add(2) { graph(&$0) } } },
    ]
    for place in places {
      var model = ProtobufWriter()
      model.add(1, integer: 8)
      model.add(2, text: "test")
      place(&model)
      let found = try inspect(model.bytes, ".onnx")
      #expect(
        found.isComplete && found.risks.contains { $0.kind == .files && $0.message.contains("../../secret") },
        "\(found)")
    }
    var model = ProtobufWriter()
    model.add(1, integer: 8)
    model.add(2, text: "test")
    model.add(25) { $0.add(9) { $0.add(1, text: "com.example") } }
    #expect(try inspect(model.bytes, ".onnx").risks.contains { $0.message.contains("not ONNX's own") })
    expectUnseen(try inspect(model.bytes + [0x3A, 0x7F, 1], ".onnx"), "at most 1 bytes")
  }

  // MARK: SavedModels

  /// A node of a graph.
  private func node(_ name: String, _ operation: String, inputs: [String] = []) -> ProtobufWriter {
    var node = ProtobufWriter()
    node.add(1, text: name)
    node.add(2, text: operation)
    for input in inputs { node.add(3, text: input) }
    return node
  }

  /// What is found in a SavedModel of some nodes, and of a function of others.
  private func savedModel(
    _ nodes: [ProtobufWriter], function: [ProtobufWriter] = [], metadata: String? = nil, isFile: Bool = false
  ) throws -> FileInspection {
    var model = ProtobufWriter()
    model.add(1, integer: 1)
    model.add(2) { graph in
      graph.add(1) { $0.add(5, text: "2.21.0") }
      graph.add(2) { graph in
        for node in nodes { graph.add(1, data: node.bytes) }
        graph.add(2) { library in
          library.add(1) { body in for node in function { body.add(3, data: node.bytes) } }
        }
      }
    }
    let folder = FileSystem.temporaryPath("")
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try StagedFile.write(model.bytes, to: "\(folder)/saved_model.pb")
    if let metadata {
      var saved = ProtobufWriter()
      saved.add(1) { $0.add(5, text: metadata) }
      try StagedFile.write(saved.bytes, to: "\(folder)/keras_metadata.pb")
    }
    return try FileInspection(path: isFile ? "\(folder)/saved_model.pb" : folder)
  }

  @Test("as SavedModels have every operation of graph and functions looked at, by name and not by its bytes")
  func savedModels() throws {
    let plain = [
      node("ReadFile", "Identity"), node("x", "Placeholder"), node("y", "MatMul"),
      node("save", "SaveV2", inputs: ["x"]),
    ]
    for isFile in [false, true] {
      let found = try savedModel(plain, function: [node("call", "StatefulPartitionedCall")], isFile: isFile)
      #expect(found.isComplete && found.risks.isEmpty && found.version == "2.21.0", "\(found)")
    }
    for (operation, kind) in [
      ("PyFunc", FileInspection.Risk.Kind.code), ("TFRecordDataset", .files), ("PrintV2", .files),
      ("InitializeTableFromTextFileV2", .files), ("DebugIdentityV2", .files),
    ] {
      #expect(try savedModel(plain + [node("n", operation)]).risks.map(\.kind) == [kind])
      #expect(try savedModel(plain, function: [node("n", operation)]).risks.map(\.kind) == [kind])
    }
    let named = [node("name", "Const"), node("save", "SaveV2", inputs: ["name:0"])]
    #expect(try savedModel(named).risks.map(\.kind) == [.files])
    #expect(try savedModel([], function: named).risks.map(\.kind) == [.files])
    expectUnseen(try savedModel(plain + [node("n", "MyCustomOp")]), "MyCustomOp")
    let lambda = try savedModel(plain, metadata: "{\"class_name\": \"\\u004cambda\", \"config\": {}}")
    #expect(lambda.risks.map(\.kind) == [.code])
    expectUnseen(try savedModel(plain, metadata: "{"), "keras_metadata.pb")
  }

  @Test("as a SavedModel that is damaged, or written as text, are not known to be safe")
  func damagedSavedModels() throws {
    let folder = FileSystem.temporaryPath("")
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try StagedFile.write(Array("saved_model".utf8), to: "\(folder)/saved_model.pbtxt")
    expectUnseen(try FileInspection(path: folder), "written as text")
    try StagedFile.write([0x12, 0x7F, 1], to: "\(folder)/saved_model.pb")
    expectUnseen(try FileInspection(path: folder), "saved_model.pb")
  }

  // MARK: Names of other files

  @Test(
    "as vocabularies that are files or addresses are risks, and lists of words are none",
    arguments: ["StringLookup", "IntegerLookup", "TextVectorization"])
  func vocabularies(layer: String) throws {
    func configuration(_ vocabulary: String) -> String {
      """
      {"class_name": "Sequential", "module": "keras", "config": {"name": "s", "layers": [{"class_name": "\(layer)",
      "module": "keras.layers", "config": {"name": "l", "vocabulary": \(vocabulary)}}]}}
      """
    }
    let found = try inspect(keras(configuration: configuration("\"/etc/passwd\"")), ".keras")
    #expect(found.risks.map(\.kind) == [.files], "\(found)")
    #expect(try inspect(keras(configuration: configuration("[\"a\", \"b\"]")), ".keras").risks.isEmpty)
  }

  @Test("as PMML with entities of its own, or that is damaged, is not called safe")
  func documents() throws {
    let type = "<!DOCTYPE PMML [<!ENTITY x SYSTEM \"file:///etc/passwd\">]>"
    let pmml = "<PMML xmlns=\"http://www.dmg.org/PMML-4_4\" version=\"4.4\"><Header copyright=\"\"/></PMML>"
    let found = try inspect(Array(("<?xml version=\"1.0\"?>" + type + pmml).utf8), ".pmml")
    #expect(found.risks.map(\.kind) == [.files] && !found.isComplete, "\(found)")
    expectUnseen(try inspect(Array(pmml.dropLast(3).utf8), ".pmml"), "the document")
  }
}
