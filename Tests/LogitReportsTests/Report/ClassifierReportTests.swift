import LogitStatistics
import Testing

@testable import LogitClassifier
@testable import LogitPlots
@testable import LogitReports

/// A report as a value and as a page.
@Suite struct ClassifierReportTests {
  /// A classifier, its table and a report.
  private static func report(
    _ set: Dataset, target: String, _ change: (inout ClassifierOptions) -> Void = { _ in },
    _ options: ReportOptions = ReportOptions()
  ) throws -> (classifier: Classifier, table: Table, report: ClassifierReport) {
    var fit = ClassifierOptions()
    change(&fit)
    let table = set.table
    let classifier = try Classifier.fit(table, target: target, options: fit).classifier
    let subject = ReportSubject(name: "model", classifier: classifier, table: table)
    return (classifier, table, try ClassifierReport([subject], options: options))
  }

  private static func penguins(
    _ change: (inout ClassifierOptions) -> Void = { _ in }, _ options: ReportOptions = ReportOptions()
  ) throws -> (classifier: Classifier, table: Table, report: ClassifierReport) {
    try report(.penguins(), target: "species", change, options)
  }

  private static func cancer(
    _ options: ReportOptions = ReportOptions()
  ) throws -> (classifier: Classifier, table: Table, report: ClassifierReport) {
    try report(.breastCancer(), target: "diagnosis", { _ in }, options)
  }

  private static func scores(_ evaluation: Evaluation) throws -> JSON {
    try #require(JSON(json: evaluation.json(modelPath: "", source: ""))["scores"])
  }

  @Test("Its scores are those of an evaluation, to the last bit, of rows out of fold and of rows held out")
  func scores() throws {
    for found in [try Self.cancer(), try Self.penguins(), try Self.penguins { $0.epochs = 5 }] {
      let expected = try Self.scores(found.classifier.measure(found.table))
      let json = try JSON(json: found.report.json(output: nil).description)
      #expect(json["scores"] == expected)
      #expect(json["measured_on"] == expected["measured_on"])
      let accuracy = json["verdict"]?["measures"]?[0]
      #expect(accuracy?["value"] == expected["accuracy"]?["value"])
      #expect(accuracy?["interval"] == expected["accuracy"]?["interval"])
    }
  }

  @Test("The counts at the model's threshold are the confusion of the evaluation")
  func confusion() throws {
    let (_, _, report) = try Self.cancer()
    let matrix = try #require(report.scores?.confusionMatrix)
    let found = report.thresholds[0].confusion(at: report.thresholds[0].stored)
    #expect(Double(found.trueNegatives) == matrix[actual: 0, predicted: 0])
    #expect(Double(found.falsePositives) == matrix[actual: 0, predicted: 1])
    #expect(Double(found.falseNegatives) == matrix[actual: 1, predicted: 0])
    #expect(Double(found.truePositives) == matrix[actual: 1, predicted: 1])
    let page = report.html()
    #expect(page.contains("<span id=\"fn\">\(found.falseNegatives)</span>"))
    #expect(page.contains("Misses \(found.falseNegatives) of 212 malignant"))
    #expect(page.contains("<b>\(report.scores?.accuracy.value.fixed(decimals: 4) ?? "")</b>"))
  }

  @Test("The same model, rows and options give the same bytes")
  func deterministic() throws {
    #expect(try Self.penguins().report.html() == Self.penguins().report.html())
    #expect(try Self.penguins().report.markdown() == Self.penguins().report.markdown())
  }

  @Test("No row of the data is in it unless asked for, and then the wrong ones first")
  func includedRows() throws {
    let none = try Self.cancer().report
    #expect(none.includedRows.isEmpty && none.json(output: nil)["rows"] == nil)
    #expect(none.json(output: nil)["rows_included"] == .integer(0))
    var options = ReportOptions()
    options.includedRowCount = 20
    let report = try Self.cancer(options).report
    let rows = try #require(report.rows)
    let wrong = report.includedRows.map { rows.labels[$0.row] != rows.predictions.classIndices[$0.row] }
    let count = rows.labels.indices.count { rows.labels[$0] != rows.predictions.classIndices[$0] }
    #expect(!wrong.prefix(count).contains(false) && wrong.count == 20 && !wrong[19])
    // A value of the first one, as it stands in the data.
    let value = try report.rows?.table.column("mean_area").cell(at: report.includedRows[0].row)
    let part = report.includedRows[0].contributions.first { $0.column == "mean_area" }
    #expect(part?.value == value)
    #expect(report.html().contains("20 rows of the data are in this file"))
  }

