import Testing

@testable import Logit

@Suite("Newton's search for an optimum, and what is wanted there")
struct NewtonTests {
  // As in a fit, columns are about standardized.
  @Test(
    "It ends where the other ends, with the Hessian of that point",
    arguments: SearchCase.all.filter { $0.units == [1] })
  func optimum(_ test: SearchCase) throws {
    let problem = try test.problem()
    let start = [Double](repeating: 0, count: problem.coefficientCount)
    let expected = try Newton.minimize(
      problem, from: start, tolerance: 1e-10, iterationLimit: 100, isCancelled: { false })
    let found = try Newton.optimum(
      problem, from: NewtonStart(start), tolerance: 1e-10, iterationLimit: 100, with: .hessian,
      isCancelled: { false })
    #expect(found.search.state == .converged)
    #expect(found.search.gradientNorm <= 1e-10)
    let size = expected.coefficients.map(abs).max()!
    for (one, other) in zip(found.search.coefficients, expected.coefficients) {
      #expect(abs(one - other) <= 1e-12 * size)
    }
    let hessian = try problem.hessian(at: found.search.coefficients)
    let known = try #require(found.evaluation).hessian
    let scale = hessian.map(abs).max()!
    #expect(known.count == hessian.count)
    #expect(zip(known, hessian).allSatisfy { abs($0 - $1) <= 2e-9 * scale })
  }

  @Test(
    "A Hessian of something else at the start costs steps, and not the optimum", arguments: [1e-6, 1, 1e6])
  func start(factor: Double) throws {
    let problem = try SearchCase.all[0].problem()
    let zero = [Double](repeating: 0, count: problem.coefficientCount)
    let expected = try Newton.minimize(
      problem, from: zero, tolerance: 1e-10, iterationLimit: 100, isCancelled: { false })
    let hessian = try problem.hessian(at: zero).map { $0 * factor }
    let found = try Newton.optimum(
      problem, from: NewtonStart(zero, hessian: hessian), tolerance: 1e-10, iterationLimit: 100,
      with: .hessian, isCancelled: { false })
    #expect(found.search.state == .converged)
    #expect(
      zip(found.search.coefficients, expected.coefficients).allSatisfy { abs($0 - $1) < 1e-12 })
  }

  @Test("A search that ends early has no more than it has seen")
  func limit() throws {
    let problem = try SearchCase.all[0].problem()
    let zero = NewtonStart([Double](repeating: 0, count: problem.coefficientCount))
    let found = try Newton.optimum(
      problem, from: zero, tolerance: 1e-10, iterationLimit: 0, with: [.hessian, .slopes],
      isCancelled: { false })
    #expect(found.search.state == .iterationLimit)
    #expect(found.evaluation == nil)
  }
}
