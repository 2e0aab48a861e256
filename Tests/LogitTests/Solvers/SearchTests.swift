import Testing

@testable import Logit

/// What holds of every search over all coefficients at once.
@Suite struct SearchTests {
  @Test("The gradient falls below 1e-9", arguments: Search.allCases, SearchCase.all)
  func converges(_ search: Search, _ test: SearchCase) throws {
    let problem = try test.problem()
    let found = try search(problem)
    #expect(found.state == .converged)
    #expect(found.gradientNorm <= 1e-9)
    var evaluation = LinearEvaluation()
    try problem.evaluate(.gradient, at: found.coefficients, into: &evaluation)
    #expect(found.value == evaluation.value)
    #expect(found.meanLoss == evaluation.meanLoss)
    // But for the projection onto what has no common shift, the gradient is that of the problem.
    #expect(abs(evaluation.gradient.map(abs).max()! - found.gradientNorm) < 1e-14)
  }

  @Test(
    "The optimum is that of Newton's steps with the whole Hessian", arguments: Search.allCases, SearchCase.all
  )
  func optimum(_ search: Search, _ test: SearchCase) throws {
    let problem = try test.problem()
    let expected = try SearchCase.optimum(problem)
    // As far as rounding lets it: the gradient to some 1e-16, the estimates to that over the least curvature.
    let found = try search(problem, tolerance: 0)
    #expect(found.state == .converged)
    #expect(found.gradientNorm < 1e-12)
    let scale = expected.map(abs).max()!
    for (found, expected) in zip(found.coefficients, expected) {
      #expect(abs(found - expected) < 1e-8 * scale)
    }
  }

  @Test("A start with a common shift of the classes ends where any other does", arguments: Search.allCases)
  func commonShift(_ search: Search) throws {
    for test in SearchCase.all where test.outcome == .multinomial(classCount: 4) {
      let problem = try test.problem()
      let start = (0..<problem.coefficientCount).map { Double($0 % 8) - 2 }
      let (shifted, plain) = (try search(problem, from: start), try search(problem))
      #expect(shifted.state == .converged)
      #expect(zip(shifted.coefficients, plain.coefficients).allSatisfy { abs($0 - $1) < 1e-6 })
    }
  }

  @Test("A search that is stopped gives the last point that it reached", arguments: Search.allCases)
  func interrupted(_ search: Search) throws {
    let problem = try SearchCase.all[2].problem()
    #expect(try search(problem, isCancelled: { true }).state == .interrupted)
    #expect(try search(problem, isCancelled: { true }).iterations == 0)
    var asked = 0
    let found = try search(problem) {
      asked += 1
      return asked > 4
    }
    #expect(found.state == .interrupted)
    #expect(found.iterations > 0)
    #expect(try found.value == problem.value(at: found.coefficients))
    #expect(try found.value < problem.value(at: [Double](repeating: 0, count: problem.coefficientCount)))
  }

  @Test("A search ends at the limit of its steps and says so", arguments: Search.allCases)
  func iterationLimit(_ search: Search) throws {
    let problem = try SearchCase.all[2].problem()
    for limit in [0, 1, 2] {
      let found = try search(problem, tolerance: 1e-12, iterationLimit: limit)
      #expect(found.state == .iterationLimit)
      #expect(found.iterations == limit)
    }
  }

  @Test("The number of threads never shows", arguments: Search.allCases, SearchCase.all)
  func threads(_ search: Search, _ test: SearchCase) throws {
    let one = try search(test.problem(leafLength: 16, threads: 1))
    let three = try search(test.problem(leafLength: 16, threads: 3))
    #expect(one.coefficients == three.coefficients)
    #expect(one.value == three.value)
    #expect(one.gradientNorm == three.gradientNorm)
    #expect(one.iterations == three.iterations)
  }

  @Test("Columns that are constant, or the same as another, do no harm", arguments: Search.allCases)
  func singular(_ search: Search) throws {
    let model = try LinearModel(.binary, columnCount: 4)
    var generator = RandomGenerator(seed: 8)
    let noise = generator.normal(mean: 0, standardDeviation: 1, shape: [300]).scalars
    let x: [Double] = noise.flatMap { value in [Double(value), Double(value), 0, 1] }
    let rows = try DenseRows(
      .double(Tensor(x, shape: [300, 4])), labels: .classes((0..<300).map { Int32($0 % 3 == 0 ? 1 : 0) }),
      model: model)
    let found = try search(LinearProblem(MemoryFold(rows)))
    #expect(found.state == .converged)
    #expect(found.gradientNorm <= 1e-9)
    #expect(found.coefficients[2] == 0)
  }

  @Test("So many columns that there is no preconditioner do as well", arguments: Search.allCases)
  func manyColumns(_ search: Search) throws {
    let test = SearchCase(testDescription: "4,100 columns", outcome: .binary, ridge: 0.1)
    let problem = try test.problem(rows: 50, columns: 4100)
    #expect(!CurvaturePreconditioner.isAffordable(problem.model))
    let found = try search(problem)
    #expect(found.state == .converged)
    #expect(found.gradientNorm <= 1e-9)
  }

  @Test("A start of another length is refused", arguments: Search.allCases)
  func length(_ search: Search) throws {
    let problem = try SearchCase.all[0].problem()
    #expect(throws: LogitError.self) { try search(problem, from: [1]) }
  }
}
