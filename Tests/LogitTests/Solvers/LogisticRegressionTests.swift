import Testing

@testable import Logit

@Suite struct LogisticRegressionTests {
  /// Estimates agree to 8 digits, of the largest contribution to a linear predictor where a coefficient is
  /// close to 0. The worst of the cases, nearly separated, is some 1e-10 off.
  static let tolerance = 1e-8

  @Test("Newton's method ends at the optimum worked out with 60 digits")
  func optima() throws {
    for test in try LogisticCase.all() {
      let model = try test.fit()
      #expect(model.solution.state == .converged, "\(test.name)")
      #expect(model.solution.gradientNorm < 1e-12, "\(test.name): \(model.solution.gradientNorm)")
      #expect(model.solution.solver == .newton)
      #expect(model.aliased == test.aliased, "\(test.name)")
      let value = test.objective.values[0]
      #expect(relativeDifference(model.solution.objective, value, scale: 0) < 1e-13, "\(test.name)")
      // A coefficient counts by what a deviation of its column adds.
      let found = model.coefficients.scalars.enumerated().map { $1 * model.deviations[$0 % test.columns] }
      let expected = test.coefficients.values.enumerated().map { $1 * model.deviations[$0 % test.columns] }
      let scale = expected.map(abs).max() ?? 0
      for (found, expected) in zip(found, expected) {
        let difference = relativeDifference(found, expected, scale: scale * 1e-3)
        #expect(difference < Self.tolerance, "\(test.name): \(found), expected \(expected)")
      }
      // An intercept is what is left of means times coefficients.
      for (k, (found, expected)) in zip(model.intercepts, test.intercepts.values).enumerated() {
        let terms = (0..<test.columns).map {
          abs(model.coefficients[k * test.columns + $0] * model.means[$0])
        }
        let difference = relativeDifference(found, expected, scale: max(terms.max() ?? 0, 1e-3))
        #expect(difference < Self.tolerance, "\(test.name): \(found), expected \(expected)")
      }
    }
  }

  @Test(
    "A penalty on coefficients of divided columns is the one on these columns' own",
    arguments: [LogisticRegression.Penalty.ridge(0.03), .lasso(0.02), .elasticNet(0.02, l1Ratio: 0.3)])
  func penaltyDivisors(_ penalty: LogisticRegression.Penalty) throws {
    for test in try LogisticCase.all() where test.intercept && test.aliased.isEmpty {
      // Powers of two, so that the divided columns are exact.
      let divisors = (0..<test.columns).map { [4, 0.25, 1][$0 % 3] }
      let divided = test.x.values.enumerated().map { $1 / divisors[$0 % test.columns] }
      let predictors = test.classes == 2 ? 1 : test.classes
      let offsets = try test.offsets.map { try Tensor($0.values, shape: [test.rows, predictors]) }
      var regression = LogisticRegression(penalty: penalty)
      (regression.standardizes, regression.tolerance) = (false, 1e-12)
      func fit(_ x: [Double], _ regression: LogisticRegression) throws -> LogisticModel {
        try regression.fit(
          Tensor(x, shape: [test.rows, test.columns]), test.labels, classCount: test.classes,
          weights: test.weights?.values, offsets: offsets)
      }
      let expected = try fit(divided, regression)
      regression.penaltyDivisors = divisors
      let found = try fit(test.x.values, regression)
      #expect(relativeDifference(found.solution.objective, expected.solution.objective, scale: 0) < 1e-12)
      let own = found.coefficients.scalars.enumerated().map { $1 * divisors[$0 % test.columns] }
      let scale = expected.coefficients.scalars.map(abs).max() ?? 0
      for (found, expected) in zip(own, expected.coefficients.scalars) {
        let difference = relativeDifference(found, expected, scale: scale)
        #expect(difference < 1e-8, "\(test.name): \(found), expected \(expected)")
      }
    }
  }

  @Test("A fit that begins at its own result ends there at once")
  func warmStart() throws {
    for test in try LogisticCase.all() {
      let first = try test.fit()
      let second = try test.fit(from: first)
      #expect(second.solution.state == .converged)
      #expect(second.solution.iterations <= 3, "\(test.name)")
      #expect(second.solution.iterations < first.solution.iterations || first.solution.iterations <= 3)
      let difference = abs(second.solution.objective - first.solution.objective)
      #expect(difference <= 1e-14 * first.solution.objective)
    }
  }

