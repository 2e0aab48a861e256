import Foundation
import Logit
import LogitData
import LogitFiles
import Testing

@testable import LogitInterchange

/// Models of other tools, against what ONNX Runtime makes of them; `Scripts/interop/onnx_checks.py make` made
/// both.
@Suite("Reading ONNX") struct ONNXReadingTests {
  @Test("Names of classes in another number than the model has are refused by file")
  func otherClassCount() throws {
    let model = try Sequential([Dense(1, inputShape: [2], activation: .sigmoid)], seed: 1)
    for (names, isRight) in [("[\"a\", \"b\"]", true), ("[\"a\"]", false), ("[\"a\", \"b\", \"c\"]", false)] {
      var metadata = ProtobufWriter()
      metadata.add(14) {
        $0.add(1, text: "logit.classes")
        $0.add(2, text: names)
      }
      let bytes = try model.onnxBytes() + metadata.bytes
      if isRight {
        #expect(try ForeignModel(onnxBytes: bytes).classNames == ["a", "b"])
      } else {
        let text = message { _ = try ForeignModel(onnxBytes: bytes, name: "a.onnx") }
        #expect(text.contains("a.onnx") && text.contains("2 names"), "\(text)")
      }
    }
  }

  @Test(
    "Models of scikit-learn, PyTorch and Keras give what ONNX Runtime gives",
    arguments: Fixture.names("ONNX/Foreign", ".json"))
  func foreign(_ name: String) throws {
    let file = try Fixture.bytes("ONNX/Foreign/\(name).onnx")
    try Self.check(file, Fixture.json("ONNX/Foreign/\(name).json"), name: name)
  }

