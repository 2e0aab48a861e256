import LogitClassifier
import Testing

/// The terms of a model on rows that are not those it was fitted to.
@Suite struct RegressionRefitTests {
  /// Rows with two outcomes and a category; `n` repeats each row.
  private static func table(rows: Int = 150, wards: [String] = ["north", "east", "west"]) throws -> Table {
    let numbers = (0..<rows).map { row in Double((row * 37) % 61) / 10 - 3 }
    return try Table([
      Column("y", strings: (0..<rows).map { (numbers[$0] + Double($0 * 7 % 5) > 1) ? "yes" : "no" }),
      Column("kind", integers: (0..<rows).map { [9, 10, 11][($0 * 11 + Int(numbers[$0] + 3)) % 3] }),
      Column("x", numbers: numbers),
      Column("ward", strings: (0..<rows).map { wards[$0 * 5 % 7 % wards.count] }),
      Column("n", integers: (0..<rows).map { 1 + $0 % 3 }),
    ])
  }

  private static func model(
    _ formula: String, of table: Table? = nil, _ adjust: (inout TableRegressionOptions) -> Void = { _ in }
  ) throws -> Classifier {
    var options = TableRegressionOptions(formula: formula)
    adjust(&options)
    return try #require(TableRegression(table ?? Self.table(), options).classifier)
  }

  private static func replacing(_ column: Column, in table: Table) throws -> Table {
    try Table(table.columns.map { $0.name == column.name ? column : $0 })
  }

  // MARK: Classes and references

