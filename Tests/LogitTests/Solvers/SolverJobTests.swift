import Testing

@testable import Logit

/// Searches for an optimum on a thread of their own.
@Suite struct SolverJobTests {
  private static func rows(_ count: Int = 400, columns: Int = 5) -> (x: Tensor<Float>, classes: [Int32]) {
    var generator = RandomGenerator(seed: 3)
    let x = Tensor<Float>(generator.normal(mean: 0, standardDeviation: 1, shape: [count, columns]))
    let noise = generator.normal(mean: 0, standardDeviation: 1, count: count)
    return (x, (0..<count).map { Double(x[$0, 0]) + noise[$0] > 0 ? 1 : 0 })
  }

  @Test("A job finds what fit finds, in single and in double precision")
  func sameAsFit() async throws {
    let (x, classes) = Self.rows()
    let regression = LogisticRegression(penalty: .ridge(0.01))
    let expected = try regression.fit(x, classes)
    let job = regression.training(x, classes)
    let model = try await job.value
    #expect(model.coefficients == expected.coefficients && model.solution == expected.solution)
    #expect((job.latest?.steps ?? 0) > 0)
    let double = Tensor<Double>(x)
    let other = try await regression.training(double, classes, from: expected).value
    #expect(try other.coefficients == regression.fit(double, classes, from: expected).coefficients)
  }

  @Test("What fit throws, the value throws")
  func errors() async throws {
    let (x, _) = Self.rows(4)
    let job = LogisticRegression().training(x, [0, 1, 0])
    await #expect(throws: LogitError.rowCountMismatch(name: "classes", expected: 4, found: 3)) {
      try await job.value
    }
    #expect(await job.reached == nil)
  }

  @Test("A cancelled search has reached a model that says so", arguments: LogisticRegression.Solver.allCases)
  func cancelled(_ solver: LogisticRegression.Solver) async throws {
    let (x, classes) = Self.rows(20_000, columns: 40)
    var regression = LogisticRegression(penalty: .ridge(1e-9))
    (regression.solver, regression.tolerance) = (solver, 1e-300)
    let job = regression.training(x, classes)
    for await _ in job.progress { break }
    job.cancel()
    do {
      // It may have come to its end meanwhile.
      #expect(try await job.value.solution.state != .interrupted)
    } catch {
      #expect(error is CancellationError)
      let reached = try #require(await job.reached)
      #expect(reached.solution.state == .interrupted)
      #expect(reached.coefficients.scalars.allSatisfy { $0.isFinite })
    }
  }

  @Test("A model is set to its optimum by a job as by fit, and stays as it is itself")
  func sequential() async throws {
    let (x, classes) = Self.rows()
    let y = Tensor(classes.map { Float($0) })
    var model = try Sequential(
      [Dense(1, inputShape: [5], activation: .sigmoid, kernelRegularizer: .l2(0.01))], seed: 1)
    try model.compile(optimizer: .adam(), loss: .binaryCrossentropy)
    let beginning = model
    let job = model.training(x, y, solver: .newton, classWeight: [1: 2])
    let (trained, solution) = try await job.value
    #expect(model.weights == beginning.weights)
    #expect(try model.fit(x, y, solver: .newton, classWeight: [1: 2]) == solution)
    #expect(trained.weights == model.weights)
  }

  @Test("A model whose search is cancelled has the coefficients reached")
  func cancelledSequential() throws {
    let (x, classes) = Self.rows()
    let y = Tensor(classes.map { Float($0) })
    var model = try Sequential([Dense(1, inputShape: [5], activation: .sigmoid)], seed: 1)
    try model.compile(optimizer: .adam(), loss: .binaryCrossentropy)
    var looks = 0
    let solution = try model.fit(
      x, y, solver: .newton,
      isCancelled: {
        looks += 1
        return looks > 2
      })
    #expect(solution.state == .interrupted)
    #expect(model.weights.allSatisfy { $0.scalars.allSatisfy(\.isFinite) })
  }
}
