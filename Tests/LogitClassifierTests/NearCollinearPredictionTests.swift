import Foundation
import LogitData
import LogitStatistics
import Testing

@testable import LogitClassifier

/// What is predicted with coefficients of columns that nearly explain each other: the powers of a year.
@Suite struct NearCollinearPredictionTests {
  static let degree = 5
  static let names = (1...degree).map { "p\($0)" }

  /// Years from 1950 to 2020 and their powers, and classes that follow a cubic.
  static func table() throws -> Table {
    var random = RandomGenerator(seed: 7)
    let years = (0..<400).map { Double(1950 + $0 * 37 % 71) }
    let chances = (0..<400).map { _ in random.random() }
    let y = zip(years, chances).map { year, chance in
      let t = (year - 1985) / 20
      let logit = t * (0.5 - t * (0.8 - 0.4 * t))
      return chance < 1 / (1 + exp(-logit)) ? "yes" : "no"
    }
    var columns = (1...degree).map { power in
      Column(
        "p\(power)", numbers: years.map { year in (0..<power).reduce(1.0) { product, _ in product * year } })
    }
    columns.append(Column("y", strings: y))
    return try Table(columns)
  }

  private static func fit(_ change: (inout ClassifierOptions) -> Void = { _ in }) throws
    -> (classifier: Classifier, report: FitReport)
  {
    var options = ClassifierOptions()
    options.method = .optimum(OptimumOptions(penalty: .none))
    change(&options)
    return try Classifier.fit(table(), target: "y", options: options)
  }

  private static func largestDifference(_ a: Predictions, _ b: Predictions) -> Float {
    zip(a.probabilities.scalars, b.probabilities.scalars).map { abs($0 - $1) }.max() ?? .infinity
  }

  @Test("A fit without a penalty predicts what a regression of the same columns does, saved and loaded too")
  func sameAsRegression() throws {
    let table = try Self.table()
    let (classifier, _) = try Self.fit()
    let formula = "y ~ " + Self.names.joined(separator: " + ")
    let regression = try TableRegression(table, TableRegressionOptions(formula: formula)).classifier
    let expected = try #require(regression).predict(table)
    #expect(try Self.largestDifference(classifier.predict(table), expected) < 1e-5)
    let loaded = try Classifier(bytes: classifier.encoded(), name: "model")
    #expect(try loaded.predict(table).probabilities == classifier.predict(table).probabilities)
  }

  @Test("A single row, and rows with sets of classes, get the same probabilities")
  func singleRow() throws {
    let table = try Self.table()
    let (classifier, _) = try Self.fit()
    let all = try classifier.predict(table)
    let predictor = try classifier.predictor()
    for row in [0, 17, 399] {
      let numbers = try Self.names.map { try table.column($0).numbers()[row] }
      #expect(try predictor.predict(numbers).probabilities == all[row].probabilities)
    }
  }

  @Test(
    "Measures are those of models that predict so, and are found again on the training rows",
    arguments: [Measuring.crossValidation(), .holdout(0.25)])
  func measures(_ measuring: Measuring) throws {
    let (classifier, report) = try Self.fit { $0.measuring = measuring }
    let scores = try #require(report.scores)
    // The rows' own cubic has 0.57; always saying the shares, 0.67.
    #expect(scores.logLoss.value < 0.65)
    #expect(report.unconvergedFoldCount == 0)
    let again = try classifier.measure(Self.table()).scores
    #expect(again.logLoss.value == scores.logLoss.value && again.accuracy.value == scores.accuracy.value)
  }

