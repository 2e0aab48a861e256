import Foundation
import Logit
import LogitStatistics
import Testing

/// What firthmodels makes of a regression of separated classes: `Fixtures/inference/firth.json`.
private struct FirthVectors: Decodable {
  struct Regression: Decodable {
    var estimate: [Double]
    var error: [Double]
    var penalized: Double
    var low: [Double]
    var high: [Double]
  }
  var quasi: Regression

  static func read() throws -> FirthVectors {
    let url = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("../Fixtures/inference/firth.json")
    return try JSONDecoder().decode(FirthVectors.self, from: Data(contentsOf: url))
  }
}

@Suite("The table of a fit by Firth's method")
struct FirthTableTests {
  @Test("Estimates, errors, likelihood and profile limits are firthmodels'")
  func table() throws {
    let vectors = try FirthVectors.read()
    let expected = vectors.quasi
    let found = try InferenceVectors.all.quasi.fit { $0.usesFirthPenalty = true }.inference
    let lines = found.coefficients
    #expect(found.isConverged && found.separated.isEmpty)
    #expect(found.standardErrors == .firth && found.interval == .profile)
    #expect(largestDifference(lines.map(\.estimate), expected.estimate) < 1e-8)
    #expect(largestDifference(lines.map(\.standardError), expected.error) < 1e-8)
    #expect(relativeDifference(found.penalizedLogLikelihood ?? 0, expected.penalized) < 1e-10)
    #expect(largestDifference(lines.map(\.confidenceLow), expected.low) < 1e-7)
    #expect(largestDifference(lines.map(\.confidenceHigh), expected.high) < 1e-7)
  }

  @Test("A limit is where the test of the coefficient has the level's p-value")
  func limits() throws {
    let fit = try InferenceVectors.all.quasi.fit { $0.usesFirthPenalty = true }
    let line = fit.inference.coefficients[1]
    let p = try #require(line.pValue)
    let level = 1 - p
    let at = try InferenceVectors.all.quasi.fit {
      $0.usesFirthPenalty = true
      $0.level = level
    }.inference.coefficients[1]
    // At that level one end of the interval is 0.
    let nearest = min(abs(at.confidenceLow ?? 1), abs(at.confidenceHigh ?? 1))
    #expect(nearest < 1e-8)
  }

  @Test("Without comparisons of penalized likelihoods the table is Wald's")
  func wald() throws {
    let whole = try InferenceVectors.all.quasi.fit { $0.usesFirthPenalty = true }.inference
    let fast = try InferenceVectors.all.quasi.fit {
      ($0.usesFirthPenalty, $0.comparesPenalizedLikelihoods) = (true, false)
    }.inference
    #expect(fast.interval == .wald && fast.likelihoodRatio == nil && fast.wald == whole.wald)
    for (line, expected) in zip(fast.coefficients, whole.coefficients) {
      #expect(line.estimate == expected.estimate && line.standardError == expected.standardError)
      let (estimate, error) = (try #require(line.estimate), try #require(line.standardError))
      #expect(line.statistic == estimate / error)
      #expect(
        relativeDifference(try #require(line.confidenceHigh), estimate + 1.959963984540054 * error) < 1e-12)
    }
    #expect(!fast.description.contains("penalized likelihood ratio"))
  }
}
