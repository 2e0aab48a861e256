import LogitClassifier
import Testing

@testable import LogitData

/// Measures of models that are trained on all rows.
@Suite struct CrossValidationTests {
  private static func table(rows: Int = 120, classes: [String] = ["no", "yes"]) throws -> Table {
    var random = RandomGenerator(seed: 8)
    let noise = random.normal(mean: 0, standardDeviation: 1, count: rows).scalars.map { Double($0) }
    return try Table([
      Column("x", numbers: (0..<rows).map { $0 % 11 == 3 ? .nan : noise[$0] + Double($0 % classes.count) }),
      Column("word", strings: (0..<rows).map { "w\($0 * 13 % 17 % 6)" }),
      Column("group", integers: (0..<rows).map { $0 / 6 }),
      Column("day", strings: (0..<rows).map { "2024-0\(1 + $0 * 8 / rows)-1\($0 % 10)" }),
      Column("fold", strings: (0..<rows).map { ["a", "b", "c"][$0 % 3] }),
      Column("y", strings: (0..<rows).map { $0 == 5 ? nil : classes[$0 % classes.count] }),
    ])
  }

  private static func fit(
    _ table: Table, _ measuring: Measuring? = nil, _ change: (inout ClassifierOptions) -> Void = { _ in }
  ) throws -> (classifier: Classifier, report: FitReport) {
    var options = ClassifierOptions()
    (options.measuring, options.missingTarget) = (measuring, .drop)
    options.excluded = ["day", "fold", "group"]
    change(&options)
    return try Classifier.fit(table, target: "y", options: options)
  }

  static let ways: [Measuring] = [
    .crossValidation(), .crossValidation(.stratified(3)), .crossValidation(.groups(4, column: "group")),
    .crossValidation(.times(3, column: "day")), .crossValidation(.column("fold")),
  ]

  @Test(arguments: ways, [["no", "yes"], ["a", "b", "c"]])
  func `the training file measured again gives the report's scores to the last bit`(
    measuring: Measuring, classes: [String]
  ) throws {
    let table = try Self.table(classes: classes)
    let (classifier, report) = try Self.fit(table, measuring)
    #expect(report.scoresOrigin == .outOfFold)
    let loaded = try Classifier(bytes: classifier.encoded())
    #expect(loaded.provenance == classifier.provenance)
    let evaluation = try loaded.measure(table)
    #expect(evaluation.origin == .outOfFold && evaluation.foldCount == report.foldCount)
    #expect(evaluation.scores == report.scores && evaluation.droppedRowCount == 1)
    let (rows, origin) = try loaded.measuredPredictions(of: table)
    #expect(origin == .outOfFold && rows.rowCount == evaluation.scores.rowCount)
    #expect(rows.table.rowCount == rows.rowCount)
    // The model itself has seen the rows.
    let all = try loaded.measure(table, includingTrainingRows: true)
    #expect(all.origin == .training && all.scores.rowCount == 119)
    #expect(all.scores.logLoss != evaluation.scores.logLoss)
  }

  @Test func `each row is predicted by a model that was fitted without it, features included`() throws {
    let table = try Self.table()
    let (classifier, _) = try Self.fit(table, .crossValidation(.column("fold")))
    let found = try classifier.measuredPredictions(of: table).rows
    let kept = (0..<120).filter { $0 != 5 }
    for (fold, name) in ["a", "b", "c"].enumerated() {
      // The model of the rows of the other folds, with λ of all rows.
      let training = kept.filter { $0 % 3 != fold }
      let alone = try Self.fit(table.rows(at: training), .holdout(0)) {
        $0.method = .optimum(OptimumOptions(penalty: .ridge(1.0 / 119)))
      }
      let held = kept.filter { $0 % 3 == fold }
      let expected = try alone.classifier.predict(table.rows(at: held)).probabilities
      let places = kept.indices.filter { kept[$0] % 3 == fold }
      for (index, place) in places.enumerated() {
        let difference = abs(found.predictions.probabilities[place, 1] - expected[index, 1])
        #expect(difference < 1e-5, "fold \(name)")
      }
    }
  }

