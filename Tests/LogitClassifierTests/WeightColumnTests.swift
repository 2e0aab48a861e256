import LogitData
import LogitStatistics
import Testing

@testable import LogitClassifier

/// The column of weights of other rows than a model was trained on, and rows that its zeros leave out.
@Suite struct WeightColumnTests {
  /// Rows with a weight, which is 1 but for some.
  private static func table(
    _ weights: [Int: String] = [:], rows: Int = 60, target: (Int) -> String? = { _ in nil }
  ) throws -> Table {
    let lines = (0..<rows).map { row in
      let x = row * 37 % 41
      return "\(x),\(row % 7),\(weights[row] ?? "1"),\(target(row) ?? (x + row % 9 > 22 ? "b" : "a"))\n"
    }
    return try CSVReader(bytes: Array(("x,z,w,y\n" + lines.joined()).utf8)).read()
  }

  private static func fit(
    _ table: Table, _ change: (inout ClassifierOptions) -> Void = { _ in }
  ) throws -> (classifier: Classifier, report: FitReport) {
    var options = ClassifierOptions()
    options.weights = "w"
    change(&options)
    return try Classifier.fit(table, target: "y", options: options)
  }

  // MARK: Weights that are none

  @Test(
    "A weight that training refuses is refused in other rows, by the same words",
    arguments: [("", "missing"), ("-2", "-2.0"), ("inf", "inf")])
  func refused(_ weight: String, _ words: String) throws {
    let classifier = try Self.fit(Self.table()).classifier
    let other = try Self.table([4: weight, 7: "0"])
    let expected = LogitError.invalidOption(
      name: "weight in row 5 (not counting the header) of column \"w\"", value: words,
      expected: "a finite number, 0 or more")
    #expect(throws: expected) { try Self.fit(other) }
    #expect(throws: expected) { try classifier.evaluate(other) }
    #expect(throws: expected) { try classifier.measure(other) }
    #expect(throws: expected) { try classifier.measuredPredictions(of: other) }
    #expect(throws: expected) { try classifier.labeledPredictions(of: other) }
  }

  @Test("A row without a class needs no weight")
  func withoutClass() throws {
    let classifier = try Self.fit(Self.table()).classifier
    let other = try Self.table([4: ""]) { $0 == 4 ? "" : nil }
    let evaluation = try classifier.evaluate(other)
    #expect(evaluation.droppedRowCount == 1 && evaluation.scores.rowCount == 59)
  }

  @Test("Texts are no weights, of other rows neither")
  func texts() throws {
    let classifier = try Self.fit(Self.table()).classifier
    let other = try Self.table([2: "heavy", 3: "light"])
    func expected(_ name: String) -> LogitError {
      .invalidOption(
        name: name, value: "\"w\", which has texts, such as \"heavy\" in row 3 (not counting the header)",
        expected: "a column of numbers, 0 or more")
    }
    #expect(throws: expected("column of weights")) { try Self.fit(other) }
    #expect(throws: expected("column of weights of the model")) { try classifier.evaluate(other) }
  }

