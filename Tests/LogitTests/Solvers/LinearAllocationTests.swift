import CAllocationCounter
import Testing

@testable import Logit

@Suite struct LinearAllocationTests {
  @Test(
    "An evaluation repeated, and others that want less between, take no memory",
    .enabled(if: allocation_counter_is_available() != 0, "needs glibc's malloc"),
    .enabled(if: AllocationTests.isOptimized, "unoptimised code boxes generics; run with -c release"),
    arguments: LinearProblemTests.outcomes, [1, 2])
  func repeated(_ outcome: LinearModel.Outcome, threads: Int) throws {
    var data = try RandomRows(outcome, rows: 5000, columns: 6)
    let at = data.coefficients()
    let fold = MemoryFold(
      try data.rows(), leafLength: 100, pool: ThreadPool(count: threads), kernels: Kernels.current)
    let problem = try LinearProblem(fold, ridge: 0.1)
    var evaluation = LinearEvaluation()
    func allocations(_ count: Int) throws -> Int64 {
      let before = allocation_counter_current()
      for _ in 0..<count {
        // As a solver that searches along a line does.
        for wanted: WantedSums in [.everything, .value, .gradient, .value] {
          try problem.evaluate(wanted, at: at, direction: at, into: &evaluation)
        }
      }
      return allocation_counter_current() - before
    }
    _ = try allocations(1)
    #expect(try allocations(20) == 0)
  }

  @Test(
    "Conjugate gradients take no memory once there was a step",
    .enabled(if: allocation_counter_is_available() != 0, "needs glibc's malloc"),
    .enabled(if: AllocationTests.isOptimized, "unoptimised code boxes generics; run with -c release"),
    arguments: SearchCase.all)
  func conjugateGradients(_ test: SearchCase) throws {
    let problem = try test.problem(rows: 2000, columns: 12)
    var point = SearchPoint([Double](repeating: 0.1, count: problem.coefficientCount))
    var evaluation = LinearEvaluation()
    try point.evaluate(problem, &evaluation)
    var gradients = ConjugateGradients(count: problem.coefficientCount)
    var preconditioner: Preconditioner? = .matrix(try .init(problem, at: point.coefficients))
    func step() throws -> Int64 {
      let before = allocation_counter_current()
      _ = try gradients.solve(
        problem, at: point, &preconditioner, ratio: 1e-9, floor: 0, &evaluation, isCancelled: { false })
      return allocation_counter_current() - before
    }
    _ = try step()
    #expect(try step() == 0)
  }
}