  @Test("All tools are among them") func tools() {
    let names = Fixture.names("ONNX/Foreign", ".json")
    for tool in ["sklearn-", "torch-", "keras-"] { #expect(names.contains { $0.hasPrefix(tool) }) }
  }

  /// For `Scripts/interop/onnx_checks.py`.
  @Test(
    "Files of other programs are read",
    .enabled(if: ProcessInfo.processInfo.environment["LOGIT_FOREIGN_MODELS"] != nil))
  func all() throws {
    let folder = try #require(ProcessInfo.processInfo.environment["LOGIT_FOREIGN_MODELS"])
    let names = try FileManager.default.contentsOfDirectory(atPath: folder).filter { $0.hasSuffix(".json") }
      .sorted()
    for name in names.map({ String($0.dropLast(5)) }) {
      let text = try StoredBytes(path: "\(folder)/\(name).json").prefix(.max)
      let file = try StoredBytes(path: "\(folder)/\(name).onnx").prefix(.max)
      try Self.check(file, JSON(json: String(decoding: text, as: UTF8.self)), name: name, isPrinted: true)
    }
  }

  private static func check(_ file: [UInt8], _ expected: JSON, name: String, isPrinted: Bool = false) throws {
    if let refusal = expected["refused"]?.string {
      let error = #expect(throws: InterchangeError.self, "\(name)") {
        try ForeignModel(onnxBytes: file, name: name)
      }
      #expect(error?.description.contains(refusal) ?? false, "\(name): \(error?.description ?? "")")
      if isPrinted { print("onnx\t\(name)\tread\trefused: \(refusal)") }
      return
    }
    let read = try ForeignModel(onnxBytes: file, name: name)
    if expected["table"] != nil { return try checkTable(read, expected, name: name, isPrinted: isPrinted) }
    let inputs = try #require(expected["inputs"]?.rows)
    let outputs = try #require(expected["outputs"]?.rows)
    #expect(read.classNames == expected["classes"]?.array?.compactMap { $0.string ?? "\($0)" }, "\(name)")
    if let features = expected["features"]?.array {
      #expect(read.featureNames == features.compactMap(\.string), "\(name)")
    }
    if expected["notes"]?.bool == true { #expect(!read.notes.isEmpty, "\(name)") }
    let shape = read.model.layers.first?.inputShape ?? []
    let x = try Tensor(inputs.flatMap { $0.map { Float($0) } }, shape: [inputs.count] + shape)
    let y = try read.model.predict(x)
    let width = y.count / inputs.count
    let all = y.scalars
    var largest = 0.0
    for (row, values) in outputs.enumerated() {
      // Of two probabilities the model gives the second.
      let wanted = values.count == 2 && width == 1 ? [values[1]] : values
      try #require(wanted.count == width, "\(name)")
      for (column, value) in wanted.enumerated() {
        largest = max(largest, abs(value - Double(all[row * width + column])) / max(1, abs(value)))
      }
    }
    if isPrinted { print("onnx\t\(name)\tread\t\(largest)") }
    #expect(largest < 1e-6, "\(name): \(largest)")
  }

  /// Columns of numbers and categories, by name or by their positions.
  private static func checkTable(
    _ read: ForeignModel, _ expected: JSON, name: String, isPrinted: Bool
  ) throws {
    let columns = try #require(expected["table"]?.object).map { member in
      let cells = member.value.array ?? []
      if cells.contains(where: { $0.string != nil }) {
        return Column(member.name, strings: cells.map(\.string))
      }
      let numbers = cells.map { $0.double ?? .nan }
      // As the reader of tables takes them.
      return numbers.allSatisfy { Int(exactly: $0) != nil }
        ? Column(member.name, integers: numbers.map { Int($0) }) : Column(member.name, numbers: numbers)
    }
    let table = try Table(columns)
    let classifier = try read.classifier(of: table.columnNames, source: name).classifier
    #expect(
      classifier.classes.names == expected["classes"]?.array?.compactMap { $0.string ?? "\($0)" }, "\(name)")
    let found = try classifier.predict(table).probabilities
    let outputs = try #require(expected["outputs"]?.rows)
    try #require(found.shape == [outputs.count, classifier.classes.count])
    var largest = 0.0
    for (row, values) in outputs.enumerated() {
      for (place, value) in values.enumerated() {
        largest = max(largest, abs(value - Double(found[row, place])))
      }
    }
    if isPrinted { print("onnx\t\(name)\tread\t\(largest)") }
    #expect(largest < 1e-6, "\(name): \(largest)")
  }

  // MARK: - What is refused

  private static func model(_ change: (inout ONNXGraph) -> Void) -> [UInt8] {
    var graph = ONNXGraph()
    _ = graph.addInput("x", .float, [2])
    graph.constants = [("w", ONNXTensor([1, 2] as [Float], shape: [2, 1]))]
    graph.add("MatMul", ["x", "w"], output: "y")
    graph.addOutput("y", .float, [1])
    change(&graph)
    return graph.encoded
  }

  @Test("An operation that no layer does is named, with those that are read")
  func operation() throws {
    let bytes = Self.model { $0.nodes[0].type = "Conv" }
    let error = #expect(throws: InterchangeError.self) { try ForeignModel(onnxBytes: bytes, name: "a.onnx") }
    #expect(
      error?.description.hasPrefix(
        "Cannot read a.onnx: the node \"node:y\" (Conv) is not supported; supported are Gemm, MatMul,")
        ?? false)
    let trees = Self.model {
      ($0.nodes[0].type, $0.nodes[0].domain) = ("TreeEnsembleClassifier", "ai.onnx.ml")
    }
    let other = #expect(throws: InterchangeError.self) { try ForeignModel(onnxBytes: trees) }
    #expect(other?.description.contains("ai.onnx.ml.TreeEnsembleClassifier") ?? false)
  }

  @Test("Weights that are no numbers are refused by their layer")
  func notNumbers() throws {
    let bytes = Self.model { $0.constants[0].tensor = ONNXTensor([.nan, 1] as [Float], shape: [2, 1]) }
    let error = #expect(throws: FileError.self) { try ForeignModel(onnxBytes: bytes, name: "a.onnx") }
    #expect(
      error?.description.contains("the weights of layer 1 should be of finite numbers, but is with nan")
        ?? false, "\(error?.description ?? "")")
  }

  @Test("Tensors in other files are refused, and the files not opened")
  func external() throws {
    var tensor = ProtobufWriter()
    tensor.add(1, integer: 2)
    tensor.add(2, integer: 1)
    tensor.add(8, text: "w")
    tensor.add(13) {
      $0.add(1, text: "location")
      $0.add(2, text: "../../etc/passwd")
    }
    tensor.add(14, integer: 1)
    var model = ProtobufWriter()
    model.add(7) { $0.add(5, data: tensor.bytes) }
    let error = #expect(throws: InterchangeError.self) { try ForeignModel(onnxBytes: model.bytes) }
    #expect(error?.description.contains("in another file (\"../../etc/passwd\")") ?? false)
  }

  @Test("Shapes that the numbers do not fit, and that are beyond all bounds, are refused")
  func shapes() throws {
    for shape in [[3, 1], [Int.max, Int.max], [-2, -1], [0, 1], [1 << 40, 1]] {
      let bytes = Self.model { $0.constants[0].tensor = ONNXTensor(.float, shape: shape, .floats([1, 2])) }
      #expect(throws: FileError.self) { try ForeignModel(onnxBytes: bytes) }
    }
    let narrow = Self.model { $0.constants[0].tensor = ONNXTensor([1, 2, 3] as [Float], shape: [3, 1]) }
    #expect(throws: FileError.self) { try ForeignModel(onnxBytes: narrow) }
  }

  @Test("Nodes in a circle, before their inputs, and without any are refused")
  func order() throws {
    let circle = Self.model { $0.nodes[0].inputs[0] = "y" }
    #expect(throws: FileError.self) { try ForeignModel(onnxBytes: circle) }
    // The dictionaries of classes, of which each is made of the other.
    let pair = Self.model { graph in
      graph.add("ZipMap", ["b"], domain: ONNXNode.ml, output: "a")
      graph.add("ZipMap", ["a"], domain: ONNXNode.ml, output: "b")
      graph.outputs = []
      graph.addOutput("b", .float, [1])
    }
    #expect(throws: (any Error).self) { try ForeignModel(onnxBytes: pair) }
    let missing = Self.model { $0.nodes[0].inputs = [] }
    #expect(throws: (any Error).self) { try ForeignModel(onnxBytes: missing) }
    let none = Self.model { $0.nodes = [] }
    #expect(throws: FileError.self) { try ForeignModel(onnxBytes: none) }
    #expect(throws: FileError.self) { try ForeignModel(onnxBytes: []) }
    #expect(throws: FileError.self) { try ForeignModel(onnxBytes: Array("{\"class_name\": 1}".utf8)) }
  }

  @Test("A graph longer than models of layers are, and a file of more messages than it needs, are refused")
  func limits() throws {
    let long = Self.model { graph in
      for index in 0..<600 {
        graph.add("Neg", [index == 0 ? "y" : "n\(index - 1)"], output: "n\(index)")
      }
      graph.outputs = []
      graph.addOutput("n599", .float, [1])
    }
    let error = #expect(throws: InterchangeError.self) { try ForeignModel(onnxBytes: long) }
    #expect(error?.description.contains("a graph of 601 nodes") ?? false)
    var many = ProtobufWriter()
    many.add(7) { graph in for _ in 0..<70_000 { graph.add(1) { _ in } } }
    let tooMany = #expect(throws: InterchangeError.self) { try ForeignModel(onnxBytes: many.bytes) }
    #expect(tooMany?.description.contains("a file of more than 65536 nodes") ?? false)
  }

  // MARK: - Constants

  /// The weights of `x · kernel + bias`, where nodes make `kernel` and `bias` of constants.
  private static func weights(_ change: (inout ONNXGraph) -> Void) throws -> [Tensor<Float>] {
    var graph = ONNXGraph()
    _ = graph.addInput("x", .float, [2])
    graph.constants = [("kernel", ONNXTensor([1, 2, 3, 4] as [Float], shape: [2, 2]))]
    change(&graph)
    graph.add("MatMul", ["x", "kernel"], output: "product")
    let hasBias = graph.nodes.contains { $0.outputs == ["bias"] }
    if hasBias { graph.add("Add", ["product", "bias"], output: "sum") }
    graph.addOutput(hasBias ? "sum" : "product", .float, [2])
    return try ForeignModel(onnxBytes: graph.encoded).model.weights
  }

  @Test("What is worked out of constants broadcasts as in NumPy")
  func broadcast() throws {
    let outer = try Self.weights { graph in
      graph.constants = [
        ("column", ONNXTensor([10, 20] as [Float], shape: [2, 1])),
        ("row", ONNXTensor([1, 3] as [Float], shape: [2])),
      ]
      graph.add("Add", ["column", "row"], output: "kernel")
    }
    #expect(outer[0].scalars == [11, 13, 21, 23] && outer[0].shape == [2, 2])
    #expect(throws: InterchangeError.self) {
      try Self.weights { graph in
        graph.constants = [
          ("a", ONNXTensor([1, 2, 3, 4] as [Float], shape: [2, 2])),
          ("b", ONNXTensor([1, 2, 3, 4] as [Float], shape: [4])),
        ]
        graph.add("Mul", ["a", "b"], output: "kernel")
      }
    }
  }

  @Test("What is worked out of constants is no more than a few times what the file has")
  func budget() throws {
    /// What a sum of a column and a row of ones, or a chain of sums, is refused with.
    func refusal(_ name: String, _ change: (inout ONNXGraph) -> Void) -> String {
      let error = #expect(throws: InterchangeError.self, "\(name)") { try Self.weights(change) }
      return error?.description ?? ""
    }
    let ones = [Float](repeating: 1, count: 4096)
    let outer = refusal("outer sum") { graph in
      graph.constants = [
        ("column", ONNXTensor(ones, shape: [ones.count, 1])), ("row", ONNXTensor(ones)),
      ]
      graph.add("Add", ["column", "row"], output: "kernel")
    }
    #expect(outer.contains("more than 8 times the file's"), "\(outer)")
    let chain = refusal("chain") { graph in
      graph.constants = [("c0", ONNXTensor(ones, shape: [2, 2048]))]
      for step in 0..<100 { graph.add("Neg", ["c\(step)"], output: "c\(step + 1)") }
      graph.add("Cast", ["c100"], [("to", .integer(1))], output: "kernel")
    }
    #expect(chain.contains("(Neg), by which what is worked out of constants"), "\(chain)")
    // As quantized weights are: a cast, less a zero point, times a scale, transposed.
    let scaled = try Self.weights { graph in
      graph.constants = [
        ("whole", ONNXTensor([Int](repeating: 7, count: 200_000), shape: [100_000, 2])),
        ("zero", ONNXTensor([3] as [Float])), ("scale", ONNXTensor([0.5] as [Float])),
      ]
      graph.add("Cast", ["whole"], [("to", .integer(1))], output: "cast")
      graph.add("Sub", ["cast", "zero"], output: "less")
      graph.add("Mul", ["less", "scale"], output: "turned")
      graph.add("Transpose", ["turned"], [("perm", .integers([1, 0]))], output: "kernel")
    }
    #expect(scaled[0].shape == [2, 100_000] && scaled[0].scalars.allSatisfy { $0 == 2 })
  }

  @Test("Whole numbers stay whole: a cast cuts fractions off, and a quotient is rounded towards 0")
  func wholeNumbers() throws {
    let cast = try Self.weights { graph in
      graph.constants.append(("fractions", ONNXTensor([2.75, -2.75] as [Float])))
      graph.add("Cast", ["fractions"], [("to", .integer(7))], output: "whole")
      graph.add("Cast", ["whole"], [("to", .integer(1))], output: "bias")
    }
    #expect(cast[1].scalars == [2, -2])
    let quotient = try Self.weights { graph in
      graph.constants += [("a", ONNXTensor([7, -7])), ("b", ONNXTensor([2], shape: [1]))]
      graph.add("Div", ["a", "b"], output: "whole")
      graph.add("Cast", ["whole"], [("to", .integer(1))], output: "bias")
    }
    #expect(quotient[1].scalars == [3, -3])
    for (value, type) in [(3e10, 6), (-1.5, 2), (Double.nan, 7)] {
      #expect(throws: InterchangeError.self) {
        try Self.weights { graph in
          graph.constants.append(("a", ONNXTensor([value, value], as: .double)))
          graph.add("Cast", ["a"], [("to", .integer(type))], output: "whole")
          graph.add("Cast", ["whole"], [("to", .integer(1))], output: "bias")
        }
      }
    }
    #expect(throws: InterchangeError.self) {
      try Self.weights { graph in
        graph.constants += [("a", ONNXTensor([7, 7])), ("b", ONNXTensor([0, 1]))]
        graph.add("Div", ["a", "b"], output: "bias")
      }
    }
  }

  @Test("Constants cast to half precision are rounded to it")
  func half() throws {
    let cast = try Self.weights { graph in
      graph.constants.append(("a", ONNXTensor([0.1, 2049] as [Float])))
      graph.add("Cast", ["a"], [("to", .integer(10))], output: "half")
      graph.add("Cast", ["half"], [("to", .integer(1))], output: "bias")
    }
    #expect(cast[1].scalars == [0.0999755859375, 2048])
  }

  @Test("A function of the model's own is refused by name")
  func functions() throws {
    var model = ProtobufWriter()
    model.add(7) { _ in }
    model.add(25) { $0.add(1, text: "MyGelu") }
    let error = #expect(throws: InterchangeError.self) { try ForeignModel(onnxBytes: model.bytes) }
    #expect(error?.description.contains("the function \"MyGelu\"") ?? false)
  }

  @Test("A file that is cut off anywhere, or has any byte changed, is read or refused")
  func damage() throws {
    let sample = try #require(ONNXSample.all.first { $0.name == "matrix" })
    let bytes = try sample.make().classifier.onnxBytes()
    let weights = try ForeignModel(onnxBytes: bytes).model.weights
    for end in bytes.indices {
      // Whole without the last of its metadata, it is a file, too; without any, the weights are the graph's,
      // which count the columns themselves.
      if let read = try? ForeignModel(onnxBytes: Array(bytes[..<end])), read.features != nil {
        #expect(read.model.weights == weights)
      }
    }
    var changed = bytes
    for place in bytes.indices {
      for mask in [0x01, 0xff] as [UInt8] {
        changed[place] ^= mask
        _ = try? ForeignModel(onnxBytes: changed)
        changed[place] ^= mask
      }
    }
  }
}
