import Foundation
import Logit
import LogitData
import LogitFiles
import Testing

@testable import LogitClassifier
@testable import LogitInterchange

/// What is written, against what ONNX Runtime made of it.
///
/// `Scripts/interop/onnx_checks.py written` runs the files in ONNX Runtime and keeps the small ones, with its
/// outputs, in `Fixtures/ONNX/Written`. Here the files are written again and must be the graphs that it ran.
@Suite("Writing ONNX") struct ONNXWritingTests {
  /// Both sides compute in single precision, in another order.
  private static let tolerance = 1e-6

  @Test(
    "A classifier's file is the one that ONNX Runtime ran, with the classifier's probabilities and classes",
    arguments: ONNXSample.all.filter(\.isKept))
  func classifier(_ sample: ONNXSample) throws {
    let (classifier, table) = try sample.make()
    let graph = try classifier.onnxGraph(sample.options)
    let kept = try ONNXGraph(
      StoredBytes(Fixture.bytes("ONNX/Written/\(sample.name).onnx"), name: sample.name))
    try expectSame(graph, kept)
    let outputs = try Fixture.json("ONNX/Written/\(sample.name).json")
    let rows = try ONNXColumn.rounded(table, classifier.onnxColumns(sample.options))
    let predictions = try classifier.predict(rows)
    let probabilities = try #require(outputs["probabilities"]?.rows)
    try #require(probabilities.count == predictions.rowCount)
    var largest = 0.0
    for (row, values) in probabilities.enumerated() {
      for (column, value) in values.enumerated() {
        largest = max(largest, abs(value - Double(predictions.probabilities[row, column])))
      }
    }
    #expect(largest < Self.tolerance)
    let labels = outputs["labels"]?.array?.map { $0.string ?? "\($0)" }
    #expect(labels == (0..<predictions.rowCount).map { predictions.className(row: $0) })
  }

  @Test("Rows that a classifier refuses get probabilities that are no numbers, and a label that is no class")
  func refusals() throws {
    let outputs = try Fixture.json("ONNX/Written/refusals.json")
    let refused = try #require(outputs["refused"]?.rows)
    #expect(refused.count == 3 && refused.joined().allSatisfy(\.isNaN))
    #expect(outputs["refused_labels"]?.array?.map(\.string) == ["", "", ""])
    for (names, none) in [(["0", "1"], -1), (["-1", "1"], -2), (["-2", "-1", "\(Int.min)"], -3)] {
      let classes = try ClassLabels(kind: .integer, names: names)
      #expect(try classes.tensorWithNone.integers()?.last == none)
    }
    #expect(try ClassLabels(kind: .string, names: ["a", "b"]).tensorWithNone.texts == ["a", "b", ""])
  }

