import CLogitKernels
import Testing

@testable import Logit

@Suite struct LinearProblemTests {
  static let levels: [logit_level] = [
    LOGIT_LEVEL_BASELINE, LOGIT_LEVEL_AVX2, LOGIT_LEVEL_AVX512, LOGIT_LEVEL_NEON,
  ].filter { logit_kernels_for_level($0) != nil }

  /// The largest difference relative to the largest number: what a sum of a few dozen rows loses to rounding,
  /// each term with a few units in the last place. A column of mean 1e8 that was shifted after the products
  /// would lose all digits.
  static let tolerance = 2e-14

  @Test("Objective, gradient, Hessian and product are those worked out with 60 digits", arguments: levels)
  func vectors(_ level: logit_level) throws {
    for test in try LinearCase.all() {
      let problem = try test.problem(level)
      var found = LinearEvaluation()
      try problem.evaluate(
        .everything, at: test.coefficients.values, direction: test.direction.values, into: &found)
      #expect(found.rowCount == test.rows)
      #expect(found.weight == test.weights?.values.reduce(0, +) ?? Double(test.rows))
      for (name, found, expected) in [
        ("value", [found.value], test.value.values), ("gradient", found.gradient, test.gradient.values),
        ("product", found.product, test.product.values), ("Hessian", found.hessian, test.hessian.values),
      ] {
        #expect(found.count == expected.count)
        let scale = expected.map(abs).max() ?? 0
        let difference = zip(found, expected).map { abs($0 - $1) }.max() ?? .infinity
        #expect(difference <= Self.tolerance * scale, "\(name) of \(test.name): \(difference / scale)")
      }
    }
  }

  @Test("A value, a gradient, a Hessian or a product alone is that of all together")
  func alone() throws {
    for test in try LinearCase.all() {
      let problem = try test.problem()
      let (at, direction) = (test.coefficients.values, test.direction.values)
      var all = LinearEvaluation()
      try problem.evaluate(.everything, at: at, direction: direction, into: &all)
      #expect(try problem.value(at: at) == all.value)
      #expect(try problem.gradient(at: at) == all.gradient)
      #expect(try problem.hessian(at: at) == all.hessian)
      #expect(try problem.hessianProduct(at: at, direction) == all.product)
    }
  }

  static let outcomes: [LinearModel.Outcome] = [
    .binary, .multinomial(classCount: 3), .multinomial(classCount: 4, reference: 2),
    .multinomial(classCount: 8, reference: 0),
  ]

  @Test(
    "The gradient is the slope of the value, and the Hessian that of the gradient", arguments: outcomes,
    [1, 7, 20])
  func differences(_ outcome: LinearModel.Outcome, columns: Int) throws {
    var data = try RandomRows(outcome, rows: 90, columns: columns)
    let problem = try LinearProblem(MemoryFold(data.rows()), ridge: 0.1)
    let at = data.coefficients()
    var exact = LinearEvaluation()
    try problem.evaluate([.gradient, .hessian], at: at, into: &exact)
    let (step, size) = (1e-5, at.count)
    for index in [0, size / 2, size - 1] {
      func moved(_ by: Double) throws -> LinearEvaluation {
        var place = at
        place[index] += by
        var evaluation = LinearEvaluation()
        try problem.evaluate(.gradient, at: place, into: &evaluation)
        return evaluation
      }
      let (above, below) = (try moved(step), try moved(-step))
      // The third derivative times step², and rounding over the step, are each some 1e-10.
      #expect(abs((above.value - below.value) / (2 * step) - exact.gradient[index]) < 1e-9)
      for other in 0..<size {
        let slope = (above.gradient[other] - below.gradient[other]) / (2 * step)
        #expect(abs(slope - exact.hessian[other * size + index]) < 1e-9)
      }
    }
  }

  @Test("The product with a vector is the Hessian times the vector", arguments: outcomes)
  func product(_ outcome: LinearModel.Outcome) throws {
    var data = try RandomRows(outcome, rows: 300, columns: 11)
    let problem = try LinearProblem(MemoryFold(data.rows()), ridge: 0.02)
    let (at, direction) = (data.coefficients(), data.coefficients())
    let hessian = try problem.hessian(at: at)
    let product = try problem.hessianProduct(at: at, direction)
    for row in product.indices {
      let expected = direction.indices.reduce(0.0) { $0 + hessian[row * product.count + $1] * direction[$1] }
      #expect(abs(product[row] - expected) < 1e-14)  // sums of some 80 terms below 1
    }
  }

