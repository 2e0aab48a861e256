import LogitClassifier
import Testing

#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

@Suite struct RegressionTests {
  /// A table of two columns that have something to do with the outcome, a category and gaps.
  static func table(rows: Int = 120) throws -> Table {
    let wards = ["north", "east", "west"]
    let numbers = (0..<rows).map { row in Double((row * 37) % 61) / 10 - 3 }
    return try Table([
      Column("y", strings: (0..<rows).map { (numbers[$0] + Double($0 * 7 % 5) > 1) ? "yes" : "no" }),
      Column("kind", strings: (0..<rows).map { ["a", "b", "c"][($0 * 11 + Int(numbers[$0] + 3)) % 3] }),
      Column("x", numbers: numbers.enumerated().map { $0.offset == 17 ? .nan : $0.element }),
      Column("ward", strings: (0..<rows).map { $0 == 4 ? nil : wards[$0 * 5 % 7 % 3] }),
      Column("w", numbers: (0..<rows).map { Double($0 % 4) }),
    ])
  }

  @Test(
    "A saved regression loads with its inference, and is written again to the same bytes",
    arguments: ["y ~ x + ward", "kind ~ x * ward", "y ~ poly(x, 2) - 1", "y ~ ward + x + I(2 * x)"])
  func roundTrip(formula: String) throws {
    var options = TableRegressionOptions(formula: formula)
    (options.termTest, options.marginalEffects) = (.wald, .overall)
    options.inflatesVariance = formula.hasPrefix("y")
    let regression = try TableRegression(Self.table(), options, source: "a table")
    let classifier = try #require(regression.classifier)
    let bytes = try classifier.encoded()
    let loaded = try Classifier(bytes: bytes)
    #expect(loaded.inference == classifier.inference)
    #expect(loaded.provenance == classifier.provenance)
    #expect(try loaded.encoded() == bytes)
    #expect(loaded.regressionReport?.json(modelPath: nil) == regression.report.json(modelPath: nil))
    #expect(try EditableModelFile(bytes)["format_version"] == "4")
  }