  @Test(
    "A model of layers gives the graph that ONNX Runtime ran, with the model's outputs",
    arguments: ONNXSequentialSample.all.filter(\.isKept))
  func sequential(_ sample: ONNXSequentialSample) throws {
    let model = try sample.model()
    let graph = try ONNXGraph(StoredBytes(model.onnxBytes(), name: "new"))
    try expectSame(
      graph, ONNXGraph(StoredBytes(Fixture.bytes("ONNX/Written/\(sample.name).onnx"), name: sample.name)))
    let expected = try model.predict(ONNXSequentialSample.rows(model)).scalars.map { Double($0) }
    let outputs = try #require(Fixture.json("ONNX/Written/\(sample.name).json")["outputs"]?.rows).flatMap(
      \.self)
    #expect(zip(outputs, expected).allSatisfy { abs($0 - $1) < Self.tolerance * max(1, abs($1)) })
  }

  @Test("A model of layers is read again with the same predictions", arguments: ONNXSequentialSample.all)
  func readAgain(_ sample: ONNXSequentialSample) throws {
    let model = try sample.model()
    let unread = ["squareplus", "sparse_plus", "sparsemax", "threshold"]
    let outputs = model.layers.last?.outputShape?.reduce(1, *) ?? 0
    let classNames = (0..<(outputs == 1 ? 2 : outputs)).map { "class \($0)" }
    let bytes = try model.onnxBytes(featureNames: ["a", "b", "c"], classNames: classNames)
    #expect(throws: LogitError.self) { try model.onnxBytes(classNames: classNames + ["one more"]) }
    guard !unread.contains(where: { sample.name.hasSuffix("-" + $0) }), sample.name != "activation-32-relu",
      sample.name != "normalizations"
    else {
      #expect(throws: InterchangeError.self) { try ForeignModel(onnxBytes: bytes) }
      return
    }
    let read = try ForeignModel(onnxBytes: bytes)
    let rows = try ONNXSequentialSample.rows(model)
    let (a, b) = (try read.model.predict(rows).scalars, try model.predict(rows).scalars)
    #expect(a.count == b.count && zip(a, b).allSatisfy { abs($0 - $1) <= 2e-6 * max(1, abs($1)) })
    let inputs = model.layers.first?.inputShape?.reduce(1, *)
    #expect(read.featureNames == (inputs == 3 ? ["a", "b", "c"] : nil) && read.classNames == classNames)
  }

  @Test(
    "A classifier is read back whole: columns, categories, missing values, calibration and decision",
    arguments: ONNXSample.all)
  func classifierReadAgain(_ sample: ONNXSample) throws {
    let (classifier, table) = try sample.make()
    let read = try ForeignModel(onnxBytes: classifier.onnxBytes(sample.options), name: "a.onnx")
    #expect(read.classNames == classifier.classes.names && read.target == classifier.target)
    #expect(read.notes.isEmpty, "\(read.notes)")
    #expect(read.featureNames == classifier.features.featureNames)
    var rows = table
    if sample.options.inputs == .encoded {
      let (features, names) = (try classifier.features.matrix(of: table), classifier.features.featureNames)
      rows = try Table(
        names.indices.map { place in
          Column(names[place], numbers: (0..<table.rowCount).map { features[$0, place] })
        })
    }
    let (again, note) = try read.classifier(of: rows.columnNames, source: "a.onnx")
    #expect(note == nil && again.decision == classifier.decision)
    let (expected, found) = (try classifier.predict(table), try again.predict(rows))
    var largest: Float = 0
    for row in 0..<table.rowCount {
      for label in classifier.classes.names.indices {
        largest = max(largest, abs(found.probabilities[row, label] - expected.probabilities[row, label]))
      }
    }
    // Weights of linear models are in single precision where the graph computes in it.
    #expect(largest < 2e-6)
    let differing = (0..<table.rowCount).count { expected.className(row: $0) != found.className(row: $0) }
    #expect(differing == 0)
  }

  @Test(
    "What a file says of its classifier is refused where it is damaged, and passed over where the graph was changed"
  )
  func records() throws {
    let (classifier, table) = try #require(ONNXSample.all.first { $0.name == "matrix" }).make()
    let graph = try classifier.onnxGraph(ONNXOptions())
    func open(_ change: (JSON) -> String) throws -> ForeignModel {
      var changed = graph
      let place = try #require(changed.metadata.firstIndex { $0.key == ONNXModelRecord.key })
      changed.metadata[place].value = change(try JSON(json: changed.metadata[place].value))
      return try ForeignModel(onnxBytes: changed.encoded, name: "a.onnx")
    }
    #expect(try open { "\($0)" }.features != nil)
    let damaged: [(JSON) -> String] = [
      { _ in "5" }, { _ in "{" }, { "\($0.removing("input"))" }, { "\($0.setting("gives", "numbers"))" },
      { "\($0.setting("features", 5))" }, { "\($0.setting("decision", ["threshold": 2]))" },
      { "\($0.setting("scaling", ["centers": [1]]))" },
    ]
    for (number, change) in damaged.enumerated() {
      let error = #expect(throws: FileError.self, "\(number)") { try open(change) }
      #expect(error?.description.contains("a.onnx") ?? false, "\(number)")
      #expect(error?.description.contains("logit.model") ?? false, "\(number)")
    }
    let other = try? open { "\($0.setting("input", "another"))" }
    #expect(other.map { $0.features == nil && $0.notes.contains { $0.contains("was changed") } } ?? true)
    #expect(table.rowCount > 0)
  }

  @Test("What ONNX cannot say is refused by the columns' names")
  func inexpressible() throws {
    let table = try ONNXSample.table(classCount: 2)
    let hashed = try ONNXSample.given([.stringHashed("word", binCount: 8)], table).classifier
    let error = #expect(throws: InterchangeError.self) { try hashed.onnxBytes() }
    #expect(
      error?.description
        == "Cannot write ONNX: it has no way to say hashed categories (\"word\"); write the model for "
        + "features as they are encoded, or train it without.")
    #expect(throws: Never.self) { try hashed.onnxBytes(ONNXOptions(inputs: .encoded)) }
    let words = try ONNXSample.given([.stringCategorical("word")], table).classifier
    #expect(throws: InterchangeError.self) { try words.onnxBytes(ONNXOptions(inputs: .matrix)) }
    let network = try ONNXSample.given([.floatNormalized("width")], table, layers: [Dense(2)]).classifier
    #expect(throws: InterchangeError.self) { try network.onnxBytes(ONNXOptions(form: .linearClassifier)) }
  }

  /// For `Scripts/interop/onnx_checks.py`.
  @Test(
    "Files are written for other programs",
    .enabled(if: ProcessInfo.processInfo.environment["LOGIT_WRITTEN_MODELS"] != nil))
  func writeAll() throws {
    let folder = try #require(ProcessInfo.processInfo.environment["LOGIT_WRITTEN_MODELS"])
    for sample in ONNXSample.all {
      let (classifier, table) = try sample.make()
      try classifier.save(onnxFile: "\(folder)/\(sample.name).onnx", options: sample.options)
      let description = try ONNXRowsForPython(classifier, table, sample)
      try StagedFile.write(Array(description.json.description.utf8), to: "\(folder)/\(sample.name).rows.json")
    }
    try writeGolden(to: folder)
    for sample in ONNXSequentialSample.all {
      let model = try sample.model()
      try model.save(onnxFile: "\(folder)/\(sample.name).onnx")
      let x = try ONNXSequentialSample.rows(model)
      let json: JSON = [
        "keep": .bool(sample.isKept), "inputs": .array([ONNXRowsForPython.input("input", "float", x)]),
        "outputs": .array(ONNXRowsForPython.numbers(try model.predict(x))),
      ]
      try StagedFile.write(Array(json.description.utf8), to: "\(folder)/\(sample.name).rows.json")
    }
  }

  /// A file with golden rows, and the program that runs them.
  private func writeGolden(to folder: String) throws {
    let sample = try #require(ONNXSample.all.first { $0.name == "multiclass" })
    let (classifier, table) = try sample.make()
    let rows = try ONNXColumn.rounded(table.rows(at: Array(0..<8)), classifier.onnxColumns())
    let names = classifier.features.inputNames
    let columns = try names.map { try ONNXRowsForPython.cells(rows.column($0)) }
    let shares = ONNXRowsForPython.numbers(try classifier.predict(rows).probabilities)
    let cells = (0..<rows.rowCount).map { row in JSON.array(columns.map { $0[row] }) }
    let probabilities = (0..<rows.rowCount).map { JSON.array(Array(shares[3 * $0..<3 * $0 + 3])) }
    let golden: JSON = [
      "columns": .array(names.map { JSON.string($0) }), "rows": .array(cells),
      "probabilities": .array(probabilities),
    ]
    try classifier.save(onnxFile: "\(folder)/golden.onnx", options: ONNXOptions(goldenRows: golden))
    try StagedFile.write(Array(ONNXCheck.program.utf8), to: "\(folder)/golden_check.py")
  }
}