  @Test("The Gram matrix is the mean of the Hessian's blocks of each class with itself", arguments: outcomes)
  func gram(_ outcome: LinearModel.Outcome) throws {
    var data = try RandomRows(outcome, rows: 300, columns: 11)
    let problem = try LinearProblem(MemoryFold(data.rows()))
    var evaluation = LinearEvaluation()
    let at = data.coefficients()
    try problem.evaluate([.hessian, .gram], at: at, into: &evaluation)
    let (size, count) = (problem.model.coefficientsPerPredictor, problem.coefficientCount)
    for i in 0..<size {
      for j in 0..<size {
        var sum = 0.0
        for k in 0..<problem.model.freePredictorCount {
          sum += evaluation.hessian[(k * size + i) * count + k * size + j]
          // The reference's own block is the sum of all others.
          guard problem.model.reference != nil else { continue }
          for l in 0..<problem.model.freePredictorCount {
            sum += evaluation.hessian[(k * size + i) * count + l * size + j]
          }
        }
        let expected = sum / Double(max(problem.model.predictorCount - 1, 1))
        #expect(abs(evaluation.gram[i * size + j] - expected) < 1e-14)
      }
    }
  }

  @Test("Squared scores and slopes are sums over the rows")
  func scoresAndSlopes() throws {
    var data = try RandomRows(.binary, rows: 300, columns: 11)
    let problem = try LinearProblem(MemoryFold(data.rows()))
    let at = data.coefficients()
    var evaluation = LinearEvaluation()
    let wanted: WantedSums = [.gradient, .product, .scores, .slopes]
    try problem.evaluate(wanted, at: at, direction: at, into: &evaluation)
    var (scores, slopes) = ([Double](repeating: 0, count: 144), [Double](repeating: 0, count: 12))
    var curvature = 0.0
    for row in 0..<300 {
      let x = (0..<11).map { Double(data.matrix[row, $0]) } + [1]
      let p = 1 / (1 + exponential(-(0..<12).reduce(0) { $0 + at[$1] * x[$1] }))
      let residual = data.weights[row] * (p - Double(data.labels[row]))
      let slope = data.weights[row] * p * (1 - p)
      curvature += slope
      for i in 0..<12 {
        slopes[i] += slope * (1 - 2 * p) * x[i]
        for j in 0..<12 { scores[i * 12 + j] += residual * residual * x[i] * x[j] }
      }
    }
    // Sums of 300 terms of about 1.
    #expect(zip(evaluation.scores, scores).allSatisfy { abs($0 - $1) < 1e-11 })
    #expect(zip(evaluation.slopes, slopes).allSatisfy { abs($0 * evaluation.weight - $1) < 1e-11 })
    #expect(abs(evaluation.meanCurvature * evaluation.weight - curvature) < 1e-11)
    #expect(evaluation.scores.count == 144 && evaluation.slopes.count == 12)
  }

  @Test(
    "Without a reference, adding the same to every class changes neither the value nor the gradient's sum of 0"
  )
  func overparametrised() throws {
    var data = try RandomRows(.multinomial(classCount: 4), rows: 200, columns: 5)
    let problem = try LinearProblem(MemoryFold(data.rows()))
    let at = data.coefficients()
    let same = (0..<24).map { Double($0 % 6) }
    let hessian = try problem.hessian(at: at)
    for row in 0..<24 {
      let curvature = (0..<24).reduce(0.0) { $0 + hessian[row * 24 + $1] * same[$1] }
      #expect(abs(curvature) < 1e-14)
    }
    #expect(abs(try problem.value(at: zip(at, same).map(+)) - problem.value(at: at)) < 1e-14)
  }

  @Test("Two classes as a softmax with a reference are the binary model")
  func softmaxOfTwo() throws {
    var binary = try RandomRows(.binary, rows: 150, columns: 6)
    let softmax = try RandomRows(.multinomial(classCount: 2, reference: 0), rows: 150, columns: 6)
    let at = binary.coefficients()
    var (one, two) = (LinearEvaluation(), LinearEvaluation())
    try LinearProblem(MemoryFold(binary.rows())).evaluate([.gradient, .hessian], at: at, into: &one)
    try LinearProblem(MemoryFold(softmax.rows())).evaluate([.gradient, .hessian], at: at, into: &two)
    #expect(abs(one.value - two.value) < 1e-15)
    #expect(zip(one.gradient, two.gradient).allSatisfy { abs($0 - $1) < 1e-15 })
    #expect(zip(one.hessian, two.hessian).allSatisfy { abs($0 - $1) < 1e-15 })
  }

  @Test("Linear predictors that overflow give a value that is not finite, and no trap")
  func overflow() throws {
    let model = try LinearModel(.binary, columnCount: 1)
    let rows = try DenseRows(
      .double(Tensor([1e308, -1e308], shape: [2, 1])), labels: .classes([0, 1]), model: model)
    #expect(try !LinearProblem(MemoryFold(rows)).value(at: [100, 0]).isFinite)
  }

  @Test("Vectors of another length are refused")
  func lengths() throws {
    let data = try RandomRows(.binary, rows: 4, columns: 2)
    let problem = try LinearProblem(MemoryFold(data.rows()))
    #expect(throws: LogitError.self) { try problem.value(at: [1, 2]) }
    #expect(throws: LogitError.self) { try problem.hessianProduct(at: [1, 2, 3], [1]) }
    #expect(throws: LogitError.self) { try LinearProblem(problem.rows, penalties: [1]) }
    #expect(throws: LogitError.self) { try LinearProblem(problem.rows, ridge: -1) }
  }
}
