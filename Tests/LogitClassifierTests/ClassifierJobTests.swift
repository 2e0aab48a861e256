import Foundation
import LogitClassifier
import LogitFiles
import Testing

/// Classifiers, cross-validations and predictions on a thread of their own.
@Suite struct ClassifierJobTests {
  private static func options(_ change: (inout ClassifierOptions) -> Void = { _ in }) -> ClassifierOptions {
    var options = ClassifierOptions()
    change(&options)
    return options
  }

  /// In steps, to the optimum, and with a penalty that is chosen.
  enum Way: CaseIterable {
    case steps, optimum, chosenPenalty

    var options: ClassifierOptions {
      ClassifierJobTests.options {
        switch self {
        case .steps: ($0.hiddenUnits, $0.epochs) = ([4], 3)
        case .optimum: break
        case .chosenPenalty:
          $0.method = .optimum(OptimumOptions(penalty: .lasso(nil), lambdaRule: .minimum))
          $0.measuring = .crossValidation(.stratified(2))
        }
      }
    }
  }

  /// 60 rows, so that the hundreds of fits behind a chosen penalty take no time.
  private static func table() throws -> Table {
    var generator = RandomGenerator(seed: 8)
    let noise = generator.normal(mean: 0, standardDeviation: 1, count: 120).scalars
    return try Table([
      Column("x", numbers: (0..<60).map { Double(noise[$0]) + Double($0 % 3) }),
      Column("z", numbers: (60..<120).map { Double(noise[$0]) }),
      Column("word", strings: (0..<60).map { "w\($0 * 13 % 17 % 4)" }),
      Column("y", strings: (0..<60).map { ["a", "b", "c"][$0 % 3] }),
    ])
  }

  private static func bytes(_ classifier: Classifier) throws -> [UInt8] {
    let file = TemporaryFile(".safetensors")
    try classifier.save(to: file.path)
    return try StoredBytes(path: file.path).prefix(.max)
  }

  /// A job that cancels itself, in the midst of its work, when it tells of some progress.
  private static func cancelled<Value>(
    at moment: @escaping @Sendable (ClassifierProgress) -> Bool, _ job: () -> Job<Value, ClassifierProgress>
  ) -> Job<Value, ClassifierProgress> {
    let observer = JobObserver { progress, cancel in
      if let progress = progress as? ClassifierProgress, moment(progress) { cancel() }
    }
    return JobObserver.$current.withValue(observer) { job() }
  }

  @Test("A job gives the classifier that fit gives, and tells its stages", arguments: Way.allCases)
  func sameAsFit(_ way: Way) async throws {
    let table = try Self.table()
    let expected = try Classifier.fit(table, target: "y", options: way.options)
    let job = Classifier.training(table, target: "y", options: way.options)
    let (classifier, report) = try await job.value
    #expect(try Self.bytes(classifier) == Self.bytes(expected.classifier))
    #expect(report.description == expected.report.description)
    switch (way, try #require(job.latest)) {
    case (.steps, .training(let progress)): #expect((progress.epoch, progress.epochs) == (2, 3))
    case (.optimum, .measuring(let fold, let count)): #expect((fold, count) == (5, 5))
    case (.chosenPenalty, .measuring(let fold, let count)): #expect((fold, count) == (2, 2))
    case (_, let other): Issue.record("\(other)")
    }
  }