/// The rows of a sample as the inputs of its file, and what the classifier says of them.
struct ONNXRowsForPython {
  let json: JSON

  init(_ classifier: Classifier, _ table: Table, _ sample: ONNXSample) throws {
    let columns = try classifier.onnxColumns(sample.options)
    let rows = try ONNXColumn.rounded(table, columns)
    let predictions = try classifier.predict(rows)
    var inputs: [JSON] = []
    if columns.isEmpty {
      let type = classifier.needsDoublePrecision ? "double" : "float"
      inputs.append(Self.input("X", type, try classifier.features.matrix(of: rows)))
    }
    var seen: Set<String> = []
    for input in columns.map(\.input) where seen.insert(input).inserted {
      let members = columns.filter { $0.input == input }
      let values = try members.map { try Self.cells(rows.column($0.name)) }
      var cells: [JSON] = []
      for row in 0..<rows.rowCount { for column in values { cells.append(column[row]) } }
      inputs.append(
        Self.input(input, members[0].kind.rawValue, shape: [rows.rowCount, members.count], cells))
    }
    let labels = (0..<rows.rowCount).map { JSON.string(predictions.className(row: $0)) }
    json = [
      "keep": .bool(sample.isKept), "inputs": .array(inputs),
      "probabilities": .array(Self.numbers(predictions.probabilities)), "labels": .array(labels),
    ]
  }

