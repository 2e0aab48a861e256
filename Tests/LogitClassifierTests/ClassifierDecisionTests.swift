import LogitClassifier
import LogitStatistics
import Testing

@testable import LogitData

/// What is learned for decisions, kept in the file and used.
@Suite struct ClassifierDecisionTests {
  /// Rows of two or three classes that overlap, with a gap and a column of words.
  private static func table(rows: Int = 240, classes: [String] = ["no", "yes"]) throws -> Table {
    var random = RandomGenerator(seed: 3)
    let noise = random.normal(mean: 0, standardDeviation: 1, count: rows).scalars.map { Double($0) }
    return try Table([
      Column(
        "x", numbers: (0..<rows).map { $0 % 17 == 5 ? .nan : 1.3 * noise[$0] + Double($0 % classes.count) }),
      Column("word", strings: (0..<rows).map { "w\($0 * 13 % 17 % 4)" }),
      Column("y", strings: (0..<rows).map { classes[$0 % classes.count] }),
    ])
  }

  private static func fit(
    _ table: Table, _ change: (inout ClassifierOptions) -> Void
  ) throws -> (classifier: Classifier, report: FitReport) {
    var options = ClassifierOptions()
    change(&options)
    return try Classifier.fit(table, target: "y", options: options)
  }

  static let decisions: [DecisionOptions] = {
    var all: [DecisionOptions] = []
    func add(_ change: (inout DecisionOptions) -> Void) {
      var options = DecisionOptions()
      change(&options)
      all.append(options)
    }
    add { $0.threshold = .value(0.3) }
    add { $0.threshold = .best(.f1) }
    add { $0.costs = [ErrorCost(actual: "yes", predicted: "no", cost: 4)] }
    add { $0.calibration = .platt }
    add { ($0.calibration, $0.threshold) = (.isotonic, .best(.mcc)) }
    add { ($0.calibration, $0.prior) = (.temperature, ["yes": 0.1]) }
    add { ($0.calibration, $0.prior, $0.threshold) = (.platt, ["yes": 0.1, "no": 0.9], .best(.accuracy)) }
    return all
  }()

  @Test(arguments: decisions, [Measuring.crossValidation(), .holdout(0.3)])
  func `decisions come back from the file, and the training file measured again gives the report's scores`(
    decision: DecisionOptions, measuring: Measuring
  ) throws {
    let table = try Self.table()
    let (classifier, report) = try Self.fit(table) { ($0.decision, $0.measuring) = (decision, measuring) }
    let bytes = try classifier.encoded()
    let loaded = try Classifier(bytes: bytes)
    #expect(try loaded.encoded() == bytes)
    #expect(loaded.decision == classifier.decision && loaded.provenance.options?.decision == decision)
    #expect(try loaded.measure(table).scores == report.scores)
    let rows = try loaded.measuredPredictions(of: table).rows
    #expect(try rows.confusionMatrix() == report.scores?.confusionMatrix)
    #expect((rows.uncalibrated == nil) == (decision.calibration == nil))
    let (a, b) = (try classifier.predict(table), try loaded.predict(table))
    #expect(a.probabilities.scalars == b.probabilities.scalars && a.classIndices == b.classIndices)
    // A table in memory, and rows as they come, are decided on alike.
    let predicted = try RowPredictor(loaded).predict(table).table.column("predicted").strings()
    #expect(predicted == (0..<table.rowCount).map { a.className(row: $0) })
  }

  @Test func `three classes are calibrated, corrected and decided on by costs`() throws {
    let table = try Self.table(classes: ["a", "b", "c"])
    for method in ProbabilityCalibration.Method.allCases {
      let (classifier, report) = try Self.fit(table) {
        $0.decision.calibration = method
        $0.decision.prior = ["a": 0.2, "b": 0.3]
        $0.decision.costs = [ErrorCost(actual: "c", predicted: "a", cost: 9)]
      }
      let loaded = try Classifier(bytes: classifier.encoded())
      #expect(loaded.decision == classifier.decision)
      #expect(try loaded.measure(table).scores == report.scores)
      let predictions = try loaded.predict(table)
      for row in 0..<5 {
        let p = (0..<3).map { Double(predictions.probabilities[row, $0]) }
        #expect(abs(p.reduce(0, +) - 1) < 1e-6)
        let costs = [p[1] + 9 * p[2], p[0] + p[2], p[0] + p[1]]
        #expect(predictions.classIndices[row] == costs.indices.min { costs[$0] < costs[$1] })
      }
      let decision = try #require(report.decision)
      #expect(try #require(decision.meanCost) > 0)
    }
  }