  @Test("The class and the category that others are compared with stay, whatever other rows hold")
  func comparisons() throws {
    // Neither the first ward nor the first class of these rows is that of the model's rows.
    let table = try Self.table()
    let others = try Self.table(wards: ["north", "east", "west", "annex"])
    for positive in ["yes", "no"] {
      let model = try Self.model("y ~ x + ward", of: table) { $0.positiveClass = positive }
      let found = try model.inference(of: others).inference
      #expect(found.classNames == model.classes.names && found.classNames[1] == positive)
      var asked = TableRegressionOptions(formula: "y ~ x + ward")
      (asked.positiveClass, asked.references) = (positive, ["ward": "east"])
      #expect(try found == TableRegression(others, asked).report.inference)
      #expect(
        found.coefficients.map(\.term) == ["(Intercept)", "x", "ward[annex]", "ward[north]", "ward[west]"])
    }
    let model = try Self.model("kind ~ x + ward", of: table) { $0.baseClass = "10" }
    let found = try model.inference(of: others).inference
    #expect(found.baseClass == 1 && found.classNames == ["9", "10", "11"])
  }

  @Test("Classes that are written in another way are the same, in the same order")
  func otherKinds() throws {
    let table = try Self.table()
    let model = try Self.model("kind ~ x", of: table)
    let own = try model.inference(of: table).inference
    let kinds = try table.column("kind").numbers()
    for column in [
      Column("kind", numbers: kinds), Column("kind", strings: kinds.map { "\(Int($0))" }),
    ] {
      #expect(try model.inference(of: Self.replacing(column, in: table)).inference == own)
    }
  }

  @Test(
    "Rows of a class that the model does not know, or without one that it knows, are refused with its name")
  func otherClasses() throws {
    let table = try Self.table()
    let (two, three) = (try Self.model("y ~ x", of: table), try Self.model("kind ~ x", of: table))
    var labels = try table.column("y").strings()
    labels[40] = "perhaps"
    // Rows that miss a value are left out, and counted in the number of the one that is told of.
    var numbers = try table.column("x").numbers()
    (numbers[3], numbers[7]) = (.nan, .nan)
    let gaps = try Self.replacing(
      Column("x", numbers: numbers), in: Self.replacing(Column("y", strings: labels), in: table))
    #expect {
      try two.inference(of: gaps)
    } throws: { error in
      guard case DataError.unknownClass("y", 40, "perhaps", ["no", "yes"])? = error as? DataError else {
        return false
      }
      return true
    }
    for (model, column, missing) in [(two, "y", "yes"), (three, "kind", "10"), (three, "kind", "9")] {
      let values = try table.column(column).strings()
      let rows = try table.rows(at: values.indices.filter { values[$0] != missing })
      let error = try #require(throws: DataError.self) { try model.inference(of: rows) }
      #expect("\(error)".contains("\"\(missing)\""), "\(error)")
    }
  }

  @Test("Rows without the category that others are compared with are refused with its name")
  func noReference() throws {
    let model = try Self.model("y ~ x + ward")
    let others = try Self.table(wards: ["west", "north"])
    #expect(
      throws: DataError.unknownLevel(
        column: "ward", level: "east", nearest: "west", known: ["north", "west"])
    ) { try model.inference(of: others) }
  }

  @Test("What happened in rows is told with the weights of the regression, incomplete rows left out")
  func observed() throws {
    let table = try Self.table()
    var counts = try table.column("n").numbers()
    (counts[5], counts[50]) = (.nan, .nan)
    let gaps = try Self.replacing(Column("n", numbers: counts), in: table)
    let model = try Self.model("y ~ x + ward", of: gaps) { $0.frequencyWeights = "n" }
    let found = try #require(try model.observedOutcomes(in: gaps))
    #expect(found.shares.shape == [148, 2] && found.trials == counts.filter { !$0.isNaN })
    let labels = try gaps.column("y").strings()
    let kept = labels.indices.filter { !counts[$0].isNaN }
    #expect(kept.indices.allSatisfy { found.shares[$0, 1] == (labels[kept[$0]] == "yes" ? 1 : 0) })
    // Measured without weights, but on the rows of the regression; where there are no weights, on all.
    #expect(try model.evaluate(gaps).incompleteRowCount == 2)
    let none = try Table(gaps.columns.filter { $0.name != "n" })
    #expect(try model.evaluate(none).incompleteRowCount == 0)
    // A weight that cannot be is named with its row in the whole table.
    counts[60] = -1
    let wrong = try Self.replacing(Column("n", numbers: counts), in: table)
    let error = try #require(throws: DataError.self) { _ = try model.observedOutcomes(in: wrong) }
    guard case .unreadableValue("n", 60, _, _, _, _) = error else {
      Issue.record("\(error)")
      return
    }
  }

  // MARK: Stored estimates

  private static func fit(
    _ table: Table, _ adjust: (inout ClassifierOptions) -> Void
  ) throws -> Classifier {
    var options = ClassifierOptions()
    (options.features, options.measuring) = (["x", "ward"], .holdout(0))
    adjust(&options)
    return try Classifier.fit(table, target: "y", options: options).classifier
  }

  @Test("Where terms are fitted anew a row with weight 3 counts as three rows")
  func weights() throws {
    let table = try Self.table()
    let model = try Self.fit(table) {
      ($0.weights, $0.method) = ("n", .optimum(OptimumOptions(penalty: .none)))
    }
    let counts = try table.column("n").numbers()
    let places = counts.indices.flatMap { [Int](repeating: $0, count: Int(counts[$0])) }
    let repeated = try Self.replacing(
      Column("n", integers: places.map { _ in 1 }), in: table.rows(at: places))
    let (found, expected) = (
      try model.inference(of: table).inference, try model.inference(of: repeated).inference
    )
    for (a, b) in zip(found.coefficients, expected.coefficients) {
      let (error, other) = (try #require(a.standardError), try #require(b.standardError))
      #expect(abs(error - other) < 1e-9 * other, "\(a.term)")
    }
    #expect(abs(found.logLikelihood - expected.logLikelihood) < 1e-9)
    let none = try Table(table.columns.filter { $0.name != "n" })
    #expect(throws: DataError.self) { try model.inference(of: none) }
    // The row of the whole table is named, of which others have no class.
    var (labels, wrong) = (try table.column("y").strings(), counts)
    (labels[2], wrong[20]) = (nil, -4)
    let refused = try Self.replacing(
      Column("n", numbers: wrong), in: Self.replacing(Column("y", strings: labels), in: table))
    let error = try #require(throws: LogitError.self) { try model.inference(of: refused) }
    #expect("\(error)".contains("row 21"), "\(error)")
  }

  @Test("Values that are missing or unknown are counted where something stands for them")
  func replaced() throws {
    var (numbers, wards) = (try Self.table().column("x").numbers(), try Self.table().column("ward").strings())
    numbers[9] = .nan
    let table = try Self.replacing(Column("x", numbers: numbers), in: Self.table())
    let model = try Self.fit(table) { $0.method = .optimum(OptimumOptions(penalty: .none)) }
    // The one row without a number separates by its indicator, which is told first.
    #expect(try model.inference(of: table).findings.map(\.kind) == [.separation, .replacedValues])
    (wards[1], wards[2]) = ("annex", "attic")
    let others = try Self.replacing(Column("ward", strings: wards), in: table)
    let finding = try #require(
      try model.inference(of: others).findings.first { $0.kind == .replacedValues })
    #expect(finding.columns == ["ward", "x"])
    #expect(finding.evidence["missing"]?["x"] == 1 && finding.evidence["unknown"]?["ward"] == 2)
    #expect(finding.message.contains("1 in \"x\"") && finding.message.contains("2 in \"ward\""))
  }

  static let shrunk: [(change: @Sendable (inout ClassifierOptions) -> Void, words: String)] = [
    ({ _ in }, "the ridge penalty (λ = "),
    ({ $0.method = .optimum(OptimumOptions(penalty: .lasso(0.01))) }, "the lasso penalty (λ = 0.01)"),
    (
      { $0.method = .optimum(OptimumOptions(penalty: .elasticNet(0.02, l1Ratio: 0.5))) },
      "the elastic-net penalty"
    ),
    ({ ($0.epochs, $0.l2) = (3, 0.001) }, "the penalty on squared weights (l2 = 0.001)"),
  ]

  @Test(
    "Of coefficients that a penalty pulled there are no errors and tests, and the penalty is named",
    arguments: 0..<4)
  func penalized(index: Int) throws {
    let (change, words) = Self.shrunk[index]
    let table = try Self.table()
    let model = try Self.fit(table, change)
    for errors in [TableRegressionOptions.Errors.model, .robust(.hc3), .cluster(column: "n")] {
      let report = try model.inference(of: table, errors: errors)
      let found = report.inference
      #expect(found.coefficients.count == 4 && found.coefficients.allSatisfy { $0.estimate != nil })
      #expect(
        found.coefficients.allSatisfy {
          $0.standardError == nil && $0.pValue == nil && $0.confidenceLow == nil
        })
      #expect(found.wald == nil && found.likelihoodRatio == nil)
      let finding = try #require(report.findings.first)
      #expect(finding.kind == .penalty && finding.message.contains(words), "\(finding.message)")
      #expect(finding.option == .regression && report.description.contains("TableRegression"))
      // The likelihood is that of the model's probabilities.
      let probabilities = try model.predict(table).probabilities
      let labels = try table.column("y").strings()
      let sum = labels.indices.reduce(0.0) {
        $0 + naturalLogarithm(Double(probabilities[$1, labels[$1] == "yes" ? 1 : 0]))
      }
      #expect(abs(found.logLikelihood - sum) < 1e-4)
    }
    #expect(model.reasonForNoInference?.contains(words) == true)
  }

  @Test("Without a penalty the reason for having no errors speaks of none")
  func free() throws {
    let model = try Self.fit(Self.table()) { $0.method = .optimum(OptimumOptions(penalty: .none)) }
    let reason = try #require(model.reasonForNoInference)
    #expect(!reason.contains("penalty") && !reason.contains("steps"), "\(reason)")
    #expect(try model.inference(of: Self.table()).inference.coefficients.allSatisfy { $0.pValue != nil })
    var predictor = try RowPredictor(model)
    predictor.intervalLevel = 0.9
    let error = try #require(throws: LogitError.self) { _ = try predictor.predict(Self.table()) }
    #expect(!"\(error)".contains("penalty"), "\(error)")
  }

  @Test("That classes were separated is noticed with predictions, once for each term")
  func separated() throws {
    let rows = 60
    let table = try Table([
      Column("x", numbers: (0..<rows).map { Double($0) }),
      Column("z", numbers: (0..<rows).map { Double($0 * 7 % 11) }),
      Column("y", strings: (0..<rows).map { $0 < 20 ? "a" : $0 < 40 ? "b" : "c" }),
    ])
    let model = try Self.model("y ~ x + z", of: table)
    let notes = try RowPredictor(model).predict(table).notes
    #expect(notes.separated.contains("x") && Set(notes.separated).count == notes.separated.count)
    #expect(notes.description.split(separator: "\n").count { $0.contains("separated") } == 1)
    #expect(try RowPredictor(Self.model("y ~ x + ward")).predict(Self.table()).notes.separated.isEmpty)
  }
}
