import Logit
import LogitData
import LogitFiles
import LogitStatistics
import Testing

@testable import LogitClassifier
@testable import LogitInterchange

/// Thresholds, costs and scaling on the way out, and back.
@Suite("Decisions in other formats")
struct DecisionExportTests {
  private static let columns = ["a", "b"]

  private static func table() throws -> Table {
    try Table([
      Column("a", numbers: [20.0, 35, 50, 62, 41]),
      Column("b", numbers: [12.5, 9, 10.5, 13, 11]),
    ])
  }

  /// A classifier of two scaled columns of numbers.
  private static func classifier(classes: [String], rule: DecisionRule, hidden: Int = 0) throws -> Classifier
  {
    let table = try table()
    let classifier = try ExportedModels.classifier(
      table, features: { _ in [try .floatNormalized("a"), try .floatNormalized("b")] }, classes: classes,
      hidden: hidden)
    return classifier.deciding(by: ClassDecision(adjustment: nil, rule: rule))
  }

  private static let layered: [any ExportFormat] = [
    KerasExport(.keras), KerasExport(.h5), KerasExport(.weights), TorchExport(), ONNXExport(.tensors),
  ]

  /// Writes a classifier, opens it, and checks that it predicts and decides the same.
  private func expectSame(_ classifier: Classifier, through format: any ExportFormat) throws -> ExportedFile {
    let file = try ModelExport(classifier, to: format).encode(name: "m")
    let read = try ForeignModel(StoredBytes(file.bytes, name: "m.\(format.fileExtension)"))
    let table = try Self.table()
    let (again, _) = try read.classifier(of: Self.columns, source: "m")
    #expect(again.decision.rule == classifier.decision.rule, "\(format.word)")
    let (expected, found) = (try classifier.predict(table), try again.predict(table))
    for row in 0..<table.rowCount {
      #expect(found.className(row: row) == expected.className(row: row), "\(format.word)")
      for label in classifier.classes.names.indices {
        let difference = abs(found.probabilities[row, label] - expected.probabilities[row, label])
        #expect(difference < 2e-6, "\(format.word), row \(row)")
      }
    }
    return file
  }

  @Test(
    "A threshold comes back, and is told of where the format has no place for it",
    arguments: layered + [PMMLExport(), ONNXExport(.linearClassifier)])
  func threshold(_ format: any ExportFormat) throws {
    let classifier = try Self.classifier(classes: ["no", "yes"], rule: .threshold(0.125))
    let notes = try expectSame(classifier, through: format).notes.joined(separator: " ")
    #expect(notes.contains("0.125") || notes.contains("\"decision\"") || format is ONNXExport, "\(notes)")
  }

  @Test("Costs of several classes come back", arguments: layered, [0, 3])
  func costs(_ format: any ExportFormat, hidden: Int) throws {
    let costs = try CostMatrix(classCount: 3, values: [0, 1, 8, 2, 0, 1, 1, 5, 0])
    let classifier = try Self.classifier(
      classes: ["low", "mid", "high"], rule: .leastCost(costs), hidden: hidden)
    let notes = try expectSame(classifier, through: format).notes
    #expect(notes.contains { $0.contains("costs") } || format is ONNXExport, "\(notes)")
  }

  @Test("Formats of probabilities alone say what is left behind", arguments: ["sql", "logit-linear"])
  func note(word: String) throws {
    let format = try #require(ExportFormats.verifiable.first { $0.word == word })
    func notes(_ rule: DecisionRule) throws -> [String] {
      let classifier = try Self.classifier(classes: ["no", "yes"], rule: rule)
      return try ModelExport(classifier, to: format).encode(name: "m").notes
    }
    #expect(try notes(.threshold(0.125)).contains { $0.contains("above 0.125") })
    #expect(try !notes(.mostProbable).contains { $0.contains("decides") })
  }

