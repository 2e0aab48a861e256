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
}
