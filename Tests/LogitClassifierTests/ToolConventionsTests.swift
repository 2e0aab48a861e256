import Logit
import LogitClassifier
import LogitData
import Testing

/// The conventions of other programs, and the options of single columns, in training, files and measures.
@Suite struct ToolConventionsTests {
  private static func table(_ name: String = "two") throws -> Table {
    try Table(csv: Fixture.path("Path/\(name).csv"))
  }

  private static func fit(
    _ optimum: OptimumOptions, measuring: Measuring = .holdout(0), table: String = "two"
  ) throws -> (classifier: Classifier, report: FitReport) {
    var options = ClassifierOptions()
    options.excluded = ["fold"]
    (options.method, options.measuring) = (.optimum(optimum), measuring)
    return try Classifier.fit(Self.table(table), target: "y", options: options)
  }

  private static let several: [OptimumOptions] = {
    var own = OptimumOptions(penalty: .lasso(0.01))
    own.standardizes = false
    own.penaltyFactors = ["x1": 0, "x2": 3, "x6": .infinity]
    own.bounds = ["x5": 0...(.infinity), "x3": -1...2]
    var sklearn = OptimumOptions(like: .sklearn)
    sklearn.lambdaRule = .minimum
    return [
      own, sklearn, .init(like: .r), .init(like: .glmnet), .init(like: .liblinear), .init(like: .spark),
    ]
  }()

  @Test(arguments: several)
  func `a saved model knows how it was trained, and is measured again exactly`(options: OptimumOptions) throws
  {
    let (classifier, report) = try Self.fit(options, measuring: .crossValidation(.stratified(3)))
    let loaded = try Classifier(bytes: classifier.encoded())
    #expect(loaded.provenance == classifier.provenance)
    #expect(try loaded.measure(Self.table()).scores == report.scores)
    #expect((report.like == nil) == (options.like == nil))
  }

  @Test func `bounds hold and an infinite factor leaves a column out`() throws {
    let (_, report) = try Self.fit(Self.several[0])
    func estimate(_ name: String) -> Double? { report.coefficients.first { $0.feature == name }?.estimate }
    #expect(estimate("x6") == 0 && estimate("x5") == 0)
    let x3 = try #require(estimate("x3"))
    #expect(abs(x3) <= 2 + 1e-12)
  }

  @Test(arguments: [nil, ReferenceTool.glmnet])
  func `a lambda and factors mean the same in a fit and along a path`(tool: ReferenceTool?) throws {
    let factors = ["x1": 0.0, "x2": 5, "color": 0.5, "x6": .infinity]
    var optimum = OptimumOptions(penalty: .lasso(0.03))
    (optimum.penaltyFactors, optimum.like) = (factors, tool)
    var path = PathOptions()
    (path.penaltyFactors, path.like, path.lambdas) = (factors, tool, [0.03])
    var options = ClassifierOptions()
    options.excluded = ["fold"]
    let found = try CoefficientPath(Self.table(), target: "y", options: options, path: path)
    let (_, report) = try Self.fit(optimum)
    // Of categories a fit tells differences from their mean, a path does not.
    for line in found.coefficients where !line.feature.hasPrefix("color") {
      let estimate = try #require(report.coefficients.first { $0.feature == line.feature }?.estimate)
      #expect(abs(estimate - line.estimates[0]) < 1e-8, "\(line.feature)")
    }
  }

  @Test func `what cannot be had is refused`() throws {
    #expect(throws: LogitError.self) { try Self.fit(OptimumOptions(like: .liblinear), table: "three") }
    #expect(throws: LogitError.self) { try Self.fit(OptimumOptions(like: .keras)) }
    #expect(throws: (any Error).self) {
      var options = OptimumOptions()
      options.penaltyFactors = ["nothing": 1]
      _ = try Self.fit(options)
    }
    #expect(throws: LogitError.self) {
      var options = OptimumOptions()
      options.bounds = ["x1": 1...2]
      _ = try Self.fit(options)
    }
    #expect(throws: LogitError.self) {
      var options = OptimumOptions(like: .spark)
      (options.penalty, options.lambdaRule) = (.ridge(), .minimum)
      _ = try Self.fit(options, measuring: .crossValidation())
    }
    #expect(throws: LogitError.self) {
      var path = PathOptions()
      path.like = .sklearn
      _ = try CoefficientPath(Self.table(), target: "y", path: path)
    }
  }

  @Test func `Keras's defaults are one epoch at a rate that stays`() throws {
    var options = ClassifierOptions()
    options.excluded = ["fold"]
    options.method = .steps(.keras)
    let (classifier, report) = try Classifier.fit(Self.table(), target: "y", options: options)
    let like = try #require(report.like)
    #expect(
      like.call.contains("keras.optimizers.Adam(0.001)") && like.call.contains("batch_size=32, epochs=1)"))
    #expect(like.differences.contains { $0.contains("30 rows") })
    let loaded = try Classifier(bytes: classifier.encoded())
    guard case .steps(let steps) = loaded.provenance.options?.training else {
      Issue.record("not trained in steps")
      return
    }
    #expect(steps.keepsLearningRate && steps.epochs == 1 && steps.l2 == 0)
  }
}
