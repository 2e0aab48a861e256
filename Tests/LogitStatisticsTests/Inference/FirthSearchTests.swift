import Logit
import Testing

@testable import LogitStatistics

@Suite("Searches of Firth's method that save work find what others find")
struct FirthSearchTests {
  /// Rows of which few are positive, as many columns for them as leave several maxima possible.
  private func regression(rows: Int, seed: UInt64) throws -> FirthRegression {
    var generator = RandomGenerator(seed: seed)
    let x = generator.normal(mean: 0, standardDeviation: 1, shape: [rows, 5])
    let noise = generator.normal(mean: 0, standardDeviation: 1.5, shape: [rows]).scalars
    let shares = (0..<rows).map { x[$0, 0] - x[$0, 1] - 3 + noise[$0] > 0 ? 1.0 : 0 }
    return try FirthRegression(x: x, shares: shares, weights: nil, offsets: nil, hasIntercept: true)
  }

  private func unit(_ index: Int) -> [Double] { (0..<6).map { $0 == index ? 1 : 0 } }

  @Test("Starts near a fit lead to the maxima of those made anew", arguments: [1, 2, 3], [90, 1200])
  func near(seed: UInt64, rows: Int) throws {
    let regression = try regression(rows: rows, seed: seed)
    let fit = try regression.fit()
    #expect(fit.isConverged && !fit.isOnlyMaximum)
    for index in 0..<6 {
      for value in [0, fit.coefficients[index] - 1, fit.coefficients[index] + 1] {
        let anew = try regression.fit(holding: [(unit(index), value)])
        let near = try regression.fit(holding: [(unit(index), value)], from: fit.coefficients, near: fit)
        #expect(anew.isConverged && near.isConverged)
        #expect(abs(anew.penalizedLogLikelihood - near.penalizedLogLikelihood) < 1e-10)
        for (one, other) in zip(anew.coefficients, near.coefficients) { #expect(abs(one - other) < 1e-7) }
      }
    }
  }

  @Test("Limits that a search of their own finds are those of refits", arguments: [1, 2, 3])
  func limits(seed: UInt64) throws {
    let regression = try regression(rows: 1200, seed: seed)
    let (fit, fall) = (try regression.fit(), 3.84)
    for index in 0..<6 {
      let found = try regression.limits(of: unit(index), at: fit, standardError: 0.3, fall: fall)
      let refitted = try ProfileLikelihood.limits(
        estimate: fit.coefficients[index], standardError: 0.3, maximum: fit.penalizedLogLikelihood,
        point: fit.coefficients, fall: fall
      ) { value, start in
        let held = try regression.fit(holding: [(unit(index), value)], from: start)
        return (held.penalizedLogLikelihood, held.coefficients)
      }
      let pairs = [(found.low, refitted.low), (found.high, refitted.high)]
      for (one, other) in pairs {
        #expect(abs(try #require(one) - (try #require(other))) < 1e-9)
      }
    }
  }

  @Test("Within the radius of a hill the penalized likelihood falls from its maximum")
  func hill() throws {
    let regression = try regression(rows: 1200, seed: 4)
    let fit = try regression.fit()
    #expect(fit.hillRadius > 0)
    var generator = RandomGenerator(seed: 5)
    let all = (0..<6).map { unit($0) }
    for _ in 0..<20 {
      let direction = generator.normal(mean: 0, standardDeviation: 1, shape: [6]).scalars
      // All coefficients held say what the likelihood is at a point.
      let values = try [0.25, 0.5, 0.75, 1].map { share -> Double in
        let point = zip(fit.coefficients, direction).map { $0 + share * 0.02 * $1 }
        return try regression.fit(holding: Array(zip(all, point).map { (direction: $0, value: $1) }))
          .penalizedLogLikelihood
      }
      let falls = zip([fit.penalizedLogLikelihood] + values, values).map { $0 - $1 }
      #expect(zip(falls, falls.dropFirst()).allSatisfy { $0 < $1 } && falls[0] > 0)
    }
  }

  @Test("The reach of a direction is the largest predictor of a row", arguments: [1, 7, 8, 9, 203])
  func reach(rows: Int) throws {
    var generator = RandomGenerator(seed: 6)
    let x = generator.normal(mean: 0, standardDeviation: 1, shape: [rows, 3])
    let direction = [0.5, -2, 1, 0.25]
    let ones = [Double](repeating: 1, count: rows)
    let all = FirthRows(
      x, rows: Array(0..<rows), shares: ones, weights: nil, offsets: ones, hasIntercept: true)
    var evaluator = try FirthEvaluator(all)
    let expected = (0..<rows).map { row in
      abs((0..<3).reduce(direction[3]) { $0 + x[row, $1] * direction[$1] })
    }.max()
    #expect(relativeDifference(evaluator.reach(of: direction), try #require(expected)) < 1e-14)
  }
}
