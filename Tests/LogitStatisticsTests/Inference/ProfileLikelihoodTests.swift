import Foundation
import LogitStatistics
import Testing

@Suite struct ProfileLikelihoodTests {
  /// The quantile of a chi-squared distribution with one degree of freedom at 0.95.
  static let fall = 3.841458820694124

  /// The limits of the logit of `successes` in `trials`, whose likelihood needs no refit, and the number of
  /// values that were tried.
  func binomial(_ successes: Double, _ trials: Double) throws -> (low: Double?, high: Double?, count: Int) {
    let estimate = log(successes / (trials - successes))
    var count = 0
    let limits = try ProfileLikelihood.limits(
      estimate: estimate, standardError: (1 / successes + 1 / (trials - successes)).squareRoot(),
      maximum: likelihood(successes, trials, estimate), point: [], fall: Self.fall
    ) { value, _ in
      count += 1
      return (likelihood(successes, trials, value), [])
    }
    return (limits.low, limits.high, count)
  }

  func likelihood(_ successes: Double, _ trials: Double, _ value: Double) -> Double {
    successes * value - trials * (max(value, 0) + log1p(exp(-abs(value))))
  }

  @Test(
    "The limits of a binomial logit are where its deviance is the quantile, after few refits",
    arguments: [(3.0, 10.0), (1, 1000), (500, 1000), (0.5, 1), (9.99, 10), (300_000, 1_000_000)])
  func binomialLimits(_ successes: Double, _ trials: Double) throws {
    let estimate = log(successes / (trials - successes))
    let found = try binomial(successes, trials)
    let (low, high) = (try #require(found.low), try #require(found.high))
    for (sign, limit) in [(-1.0, low), (1.0, high)] {
      // Bisection to the last bit, between the estimate and far out. What rounding of a sum of that size
      // leaves.
      var (inner, outer) = (estimate, estimate + sign * 300)
      for _ in 0..<200 {
        let middle = (inner + outer) / 2
        let deviance =
          2 * (likelihood(successes, trials, estimate) - likelihood(successes, trials, middle))
        if deviance < Self.fall { inner = middle } else { outer = middle }
      }
      #expect(abs(limit - inner) <= 1e-10 * abs(inner - estimate))
    }
    #expect(found.count <= 24)
  }

  @Test("A side on which the likelihood levels off has no limit")
  func levelling() throws {
    // All of 10 succeed: the likelihood rises to 0 for ever.
    let found = try ProfileLikelihood.limits(
      estimate: 20, standardError: 1e4, maximum: likelihood(10, 10, 20), point: [], fall: Self.fall
    ) { value, _ in (likelihood(10, 10, value), []) }
    #expect(found.high == nil)
    // 20 log(1 + e^-v) = fall
    let expected = -log(expm1(Self.fall / 20))
    #expect(abs(try #require(found.low) - expected) < 1e-7)

    let neither = try ProfileLikelihood.limits(
      estimate: 0, standardError: 1, maximum: 0, point: [], fall: Self.fall
    ) { value, _ in (-exp(-1 / (value * value)), []) }
    #expect(neither.low == nil && neither.high == nil)
  }

  @Test("Profiles far from parabolas have limits too", arguments: [0.25, 0.5, 1, 4, 8, 30])
  func powers(_ power: Double) throws {
    let found = try ProfileLikelihood.limits(
      estimate: 0, standardError: 1, maximum: 0, point: [], fall: Self.fall
    ) { value, _ in (-pow(abs(value), power), []) }
    let expected = pow(Self.fall / 2, 1 / power)
    #expect(abs(try #require(found.low) + expected) <= 1e-10 * expected)
    #expect(abs(try #require(found.high) - expected) <= 1e-10 * expected)
  }

  @Test("Where the likelihood has no value the limit is nearer")
  func infinite() throws {
    let found = try ProfileLikelihood.limits(
      estimate: 1, standardError: 2, maximum: 0, point: [], fall: Self.fall
    ) { value, _ in (value > 0 ? -pow(log(value), 2) * 4 : -.infinity, []) }
    let distance = (Self.fall / 8).squareRoot()
    #expect(abs(try #require(found.low) - exp(-distance)) < 1e-10)
    #expect(abs(try #require(found.high) - exp(distance)) < 1e-10)
  }

  @Test("Noise in the likelihoods ends the search instead of leading it")
  func noise() throws {
    var state: UInt64 = 1
    var count = 0
    let found = try ProfileLikelihood.limits(
      estimate: 0, standardError: 1, maximum: -1e6, point: [], fall: Self.fall
    ) { value, _ in
      count += 1
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      let noise = Double(state >> 40) / Double(1 << 24) * 1e-9
      return (-1e6 - value * value / 2 - 0.02 * abs(value * value * value) - noise, [])
    }
    #expect(count < 40)
    let high = try #require(found.high)
    #expect(abs(high * high + 0.04 * high * high * high - Self.fall) < 1e-8)
  }

  @Test("Refits start on the line through the points of the nearest refits")
  func starts() throws {
    var worst = 0.0
    let found = try ProfileLikelihood.limits(
      estimate: 0, standardError: 1, maximum: 0, point: [3], fall: Self.fall
    ) { value, start in
      // The other parameter goes to 3 + 2 value.
      worst = max(worst, abs(start[0] - 3 - 2 * value) / (1 + abs(value)))
      return (-value * value / 2 - 0.01 * pow(value, 4), [3 + 2 * value])
    }
    #expect(found.high != nil)
    // Only the first start knows no line.
    #expect(worst < 2)
  }
}