  @Test("Intervals of a ridge fit come from its curvature, and those without a penalty are Wald's")
  func intervals() throws {
    // Two overlapping classes, so that there is an optimum without a penalty.
    var generator = RandomGenerator(seed: 5)
    let noise = (0..<2).map { _ in generator.normal(mean: 0, standardDeviation: 2, count: 300).scalars }
    let table = try Table([
      Column("a", numbers: (0..<300).map { noise[0][$0] * 3 + Double($0 % 2) }),
      Column("b", numbers: (0..<300).map { noise[1][$0] - Double($0 % 2) }),
      Column("y", strings: (0..<300).map { ["no", "yes"][$0 % 2] }),
    ])
    func coefficients(_ penalty: LogisticRegression.Penalty) throws -> ClassifierReport {
      var options = ClassifierOptions()
      options.method = .optimum(OptimumOptions(penalty: penalty))
      let classifier = try Classifier.fit(table, target: "y", options: options).classifier
      return try ClassifierReport([ReportSubject(name: "m", classifier: classifier, table: table)])
    }
    let free = try coefficients(.none)
    #expect(free.intervals == .likelihood)
    let regression = try TableRegression(table, TableRegressionOptions(target: "y")).report.inference
    for line in free.coefficients {
      let expected = try #require(regression.coefficients.first { $0.term == line.coefficient.feature })
      let interval = try #require(line.interval)
      // The weights of the model are rounded to single precision nowhere; both are optima of the same likelihood.
      #expect(abs(interval.lower - (expected.confidenceLow ?? .nan)) < 1e-6)
      #expect(abs(interval.upper - (expected.confidenceHigh ?? .nan)) < 1e-6)
      #expect(line.isSure == (interval.lower > 0 || interval.upper < 0))
    }
    let strong = try coefficients(.ridge(1))
    #expect(strong.intervals == .penalized)
    // The penalty adds its own curvature: 1/√(n·λ) bounds the deviation of a weight.
    for line in strong.coefficients {
      let interval = try #require(line.weightInterval)
      #expect((interval.upper - interval.lower) / 2 < 1.96 / (300.0 * 1).squareRoot())
    }
    #expect(strong.html().contains("no classical inference"))
  }

  @Test("Twins are the columns of a correlation of at least 0.9")
  func twins() throws {
    let report = try Self.cancer().report
    let radius = try #require(report.coefficients.first { $0.coefficient.feature == "mean_radius" })
    // NumPy's corrcoef of the bundled columns: 0.99785528 with mean_perimeter.
    #expect(radius.twin?.column == "mean_perimeter")
    #expect(abs((radius.twin?.correlation ?? 0) - 0.997_855_28) < 1e-6)
    #expect(report.coefficients.first { $0.coefficient.feature == "mean_symmetry" }?.twin == nil)
  }

  @Test("A network has the importance of columns, and one that says nothing has none")
  func importance() throws {
    let report = try Self.penguins {
      ($0.hiddenUnits, $0.epochs) = ([8], 40)
    }.report
    #expect(report.coefficients.isEmpty && report.importance.count == 7)
    #expect(report.importance[0].column == "bill_length_mm")
    #expect(report.importance[0].estimate.interval.map { $0.lower > 0 } == true)
    let values = report.importance.map(\.estimate.value)
    #expect(values == values.sorted(by: >))
    #expect(report.html().contains("Learning curve"))
  }

