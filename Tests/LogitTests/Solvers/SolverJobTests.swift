import Foundation
import LogitFiles
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

  /// What a job had reached that cancelled itself when it told its first step.
  private static func reached<Value: Sendable>(
    byCancelling job: () -> Job<Value, SearchProgress>
  ) async throws -> Value {
    let job = JobObserver.$current.withValue(JobObserver { _, cancel in cancel() }) { job() }
    await #expect(throws: CancellationError.self) { try await job.value }
    // A path asks once more, between two fits.
    #expect((1...2).contains(job.latest?.steps ?? 0))
    return try #require(await job.reached)
  }

  @Test(
    "A cancelled search has reached a model that says so",
    arguments: LogisticRegression.Solver.allCases)
  func cancelled(_ solver: LogisticRegression.Solver) async throws {
    let (x, classes) = Self.rows()
    var regression = LogisticRegression(penalty: .ridge(1e-9))
    regression.solver = solver
    let reached = try await Self.reached { regression.training(x, classes) }
    #expect(reached.solution.state == .interrupted)
    #expect(reached.coefficients.scalars.allSatisfy { $0.isFinite })
  }

  @Test(
    "A path is found by a job as by path, and cancelled it ends with the fit at hand")
  func path() async throws {
    let (x, classes) = Self.rows()
    let regression = LogisticRegression(penalty: .lasso())
    let expected = try regression.path(x, classes, lambdaCount: 7)
    let job = regression.trainingPath(x, classes, lambdaCount: 7)
    let path = try await job.value
    #expect(path.lambdas == expected.lambdas && path.objectives == expected.objectives)
    #expect((job.latest?.steps ?? 0) > 0)
    let double = Tensor<Double>(x)
    #expect(
      try await regression.trainingPath(double, classes, lambdaCount: 7).value.objectives
        == regression.path(double, classes, lambdaCount: 7).objectives)
    await #expect(throws: LogitError.self) {
      try await regression.trainingPath(x, classes, lambdas: [-1]).value
    }

    let lambdas = (0..<20).map { 0.1 / Double($0 + 1) }
    let reached = try await Self.reached { regression.trainingPath(x, classes, lambdas: lambdas) }
    #expect(reached.lambdas == Array(lambdas.prefix(reached.lambdas.count)))
    #expect(reached.lambdas.count < lambdas.count)
    #expect(reached.states.last == .interrupted && reached.states.dropLast().allSatisfy { $0 == .converged })
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

  @Test("A model whose search is cancelled has the coefficients reached, which are better the later that was")
  func cancelledSequential() throws {
    let (x, classes) = Self.rows()
    let y = Tensor(classes.map { Float($0) })
    var beginning = try Sequential([Dense(1, inputShape: [5], activation: .sigmoid)], seed: 1)
    try beginning.compile(optimizer: .adam(), loss: .binaryCrossentropy)
    var losses: [Double] = []
    for count in 0..<100 {
      var (model, looks) = (beginning, 0)
      let solution = try model.fit(
        x, y, solver: .newton,
        isCancelled: {
          looks += 1
          return looks > count
        })
      losses.append(try model.evaluate(x, y).loss)
      guard looks > count else {
        #expect(solution.state == .converged)
        break
      }
      // It asks no further once it is to end.
      #expect(solution.state == .interrupted && looks == count + 1)
      #expect(model.weights != beginning.weights)
    }
    #expect(losses.count > 3)
    for (earlier, later) in zip(losses, losses.dropFirst()) { #expect(later <= earlier + 1e-6) }
    #expect(try #require(losses.last) < #require(losses.first) - 0.1)
  }

  @Test("A model's search is cancelled by its job")
  func cancelledSequentialJob() async throws {
    let (x, classes) = Self.rows()
    let y = Tensor(classes.map { Float($0) })
    var beginning = try Sequential([Dense(1, inputShape: [5], activation: .sigmoid)], seed: 1)
    try beginning.compile(optimizer: .adam(), loss: .binaryCrossentropy)
    let model = beginning
    let reached = try await Self.reached { model.training(x, y, solver: .newton) }
    #expect(reached.solution.state == .interrupted)
    #expect(reached.model.weights != model.weights)
    #expect(reached.model.weights.allSatisfy { $0.scalars.allSatisfy(\.isFinite) })
  }
}
