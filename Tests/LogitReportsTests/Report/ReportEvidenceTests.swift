import Foundation
import LogitStatistics
import Testing

@testable import LogitClassifier
@testable import LogitPlots
@testable import LogitReports

/// What a report says of the rows, of other models beside the first, and of what a network learned.
@Suite struct ReportEvidenceTests {
  private static let penguins = Dataset.penguins().table

  private static func classifier(_ change: (inout ClassifierOptions) -> Void = { _ in }) throws -> Classifier
  {
    var options = ClassifierOptions()
    change(&options)
    return try Classifier.fit(penguins, target: "species", options: options).classifier
  }

  @Test("A model that may have seen the rows is not compared with one that was trained without them")
  func unlikeRows() throws {
    let first = ReportSubject(name: "first", classifier: try Self.classifier(), table: Self.penguins)
    // The same rows in training, but a table with another fingerprint, as of a model of another tool.
    let note = Column("note", strings: (0..<Self.penguins.rowCount).map { "n\($0)" })
    let other = try Classifier.fit(
      Table(Self.penguins.columns + [note]), target: "species", options: ClassifierOptions()
    ).classifier
    var foreign = ReportSubject(name: "other", classifier: other, table: Self.penguins)
    foreign.isForeign = true
    let report = try ClassifierReport([first, foreign])
    #expect(report.comparison.count == 2)
    for item in report.comparison {
      #expect(item.difference == nil && item.reason?.contains("perhaps with them") == true)
      #expect(item.origins == [.outOfFold, .other] && item.rowCounts == [344, 344])
      #expect(item.json["measured_on"] == ["out_of_fold", "all_rows"] && item.json["difference"] == .null)
      #expect(item.json["rows"] == [344, 344] && item.json["reason"] != .null)
    }
    for text in [report.html(), report.markdown()] {
      #expect(text.contains("344 rows, out of fold"))
      #expect(text.contains("344 rows, nobody says whether it was trained on them"))
    }
    // On rows that are new to both there is a difference.
    let some = try Self.penguins.rows(at: Array(stride(from: 0, to: 344, by: 2)))
    let both = try ClassifierReport([
      ReportSubject(name: "first", classifier: first.classifier, table: some),
      ReportSubject(name: "other", classifier: other, table: some),
    ])
    #expect(both.comparison.allSatisfy { $0.difference != nil && $0.reason == nil })
    #expect(both.html().contains("172 rows, not the table it was trained on"))
  }

