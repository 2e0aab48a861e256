import Testing

@testable import LogitClassifier

/// Paths of tables, and what is measured along them.
@Suite struct PenaltyValidationTests {
  private static func table(rows: Int = 120, classes: [String] = ["no", "yes"]) throws -> Table {
    var random = RandomGenerator(seed: 8)
    let noise = random.normal(mean: 0, standardDeviation: 1, count: rows).scalars.map { Double($0) }
    return try Table([
      Column("x", numbers: (0..<rows).map { $0 % 11 == 3 ? .nan : noise[$0] + Double($0 % classes.count) }),
      Column("word", strings: (0..<rows).map { "w\($0 * 13 % 17 % 6)" }),
      Column("half", strings: (0..<rows).map { $0 < rows / 2 ? "first" : "second" }),
      Column("class fold", strings: (0..<rows).map { "f\($0 % classes.count)" }),
      Column("y", strings: (0..<rows).map { classes[$0 % classes.count] }),
    ])
  }

  private static let options: ClassifierOptions = {
    var options = ClassifierOptions()
    options.excluded = ["half", "class fold"]
    return options
  }()

  private static func path(_ change: (inout PathOptions) -> Void = { _ in }) -> PathOptions {
    var path = PathOptions()
    path.lambdaCount = 12
    change(&path)
    return path
  }

  @Test(arguments: PenaltyMeasure.allCases)
  func `predictions that are no numbers have no measure`(measure: PenaltyMeasure) {
    for values in [[0.1, .nan, 0.3, 0.4], [.nan, .nan, .nan, .nan], [-0.1, -2, -.infinity, .nan]] {
      let held = HeldLogProbabilities(classes: [0, 1], weights: [1, 1], classCount: 2, values: values)
      #expect(held.measure(measure).isNaN)
    }
  }

  @Test(arguments: [["no", "yes"], ["a", "b", "c"]])
  func `a lambda of a path gives the model that fit finds with it`(classes: [String]) throws {
    let table = try Self.table(classes: classes)
    let path = try CoefficientPath(
      table, target: "y", options: Self.options,
      path: Self.path {
        $0.lambdas = [0.02, 0.1]
        $0.l1Ratio = 0.7
      })
    #expect(path.lambdas == [0.1, 0.02] && path.isConverged == [true, true])
    var options = Self.options
    options.method = .optimum(OptimumOptions(penalty: .elasticNet(0.02, l1Ratio: 0.7)))
    options.measuring = .holdout(0)
    let fitted = try Classifier.fit(table, target: "y", options: options).classifier
    for coefficient in fitted.coefficients {
      let line = try #require(
        path.coefficients.first {
          $0.feature == coefficient.feature && $0.className == coefficient.className
        })
      #expect(abs(line.weights[1] - coefficient.weight) < 1e-6, "\(coefficient.feature)")
      if coefficient.feature == "x" { #expect(abs(line.estimates[1] - coefficient.estimate) < 1e-6) }
    }
    #expect(path.coefficients.count == fitted.coefficients.count)
  }

  @Test func `a column without a penalty is always there, and one with an infinite one never`() throws {
    func words(_ factors: [String: Double]) throws -> (CoefficientPath, [[Double]]) {
      let path = try CoefficientPath(
        Self.table(), target: "y", options: Self.options, path: Self.path { $0.penaltyFactors = factors })
      return (path, path.coefficients.filter { $0.feature.hasPrefix("word") }.map(\.estimates))
    }
    let (free, later) = try words(["x": 0])
    #expect(free.nonzeroCounts[0] == 2, "x and whether it is missing")
    #expect(later.allSatisfy { $0[0] == 0 } && later.contains { $0[11] != 0 })
    let (_, never) = try words(["word": .infinity])
    #expect(never.joined().allSatisfy { $0 == 0 })
  }

  @Test func `a row of weight 2 is measured as two rows, and one of weight 0 as none`() {
    let classes: [Int32] = [0, 1, 2, 0, 1, 2, 1, 0, 2, 1]
    let weights = [1.0, 2, 0, 3, 1, 2, 0, 1, 2, 1]
    for classCount in [2, 3] {
      let labels = classes.map { $0 % Int32(classCount) }
      func rows(_ places: [Int], _ weights: [Double]) -> HeldLogProbabilities {
        HeldLogProbabilities(
          classes: places.map { labels[$0] }, weights: weights, classCount: classCount,
          values: places.flatMap { row in (0..<classCount).map { -Double((row * 7 + $0 * 5) % 4) - 0.1 } })
      }
      let repeated = classes.indices.flatMap { Array(repeating: $0, count: Int(weights[$0])) }
      let weighted = rows(Array(classes.indices), weights)
      let counted = rows(repeated, repeated.map { _ in 1 })
      for measure in PenaltyMeasure.allCases {
        #expect(abs(weighted.measure(measure) - counted.measure(measure)) < 1e-12, "\(measure)")
      }
    }
  }

