import Logit
import LogitStatistics
import Testing

/// Coefficients that were estimated elsewhere.
@Suite struct GivenEstimatesTests {
  private static let rows = 60

  private static func columns() throws -> RegressionDesign {
    var random = RandomGenerator(seed: 9)
    let x = random.normal(mean: 3, standardDeviation: 2, count: 2 * rows).scalars.map { Double($0) }
    return try RegressionDesign(Tensor(x, shape: [rows, 2]), columnNames: ["a", "b"])
  }

  @Test(
    "Without errors the table has the estimates, and the likelihoods and the gradient of the one with errors",
    arguments: [2, 3], [false, true])
  func withoutErrors(classCount: Int, isWeighted: Bool) throws {
    let (design, names) = (try Self.columns(), Array(["p", "q", "r"].prefix(classCount)))
    let outcome = RegressionOutcome.classes(
      (0..<Self.rows).map { Int32($0 * 7 % 11 % classCount) }, names: names)
    var options = RegressionOptions()
    if isWeighted { options.weights = (0..<Self.rows).map { Double($0 % 4) / 2 } }
    let slopes = (1..<classCount).map { [0.3 * Double($0), -0.2] }
    let intercepts = (1..<classCount).map { 0.1 * Double($0) }
    let known = try FittedRegression(
      design, outcome, slopes: slopes, intercepts: intercepts, options: options
    ).inference
    let found = try LogisticInference(
      withoutErrors: slopes, intercepts: intercepts, design, outcome, options: options)
    #expect(found.coefficients.map(\.term) == known.coefficients.map(\.term))
    #expect(found.coefficients.map(\.className) == known.coefficients.map(\.className))
    for (a, b) in zip(found.coefficients, known.coefficients) {
      #expect(try abs(#require(a.estimate) - #require(b.estimate)) < 1e-12)
      #expect(a.standardError == nil && a.pValue == nil && a.confidenceLow == nil && a.statistic == nil)
    }
    #expect(abs(found.logLikelihood - known.logLikelihood) < 1e-10)
    #expect(abs(found.gradientNorm - known.gradientNorm) < 1e-12)
    #expect(found.nullLogLikelihood == known.nullLogLikelihood)
    #expect(found.observationCount == known.observationCount)
    #expect(found.modelDegreesOfFreedom == known.modelDegreesOfFreedom)
    #expect(found.residualDegreesOfFreedom == known.residualDegreesOfFreedom)
    #expect(found.wald == nil && found.covariance.allSatisfy { $0.allSatisfy { $0 == nil } })
    #expect(found.description.contains("Standard errors, tests and intervals: none."))
    #expect(!known.description.contains("intervals: none."))
  }

  @Test("Columns that follow from each other or never change do not keep estimates from being shown")
  func collinear() throws {
    let x = (0..<Self.rows).flatMap { row -> [Double] in [Double(row % 7), 2 * Double(row % 7), 5] }
    let design = try RegressionDesign(Tensor(x, shape: [Self.rows, 3]))
    let outcome = RegressionOutcome.classes((0..<Self.rows).map { Int32($0 % 2) }, names: ["p", "q"])
    let found = try LogisticInference(
      withoutErrors: [[0.5, -0.25, 0.1]], intercepts: [-0.5], design, outcome, options: RegressionOptions())
    // Every row has the logit 0.
    #expect(abs(found.logLikelihood + Double(Self.rows) * naturalLogarithm(2)) < 1e-10)
    #expect(found.coefficients.compactMap(\.estimate) == [-0.5, 0.5, -0.25, 0.1])
  }
}
