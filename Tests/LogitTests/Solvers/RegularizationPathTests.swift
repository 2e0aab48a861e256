import Testing

@testable import Logit

@Suite("Regularization paths") struct RegularizationPathTests {
  @Test("The sequence of lambda is glmnet's", arguments: try RegularizationPathCase.all())
  func lambdas(_ example: RegularizationPathCase) throws {
    let path = try example.path()
    let expected = example.lambdas.values
    #expect(path.lambdas.count >= expected.count)
    for (found, expected) in zip(path.lambdas, expected) {
      #expect(abs(found - expected) <= 1e-6 * expected)
    }
  }

  @Test("The optimality conditions hold along a whole path", arguments: try RegularizationPathCase.all())
  func optimality(_ example: RegularizationPathCase) throws {
    let path = try example.path()
    #expect(path.isConverged)
    for index in path.lambdas.indices {
      #expect(path.violations[index] <= 1e-9)
      let breach = example.breach(
        path.coefficients(at: index), path.intercepts(at: index), lambda: path.lambdas[index])
      // What is worked out anew from rounded coefficients in other units differs in its last digits.
      #expect(breach <= 1.01e-9)
    }
  }

  @Test("Coefficients are those of an independent search", arguments: try RegularizationPathCase.all())
  func coefficients(_ example: RegularizationPathCase) throws {
    var regression = example.regression
    regression.tolerance = 1e-12
    let chosen = example.chosen.map { example.lambdas.values[$0] }
    let path = try regression.path(
      try example.data, LambdaSequence(given: chosen, count: 1, minRatio: nil), pool: ThreadPool(count: 1))
    let size = example.predictors * (example.columns + 1)
    for index in chosen.indices {
      let expected = example.optima.values[index * size..<(index + 1) * size]
      let (coefficients, intercepts) = (path.coefficients(at: index), path.intercepts(at: index))
      for (place, value) in expected.enumerated() {
        let (k, j) = (place / (example.columns + 1), place % (example.columns + 1))
        let found = j == example.columns ? intercepts[k] : coefficients[k, j]
        // Coefficients are a breach of the conditions times the inverse of the Hessian off, so a few digits
        // fewer.
        #expect(abs(found - value) <= 1e-8 * max(1, abs(value)))
      }
    }
  }

  @Test("A path of columns that the penalty divides by their deviations is the standardized one")
  func penaltyDivisors() throws {
    for example in try RegularizationPathCase.all() where example.regression.standardizes {
      var regression = example.regression
      let data = try example.data
      let lambdas = LambdaSequence(given: [example.lambdas.values[3]], count: 1, minRatio: nil)
      let expected = try regression.path(data, lambdas, pool: ThreadPool(count: 1))
      regression.standardizes = false
      regression.penaltyDivisors = try ColumnMoments(data.matrix, weights: data.weights).deviations
      let found = try regression.path(data, lambdas, pool: ThreadPool(count: 1))
      #expect(found.coefficients(at: 0) == expected.coefficients(at: 0))
      #expect(found.intercepts(at: 0) == expected.intercepts(at: 0))
    }
  }

  @Test("The deviance explained is near glmnet's", arguments: try RegularizationPathCase.all())
  func deviance(_ example: RegularizationPathCase) throws {
    let path = try example.path(lambdas: example.lambdas.values)
    // What glmnet calls its first λ was fitted with an infinite one, which shows with ridge.
    for (found, expected) in zip(path.devianceExplained, example.explained.values).dropFirst() {
      // glmnet ends its searches 1e-7 or so above the optimum.
      #expect(abs(found - expected) <= 1e-5)
    }
  }

  @Test("A path has the same bits for any number of threads", arguments: try RegularizationPathCase.all())
  func threads(_ example: RegularizationPathCase) throws {
    let (one, three) = (try example.path(threads: 1), try example.path(threads: 3))
    #expect(one.lambdas == three.lambdas)
    #expect(one.objectives == three.objectives)
    for index in one.lambdas.indices {
      #expect(one.coefficients(at: index) == three.coefficients(at: index))
      #expect(one.intercepts(at: index) == three.intercepts(at: index))
    }
  }

  @Test("Many leaves of Float rows give the same bits for any number of threads")
  func manyLeaves() throws {
    let random = try RandomRows(.multinomial(classCount: 3), rows: 5000, columns: 40)
    let data = PathData(matrix: .float(random.matrix), classes: random.labels, weights: random.weights)
    let regression = LogisticRegression(penalty: .elasticNet(l1Ratio: 0.7))
    let paths = try [1, 3].map {
      try regression.path(
        data, LambdaSequence(given: nil, count: 8, minRatio: 0.01), pool: ThreadPool(count: $0))
    }
    #expect(paths[0].isConverged)
    #expect(paths[0].objectives == paths[1].objectives)
    for index in paths[0].lambdas.indices {
      #expect(paths[0].coefficients(at: index) == paths[1].coefficients(at: index))
    }
  }