  @Test func `a model without a decision keeps its probabilities and classes`() throws {
    let table = try Self.table()
    let (classifier, report) = try Self.fit(table) { _ in }
    #expect(report.decision == nil && classifier.decision.rule == .mostProbable)
    let lower = try classifier.deciding(above: 0.2)
    let (usual, decided) = (try classifier.predict(table), try lower.predict(table))
    #expect(usual.probabilities.scalars == decided.probabilities.scalars)
    #expect(decided.classIndices == (0..<table.rowCount).map { usual.probabilities[$0, 1] > 0.2 ? 1 : 0 })
    #expect(throws: LogitError.self) { try classifier.deciding(above: 1) }
    let three = try Self.fit(Self.table(classes: ["a", "b", "c"])) { _ in }.classifier
    #expect(throws: LogitError.self) { try three.deciding(above: 0.5) }
  }

  @Test func `balanced weights are corrected for the shares of the rows`() throws {
    let table = try Self.table()
    let kept = (0..<240).filter { $0 % 2 == 0 || $0 % 10 == 1 }
    let rare = try table.rows(at: kept)
    let share = 24.0 / 144
    let (plain, _) = try Self.fit(rare) { _ in }
    let (weighted, report) = try Self.fit(rare) { $0.classWeight = .balanced }
    let (corrected, silent) = try Self.fit(rare) {
      ($0.classWeight, $0.decision.prior) = (.balanced, ["yes": share])
    }
    func mean(_ classifier: Classifier) throws -> Double {
      let p = try classifier.predict(rare).probabilities
      return (0..<kept.count).reduce(0) { $0 + Double(p[$1, 1]) } / Double(kept.count)
    }
    #expect(try abs(mean(plain) - share) < 0.01 && abs(mean(corrected) - share) < 0.02)
    #expect(try mean(weighted) > 0.3)
    #expect(report.findings.contains { $0.kind == .balancedWeights && $0.option != nil })
    #expect(!silent.findings.contains { $0.kind == .balancedWeights })
  }

  @Test func `what cannot be decided on is refused`() throws {
    let table = try Self.table()
    func refuses(_ change: @escaping (inout ClassifierOptions) -> Void) {
      #expect(throws: (any Error).self) { try Self.fit(table, change) }
    }
    refuses { ($0.decision.calibration, $0.measuring) = (.platt, .holdout(0)) }
    refuses { ($0.decision.threshold, $0.measuring) = (.best(.f1), .holdout(0)) }
    refuses { $0.decision.threshold = .value(0) }
    refuses { $0.decision.prior = ["yes": 1] }
    refuses { $0.decision.prior = ["yes": 0.5, "no": 0.6] }
    refuses { $0.decision.prior = ["maybe": 0.5] }
    refuses { $0.decision.costs = [ErrorCost(actual: "yes", predicted: "maybe", cost: 1)] }
    refuses {
      $0.decision.costs = Array(repeating: ErrorCost(actual: "yes", predicted: "no", cost: 2), count: 2)
    }
    refuses {
      ($0.decision.threshold, $0.decision.costs) = (
        .value(0.4), [ErrorCost(actual: "yes", predicted: "no", cost: 2)]
      )
    }
    let three = try Self.table(classes: ["a", "b", "c"])
    #expect(throws: LogitError.self) { try Self.fit(three) { $0.decision.threshold = .best(.f1) } }
    #expect(throws: LogitError.self) { try Self.fit(three) { $0.decision.prior = ["a": 0.5] } }
  }