  @Test("Without rows nothing is measured, and that is said")
  func withoutRows() throws {
    let classifier = try Self.cancer().classifier
    let report = try ClassifierReport([ReportSubject(name: "m", classifier: classifier)])
    let page = report.html()
    #expect(report.scores == nil && report.thresholds.isEmpty && report.verdict.measures.isEmpty)
    #expect(
      page.contains("Nothing was measured") && !page.contains("id=\"stop\"")
        && !page.contains("id=\"roc-dot\""))
    #expect(report.json(output: nil)["scores"] == nil && report.json(output: nil)["thresholds"] == nil)
    #expect(page.contains("id=\"learned\""))
  }

  @Test("Rows that the model was trained on, all of them, are refused")
  func trainingRows() throws {
    let table = Dataset.penguins().table
    var options = ClassifierOptions()
    options.measuring = .holdout(0)
    let classifier = try Classifier.fit(table, target: "species", options: options).classifier
    var names = ReportOptions()
    names.source = "penguins.csv"
    #expect(throws: ReportError.onlyTrainingRows(model: "m", source: "penguins.csv")) {
      try ClassifierReport([ReportSubject(name: "m", classifier: classifier, table: table)], options: names)
    }
  }

  @Test("Rows of a single class have no curves, which is said")
  func oneClass() throws {
    let (classifier, table, _) = try Self.cancer()
    let labels = try table.column("diagnosis").strings()
    let benign = labels.indices.filter { labels[$0] == "benign" }.prefix(50)
    let report = try ClassifierReport([
      ReportSubject(name: "m", classifier: classifier, table: try table.rows(at: Array(benign)))
    ])
    #expect(report.html().contains("all rows that were measured are of one class"))
    #expect(report.html().contains("<span id=\"recall\">undefined</span>"))
    #expect(report.json(output: nil)["scores"]?["roc_auc"]?["value"] == .null)
    // A single row, too.
    let one = try ClassifierReport([
      ReportSubject(name: "m", classifier: classifier, table: try table.rows(at: [benign[0]]))
    ])
    #expect(one.thresholds[0].totals == [1, 0])
  }

  @Test("Models of one target stand side by side, with the differences of their rows")
  func comparison() throws {
    let table = Dataset.penguins().table
    let subjects = try [LogisticRegression.Penalty.ridge(), .ridge(1)].enumerated().map { index, penalty in
      var options = ClassifierOptions()
      options.method = .optimum(OptimumOptions(penalty: penalty))
      return ReportSubject(
        name: "model \(index)",
        classifier: try Classifier.fit(table, target: "species", options: options).classifier,
        table: table)
    }
    let report = try ClassifierReport(subjects)
    let losses = try subjects.map { try $0.classifier.measure(table).scores.logLoss.value }
    let item = try #require(report.comparison.first { $0.measure == "log_loss" })
    #expect(item.values == losses)
    let difference = try #require(item.difference)
    #expect(abs(difference.value - (losses[1] - losses[0])) < 1e-12)
    #expect(difference.interval.map { $0.lower > 0 } == true)
    #expect(report.html().contains("id=\"beside\""))
    let other = try Self.cancer().classifier
    #expect(throws: ReportError.self) {
      try ClassifierReport([subjects[0], ReportSubject(name: "other", classifier: other)])
    }
  }

  @Test("Shares that were held out by other seeds are other rows, even where their classes are the same")
  func otherRows() throws {
    let table = Dataset.penguins().table
    func subject(_ name: String, seed: UInt64, _ penalty: LogisticRegression.Penalty) throws -> ReportSubject
    {
      var options = ClassifierOptions()
      (options.measuring, options.seed) = (.holdout(0.2), seed)
      options.method = .optimum(OptimumOptions(penalty: penalty))
      return ReportSubject(
        name: name, classifier: try Classifier.fit(table, target: "species", options: options).classifier,
        table: table)
    }
    let first = try subject("first", seed: 1, .ridge())
    let other = try ClassifierReport([first, subject("other", seed: 2, .ridge())])
    // The table is in the order of its classes, so only the places of the rows tell the shares apart.
    #expect(other.comparison.count == 2 && other.comparison.allSatisfy { $0.difference == nil })
    #expect(other.html().contains("not the same rows"))
    let same = try ClassifierReport([first, subject("same", seed: 1, .ridge(1))])
    #expect(same.comparison.allSatisfy { $0.difference != nil })
  }

  @Test("The intervals of a regression are named by its level")
  func level() throws {
    var options = TableRegressionOptions(target: "y")
    options.level = 0.5
    let table = try Table([
      Column("a", numbers: (0..<60).map { Double($0 * 7 % 11) }),
      Column("y", strings: (0..<60).map { ["no", "yes"][$0 * 5 % 3 % 2] }),
    ])
    let classifier = try #require(try TableRegression(table, options).classifier)
    let report = try ClassifierReport([ReportSubject(name: "m", classifier: classifier)])
    #expect(report.json(output: nil)["level"]?.double == 0.5)
    #expect(report.html().contains(">50 % interval</th>") && report.markdown().contains("| 50 % interval |"))
  }

  @Test("What is not known of rows is not claimed, and rows left out are counted in a model card, too")
  func reservations() throws {
    let (classifier, table, _) = try Self.penguins()
    var species = try table.column("species").strings()
    species[0] = nil
    let columns = table.columns.map { $0.name == "species" ? Column("species", strings: species) : $0 }
    var subject = ReportSubject(name: "m", classifier: classifier, table: try Table(columns))
    let report = try ClassifierReport([subject])
    for text in [report.html(), report.markdown()] {
      #expect(
        text.contains("which are not the table the model was trained on; if rows of that are among them"))
      #expect(text.contains("flatter it. 1 row without a class is left out."))
    }
    subject.isForeign = true
    #expect(
      try ClassifierReport([subject]).markdown().contains("nobody says whether the model was trained on them")
    )
  }

  @Test("A card is put in as text: what would be markup is shown")
  func card() throws {
    var options = ReportOptions()
    options.card =
      "# Use\n\nNot for **diagnosis** alone; see `limits`.\n\n- ask <script>alert(1)</script>\n- or 2 ** 3"
    let page = try Self.penguins({ _ in }, options).report.html()
    #expect(page.contains("<h3>Use</h3>\n<p>Not for <b>diagnosis</b> alone; see <code>limits</code>.</p>"))
    #expect(page.contains("<li>ask &lt;script&gt;alert(1)&lt;/script&gt;</li>\n<li>or 2 ** 3</li>"))
    options.card = String(repeating: "x", count: ReportOptions.largestCard + 1)
    #expect(throws: ReportError.cardTooLong(count: 100_001, limit: 100_000)) {
      try Self.penguins({ _ in }, options)
    }
  }
}
