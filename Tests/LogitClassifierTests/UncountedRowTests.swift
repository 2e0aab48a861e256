import LogitData
import LogitStatistics
import Testing

@testable import LogitClassifier

/// Rows that count for nothing: of weight or frequency 0, or without trials.
@Suite struct UncountedRowTests {
  private static func table(_ text: String) throws -> Table {
    try CSVReader(bytes: Array(text.utf8)).read()
  }

  /// Rows of which every fifth counts for nothing, and has a category and numbers of its own.
  private static func rows(_ uncounted: (Int) -> String, isLeftOut: Bool = false) throws -> Table {
    var text = "x,city,w,y\n"
    for row in 0..<100 {
      let isOut = row % 5 == 0
      if isOut && isLeftOut { continue }
      let x = isOut ? "\(1000 + row)" : row % 7 == 1 ? "" : "\(row * 37 % 41)"
      let city = isOut ? "Atlantis" : ["Bergen", "Oslo", "Tromso"][row % 3]
      text += "\(x),\(city),\(isOut ? uncounted(row) : "1"),\(row * 37 % 41 + row % 9 > 22 ? "b" : "a")\n"
    }
    return try table(text)
  }

  @Test("Means, medians and categories are not learned from rows of weight 0, nor in folds")
  func teaching() throws {
    var options = ClassifierOptions()
    options.weights = "w"
    let weighted = try Classifier.fit(Self.rows { _ in "0" }, target: "y", options: options)
    let others = try Classifier.fit(
      Self.rows({ _ in "0" }, isLeftOut: true), target: "y", options: options)
    #expect(weighted.classifier.features.json["features"] == others.classifier.features.json["features"])
    #expect(!weighted.classifier.features.featureNames.contains { $0.contains("Atlantis") })
    for (one, other) in zip(weighted.report.coefficients, others.report.coefficients) {
      #expect(one.feature == other.feature && abs(one.estimate - other.estimate) < 1e-8, "\(one) \(other)")
    }
    #expect(weighted.classifier.coverage?.models.count == 5)
    for fold in weighted.classifier.coverage?.models ?? [] {
      #expect(fold.features?.featureNames.contains { $0.contains("Atlantis") } != true)
    }
  }

  private static func fit(
    _ table: Table, _ change: (inout ClassifierOptions) -> Void = { _ in }
  ) throws -> (classifier: Classifier, report: FitReport) {
    var options = ClassifierOptions()
    options.weights = "w"
    change(&options)
    return try Classifier.fit(table, target: "y", options: options)
  }

  @Test(
    "Rows of weight 0 are neither trained on nor measured nor counted, and are said apart",
    arguments: [Measuring.crossValidation(), .holdout(0.25)])
  func counted(_ measuring: Measuring) throws {
    let table = try Self.rows { _ in "0" }
    let (classifier, report) = try Self.fit(table) { $0.measuring = measuring }
    #expect(report.uncountedRowCount == 20 && report.droppedRowCount == 20)
    #expect(report.balance.counts.reduce(0, +) == 80)
    #expect(report.json(modelPath: nil).contains("\"dropped_rows\": 20, \"uncounted_rows\": 20"))
    let provenance = classifier.provenance
    #expect(provenance.trainingRowCount + provenance.validationRowCount == 80)
    #expect(report.scores?.rowCount == (measuring.folds == nil ? provenance.validationRowCount : 80))
    var options = ClassifierOptions()
    (options.weights, options.measuring) = ("w", measuring)
    let summary = try ClassifierTraining(table, target: "y", options: options).summary
    #expect(summary.contains("Target y: 2 classes; 20 rows of weight 0 do not count\n"), "\(summary)")
    // Found again on the rows trained on, by a model that was saved.
    let loaded = try Classifier(bytes: classifier.encoded())
    #expect(loaded.provenance == provenance)
    let again = try loaded.measure(table)
    #expect(again.scores.rowCount == report.scores?.rowCount)
    #expect(again.scores.logLoss.value == report.scores?.logLoss.value)
    #expect(again.uncountedRowCount == (measuring.folds == nil ? 0 : 20))
  }

  @Test("Balanced classes are those of the rows that count")
  func balanced() throws {
    let weighted = try Self.fit(Self.rows { _ in "0" }) { $0.classWeight = .balanced }
    let others = try Self.fit(Self.rows({ _ in "0" }, isLeftOut: true)) { $0.classWeight = .balanced }
    for (one, other) in zip(weighted.report.coefficients, others.report.coefficients) {
      #expect(one.feature == other.feature && abs(one.estimate - other.estimate) < 1e-8, "\(one) \(other)")
    }
  }