  @Test(
    "A regression leaves rows without a weight out, reads weights as it is told to, and refuses others")
  func regression() throws {
    func regression(_ table: Table, _ columns: ColumnOptions = ColumnOptions()) throws -> TableRegression {
      var options = TableRegressionOptions(formula: "y ~ x + z")
      (options.weights, options.columns) = ("w", columns)
      return try TableRegression(table, options)
    }
    let classifier = try #require(regression(Self.table()).classifier)
    let other = try Self.table([4: "", 7: "0"])
    let (found, evaluation) = (try regression(other).report, try classifier.evaluate(other))
    #expect(found.droppedRowCount == 2 && found.uncountedRowCount == 1)
    #expect(evaluation.incompleteRowCount == 1 && evaluation.uncountedRowCount == 1)
    #expect(evaluation.scores.rowCount == 58)
    // As long as nobody says how they are written, both refuse them.
    let dollars = try Self.table(
      Dictionary(uniqueKeysWithValues: (0..<60).map { ($0, $0 == 7 ? "$0" : "$5") }))
    #expect(throws: DataError.self) { try regression(dollars) }
    #expect(throws: DataError.self) { try classifier.evaluate(dollars) }
    var written = ColumnOptions()
    written.numbers.stripped = ["$"]
    let ofDollars = try regression(dollars, written)
    #expect(ofDollars.report.uncountedRowCount == 1)
    #expect(try classifier.reading(as: written).evaluate(dollars).uncountedRowCount == 1)
    #expect(try classifier.reading(as: written).inference(of: dollars).uncountedRowCount == 1)
    // A model of such weights remembers how they are written, in its file, too.
    let loaded = try Classifier(bytes: #require(ofDollars.classifier).encoded())
    #expect(try loaded.evaluate(dollars).uncountedRowCount == 1)
    #expect(try loaded.inference(of: dollars).description == ofDollars.report.description)
    #expect(loaded.regressionReport?.uncountedRowCount == 1 && loaded.provenance.uncountedRowCount == 1)
    // What other columns could be used as is no way out for one that weighs the rows.
    let refused = [
      #expect(throws: DataError.self) { try classifier.evaluate(dollars) },
      #expect(throws: DataError.self) { try classifier.inference(of: dollars) },
    ]
    for error in refused { #expect(!"\(try #require(error))".contains("category")) }
    #expect(throws: (any Error).self) { try classifier.evaluate(Self.table([4: "-1"])) }
    let words = Dictionary(uniqueKeysWithValues: (0..<60).map { ($0, "heavy") })
    #expect(throws: (any Error).self) { try classifier.evaluate(Self.table(words)) }
  }

  // MARK: Rare classes

  /// The classes a and b, and one of three rows.
  private static func threeRare(_ weights: [Int: String]) throws -> Table {
    try table(weights) { $0 < 3 ? "rare" : nil }
  }

  @Test(
    "A class with less than two rows that count is rare, however many rows of weight 0 it has",
    arguments: [[0: "0", 1: "0"], [0: "0", 1: "0", 2: "0"]])
  func rare(_ weights: [Int: String]) throws {
    let table = try Self.threeRare(weights)
    #expect(throws: (any Error).self) { try Self.fit(table) }
    for measuring in [Measuring.crossValidation(), .holdout(0.25)] {
      let (classifier, report) = try Self.fit(table) { ($0.rareClass, $0.measuring) = (.drop, measuring) }
      #expect(classifier.classes.names == ["a", "b"])
      #expect(report.uncountedRowCount == weights.count && report.droppedRowCount == 3)
      let loaded = try Classifier(bytes: classifier.encoded())
      let again = try loaded.measure(table)
      #expect(again.scores.rowCount == report.scores?.rowCount)
      #expect(again.scores.logLoss.value == report.scores?.logLoss.value)
      let all = try loaded.rowsToMeasure(of: table, includingTrainingRows: true)
      #expect(all.rows.rowCount == 57)
    }
    let kept = try Self.fit(Self.threeRare([0: "0"])) { $0.rareClass = .drop }
    #expect(kept.classifier.classes.names == ["a", "b", "rare"] && kept.report.droppedRowCount == 1)
  }

  @Test("Nothing is left where no class has two rows that count")
  func nothingLeft() throws {
    let table = try Self.table([2: "0"], rows: 3) { ["a", "b", "c"][$0] }
    let error = #expect(throws: DataError.self) { try Self.fit(table) { $0.rareClass = .drop } }
    #expect("\(try #require(error))".contains("no class has two rows that count"))
  }

  // MARK: What is said of rows that are left out

  @Test(
    "A path, its validation and a regression say how many rows are left out, and how many of them weigh nothing"
  )
  func said() throws {
    let table = try Self.table([1: "0", 2: "0", 9: "0"]) { $0 == 5 ? "" : nil }
    var options = ClassifierOptions()
    (options.weights, options.missingTarget) = ("w", .drop)
    var path = PathOptions()
    path.lambdaCount = 5
    let (found, validation) = (
      try CoefficientPath(table, target: "y", options: options, path: path),
      try PenaltyValidation(table, target: "y", options: options, path: path)
    )
    let words = "; 1 row left out, without a class or alone in one; 3 rows of weight 0 do not count\n"
    for (json, text, rows) in [
      (found.json, found.description, found.rowCount),
      (validation.json, validation.description, validation.rowCount),
    ] {
      #expect(json["rows"]?.integer == 56 && rows == 56)
      #expect(json["dropped_rows"] == 4 && json["uncounted_rows"] == 3)
      #expect(text.contains(words), "\(text)")
    }
    let (_, report) = try Self.fit(table) { $0.missingTarget = .drop }
    #expect((report.droppedRowCount, report.uncountedRowCount) == (4, 3))
    var regressing = TableRegressionOptions(formula: "y ~ x")
    regressing.weights = "w"
    let regression = try TableRegression(table, regressing).report.json(modelPath: nil)
    #expect(regression["dropped_rows"] == 4 && regression["uncounted_rows"] == 3)
    let unpenalized = try Self.fit(table) {
      ($0.missingTarget, $0.method) = (.drop, .optimum(OptimumOptions(penalty: .none)))
    }.classifier
    let inference = try unpenalized.inference(of: table).json(modelPath: nil)
    #expect(inference["dropped_rows"] == 4 && inference["uncounted_rows"] == 3)
  }
}