  @Test("Classes that are separated, wholly or by a column, diverge and say so")
  func separation() throws {
    let complete = try Tensor<Double>(rows: [[1], [2], [3], [4]])
    #expect(try LogisticRegression(penalty: .none).fit(complete, [0, 0, 1, 1]).solution.state == .diverging)
    #expect(try LogisticRegression().fit(complete, [0, 0, 1, 1]).solution.state == .converged)
    // Only one class has a 1 in the second column.
    let partly = try Tensor<Double>(
      rows: [[1, 0], [2, 0], [3, 0], [4, 0], [2.5, 1], [1.5, 1], [2, 0], [3, 0]])
    let labels: [Int32] = [0, 1, 0, 1, 1, 1, 0, 1]
    #expect(try LogisticRegression(penalty: .none).fit(partly, labels).solution.state == .diverging)
    #expect(try LogisticRegression().fit(partly, labels).solution.state == .converged)
    let three = try Tensor<Double>(rows: (0..<9).map { [Double($0)] })
    let model = try LogisticRegression(penalty: .none).fit(three, [0, 0, 0, 1, 1, 1, 2, 2, 2])
    #expect(model.solution.state == .diverging)
  }

  @Test("A limit of steps and a wish to stop end the search with the last coefficients")
  func stops() throws {
    let test = try #require(try LogisticCase.all().first)
    let limited = try test.fit { $0.iterationLimit = 1 }
    #expect(limited.solution.state == .iterationLimit)
    #expect(limited.solution.iterations == 1)
    #expect(!limited.solution.isConverged)
    let x = try Tensor(test.x.values, shape: [test.rows, test.columns])
    let stopped = try test.regression.fit(x, test.labels, isCancelled: { true })
    #expect(stopped.solution.state == .interrupted)
  }

  @Test("Without columns the intercepts are the logarithms of the classes' shares")
  func intercepts() throws {
    let x = Tensor<Double>(repeating: 0, shape: [8, 0])
    let model = try LogisticRegression().fit(x, [0, 1, 1, 1, 0, 1, 1, 1])
    #expect(relativeDifference(model.intercepts[0], 1.0986122886681098, scale: 0) < 1e-15)
    #expect(model.solution.isConverged)
  }

  @Test("A column with the same number in every row has no coefficient, with a penalty or without")
  func constant() throws {
    let x = try Tensor<Float>(rows: (0..<12).map { [Float($0), 3, 1e-30] })
    let labels: [Int32] = [0, 0, 1, 0, 0, 1, 1, 0, 1, 1, 1, 0]
    for penalty in [LogisticRegression.Penalty.none, .ridge()] {
      let model = try LogisticRegression(penalty: penalty).fit(x, labels)
      #expect(model.solution.isConverged)
      #expect(model.coefficients[1] == 0 && model.coefficients[2] == 0)
      #expect(model.deviations[1] == 0)
      #expect(model.aliased == (penalty == .none ? [1, 2] : []))
    }
  }

  @Test("Two columns that are nearly the same have an optimum, whatever rounding leaves of the gradient")
  func nearlyTheSame() throws {
    var state: UInt64 = 1
    /// From -0.5 to 0.5.
    func next() -> Double {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Double(state >> 11) * 0x1p-53 - 0.5
    }
    for _ in 0..<100 {
      var (rows, labels): ([[Float]], [Int32]) = ([], [])
      for _ in 0..<192 {
        let (value, difference) = (next(), next())
        rows.append([Float(value), Float(value + 1e-3 * difference)])
        labels.append(difference + 0.5 * next() > 0 ? 1 : 0)
      }
      let model = try LogisticRegression(penalty: .none).fit(Tensor(rows: rows), labels)
      // Coefficients of deviations are in the thousands and cancel, so that the gradient ends at some 1e-14.
      #expect(model.solution.state == .converged)
      #expect(model.solution.gradientNorm < 1e-12)
      #expect(model.coefficients[1] > 1000)
    }
  }
}