  @Test("A decision that is none is refused by the file's name")
  func damaged() throws {
    var writer = try KerasWriter(
      Sequential([Dense(1, inputShape: [2], activation: .sigmoid)], seed: 1), includingOptimizer: false)
    for decision in [5, ["threshold": 7], ["costs": [[1]]]] as [JSON] {
      writer.labels = ["decision": decision]
      let error = #expect(throws: FileError.self) {
        try ForeignModel(kerasBytes: writer.encoded(.keras), name: "a.keras")
      }
      #expect(error?.description.contains("a.keras") ?? false)
    }
  }

  @Test(
    "Keras's files are known as those of their own form, with golden rows",
    arguments: KerasFileFormat.allCases)
  func recognized(form: KerasFileFormat) throws {
    let classifier = try Self.classifier(classes: ["no", "yes"], rule: .mostProbable)
    let bytes = try ModelExport(classifier, to: KerasExport(form)).encode(name: "m").bytes
    let artefact = Artefact(path: "m", bytes: bytes)
    for other in KerasFileFormat.allCases {
      #expect(KerasExport(other).recognizes(artefact) == (other == form), "\(other)")
    }
    let labels = try KerasContents(StoredBytes(bytes, name: "m")).labels
    #expect(labels?["golden_rows"].flatMap { GoldenRows(json: $0) }?.rows.isEmpty == false)
    #expect(labels?["classes"] == .array(["no", "yes"]) && labels?["target"] == .string("y"))
  }

  @Test("Weights alone hold the means and variances of scaled columns, for a Normalization in front")
  func weights() throws {
    let classifier = try Self.classifier(classes: ["no", "yes"], rule: .mostProbable)
    let file = try ModelExport(classifier, to: KerasExport(.weights)).encode(name: "m")
    #expect(file.notes.contains { $0.contains("Normalization, Dense") }, "\(file.notes)")
    let architecture = """
      {"class_name": "Sequential", "config": {"layers": [
       {"class_name": "InputLayer", "config": {"batch_shape": [null, 2]}},
       {"class_name": "Normalization", "config": {"axis": [-1]}},
       {"class_name": "Dense", "config": {"units": 1, "activation": "sigmoid"}}]}}
      """
    let read = try ForeignModel(kerasBytes: file.bytes, architecture: architecture)
    let (again, _) = try read.classifier(of: Self.columns, source: "m")
    let (expected, found) = (try classifier.predict(Self.table()), try again.predict(Self.table()))
    for row in 0..<5 {
      #expect(abs(found.probabilities[row, 1] - expected.probabilities[row, 1]) < 2e-6)
    }
  }

  @Test("A file of Keras with sparsemax is noted, since Keras computes it otherwise")
  func sparsemax() throws {
    let layers: [any Layer] = [
      Dense(3, inputShape: [2], activation: .sparsemax), Dense(1, activation: .sigmoid),
    ]
    let model = try Sequential(layers, seed: 1)
    let read = try ForeignModel(kerasBytes: model.kerasBytes())
    #expect(read.notes.contains { $0.contains("sparsemax") }, "\(read.notes)")
    let plain = try Sequential([Dense(1, inputShape: [2], activation: .sigmoid)], seed: 1)
    #expect(try ForeignModel(kerasBytes: plain.kerasBytes()).notes.isEmpty)
  }

  @Test("Categories that are numbers have golden rows of numbers, as formats may take them")
  func goldenNumbers() throws {
    let table = try Table([
      Column("code", strings: ["1", "2", "3", "2"]), Column("y", strings: ["no", "yes", "no", "yes"]),
    ])
    let classifier = try ExportedModels.classifier(table, features: { _ in [try .stringCategorical("code")] })
    let cells = try GoldenRows(classifier).rows.map { $0[0] }
    #expect(cells.contains(.text("4")))
    #expect(cells.allSatisfy { cell in if case .text(let text) = cell { Double(text) != nil } else { true } })
  }
}
