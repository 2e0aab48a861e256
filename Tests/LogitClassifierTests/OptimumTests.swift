import Foundation
import LogitClassifier
import Testing

@testable import LogitData

/// Models without hidden layers, which are trained to their optimum.
@Suite struct OptimumTests {
  /// Numbers of some units and categories that tell something of the class, and a group for each five rows.
  private static func table(rows: Int = 200) throws -> Table {
    var random = RandomGenerator(seed: 2)
    let noise = random.normal(mean: 0, standardDeviation: 1, count: 3 * rows).scalars.map { Double($0) }
    let names = ["red", "green", "blue"]
    let colors = (0..<rows).map { names[$0 * 7 % 3] }
    let classes = (0..<rows).map { row -> String in
      let sum = noise[row] + noise[rows + row] + noise[2 * rows + row]
      return sum + (colors[row] == "red" ? 1 : 0) > 0.3 ? "yes" : "no"
    }
    return try Table([
      Column("height", numbers: (0..<rows).map { 170 + 10 * noise[$0] }),
      Column("weight", numbers: (0..<rows).map { $0 == 9 ? .nan : 70_000 + 8_000 * noise[rows + $0] }),
      Column("color", strings: colors), Column("group", integers: (0..<rows).map { $0 / 5 % 20 }),
      Column("y", strings: classes),
    ])
  }

  private static func fit(
    _ table: Table, target: String = "y", _ change: (inout ClassifierOptions) -> Void = { _ in }
  ) throws -> (classifier: Classifier, report: FitReport) {
    var options = ClassifierOptions()
    change(&options)
    return try Classifier.fit(table, target: target, options: options)
  }

  // MARK: - The optimum

  @Test func `the model is that of all rows, at its optimum, with lambda one over their weights`() throws {
    let (classifier, report) = try Self.fit(Self.table())
    let solution = try #require(report.training.solution)
    #expect(solution.isConverged && solution.gradientNorm < 1e-8)
    #expect(solution.lambda == 1.0 / 200 && solution.l1Ratio == 0)
    #expect(classifier.provenance.trainingRowCount == 200 && classifier.provenance.validationRowCount == 0)
    #expect(report.history.epochCount == 0 && report.training.schedule == nil)
    let weighted = try Self.fit(Self.table()) { $0.classWeight = .named(["yes": 3]) }
    let counts = weighted.report.balance.counts
    let sum = Double(counts[0] + 3 * counts[1])
    #expect(weighted.report.training.solution?.lambda == 1 / sum)
  }

  @Test func `the lambda of the rows that are trained on is that of all folds`() throws {
    let (classifier, _) = try Self.fit(Self.table()) { $0.measuring = .holdout(0.25) }
    guard case .optimum(let optimum)? = classifier.provenance.options?.training else {
      Issue.record("not trained to an optimum")
      return
    }
    #expect(optimum.penalty == .ridge(1.0 / 150))
  }

  @Test func `the same rows and seed give the same file, and another seed the same model`() throws {
    let table = try Self.table()
    let bytes = try Self.fit(table).classifier.encoded()
    #expect(try Self.fit(table).classifier.encoded() == bytes)
    let other = try Self.fit(table) { $0.seed = 7 }
    #expect(try other.classifier.encoded() != bytes)
    let first = try Classifier(bytes: bytes)
    #expect(first.coefficients == other.classifier.coefficients)
    #expect(try first.encoded() == bytes)
  }