  @Test("Sets of classes come of the same probabilities, and hold the class as often as they are to")
  func sets() throws {
    let table = try Self.table()
    let (classifier, _) = try Self.fit { $0.measuring = .holdout(0.25) }
    #expect(classifier.estimates?.needsDouble == true)
    for classifier in [classifier, try Classifier(bytes: classifier.encoded(), name: "model")] {
      var predictor = try RowPredictor(classifier)
      try predictor.setCoverage(0.8)
      let predicted = try predictor.predict(table).table
      let sets = try predicted.column("set").strings().map { $0.map { Set($0.split(separator: "|")) } ?? [] }
      let classes = try table.column("y").strings()
      let share = Double(zip(sets, classes).count { $0.contains(($1 ?? "")[...]) }) / 400
      // 100 rows were measured: three standard errors of 0.04.
      #expect(share > 0.68 && share < 0.92, "\(share)")
      // A class is in a set from a certain probability on, which classes of either side keep to.
      let outputs = try classifier.predict(table)
      var (least, greatest): (Float, Float) = (1, 0)
      for row in 0..<400 where outputs[row].probabilities.max() != outputs[row].probabilities.min() {
        for (label, name) in classifier.classes.names.enumerated() {
          let probability = outputs[row].probabilities[label]
          guard probability != outputs[row].probabilities.max() else { continue }
          if sets[row].contains(name[...]) {
            least = min(least, probability)
          } else {
            greatest = max(greatest, probability)
          }
        }
      }
      #expect(greatest <= least, "\(greatest) \(least)")
      // One row at a time, too.
      for row in [0, 17, 399] {
        let alone = try predictor.predict(table.rows(at: [row])).table
        #expect(try alone.column("set").strings() == [predicted.column("set").strings()[row]])
      }
    }
  }

  @Test(
    "Where folds' models are in single precision and the classifier is not, sets can be made all the same")
  func setsOfFolds() throws {
    let table = try Self.table()
    var (classifier, _) = try Self.fit { $0.measuring = .holdout(0.25) }
    let weights = try #require(classifier.estimates)
    let folds = try (0..<2).map { _ in
      let parts = try weights.weights()
      return CoverageModel.FoldModel(features: nil, kernel: parts[0], bias: parts[1])
    }
    let scores = try #require(classifier.coverage).scores.folds[0]
    classifier.coverage = CoverageModel(
      models: folds, scores: try ConformalScores([scores.probabilities, scores.probabilities]))
    var predictor = try RowPredictor(classifier)
    try predictor.setCoverage(0.8)
    #expect(try predictor.predict(table).table.column("set").missingCount == 0)
  }

  @Test(
    "A model made by a formula makes sets of what its file has, from many rows or one",
    arguments: [false, true])
  func setsOfFormula(hasFolds: Bool) throws {
    let table = try Self.table()
    let formula = "y ~ " + Self.names.joined(separator: " + ")
    let found = try TableRegression(table, TableRegressionOptions(formula: formula)).classifier
    var classifier = try #require(found)
    let probabilities = try classifier.labeledPredictions(of: table)
    let given = probabilities.labels.enumerated().map { probabilities.predictions[$0].probabilities[$1] }
    let parts = try #require(classifier.estimates).weights()
    let fold = CoverageModel.FoldModel(features: nil, kernel: parts[0], bias: parts[1])
    classifier.coverage = CoverageModel(
      models: hasFolds ? [fold, fold] : [],
      scores: try ConformalScores(hasFolds ? [given, given] : [given]))
    for classifier in [classifier, try Classifier(bytes: classifier.encoded(), name: "model")] {
      var predictor = try RowPredictor(classifier)
      try predictor.setCoverage(0.8)
      let sets = try predictor.predict(table).table.column("set").strings()
      let held = zip(sets, try table.column("y").strings()).count {
        $0?.split(separator: "|").contains(Substring($1 ?? "")) ?? false
      }
      // By the model itself exactly so many; folds' models are the same in single precision, which shows here.
      if !hasFolds { #expect((320...330).contains(held), "\(held)") }
      #expect(try predictor.predict(table.rows(at: [17])).table.column("set").strings() == [sets[17]])
    }
  }

  @Test("No coefficient is called 0 that has an estimate")
  func finding() throws {
    let (_, report) = try Self.fit()
    #expect(report.coefficients.allSatisfy { $0.weight != 0 })
    #expect(!report.findings.contains { $0.message.contains("coefficient is 0") })
  }

  @Test("Calibrated and decided, the probabilities are of the same logits", arguments: [false, true])
  func calibrated(isHeldOut: Bool) throws {
    let (classifier, report) = try Self.fit {
      $0.measuring = isHeldOut ? .holdout(0.25) : .crossValidation()
      $0.decision.calibration = .platt
    }
    let scores = try #require(report.scores)
    #expect(scores.logLoss.value < 0.65)
    #expect(try classifier.measure(Self.table()).scores.logLoss.value == scores.logLoss.value)
  }
}