  @Test("The classifier predicts what the coefficients say, in single precision and with intervals in double")
  func predictions() throws {
    for formula in ["y ~ x + ward", "kind ~ x + ward"] {
      let regression = try TableRegression(Self.table(), TableRegressionOptions(formula: formula))
      let classifier = try #require(regression.classifier)
      let rows = try Table([
        Column("x", numbers: [-2, 0, 2.5]), Column("ward", strings: ["west", "east", "north"]),
      ])
      var predictor = try RowPredictor(classifier)
      predictor.passesColumns = false
      let single = try predictor.predict(rows).table
      predictor.intervalLevel = 0.9
      let double = try predictor.predict(rows).table
      let names = classifier.classes.names
      for name in names {
        let (p, q) = (
          try single.column("probability_\(name)").numbers(),
          try double.column("probability_\(name)").numbers()
        )
        let low = try double.column("probability_\(name)_low").numbers()
        let high = try double.column("probability_\(name)_high").numbers()
        for row in 0..<3 {
          #expect(abs(p[row] - q[row]) < 1e-6)
          #expect(low[row] < q[row] && q[row] < high[row])
        }
      }
      let coefficients = regression.report.inference.coefficients.filter { $0.className == names[1] }
      #expect(coefficients.map(\.term) == ["(Intercept)", "x", "ward[north]", "ward[west]"])
      let b = coefficients.compactMap(\.estimate)
      let ratio = try #require(
        zip(
          double.column("probability_\(names[1])").numbers(),
          double.column("probability_\(names[0])").numbers()
        )
        .map { log($0 / $1) }.first)
      #expect(abs(ratio - (b[0] - 2 * b[1] + b[3])) < 1e-9)
    }
  }

  @Test("Predictions keep what tells columns apart that nearly follow from each other")
  func collinearColumns() throws {
    let years = (0..<400).map { Double(1950 + $0 * 37 % 71) }
    let table = try Table([
      Column("y", strings: years.indices.map { ($0 * 7919 % 97) < Int(years[$0]) % 30 + 30 ? "yes" : "no" }),
      Column("year", numbers: years),
      Column("copy", numbers: years.indices.map { years[$0] + Double($0 * 31 % 17) * 1e-5 }),
    ])
    for formula in ["y ~ year + I(year^2) + I(year^3) + I(year^4)", "y ~ year + copy"] {
      let regression = try TableRegression(table, TableRegressionOptions(formula: formula))
      let classifier = try #require(regression.classifier)
      let fitted = try regression.influence().column("fitted").numbers()
      let predictions = try Classifier(bytes: classifier.encoded()).predict(table)
      for row in fitted.indices {
        #expect(abs(Double(predictions.probabilities[row, 1]) - fitted[row]) < 2e-5, "\(formula), row \(row)")
      }
      let logLoss = try classifier.evaluate(table).scores.logLoss.value
      #expect(abs(logLoss * 400 + regression.report.inference.logLikelihood) < 1e-4)
    }
  }

  @Test("Each row that is marked says its own value")
  func markedRows() throws {
    let classifier = try #require(
      TableRegression(Self.table(), TableRegressionOptions(formula: "y ~ log(x + 4)")).classifier)
    var predictor = try RowPredictor(classifier)
    predictor.onError = .mark
    let rows = try Table([Column("x", numbers: [1, -4, 2, -7.5, -4, -9])])
    let errors = try predictor.predict(rows).table.column("error").strings()
    #expect(errors.map { $0 != nil } == [false, true, false, true, true, true])
    for (row, value) in [(1, "-4"), (3, "-7.5"), (4, "-4"), (5, "-9")] {
      #expect(errors[row]?.contains("no finite value for \(value)") == true, "\(errors[row] ?? "")")
    }
  }

  @Test("Rows that miss anything are left out and counted, and errors name the row of the whole table")
  func incomplete() throws {
    let table = try Self.table()
    let report = try TableRegression(table, TableRegressionOptions(formula: "y ~ x + ward")).report
    #expect(report.inference.observationCount == 118 && report.droppedRowCount == 2)
    let logarithm = TableRegressionOptions(formula: "y ~ log(x + 2.5) + ward")
    let x = try table.column("x").numbers()
    // Row 5 misses its ward.
    let first = try #require(x.indices.first { $0 != 4 && x[$0] + 2.5 <= 0 })
    #expect {
      try TableRegression(table, logarithm)
    } throws: { error in
      guard case DataError.undefinedValue(let column, let row, _, _)? = error as? DataError else {
        return false
      }
      return column == "x" && row == first
    }
  }

  @Test("Weights leave out rows, and few rows for many coefficients are said")
  func weightsAndFindings() throws {
    var options = TableRegressionOptions(formula: "y ~ x + ward")
    options.frequencyWeights = "w"
    let report = try TableRegression(Self.table(), options).report
    #expect(report.inference.observationCount == 179)
    let few = try TableRegression(Self.table(rows: 30), TableRegressionOptions(formula: "y ~ x + ward"))
      .report
    #expect(few.findings.contains { $0.kind == .fewRows })
  }

  @Test("Terms are fitted anew to other rows, and coefficients stay those of the model")
  func otherRows() throws {
    let table = try Self.table()
    let regression = try TableRegression(table, TableRegressionOptions(formula: "y ~ x + ward"))
    let classifier = try #require(regression.classifier)
    #expect(try classifier.inference(of: table).inference == regression.report.inference)
    let half = try table.rows(at: Array(0..<60))
    let again = try classifier.inference(of: half, errors: .robust(.hc1), level: 0.9)
    #expect(again.inference.standardErrors == .hc1 && again.inference.level == 0.9)
    #expect(again.inference.observationCount == 58)
  }

  @Test(
    "The terms of a model that was fitted without a penalty are fitted anew to other rows, as a regression's")
  func unpenalizedTerms() throws {
    let table = try Self.table().rows(at: (0..<120).filter { $0 != 4 && $0 != 17 })
    let others = try table.rows(at: (0..<118).filter { $0 % 3 > 0 })
    var options = ClassifierOptions()
    options.features = ["x", "ward"]
    options.method = .optimum(OptimumOptions(penalty: .none))
    options.measuring = .holdout(0)
    for (target, formula) in [("y", "y ~ x + ward"), ("kind", "kind ~ x + ward")] {
      let classifier = try Classifier.fit(table, target: target, options: options).classifier
      for rows in [table, others] {
        let regression = try TableRegression(rows, TableRegressionOptions(formula: formula)).report.inference
        let report = try classifier.inference(of: rows)
        let found = report.inference
        #expect(found.coefficients.map(\.term) == regression.coefficients.map(\.term))
        // Numbers are standardized and put back, which rounds their last digits.
        for (a, b) in zip(found.coefficients, regression.coefficients) {
          let (x, y) = (try #require(a.estimate), try #require(b.estimate))
          let (s, t) = (try #require(a.standardError), try #require(b.standardError))
          #expect(abs(x - y) < 1e-11 * max(abs(y), 1) && abs(s - t) < 1e-11 * t, "\(a.term)")
        }
        let (aic, expected) = (try #require(found.aic), try #require(regression.aic))
        #expect(abs(aic - expected) < 1e-12 * abs(expected) && found.isConverged)
        #expect(report.description.contains("fitted anew"))
      }
    }
  }

  @Test("The file of a regression, read and written again, is the same")
  func sameBytes() throws {
    let table = try Self.table()
    for formula in ["y ~ x + ward", "kind ~ x", "y ~ poly(x, 2):ward - 1"] {
      for change: (inout TableRegressionOptions) -> Void in [
        { _ in }, { $0.weights = "w" }, { $0.frequencyWeights = "w" }, { $0.errors = .robust(.hc1) },
        { $0.errors = .cluster(column: "ward") }, { $0.level = 0.8 }, { $0.references = ["ward": "north"] },
      ] {
        var options = TableRegressionOptions(formula: formula)
        change(&options)
        guard let classifier = try? TableRegression(table, options).classifier else { continue }
        let bytes = try classifier.encoded()
        #expect(try Classifier(bytes: bytes).encoded() == bytes, "\(options)")
      }
    }
  }

  @Test("A damaged inference is refused with the part that is wrong")
  func damaged() throws {
    let classifier = try #require(
      TableRegression(Self.table(), TableRegressionOptions(formula: "y ~ x")).classifier)
    let whole = try EditableModelFile(classifier.encoded())
    let damages: [(inout EditableModelFile) -> Void] = [
      { $0["inference"] = "[]" }, { $0["inference"] = "{}" },
      { $0["inference"] = $0["inference"].map { String($0.dropLast(2)) } },
      { file in file.tensors.removeAll { $0.name == "inference/covariance" } },
      { file in
        for index in file.tensors.indices where file.tensors[index].name == "inference/covariance" {
          file.tensors[index].shape = [1, 4]
        }
      },
      { file in
        let text = file["inference"] ?? ""
        file["inference"] = text.split(separator: "\"classes\"", maxSplits: 1).joined(separator: "\"clases\"")
      },
    ]
    for damage in damages {
      var file = whole
      damage(&file)
      #expect(throws: DataError.self) { try Classifier(bytes: file.bytes) }
    }
  }

  @Test("A file whose offset is not that of its features is refused")
  func otherOffset() throws {
    var options = TableRegressionOptions(formula: "y ~ x")
    options.offset = "w"
    let classifier = try #require(TableRegression(Self.table(), options).classifier)
    let whole = try EditableModelFile(classifier.encoded())
    let text = try #require(whole["provenance"])
    for other in ["\"offset\": \"x\"", "\"comment\": \"w\""] {
      var file = whole
      file["provenance"] = text.replacing("\"offset\": \"w\"", with: other)
      #expect(file["provenance"] != text)
      #expect(throws: DataError.self) { try Classifier(bytes: file.bytes) }
    }
  }

  /// Changes of a file that leave each part right, but not together: the part, what is in it, and what takes
  /// its place.
  static let misfits: [(part: String, old: String, new: String)] = [
    ("inference", "\"no\"", "\"nay\""),
    ("inference", "[\"no\", \"yes\"]", "[\"yes\", \"no\"]"),
    ("inference", "\"base\": 0", "\"base\": 1"),
    ("inference", "\"ward[west]\"", "\"ward[south]\""),
    ("inference", "\"(Intercept)\"", "\"x\""),
    ("provenance", "y ~ x + ward", "y ~ x + + ward)"),
    ("provenance", "\"offset\": \"w\"", "\"offset\": \"v\""),
    ("provenance", "\"class-counts\": \"", "\"class-counts\": \"3,"),
    ("provenance", "\"class-counts\": \"", "\"class-counts\": \"-"),
    ("format_version", "4", "3"),
  ]

  @Test("An inference that is not that of the model beside it is refused", arguments: misfits.indices)
  func misfit(index: Int) throws {
    var options = TableRegressionOptions(formula: "y ~ x + ward")
    options.offset = "w"
    let classifier = try #require(TableRegression(Self.table(), options).classifier)
    var file = try EditableModelFile(classifier.encoded())
    _ = try Classifier(bytes: file.bytes)
    let (part, old, new) = Self.misfits[index]
    let text = try #require(file[part])
    let pieces = text.split(separator: old, omittingEmptySubsequences: false)
    try #require(pieces.count > 1)
    file[part] = pieces.joined(separator: new)
    #expect {
      try Classifier(bytes: file.bytes)
    } throws: { error in
      guard case DataError.invalidModelFile(_, let found, _, _, _) = error else { return false }
      return found == "the metadata inference"
    }
  }

  @Test("An inference without the formula that its terms come from is refused")
  func noFormula() throws {
    let table = try Self.table()
    let regression = try #require(TableRegression(table, TableRegressionOptions(formula: "y ~ x")).classifier)
    let other = try Classifier.fit(table, target: "y").classifier
    var file = try EditableModelFile(regression.encoded())
    file["provenance"] = try EditableModelFile(other.encoded())["provenance"]
    let error = try #require(throws: DataError.self) { try Classifier(bytes: file.bytes) }
    #expect("\(error)".contains("the metadata inference") && "\(error)".contains("formula"), "\(error)")
  }

  @Test("Columns that cannot be told apart from categories are refused, dates count in days")
  func columns() throws {
    let rows = 40
    let table = try Table([
      Column("y", strings: (0..<rows).map { $0 % 3 == 0 ? "a" : "b" }),
      Column("dose", strings: (0..<rows).map { $0 == 9 ? "high" : "\($0 * 7 % 13).5" }),
      Column("seen", strings: (0..<rows).map { "2024-03-\(10 + $0 * 5 % 17)" }),
    ])
    #expect {
      try TableRegression(table, TableRegressionOptions(formula: "y ~ dose"))
    } throws: { error in
      guard case DataError.unreadableValue("dose", 9, "high", "a number", 1, _)? = error as? DataError else {
        return false
      }
      return true
    }
    let report = try TableRegression(table, TableRegressionOptions(formula: "y ~ seen")).report
    #expect(report.inference.coefficients.map(\.term) == ["(Intercept)", "seen"])
    #expect(report.notes == ["\"seen\" counts in days since 1970-01-01."])
    #expect(report.description.contains("in days since"))
  }
}
