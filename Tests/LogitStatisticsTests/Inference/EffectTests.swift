import Foundation
import Logit
import LogitStatistics
import Testing

/// Effects and intervals of three classes against differences of probabilities.
@Suite("Effects and probabilities of several classes")
struct EffectTests {
  private let vectors = InferenceVectors.all.iris

  /// The mean probability of each class with some added to a column, at changed coefficients.
  private func means(_ coefficients: [Double], adding step: Double, to column: Int) -> [Double] {
    var sums = [0.0, 0, 0]
    for row in vectors.x {
      var values = [1] + row
      values[column + 1] += step
      let predictors =
        [0.0] + (0..<2).map { k in (0..<3).reduce(0.0) { $0 + values[$1] * coefficients[3 * k + $1] } }
      let exponentials = predictors.map { exp($0) }
      let total = exponentials.reduce(0, +)
      for k in 0..<3 { sums[k] += exponentials[k] / total / Double(vectors.x.count) }
    }
    return sums
  }

  @Test("Contrasts are differences of mean probabilities, with errors by the delta method")
  func contrasts() throws {
    var fit = try vectors.fit()
    let moved = try Tensor(vectors.x.map { $0[1] + 1 }, shape: [vectors.x.count, 1])
    let stayed = try Tensor(vectors.x.map { $0[1] }, shape: [vectors.x.count, 1])
    try fit.addMarginalEffects(
      [MarginalChange(name: "width", columns: [1], kind: .contrast(from: .rows(stayed), to: .rows(moved)))],
      at: .overall)
    let estimates = fit.inference.coefficients.compactMap(\.estimate)
    let covariance = fit.inference.covariance.map { $0.compactMap { $0 } }
    func effect(_ coefficients: [Double]) -> [Double] {
      zip(means(coefficients, adding: 1, to: 1), means(coefficients, adding: 0, to: 1)).map(-)
    }
    let found = try #require(fit.inference.marginalEffects)
    #expect(found.map(\.className) == ["class 0", "class 1", "class 2"])
    #expect(largestDifference(found.map(\.effect), effect(estimates)) < 1e-9)
    for k in 0..<3 {
      let gradient = estimates.indices.map { i -> Double in
        var (low, high) = (estimates, estimates)
        low[i] -= 1e-5
        high[i] += 1e-5
        return (effect(high)[k] - effect(low)[k]) / 2e-5
      }
      var variance = 0.0
      for i in gradient.indices {
        for j in gradient.indices { variance += gradient[i] * covariance[i][j] * gradient[j] }
      }
      // The derivative is one of differences.
      #expect(relativeDifference(found[k].standardError ?? 0, variance.squareRoot()) < 1e-6)
    }
  }

  @Test("Derivatives are limits of contrasts, and sum to 0 over the classes")
  func derivatives() throws {
    var fit = try vectors.fit()
    try fit.addMarginalEffects(
      [MarginalChange(name: "width", columns: [1], kind: .derivative(.constant([1])))], at: .overall)
    let estimates = fit.inference.coefficients.compactMap(\.estimate)
    let found = try #require(fit.inference.marginalEffects)
    let (low, high) = (means(estimates, adding: -1e-5, to: 1), means(estimates, adding: 1e-5, to: 1))
    let expected = zip(high, low).map { ($0 - $1) / 2e-5 }
    #expect(largestDifference(found.map(\.effect), expected) < 1e-7)
    #expect(abs(found.reduce(0) { $0 + ($1.effect ?? .nan) }) < 1e-14)
  }

  @Test("At one point, and intervals of probabilities")
  func onePoint() throws {
    var fit = try InferenceVectors.all.infert.fit()
    let row = InferenceVectors.all.infert.x[5]
    try fit.addMarginalEffects(
      [MarginalChange(name: "age", columns: [0], kind: .derivative(.constant([1])))], at: .mean(row))
    let effect = try #require(fit.inference.marginalEffects?.first)
    let p = try fit.influence()[5].fitted
    let slope = try #require(fit.inference.coefficients[1].estimate)
    #expect(relativeDifference(try #require(effect.effect), p * (1 - p) * slope) < 1e-9)
    let intervals = try fit.inference.probabilityIntervals(Tensor(row, shape: [1, 5]))
    #expect(relativeDifference(intervals.probabilities[0, 1], p) < 1e-9)
    #expect(intervals.low[0, 1] < p && p < intervals.high[0, 1])
    #expect(abs(intervals.low[0, 0] + intervals.high[0, 1] - 1) < 1e-12)
  }

  @Test("An offset that is the same in all rows changes no effect at a point")
  func offsetAtPoint() throws {
    let row = InferenceVectors.all.infert.x[5]
    func effect(_ offset: Double?) throws -> LogisticInference.MarginalEffect {
      var fit = try InferenceVectors.all.infert.fit { options in
        options.offsets = offset.map { [Double](repeating: $0, count: InferenceVectors.all.infert.x.count) }
      }
      try fit.addMarginalEffects(
        [MarginalChange(name: "age", columns: [0], kind: .derivative(.constant([1])))], at: .mean(row))
      return try #require(fit.inference.marginalEffects?.first)
    }
    let (plain, offset) = (try effect(nil), try effect(2.5))
    let effects = try (#require(offset.effect), #require(plain.effect))
    #expect(relativeDifference(effects.0, effects.1) < 1e-9)
    let errors = try (#require(offset.standardError), #require(plain.standardError))
    #expect(relativeDifference(errors.0, errors.1) < 1e-9)
  }

  @Test("The table names classes, errors and what is missing")
  func description() throws {
    let text = try vectors.fit { $0.termTest = .wald }.inference.description
    #expect(text.hasPrefix("Multinomial logistic regression, 150 rows: class 1, class 2 against class 0"))
    #expect(text.contains("(Intercept)") && text.contains("Tests of terms (wald)"))
    let aliased = try InferenceVectors.all.aliased.fit().inference.description
    #expect(aliased.contains("NA") && aliased.contains("Not estimated"))
  }
}
