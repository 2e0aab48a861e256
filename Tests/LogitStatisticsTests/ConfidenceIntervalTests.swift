import Logit
import LogitStatistics
import Testing

@Suite struct ConfidenceIntervalTests {
  @Test func `an interval keeps its ends and level`() {
    let interval = ConfidenceInterval(lower: 0.2, upper: 0.4, level: 0.95)
    #expect([interval.lower, interval.upper, interval.level] == [0.2, 0.4, 0.95])
  }

  // The closed forms agree to 10⁻¹², some thousand units in the last place, which leaves room for SciPy's
  // other approximations.
  @Test(arguments: StatisticsVectors.all.quantiles) func `normal quantiles are SciPy's`(_ pair: [Double]) {
    #expect(relativeDifference(StandardNormal.quantile(pair[0]), pair[1]) < 1e-14)
  }

  @Test(arguments: StatisticsVectors.all.cumulative) func `normal probabilities are SciPy's`(_ pair: [Double])
  {
    #expect(relativeDifference(StandardNormal.cumulativeProbability(pair[0]), pair[1]) < 1e-13)
  }

  @Test func `quantile and probability undo one another, and the ends are infinite`() {
    for p in stride(from: 0.001, to: 1, by: 0.001) {
      let back = StandardNormal.cumulativeProbability(StandardNormal.quantile(p))
      #expect(relativeDifference(back, p) < 1e-13)
      // Exactly odd but for the rounding of 1 - p.
      #expect(abs(StandardNormal.quantile(p) + StandardNormal.quantile(1 - p)) < 1e-12)
    }
    #expect(StandardNormal.quantile(0) == -.infinity)
    #expect(StandardNormal.quantile(1) == .infinity)
    #expect(StandardNormal.quantile(-0.1).isNaN && StandardNormal.quantile(.nan).isNaN)
  }

  @Test(arguments: StatisticsVectors.all.wilson) func `Wilson's interval is statsmodels'`(_ row: [Double])
    throws
  {
    let interval = try ConfidenceInterval.wilson(successes: Int(row[0]), trials: Int(row[1]), level: row[2])
    // Statsmodels' own rounding leaves up to 10⁻¹⁷ where the end is 0.
    #expect(abs(interval.lower - row[3]) < 1e-15 || relativeDifference(interval.lower, row[3]) < 1e-12)
    #expect(relativeDifference(interval.upper, row[4]) < 1e-12)
    #expect(interval.level == row[2])
  }

  @Test(arguments: StatisticsVectors.all.means) func `a mean's interval is statsmodels'`(
    _ expected: StatisticsVectors.Mean
  ) throws {
    let interval = try ConfidenceInterval.mean(of: expected.values, level: expected.level)
    #expect(relativeDifference(interval.lower, expected.lower) < 1e-12)
    #expect(relativeDifference(interval.upper, expected.upper) < 1e-12)
  }

  @Test func `the bootstrap draws and interpolates as NumPy does`() throws {
    let expected = StatisticsVectors.all.bootstrap
    let interval = try ConfidenceInterval.bootstrap(
      count: expected.values.count, resamples: 200, level: 0.9, seed: 3
    ) { rows in rows.reduce(0) { $0 + expected.values[$1] } / Double(rows.count) }
    // Sums are added in another order.
    #expect(relativeDifference(interval.lower, expected.lower) < 1e-13)
    #expect(relativeDifference(interval.upper, expected.upper) < 1e-13)
  }

  @Test func `intervals of nothing say that nothing is known`() throws {
    #expect(try .wilson(successes: 0, trials: 0) == ConfidenceInterval(lower: 0, upper: 1, level: 0.95))
    #expect(try ConfidenceInterval.mean(of: [3]).upper == .infinity)
    #expect(try ConfidenceInterval.bootstrap(count: 3) { _ in .nan }.lower.isNaN)
  }

  @Test func `options out of range are refused`() {
    for level in [0, 1, -1, 2, .nan] as [Double] {
      #expect(throws: LogitError.self) {
        try ConfidenceInterval.wilson(successes: 1, trials: 2, level: level)
      }
      #expect(throws: LogitError.self) { try ConfidenceInterval.mean(of: [1, 2], level: level) }
      #expect(throws: LogitError.self) { try ConfidenceInterval.bootstrap(count: 2, level: level) { _ in 0 } }
    }
    #expect(throws: LogitError.self) { try ConfidenceInterval.wilson(successes: 3, trials: 2) }
    #expect(throws: LogitError.self) { try ConfidenceInterval.wilson(successes: 0, trials: -2) }
    #expect(throws: LogitError.self) { try ConfidenceInterval.bootstrap(count: 0) { _ in 0 } }
    #expect(throws: LogitError.self) { try ConfidenceInterval.bootstrap(count: 2, resamples: 1) { _ in 0 } }
  }
}