  @Test("Pairs of nearly the same columns converge along a whole path", arguments: [1.0, 0.5])
  func nearCopies(_ ratio: Double) throws {
    let (rows, count) = (600, 45)
    var generator = RandomGenerator(seed: 45)
    let first = generator.normal(mean: 0, standardDeviation: 1, shape: [rows, count])
    let second = generator.normal(mean: 0, standardDeviation: 1e-4, shape: [rows, count])
    let noise = generator.normal(mean: 0, standardDeviation: 1, shape: [rows])
    var classes: [Int32] = []
    let x = Tensor<Double>(unsafeUninitializedShape: [rows, 2 * count]) { values in
      for i in 0..<rows {
        var z = noise[i]
        for j in 0..<count {
          values[i * 2 * count + 2 * j] = first[i, j]
          values[i * 2 * count + 2 * j + 1] = first[i, j] + second[i, j]
          z += (j % 3 == 0 ? 0.6 : -0.3) * first[i, j]
        }
        classes.append(z > 0 ? 1 : 0)
      }
    }
    let path = try LogisticRegression(penalty: .elasticNet(l1Ratio: ratio)).path(
      x, classes, lambdaCount: 30)
    #expect(path.isConverged)
    #expect(path.violations.allSatisfy { $0 <= 1e-9 })
  }

  @Test("Given penalties are fitted from the largest to the smallest")
  func order() throws {
    let example = try #require(try RegularizationPathCase.all().first)
    #expect(try example.path(lambdas: [0.01, 0.1, 0.05]).lambdas == [0.1, 0.05, 0.01])
  }

  @Test("A constant column has no coefficient")
  func constant() throws {
    let x = try Tensor<Double>([3, 1, 3, 2, 3, -1, 3, 0.5], shape: [4, 2])
    let path = try LogisticRegression(penalty: .lasso()).path(x, [0, 1, 0, 1], lambdas: [0.1, 0.01])
    #expect(path.isConverged)
    #expect(path.coefficients(at: 1)[0, 0] == 0)
  }

  @Test("A column with an infinite penalty factor is left out")
  func excluded() throws {
    let x = try Tensor<Double>([3, 1, 2, 2, 4, -1, 1, 0.5], shape: [4, 2])
    var regression = LogisticRegression(penalty: .lasso())
    regression.penaltyFactors = [.infinity, 1]
    let path = try regression.path(x, [0, 1, 0, 1], lambdas: [0.1, 0.01])
    #expect(path.isConverged)
    #expect(path.coefficients(at: 1)[0, 0] == 0)
    #expect(path.coefficients(at: 1)[0, 1] != 0)
  }

  @Test("A path that is cancelled says so")
  func cancelled() throws {
    let example = try #require(try RegularizationPathCase.all().first)
    let path = try example.regression.path(
      try Tensor(example.x.values, shape: [example.rows, example.columns]), example.labels,
      lambdas: [0.1, 0.01], isCancelled: { true })
    #expect(path.states == [.interrupted])
  }

  @Test("Options that cannot be used are refused")
  func refused() throws {
    let x = try Tensor<Double>([3, 1, 2, 2, 4, -1, 1, 0.5], shape: [4, 2])
    let classes: [Int32] = [0, 1, 0, 1]
    let lasso = LogisticRegression(penalty: .lasso())
    #expect(throws: LogitError.self) { try lasso.path(x, classes, lambdas: [0.1, -1]) }
    #expect(throws: LogitError.self) { try lasso.path(x, classes, lambdas: [.nan]) }
    #expect(throws: LogitError.self) { try lasso.path(x, classes, lambdas: []) }
    #expect(throws: LogitError.self) { try lasso.path(x, classes, lambdaCount: 0) }
    #expect(throws: LogitError.self) { try lasso.path(x, classes, lambdaMinRatio: 1) }
    #expect(throws: LogitError.self) { try lasso.path(x, classes, weights: [0, 0, 0, 0]) }
    #expect(throws: LogitError.self) { try LogisticRegression(penalty: .none).path(x, classes) }
    for ratio in [-0.1, 1.1, .nan] {
      #expect(throws: LogitError.self) {
        try LogisticRegression(penalty: .elasticNet(l1Ratio: ratio)).path(x, classes)
      }
    }
    var bounded = lasso
    bounded.bounds = [0.5...1, 0...1]
    #expect(throws: LogitError.self) { try bounded.path(x, classes) }
    var factored = lasso
    factored.penaltyFactors = [-1, 1]
    #expect(throws: LogitError.self) { try factored.path(x, classes) }
    factored.penaltyFactors = [1]
    #expect(throws: LogitError.self) { try factored.path(x, classes) }
  }
}