  @Test func `what contradicts an optimum is refused`() throws {
    let table = try Self.table()
    let cases: [(inout ClassifierOptions) -> Void] = [
      { ($0.method, $0.hiddenUnits) = (.optimum(), [4]) },
      { $0.method = .optimum(OptimumOptions(penalty: .ridge(-1))) },
      { $0.method = .optimum(OptimumOptions(penalty: .lasso(0.1), solver: .newton)) },
      { $0.method = .optimum(OptimumOptions(penalty: .elasticNet(0.1, l1Ratio: 2))) },
      { ($0.method, $0.measuring) = (.steps(), .crossValidation()) },
      { $0.classWeight = .named(["yes": 0, "no": 0]) },
    ]
    for change in cases { #expect(throws: LogitError.self) { try Self.fit(table, change) } }
  }

  @Test func `a search that is stopped keeps what it has, and nothing is measured`() throws {
    let training = try ClassifierTraining(Self.table(), target: "y")
    let (classifier, report) = try training.run(isCancelled: { true })
    #expect(report.training.solution?.state == .interrupted && report.scores == nil)
    #expect(report.findings.contains { $0.kind == .notConverged && $0.severity == .info })
    #expect(report.description.contains("Not converged (interrupted)"))
    let json = try JSON(json: report.json(modelPath: nil))
    #expect(json["scores"] == nil && json["training"]?["converged"] == .bool(false))
    #expect(try Classifier(bytes: classifier.encoded()).provenance.state == .interrupted)
    // Held-out rows are measured after the last epoch.
    for (share, reason) in [(0.2, "Interrupted before the end"), (0, "No rows were held out")] {
      var options = ClassifierOptions()
      (options.method, options.measuring) = (.steps(), .holdout(share))
      let stopped = try ClassifierTraining(Self.table(), target: "y", options: options)
      // Before the first step there is nothing.
      var left = 20
      let report = try stopped.run(isCancelled: {
        left -= 1
        return left < 0
      }).report
      let words = report.scoresText
      #expect(words.hasPrefix("\(reason), so nothing was measured") && !words.contains("nan"), "\(words)")
    }
  }

  // MARK: - Estimates

  /// The logit of the second class of two, from the estimates and the columns as they are.
  private static func logit(_ classifier: Classifier, row: Int, of table: Table) throws -> Double {
    var logit = try #require(classifier.intercepts.first).estimate
    for coefficient in classifier.coefficients {
      let value: Double
      switch coefficient.feature {
      case "height", "group": value = try table.column(coefficient.feature).numbers()[row]
      case "weight":
        let number = try table.column("weight").numbers()[row]
        let numeric = classifier.features.transforms.compactMap { $0 as? NumericFeature }
        value = number.isNaN ? try #require(numeric.first { $0.column == "weight" }?.replacement) : number
      case "weight is missing": value = try table.column("weight").numbers()[row].isNaN ? 1 : 0
      default:
        let color = try table.column("color").strings()[row] ?? ""
        value = coefficient.feature == "color=\(color)" ? 1 : 0
      }
      logit += coefficient.estimate * value
    }
    return logit
  }

  @Test func `estimates in original units predict the same`() throws {
    let table = try Self.table()
    let classifier = try Classifier(bytes: Self.fit(table).classifier.encoded())
    let probabilities = try classifier.predict(table).probabilities
    for row in 0..<20 {
      let p = 1 / (1 + exp(-(try Self.logit(classifier, row: row, of: table))))
      #expect(abs(p - Double(probabilities[row, 1])) < 1e-5)
    }
    // Categories differ from their column's mean.
    let colors = classifier.coefficients.filter { $0.feature.hasPrefix("color=") }
    #expect(colors.count == 3 && abs(colors.map(\.estimate).reduce(0, +)) < 1e-12)
    let height = try #require(classifier.coefficients.first { $0.feature == "height" })
    #expect(abs(height.estimate * 10 / height.weight - 1) < 0.2)
  }

  @Test func `a model of several classes has an intercept for each`() throws {
    let set = Dataset.iris()
    let (classifier, report) = try Self.fit(set.table, target: set.target)
    #expect(classifier.intercepts.map(\.className) == classifier.classes.names)
    #expect(classifier.coefficients.count == 12 && report.coefficients == classifier.coefficients)
    let summary = try JSON(json: classifier.summaryJSON())
    #expect(summary["intercepts"]?.array?.count == 3 && summary["coefficients"]?.array?.count == 12)
    #expect(classifier.summaryText().contains("intercept"))
  }

  @Test func `a damaged estimate is refused by its name`() throws {
    var file = try EditableModelFile(Self.fit(Self.table()).classifier.encoded())
    let index = try #require(file.tensors.firstIndex { $0.name == "estimates/bias" })
    #expect(file.tensors[index].type == "F64")
    let whole = file
    file.tensors[index].bytes.replaceSubrange(6..<8, with: [0xF8, 0x7F])
    let damaged = file.bytes
    let error = #expect(throws: DataError.self) { try Classifier(bytes: damaged) }
    #expect(error.map { "\($0)".contains("estimates/bias") } == true)
    file = whole
    file.tensors.remove(at: index)
    let lacking = file.bytes
    #expect(throws: DataError.self) { try Classifier(bytes: lacking) }
  }
}