  @Test func `the text lists every lambda, and the object has a number for each`() throws {
    let path = try CoefficientPath(Self.table(), target: "y", options: Self.options, path: Self.path())
    let text = path.description
    #expect(text.hasPrefix("a table: 120 rows, target \"y\", 2 classes, "), "\(text)")
    #expect(text.contains("lasso penalty, 12 lambdas\n  not 0  % deviance  "), "\(text)")
    #expect(text.split(separator: "\n").count == 14)
    let names = path.json.object?.map(\.name)
    #expect(
      names == [
        "source", "target", "rows", "dropped_rows", "uncounted_rows", "l1_ratio", "lambdas", "nonzero",
        "deviance_explained", "violation",
        "intercepts", "coefficients", "warnings",
      ])
    #expect(path.json["nonzero"]?.array?.first == 0)
    #expect(path.json["intercepts"]?[0]?["class"] == "yes")
    #expect(path.json["coefficients"]?[0]?["estimates"]?.array?.count == 12)
  }

  @Test func `each measure of a validation has its lambdas, the larger one never below the best`() throws {
    let validation = try PenaltyValidation(
      Self.table(), target: "y", options: Self.options, path: Self.path())
    #expect(validation.foldCount == 5 && validation.lambdas.count == 12)
    for curve in validation.curves {
      let (best, oneError) = (try #require(curve.lambdaMin), try #require(curve.lambda1SE))
      #expect(oneError >= best && validation.lambdas.contains(best))
      #expect(curve.standardErrors.allSatisfy { $0 >= 0 })
    }
    #expect(validation.curves.map(\.measure) == PenaltyMeasure.allCases)
    let members = validation.json["measures"]?.object
    #expect(members?.map(\.name) == ["deviance", "class_error", "auc", "log_loss"])
    #expect(members?[0].value.object?.map(\.name) == ["mean", "std_error", "lambda_min", "lambda_1se"])
    #expect(validation.description.contains("The deviance is smallest at "))
    #expect(validation.description.contains("The area under the ROC curve is largest at "))
  }

  @Test func `the same folds give the same numbers, and others do not`() throws {
    func means(seed: UInt64) throws -> [Double] {
      var options = Self.options
      options.seed = seed
      return try PenaltyValidation(
        Self.table(), target: "y", options: options, path: Self.path(), measures: [.deviance]
      ).curves[0].means
    }
    #expect(try means(seed: 3) == means(seed: 3))
    #expect(try means(seed: 3) != means(seed: 4))
  }

  @Test func `where every fold is of one class, there is no area`() throws {
    var options = Self.options
    options.excluded = ["half"]
    options.measuring = .crossValidation(.column("class fold"))
    // With three classes two are left to train on.
    let validation = try PenaltyValidation(
      Self.table(classes: ["a", "b", "c"]), target: "y", options: options, path: Self.path())
    let auc = try #require(validation.curves.first { $0.measure == .auc })
    #expect(auc.means.allSatisfy(\.isNaN) && auc.lambdaMin == nil && auc.lambda1SE == nil)
    #expect(validation.json["measures"]?["auc"]?["mean"]?[0] == .null)
    #expect(validation.json["measures"]?["auc"]?["lambda_min"] == .null)
    #expect(validation.untrainedClasses == ["a", "b", "c"])
    // The class of a fold's rows never is in training, so its probability is 0.
    let error = try #require(validation.curves.first { $0.measure == .classError })
    #expect(error.means.allSatisfy { $0 == 1 })
    let logLoss = try #require(validation.curves.first { $0.measure == .logLoss })
    #expect(logLoss.means.allSatisfy { $0 == .infinity } && logLoss.lambdaMin == nil)
    #expect(validation.description.contains("No fold has a measure of the area under the ROC curve."))
  }

  @Test func `the area counts ties a half, and of more classes is the mean of each against the others`() {
    let two = HeldLogProbabilities(
      classes: [0, 1, 0, 1], weights: [1, 1, 1, 1], classCount: 2, values: [0, 1, 0, 1, 0, 0, 0, 2])
    #expect(two.measure(.auc) == 3.5 / 4)
    // Equal probabilities are for the first class.
    #expect(two.measure(.classError) == 0.25)
    // The areas of the classes are 1, 2/3 and 3/4.
    let three = HeldLogProbabilities(
      classes: [0, 1, 2], weights: [1, 1, 2], classCount: 3, values: [3, 2, 1, 2, 1, 2, 1, 0, 2])
    #expect(abs(three.measure(.auc) - (1 + 2.0 / 3 + 0.75) / 3) < 1e-15)
    #expect(three.measure(.classError) == 0.25)
  }

  @Test(arguments: [
    ("unknown", PathOptions.with { $0.penaltyFactors = ["nothing": 1] }),
    ("unknown", PathOptions.with { $0.bounds = ["half": 0...1] }),
    ("negative", PathOptions.with { $0.penaltyFactors = ["x": -1] }),
    ("all free", PathOptions.with { $0.penaltyFactors = ["x": 0, "word": 0] }),
    ("without 0", PathOptions.with { $0.bounds = ["x": 1...2] }),
    ("lambda", PathOptions.with { $0.lambdas = [0.1, -1] }),
    ("no lambda", PathOptions.with { $0.lambdas = [] }),
    ("count", PathOptions.with { $0.lambdaCount = 0 }),
    ("ratio", PathOptions.with { $0.lambdaMinRatio = 1 }),
    ("share", PathOptions.with { $0.l1Ratio = 1.5 }),
  ])
  func `options that cannot be used are refused`(what: String, path: PathOptions) throws {
    #expect(throws: (any Error).self) {
      try CoefficientPath(Self.table(), target: "y", options: Self.options, path: path)
    }
    #expect(throws: (any Error).self) {
      try PenaltyValidation(Self.table(), target: "y", options: Self.options, path: path)
    }
  }
}

extension PathOptions {
  fileprivate static func with(_ change: (inout PathOptions) -> Void) -> PathOptions {
    var options = PathOptions()
    change(&options)
    return options
  }
}