  @Test("A training that was prepared, and shown, runs as a job too")
  func prepared() async throws {
    let table = Dataset.iris().table
    let training = try ClassifierTraining(table, target: "species")
    let name = training.features.decisions.first?.column
    let (classifier, _) = try await Classifier.training(training).value
    #expect(name != nil)
    #expect(
      try classifier.coefficients.map(\.weight)
        == Classifier.fit(table, target: "species").classifier.coefficients.map(\.weight))
  }

  @Test(
    "Where training is cancelled, the classifier has the weights reached, and is not measured",
    arguments: Way.allCases)
  func cancelled(_ way: Way) throws {
    let table = try Self.table()
    var (isWhole, unmeasured) = (false, 0)
    // Cancelled when it is asked for the nth time.
    for asked in sequence(first: 1, next: { $0 + max($0 / 4, 1) }) {
      var left = asked
      let training = try ClassifierTraining(table, target: "y", options: way.options)
      let found: (classifier: Classifier, report: FitReport)
      do {
        found = try training.run(isCancelled: {
          left -= 1
          return left < 0
        })
      } catch is CancellationError {
        // Before the first step there is nothing.
        #expect(way == .steps && asked < 10)
        continue
      }
      #expect(
        found.classifier.model.weights.allSatisfy { $0.scalars.allSatisfy(\.isFinite) }, "asked \(asked)")
      isWhole = left >= 0
      if isWhole {
        #expect(found.report.scores != nil)
        break
      }
      unmeasured += found.report.scores == nil ? 1 : 0
    }
    #expect(isWhole && unmeasured > 0)
  }

  @Test("A cancelled job throws, whatever it had reached")
  func cancelledJob() async throws {
    let options = Self.options { ($0.hiddenUnits, $0.epochs) = ([8], 1_000_000) }
    let job = Self.cancelled(at: { if case .training = $0 { true } else { false } }) {
      Classifier.training(Dataset.penguins().table, target: "species", options: options)
    }
    await #expect(throws: CancellationError.self) { try await job.value }
    let reached = try #require(await job.reached)
    #expect(reached.report.scores == nil && reached.classifier.provenance.epochsDone != nil)
    #expect(try reached.classifier.predict(Dataset.penguins().table).rowCount == 344)
  }

  @Test("fit throws when its task is cancelled", arguments: [Way.steps, .optimum])
  func cancelledTask(_ way: Way) async {
    let task = Task {
      while !Task.isCancelled { await Task.yield() }
      _ = try Classifier.fit(Dataset.iris().table, target: "species", options: way.options)
    }
    task.cancel()
    await #expect(throws: CancellationError.self) { try await task.value }
  }

  @Test("What fit throws, the value throws")
  func errors() async {
    let job = Classifier.training(Dataset.iris().table, target: "genus")
    await #expect(throws: DataError.self) { try await job.value }
    #expect(await job.reached == nil)
  }

  @Test("A cross-validation measures the same as a job, and ends when it is cancelled")
  func validation() async throws {
    let table = Dataset.iris().table
    var path = PathOptions()
    path.lambdaCount = 8
    let expected = try PenaltyValidation(table, target: "species", path: path)
    let job = PenaltyValidation.measuring(table, target: "species", path: path)
    #expect(try await job.value.curves == expected.curves)
    #expect(job.latest == .measuring(fold: 5, of: 5))
    var isWhole = false
    for asked in stride(from: 0, to: 100_000, by: 37) where !isWhole {
      var left = asked
      do {
        let found = try PenaltyValidation(
          table, target: "species", path: path,
          isCancelled: {
            left -= 1
            return left < 0
          })
        #expect(found.curves == expected.curves)
        isWhole = true
      } catch is CancellationError {
        #expect(left < 0)
      }
    }
    #expect(isWhole)
  }

  @Test(
    "Coefficients along a path are found by a job as by the initializer, and cancelled it ends between fits")
  func coefficientPath() async throws {
    let table = Dataset.iris().table
    var path = PathOptions()
    path.lambdaCount = 6
    let expected = try CoefficientPath(table, target: "species", path: path)
    let job = CoefficientPath.training(table, target: "species", path: path)
    let found = try await job.value
    #expect(found.coefficients == expected.coefficients && found.lambdas == expected.lambdas)
    guard case .searching(let progress) = job.latest else {
      Issue.record("\(String(describing: job.latest))")
      return
    }
    #expect(progress.steps > 0)
    await #expect(throws: DataError.self) { try await CoefficientPath.training(table, target: "genus").value }

    let lambdas = (0..<20).map { 0.1 / Double($0 + 1) }
    path.lambdas = lambdas
    let long = Self.cancelled(at: { if case .searching = $0 { true } else { false } }) {
      CoefficientPath.training(table, target: "species", path: path)
    }
    await #expect(throws: CancellationError.self) { try await long.value }
    let reached = try #require(await long.reached)
    #expect(reached.lambdas.count < lambdas.count)
    #expect(reached.lambdas == Array(lambdas.prefix(reached.lambdas.count)))
  }

  @Test(
    "A regression is fitted by a job as by the initializer, and one that is cancelled has reached nothing")
  func regression() async throws {
    let table = try Self.table()
    var options = TableRegressionOptions(formula: "y ~ x + z + word")
    options.termTest = .likelihoodRatio
    let expected = try TableRegression(table, options)
    let job = TableRegression.training(table, options)
    #expect(try await job.value.report.description == expected.report.description)
    guard case .searching(let progress) = job.latest else {
      Issue.record("\(String(describing: job.latest))")
      return
    }
    #expect(progress.steps > 0)
    let wrong = TableRegression.training(table, TableRegressionOptions(formula: "y ~ age"))
    await #expect(throws: FormulaError.self) { try await wrong.value }

    let cancelled = Self.cancelled(at: { if case .searching = $0 { true } else { false } }) {
      TableRegression.training(table, options)
    }
    await #expect(throws: CancellationError.self) { try await cancelled.value }
    #expect(await cancelled.reached == nil)
  }
}