  @Test(
    "Other rows are measured without those of weight 0 where they have weights, and all where they have none")
  func evaluated() throws {
    let table = try Self.rows { _ in "0" }
    let classifier = try Self.fit(Self.rows({ _ in "0" }, isLeftOut: true)).classifier
    let evaluation = try classifier.evaluate(table)
    #expect(evaluation.scores.rowCount == 80 && evaluation.uncountedRowCount == 20)
    #expect(evaluation.description.contains("\n20 rows of weight 0 do not count, and are not measured.\n"))
    let json = evaluation.json(modelPath: "m", source: "s")
    #expect(json.contains("\"dropped_rows\": 20, \"uncounted_rows\": 20"), "\(json)")
    #expect(try classifier.labeledPredictions(of: table).rowCount == 80)
    let unweighted = try Table(table.columns.filter { $0.name != "w" })
    let all = try classifier.evaluate(unweighted)
    #expect(all.scores.rowCount == 100 && all.uncountedRowCount == 0)
  }

  private static func report(
    _ table: Table, _ change: (inout TableRegressionOptions) -> Void
  ) throws -> (report: RegressionReport, classifier: Classifier?) {
    var options = TableRegressionOptions(formula: "y ~ x + city")
    change(&options)
    let regression = try TableRegression(table, options)
    return (regression.report, regression.classifier)
  }

  @Test("A frequency of 0 is no row: no level comes of it, and it is counted as left out")
  func frequencies() throws {
    let (found, classifier) = try Self.report(Self.rows { _ in "0" }) { $0.frequencyWeights = "w" }
    let expected = try Self.report(Self.rows({ _ in "0" }, isLeftOut: true)) { $0.frequencyWeights = "w" }
    #expect(found.inference.coefficients == expected.report.inference.coefficients)
    #expect(found.uncountedRowCount == 20)
    #expect(found.droppedRowCount == expected.report.droppedRowCount + 20)
    #expect(
      found.description.contains(
        "; \(expected.report.droppedRowCount) rows left out, since a value is missing; 20 rows of weight 0 or without "
          + "trials do not count\n"), "\(found)")
    #expect(found.json(modelPath: nil)["dropped_rows"]?.integer == found.droppedRowCount)
    // The file remembers which are which.
    let loaded = try Classifier(bytes: try #require(classifier).encoded())
    #expect(loaded.regressionReport?.uncountedRowCount == 20)
    #expect(loaded.provenance.trainingRowCount == 100 - found.droppedRowCount)
  }

  @Test("A prior weight of 0 is counted as left out; its level stays as one without an estimate, as in R")
  func priorWeights() throws {
    let found = try Self.report(Self.rows { _ in "0" }) { $0.weights = "w" }.report
    #expect(found.uncountedRowCount == 20)
    #expect(found.inference.observationCount + found.droppedRowCount == 100)
  }

  @Test("Rows without trials are counted as left out")
  func trials() throws {
    let table = try Self.table("s,n,x\n3,5,1\n0,0,2\n2,5,3\n4,6,4\n0,0,5\n,4,6\n1,5,7\n")
    var options = TableRegressionOptions(formula: "s ~ x")
    options.trials = "n"
    let found = try TableRegression(table, options).report
    #expect(found.uncountedRowCount == 2 && found.droppedRowCount == 3)
    #expect(found.inference.observationCount == 4)
  }

  @Test("A negative frequency is named by its row even where others are 0")
  func negative() throws {
    let error = #expect(throws: DataError.self) {
      try Self.report(Self.rows { $0 == 50 ? "-1" : "0" }) { $0.frequencyWeights = "w" }
    }
    #expect("\(try #require(error))".contains("51"))
  }
}

/// Infinite numbers, which count as missing, and are called what they are.
@Suite struct InfiniteNumberTests {
  private static func table() throws -> Table {
    var text = "x,z,y\n"
    for row in 0..<80 {
      let x = row == 30 || row == 41 ? (row == 30 ? "inf" : "-inf") : "\(row * 37 % 41)"
      text += "\(x),\(row % 13),\(row * 37 % 41 + row % 9 > 22 ? "b" : "a")\n"
    }
    return try CSVReader(bytes: Array(text.utf8)).read()
  }

  private static let message =
    "Column \"x\" has 2 infinite numbers, the first in row 31, which count as missing."

  @Test("In fit, in a regression and before fitting alike")
  func named() throws {
    let fit = try Classifier.fit(Self.table(), target: "y").report.findings
    let regression = try TableRegression(Self.table(), TableRegressionOptions(formula: "y ~ x + z")).report
    let doctor = try Examination(Self.table(), target: "y").findings
    for findings in [fit, regression.findings, doctor] {
      let found = try #require(findings.first { $0.kind == .replacedValues }, "\(findings)")
      #expect(found.message == Self.message && found.severity == .warning && found.columns == ["x"])
      #expect(found.evidence == ["infinite": 2, "row": 31])
    }
    #expect(regression.droppedRowCount == 2)
  }

  @Test("A column that is not used, and finite numbers, are not named")
  func others() throws {
    let found = try TableRegression(Self.table(), TableRegressionOptions(formula: "y ~ z")).report
    #expect(!found.findings.contains { $0.kind == .replacedValues })
  }
}