  @Test(arguments: OptimumOptions.LambdaRule.allCases)
  func `a chosen lambda is that of the validated path, and the rows measured again choose the same`(
    rule: OptimumOptions.LambdaRule
  ) throws {
    let table = try Self.table(classes: ["a", "b", "c"])
    let (classifier, report) = try Self.fit(table, .crossValidation(.groups(3, column: "group"))) {
      $0.method = .optimum(OptimumOptions(penalty: .lasso(), lambdaRule: rule))
    }
    var options = ClassifierOptions()
    (options.measuring, options.missingTarget) = (
      .crossValidation(.groups(3, column: "group")), .drop
    )
    options.excluded = ["day", "fold", "group"]
    let curve = try PenaltyValidation(table, target: "y", options: options, measures: [.deviance]).curves[0]
    #expect(report.training.solution?.lambda == (rule == .minimum ? curve.lambdaMin : curve.lambda1SE))
    let loaded = try Classifier(bytes: classifier.encoded())
    #expect(loaded.provenance == classifier.provenance)
    #expect(try loaded.measure(table).scores == report.scores)
  }

  @Test func `lambda is chosen in folds only, and not where there is one`() throws {
    #expect(throws: LogitError.self) {
      try Self.fit(Self.table(), .holdout(0.2)) {
        $0.method = .optimum(OptimumOptions(penalty: .lasso(), lambdaRule: .minimum))
      }
    }
    for penalty in [LogisticRegression.Penalty.none, .lasso(0.1)] {
      #expect(throws: LogitError.self) {
        try Self.fit(Self.table()) {
          $0.method = .optimum(OptimumOptions(penalty: penalty, lambdaRule: .minimum))
        }
      }
    }
  }

  @Test func `a positive class turns the measures round`() throws {
    let table = try Self.table()
    let (_, usual) = try Self.fit(table)
    let (classifier, turned) = try Self.fit(table) { $0.positiveClass = "no" }
    #expect(usual.scores?.accuracy == turned.scores?.accuracy)
    #expect(try Classifier(bytes: classifier.encoded()).measure(table).scores == turned.scores)
  }

  @Test func `weights of classes are those of each fold's rows`() throws {
    let table = try Self.table()
    for weight in [ClassifierOptions.ClassWeight.balanced, .named(["yes": 3])] {
      let (classifier, report) = try Self.fit(table) { $0.classWeight = weight }
      #expect(try Classifier(bytes: classifier.encoded()).measure(table).scores == report.scores)
    }
  }

  @Test func `groups and folds are no features, and times are measured from the second period on`() throws {
    let table = try Self.table()
    for measuring in [Self.ways[2], Self.ways[4]] {
      let (classifier, report) = try Self.fit(table, measuring) { $0.excluded = ["day"] }
      let column = measuring == Self.ways[2] ? "group" : "fold"
      #expect(report.decisions.first { $0.column == column }?.isLeftOut == true)
      #expect(report.scores?.rowCount == 119 && classifier.provenance.trainingRowCount == 119)
    }
    let (_, report) = try Self.fit(table, Self.ways[3])
    #expect(try #require(report.scores).rowCount < 100)
    #expect(report.description.contains("in order of \"day\""))
  }

  @Test func `a class that no row is left of is given no probability, which is said`() throws {
    // Each class is a fold.
    let table = try Table([
      Column("x", numbers: (0..<60).map { Double($0 * 7 % 13) }),
      Column("fold", strings: (0..<60).map { ["a", "b", "c"][$0 % 3] }),
      Column("y", strings: (0..<60).map { ["p", "q", "r"][$0 % 3] }),
    ])
    let (classifier, report) = try Self.fit(table, .crossValidation(.column("fold"))) { $0.excluded = [] }
    #expect(report.scores?.accuracy.value == 0)
    #expect(report.findings.contains { $0.kind == .fewRows && $0.classes == ["p", "q", "r"] })
    #expect(try classifier.measure(table).scores == report.scores)
    let two = try Table([
      Column("x", numbers: (0..<60).map { Double($0 * 7 % 13) }),
      Column("y", strings: (0..<60).map { ["p", "q"][$0 % 2] }),
      Column("fold", strings: (0..<60).map { ["a", "b"][$0 % 2] }),
    ])
    let halves = try Self.fit(two, .crossValidation(.column("fold"))) { $0.excluded = [] }
    #expect(halves.report.scores?.accuracy.value == 0)
  }

  @Test func `a class with fewer rows than folds stays in training in part of them`() throws {
    let table = try Table([
      Column("x", numbers: (0..<80).map { Double($0 * 7 % 13) }),
      Column("y", strings: (0..<80).map { $0 < 3 ? "rare" : ["p", "q"][$0 % 2] }),
    ])
    var options = ClassifierOptions()
    let report = try Classifier.fit(table, target: "y", options: options).report
    let found = try #require(report.findings.first { $0.kind == .fewRows })
    #expect(found.message.contains("fewer rows than the 5 folds") && found.classes == ["rare"])
    #expect(report.scores?.rowCount == 80)
    options.measuring = .crossValidation(.stratified(81))
    #expect(throws: DataError.self) { try Classifier.fit(table, target: "y", options: options) }
    options.measuring = .crossValidation(.stratified(1))
    #expect(throws: LogitError.self) { try Classifier.fit(table, target: "y", options: options) }
    options.measuring = .crossValidation(.column("y"))
    #expect(throws: LogitError.self) { try Classifier.fit(table, target: "y", options: options) }
    options.measuring = .crossValidation(.groups(column: "z"))
    #expect(throws: DataError.self) { try Classifier.fit(table, target: "y", options: options) }
  }

  @Test func `a row whose group is missing is named as it is counted in the table`() throws {
    let table = try Table([
      Column("x", numbers: (0..<40).map { Double($0 % 7) }),
      Column("group", strings: (0..<40).map { $0 == 30 ? nil : "g\($0 % 8)" }),
      Column("y", strings: (0..<40).map { $0 == 2 ? nil : ["p", "q"][$0 % 2] }),
    ])
    #expect(throws: DataError.missingKeys(column: "group", role: "groups", count: 1, firstRow: 30)) {
      try Self.fit(table, .crossValidation(.groups(column: "group"))) { $0.excluded = [] }
    }
  }

  @Test func `the report says how it was measured, in words and in JSON`() throws {
    let (_, report) = try Self.fit(Self.table())
    #expect(
      report.description.contains(
        "Measured on 119 rows, each predicted by a model trained without it, in 5 folds, stratified"))
    let json = try JSON(json: report.json(modelPath: nil))
    #expect(json["scores"]?["measured_on"]?.string == "out_of_fold")
    #expect(json["scores"]?["folds"]?.integer == 5 && json["scores"]?["rows"]?.integer == 119)
    #expect(json["held_out"] == nil && json["training"]?["lambda_rule"]?.string == "default")
    #expect(json["training"]?["penalty"]?.string == "ridge")
    #expect(json["intercepts"]?[0]?["class"]?.string == "yes")
    #expect(json["coefficients"]?[0]?["estimate"]?.double != nil)
    let (_, held) = try Self.fit(Self.table(), .holdout(0.2))
    let other = try JSON(json: held.json(modelPath: nil))
    #expect(other["scores"]?["measured_on"]?.string == "held_out" && other["scores"]?["folds"] == .null)
    let (_, nothing) = try Self.fit(Self.table(), .holdout(0))
    #expect(try JSON(json: nothing.json(modelPath: nil))["scores"] == nil)
  }
}