  @Test func `costs are read as they are typed`() {
    let cases: [(String, ErrorCost?)] = [
      ("sick:well=10", ErrorCost(actual: "sick", predicted: "well", cost: 10)),
      ("\"12:30\":\"a\"\"b\"=0.5", ErrorCost(actual: "12:30", predicted: "a\"b", cost: 0.5)),
      ("a=b:c=d=2", ErrorCost(actual: "a=b", predicted: "c=d", cost: 2)),
      ("sick=10", nil), ("a:b:c=1", nil), (":b=1", nil), ("a:b=", nil), ("\"a:b=1", nil), ("a:b", nil),
      ("", nil),
    ]
    for (text, expected) in cases {
      #expect(ErrorCost(text: text) == expected, "\(text)")
      if let expected { #expect(ErrorCost(text: expected.text) == expected) }
    }
  }

  @Test(arguments: [
    "[]", "{\"threshold\": 1.5}", "{\"threshold\": \"half\"}",
    "{\"threshold\": 0.4, \"costs\": [[0, 1], [1, 0]]}",
    "{\"costs\": [[0, 1], [1]]}", "{\"costs\": [[0, -1], [1, 0]]}", "{\"chosen_by\": \"f1\"}",
    "{\"other\": 1}",
    "{\"prior\": {\"trained\": [0.5, 0.5], \"actual\": [1, 0]}}", "{\"calibration\": {\"method\": \"beta\"}}",
    "{\"calibration\": {\"method\": \"temperature\", \"temperature\": 0}}",
    "{\"calibration\": {\"method\": \"platt\", \"curves\": []}}",
    "{\"calibration\": {\"method\": \"platt\", \"curves\": [{\"slope\": 1}]}}",
    "{\"calibration\": {\"method\": \"isotonic\", \"curves\": [{\"scores\": [1, 0], \"probabilities\": [0, 1]}]}}",
  ])
  func `a decision in a file that cannot be is refused by its name`(json: String) throws {
    let (classifier, _) = try Self.fit(Self.table()) { $0.decision.threshold = .value(0.3) }
    var file = try EditableModelFile(classifier.encoded())
    file["decision"] = json
    #expect {
      try Classifier(bytes: file.bytes)
    } throws: { error in
      guard case DataError.invalidModelFile(_, let item, _, _, _) = error else { return false }
      return item == "the metadata decision"
    }
  }

  // MARK: Sets

  @Test func `sets are the same from a file, a table and rows as they come`() throws {
    let table = try Self.table(classes: ["a", "b", "c"])
    let (classifier, _) = try Self.fit(table) { _ in }
    var predictor = try RowPredictor(Classifier(bytes: classifier.encoded()))
    try predictor.setCoverage(0.9)
    var own = try RowPredictor(classifier)
    try own.setCoverage(0.9)
    let (found, notes) = try predictor.predict(table)
    #expect(try found.column("set").strings() == own.predict(table).table.column("set").strings())
    let sets = try found.column("set").strings()
    let predicted = try found.column("predicted").strings()
    #expect(zip(sets, predicted).allSatisfy { $0?.contains($1 ?? "?") ?? false })
    let labels = try table.column("y").strings()
    let held = zip(sets, labels).count { $0?.split(separator: "|").contains(Substring($1 ?? "")) ?? false }
    #expect(Double(held) / 240 > 0.85)
    let guaranteed = try #require(notes.sets?.guaranteed)
    #expect(guaranteed > 0.7 && guaranteed < 0.8)
    #expect(predictor.coverage == 0.9)
    let json = try String(decoding: predictor.json(table, model: "m", source: "s").bytes, as: UTF8.self)
    #expect(json.contains("\"set\":[\"") && json.contains("\"coverage\": {\"level\": 0.9"))
  }

  @Test func `sets need a model that was measured on rows it has not seen`() throws {
    let table = try Self.table()
    let (classifier, _) = try Self.fit(table) { $0.measuring = .holdout(0) }
    var predictor = try RowPredictor(classifier)
    #expect(throws: DataError.self) { try predictor.setCoverage(0.9) }
    let (held, _) = try Self.fit(table) { $0.measuring = .holdout(0.3) }
    predictor = try RowPredictor(Classifier(bytes: held.encoded()))
    try predictor.setCoverage(0.9)
    #expect(predictor.guaranteedCoverage == 0.9)
    for coverage in [0, 1, Double.nan] {
      #expect(throws: LogitError.self) { try predictor.setCoverage(coverage) }
    }
  }

  @Test func `sets of new rows hold their class as often as asked for, over many draws`() throws {
    var random = RandomGenerator(seed: 21)
    var (held, total) = (0, 0)
    for _ in 0..<20 {
      let rows = 240
      let noise = random.normal(mean: 0, standardDeviation: 1, count: rows).scalars.map { Double($0) }
      let table = try Table([
        Column("x", numbers: (0..<rows).map { 1.2 * noise[$0] + Double($0 % 3) }),
        Column("y", strings: (0..<rows).map { ["a", "b", "c"][$0 % 3] }),
      ])
      var predictor = try RowPredictor(Self.fit(table.rows(at: Array(0..<120))) { _ in }.classifier)
      try predictor.setCoverage(0.9)
      let later = try table.rows(at: Array(120..<rows))
      let sets = try predictor.predict(later).table.column("set").strings()
      for (set, label) in zip(sets, try later.column("y").strings()) {
        total += 1
        if set?.contains(label ?? "?") ?? false { held += 1 }
      }
    }
    // 2,400 rows of 20 draws; what is guaranteed is about 0.74.
    let share = Double(held) / Double(total)
    #expect(share > 0.87 && share < 0.94)
  }
}
