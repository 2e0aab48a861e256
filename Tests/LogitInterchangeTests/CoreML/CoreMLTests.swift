import Foundation
import Logit
import LogitData
import LogitFiles
import Testing

@testable import LogitClassifier
@testable import LogitInterchange

@Suite("Writing Core ML") struct CoreMLTests {
  /// A table without missing numbers, so that no feature tells where they are.
  private static func table(classCount: Int) throws -> Table {
    let table = try ONNXSample.table(classCount: classCount)
    let complete = try table.rows(
      at: table.column("length").numbers().indices.filter { $0 % 17 != 5 && $0 % 5 != 0 })
    return complete
  }

  static let samples: [ONNXSample] = [
    ONNXSample(name: "binary") { try ONNXSample.fit(table(classCount: 2)) },
    ONNXSample(name: "multiclass") { try ONNXSample.fit(table(classCount: 3)) },
    ONNXSample(name: "network") {
      try ONNXSample.fit(table(classCount: 3)) { ($0.hiddenUnits, $0.epochs) = ([6, 4], 20) }
    },
    ONNXSample(name: "network-binary") {
      try ONNXSample.fit(table(classCount: 2)) { ($0.hiddenUnits, $0.epochs) = ([5], 10) }
    },
    ONNXSample(name: "platt-prior") {
      try ONNXSample.fit(table(classCount: 2)) {
        ($0.decision.calibration, $0.decision.prior) = (.platt, ["yes": 0.2])
      }
    },
    ONNXSample(name: "temperature-prior") {
      try ONNXSample.fit(table(classCount: 3)) {
        ($0.decision.calibration, $0.decision.prior) = (.temperature, ["yes": 0.1, "no": 0.7, "maybe": 0.2])
      }
    },
    ONNXSample(name: "numbers") { try ONNXSample.fit(ONNXSample.numbers()) },
    ONNXSample(name: "unknown-categories") {
      try ONNXSample.given(
        [
          .stringCategorical("word", maxTokens: 3), .floatRescaled("width", scale: 0.05, offset: -2),
          .float("length", missing: .constant(2)),
        ],
        table(classCount: 3), layers: [Dense(4, activation: .tanh)], classCount: 3)
    },
  ]

  @Test("What the specification makes of a file are the classifier's probabilities", arguments: samples)
  func probabilities(_ sample: ONNXSample) throws {
    let (classifier, table) = try sample.make()
    // Also a category that is not known, a text that is missing, and a number that is missing.
    let rows = try Self.withGaps(table, classifier)
    let evaluator = try CoreMLEvaluator(classifier.coreMLBytes())
    #expect(try Set(evaluator.inputs()) == Set(classifier.features.inputNames))
    let predictions = try classifier.predict(rows)
    var largest = 0.0
    for row in 0..<rows.rowCount {
      var values: [String: CoreMLEvaluator.Value] = [:]
      for (name, kind) in classifier.features.inputKinds {
        let column = try rows.column(name)
        values[name] =
          kind == .string ? .text(column.strings()[row] ?? "") : .number(try column.numbers()[row])
      }
      let (labels, probabilities) = try evaluator.classes(values)
      #expect(labels == classifier.classes.names)
      for (index, value) in probabilities.enumerated() {
        largest = max(largest, abs(value - Double(predictions.probabilities[row, index])))
      }
    }
    #expect(largest < 1e-6)
  }

  private static func withGaps(_ table: Table, _ classifier: Classifier) throws -> Table {
    let kinds = Dictionary(uniqueKeysWithValues: classifier.features.inputKinds.map { ($0.name, $0.kind) })
    return try Table(
      table.columns.map { column in
        switch kinds[column.name] {
        case .string?:
          Column(
            column.name,
            strings: column.strings().enumerated().map { $0 == 0 ? "violet" : $0 == 1 ? nil : $1 })
        case .numeric?:
          try Column(column.name, numbers: column.numbers().enumerated().map { $0 == 2 ? .nan : $1 })
        default: column
        }
      })
  }

  @Test("What Core ML cannot say is refused by name")
  func inexpressible() throws {
    let table = try ONNXSample.table(classCount: 2)
    let withIndicator = try ONNXSample.fit(table).classifier
    let error = #expect(throws: InterchangeError.self) { try withIndicator.coreMLBytes() }
    #expect(
      error?.description
        == "Cannot write Core ML: it has no way to say an indicator of missing numbers (\"length\"); train the model without, or write ONNX."
    )
    let bins = try ONNXSample.given([.floatDiscretized("width", binCount: 3)], table).classifier
    #expect(throws: InterchangeError.self) { try bins.coreMLBytes() }
    let curve = try ONNXSample.fit(Self.table(classCount: 2)) { $0.decision.calibration = .isotonic }
      .classifier
    #expect(throws: InterchangeError.self) { try curve.coreMLBytes() }
    let threshold = try ONNXSample.fit(Self.table(classCount: 2)) { $0.decision.threshold = .value(0.3) }
      .classifier
    #expect(throws: InterchangeError.self) { try threshold.coreMLBytes() }
  }

  /// For `Scripts/interop/coreml_checks.py`.
  @Test(
    "Files are written for coremltools",
    .enabled(if: ProcessInfo.processInfo.environment["LOGIT_WRITTEN_MODELS"] != nil))
  func writeAll() throws {
    let folder = try #require(ProcessInfo.processInfo.environment["LOGIT_WRITTEN_MODELS"])
    for sample in Self.samples {
      try sample.make().classifier.save(coreMLFile: "\(folder)/\(sample.name).mlmodel")
    }
  }
}