  /// A tensor as JSON.
  static func input(_ name: String, _ type: String, _ x: Tensor<Float>) -> JSON {
    input(name, type, shape: x.shape, numbers(x))
  }

  private static func input(_ name: String, _ type: String, shape: [Int], _ values: [JSON]) -> JSON {
    let lengths = shape.map { JSON.integer($0) }
    return [
      "name": .string(name), "type": .string(type), "shape": .array(lengths), "values": .array(values),
    ]
  }

  /// The numbers of a tensor.
  static func numbers(_ x: Tensor<Float>) -> [JSON] { x.scalars.map { JSON.number(Double($0)) } }

  /// The values of a column: empty texts, and `null` in place of numbers, where one is missing.
  static func cells(_ column: Column) throws -> [JSON] {
    if column.kind == .string { return column.strings().map { JSON.string($0 ?? "") } }
    return try column.numbers().map { $0.isNaN ? JSON.null : JSON.number($0) }
  }
}

// MARK: - Comparing graphs

/// Expects two graphs to be the same but for the last bits of constants.
func expectSame(_ a: ONNXGraph, _ b: ONNXGraph) throws {
  #expect(a.nodes.map(\.type) == b.nodes.map(\.type))
  #expect(a.nodes.map(\.inputs) == b.nodes.map(\.inputs) && a.nodes.map(\.outputs) == b.nodes.map(\.outputs))
  #expect(a.inputs.map(\.name) == b.inputs.map(\.name) && a.inputs.map(\.type) == b.inputs.map(\.type))
  #expect(a.outputs.map(\.name) == b.outputs.map(\.name) && a.outputs.map(\.type) == b.outputs.map(\.type))
  #expect(a.constants.map(\.name) == b.constants.map(\.name))
  for ((name, x), (_, y)) in zip(a.constants, b.constants) {
    #expect(x.shape == y.shape && x.type == y.type && x.texts == y.texts, "\(name)")
    if let x = try x.doubles(), let y = try y.doubles() { #expect(areNear(x, y), "\(name)") }
  }
  for (x, y) in zip(a.nodes, b.nodes) {
    #expect(x.attributes.map(\.name) == y.attributes.map(\.name) && x.domain == y.domain)
    for ((name, value), (_, other)) in zip(x.attributes, y.attributes) {
      if case (.floats(let p), .floats(let q)) = (value, other) {
        #expect(areNear(p.map { Double($0) }, q.map { Double($0) }), "\(x.name) \(name)")
      } else {
        #expect("\(value)" == "\(other)", "\(x.name) \(name)")
      }
    }
  }
}

/// Training sums in an order that depends on the processor's vectors.
private func areNear(_ a: [Double], _ b: [Double]) -> Bool {
  a.count == b.count
    && zip(a, b).allSatisfy { x, y in x == y || x.isNaN && y.isNaN || abs(x - y) <= 1e-5 * max(abs(x), 1) }
}