  @Test("Rows left out, missing values and unknown categories are counted as an evaluation counts them")
  func counts() throws {
    let classifier = try Self.classifier()
    var islands = try Self.penguins.column("island").strings()
    for row in [3, 50, 300] { islands[row] = "Atlantis" }
    islands[7] = nil
    var species = try Self.penguins.column("species").strings()
    species[20] = nil
    let table = try Table(
      Self.penguins.columns.map {
        $0.name == "island"
          ? Column("island", strings: islands)
          : $0.name == "species" ? Column("species", strings: species) : $0
      })
    let report = try ClassifierReport([ReportSubject(name: "m", classifier: classifier, table: table)])
    let json = report.json(output: nil)
    let evaluation = try JSON(json: classifier.measure(table).json(modelPath: "", source: ""))
    for key in ["dropped_rows", "uncounted_rows", "missing_values", "unknown_categories"] {
      #expect(json[key] != nil && json[key] == evaluation[key], "\(key)")
    }
    #expect(json["unknown_categories"] == ["island": 3] && json["dropped_rows"] == 1)
    let island = try #require(report.columns.first { $0.decision.column == "island" })
    #expect(island.unknownCount == 3 && island.missingCount == 1 && island.json["unknown"] == 3)
    let page = report.html()
    #expect(
      page.contains(
        "3 values are categories that did not occur in training. 1 row without a class is left out"))
    #expect(page.contains(">not known</th>") && report.markdown().contains("| Not known |"))
    let finding = try #require(report.findings.first { $0.kind == .replacedValues })
    #expect(finding.severity == .info && finding.message.contains("island (3 rows)"))
    // Out of fold, nothing is unknown, and there is no column for it.
    let own = try ClassifierReport([ReportSubject(name: "m", classifier: classifier, table: Self.penguins)])
    #expect(!own.html().contains(">not known</th>") && own.columns.allSatisfy { $0.unknownCount ?? 0 == 0 })
  }

  @Test("Probabilities that do not come true are a finding with the test as its evidence")
  func calibration() throws {
    var generator = RandomGenerator(seed: 3)
    let noise = generator.normal(mean: 0, standardDeviation: 1, count: 600).scalars.map { Double($0) }
    let uniform = generator.uniform(0, 1, count: 600).scalars.map { Double($0) }
    func table(_ slope: Double) throws -> Table {
      let classes = noise.indices.map { row -> String in
        let probability: Double = 1 / (1 + exp(-slope * noise[row]))
        return uniform[row] < probability ? "yes" : "no"
      }
      return try Table([Column("x", numbers: noise), Column("y", strings: classes)])
    }
    let classifier = try Classifier.fit(table(3), target: "y").classifier
    // A model of steep curves on rows of a flat one.
    let report = try ClassifierReport([
      ReportSubject(name: "m", classifier: classifier, table: try table(0.8))
    ])
    let finding = try #require(report.findings.first { $0.kind == .calibration })
    #expect(finding.severity == .warning && finding.message.contains("too near 0 and 1"))
    let test = try #require(report.calibration)
    #expect(finding.evidence["p_value"]?.double == test.pValue && test.slope.map { $0.value < 0.5 } == true)
    let json = report.json(output: nil)["calibration"]
    #expect(json?["slope"]?["value"]?.double == test.slope?.value && json?["of"] == "yes")
    #expect(
      report.html().contains("calibration slope") && report.markdown().contains("| Calibration slope |"))
    // A few errors are too few for a test.
    let few = try ClassifierReport([
      ReportSubject(name: "m", classifier: try Self.classifier(), table: Self.penguins)
    ])
    #expect(few.calibration?.pValue.map { $0 < 0.01 } == true)
    #expect(!few.findings.contains { $0.kind == .calibration } && few.html().contains("too few for a test"))
    // Its own rows have none, each predicted out of fold.
    let own = try ClassifierReport([ReportSubject(name: "m", classifier: classifier, table: try table(3))])
    #expect(!own.findings.contains { $0.kind == .calibration } && own.calibration != nil)
  }

  @Test("A network has curves along the columns that matter most, as its own predictions give them")
  func effects() throws {
    let classifier = try Self.classifier { ($0.hiddenUnits, $0.epochs) = ([8], 40) }
    let report = try ClassifierReport([
      ReportSubject(name: "m", classifier: classifier, table: Self.penguins)
    ])
    #expect(report.effects.first?.column == report.importance[0].column && report.effects.count <= 6)
    let rows = try #require(report.rows)
    let effect = try #require(report.effects.first { $0.column == "bill_length_mm" })
    guard case .numbers(let values) = effect.places else { throw DataErrorExpected() }
    #expect(
      values.count == 21 && values == values.sorted()
        && effect.curves.map(\.className) == classifier.classes.names)
    // The mean over all rows that have the value of one place.
    let columns = rows.table.columns.map { column in
      column.name == "bill_length_mm"
        ? Column(column.name, numbers: [Double](repeating: values[4], count: rows.rowCount)) : column
    }
    let predicted = try classifier.predict(Table(columns)).probabilities
    for (label, curve) in effect.curves.enumerated() {
      let mean = (0..<rows.rowCount).reduce(0.0) { $0 + Double(predicted[$1, label]) } / Double(rows.rowCount)
      #expect(abs(curve.mean[4] - mean) < 1e-6)
      #expect(zip(curve.low, curve.high).allSatisfy { $0 <= $1 })
    }
    let json = try #require(report.json(output: nil)["effects"]?[0])
    #expect(json["column"]?.string == report.effects[0].column)
    #expect(report.html().contains("Along the columns that matter most"))
    // A linear model has its coefficients.
    let linear = try ClassifierReport([
      ReportSubject(name: "m", classifier: try Self.classifier(), table: Self.penguins)
    ])
    #expect(linear.effects.isEmpty && !linear.html().contains("Along the columns"))
  }

  @Test("Intervals of more classes are those of the likelihood, of each class against the mean of all")
  func manyClasses() throws {
    var generator = RandomGenerator(seed: 5)
    let noise = (0..<2).map { _ in generator.normal(mean: 0, standardDeviation: 2, count: 360).scalars }
    let table = try Table([
      Column("a", numbers: (0..<360).map { Double(noise[0][$0]) * 3 + Double($0 % 3) }),
      Column("b", numbers: (0..<360).map { Double(noise[1][$0]) - Double($0 % 3) }),
      Column("y", strings: (0..<360).map { ["p", "q", "r"][$0 % 3] }),
    ])
    func report(_ penalty: LogisticRegression.Penalty) throws -> ClassifierReport {
      var options = ClassifierOptions()
      options.method = .optimum(OptimumOptions(penalty: penalty))
      let classifier = try Classifier.fit(table, target: "y", options: options).classifier
      var words = ReportOptions()
      words.inferenceCommand = "logit regress rows.csv --target y"
      return try ClassifierReport(
        [ReportSubject(name: "m", classifier: classifier, table: table)], options: words)
    }
    let inference = try TableRegression(table, TableRegressionOptions(target: "y")).report.inference
    let free = try report(.none)
    #expect(free.intervals == .likelihood && free.coefficients.count == 6)
    for line in free.coefficients {
      // A class less the mean of all, the first of which is 0: a combination of the regression's estimates.
      let shares = inference.coefficients.map { other -> Double in
        guard other.term == line.coefficient.feature else { return 0 }
        return (other.className == line.coefficient.className ? 1 : 0) - 1.0 / 3
      }
      let estimate = zip(shares, inference.coefficients).reduce(0.0) { $0 + $1.0 * ($1.1.estimate ?? .nan) }
      var variance = 0.0
      for i in shares.indices {
        for j in shares.indices where shares[i] != 0 && shares[j] != 0 {
          variance += shares[i] * shares[j] * (inference.covariance[i][j] ?? .nan)
        }
      }
      let half = 1.959_963_985 * variance.squareRoot()
      let interval = try #require(line.interval)
      // Both are optima of the same likelihood, found to their own tolerances.
      #expect(abs(line.coefficient.estimate - estimate) < 1e-6)
      #expect(
        abs(interval.lower - (estimate - half)) < 1e-6 && abs(interval.upper - (estimate + half)) < 1e-6)
    }
    let strong = try report(.ridge(1))
    #expect(strong.intervals == .penalized)
    for line in strong.coefficients {
      let interval = try #require(line.weightInterval)
      #expect((interval.upper - interval.lower) / 2 < 1.96 / (360.0 * 1).squareRoot())
    }
    let page = strong.html()
    #expect(page.contains("of each class against the mean of all") && page.contains("no classical inference"))
    #expect(page.contains("<code>logit regress rows.csv --target y</code>"))
  }

  @Test("Of more than two classes the line is said to be of one class against all others")
  func threshold() throws {
    let page = try ClassifierReport([
      ReportSubject(name: "m", classifier: try Self.classifier(), table: Self.penguins)
    ]).html()
    #expect(
      page.contains("alone, rows count as") && page.contains("The model has no such line: of 3 classes"))
    #expect(!page.contains("Back to the model's") && !page.contains("</span> is predicted above"))
  }

  private struct DataErrorExpected: Error {}
}
