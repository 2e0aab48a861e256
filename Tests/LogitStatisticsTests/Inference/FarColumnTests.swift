import Logit
import Testing

@testable import LogitStatistics

@Suite("Regressions on columns far from 0 have the numbers of those on shifted columns")
struct FarColumnTests {
  /// Two columns with the deviation 1 or so, the second of which is a year, and their product.
  private func rows(shift: Double, count: Int = 600) -> (x: [Double], y: [Int32]) {
    var state: UInt64 = 2024
    func uniform() -> Double {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Double(state >> 11) * 0x1p-53
    }
    var (x, y): ([Double], [Int32]) = ([], [])
    for _ in 0..<count {
      let (colour, year) = (uniform() < 0.4 ? 1.0 : 0, (6 * uniform()).rounded(.down))
      x += [colour, year + shift, colour * (year + shift)]
      let predictor = -0.2 + 0.5 * colour - 0.1 * year + 0.5 * colour * (year - 2.5)
      y.append(uniform() < 1 / (1 + exponential(-predictor)) ? 1 : 0)
    }
    return (x, y)
  }

  private func fit(shift: Double, isMultinomial: Bool = false, _ test: RegressionOptions.TermTest? = nil)
    throws
    -> FittedRegression
  {
    let (x, y) = rows(shift: shift)
    let terms = [
      RegressionDesign.Term(name: "colour", columns: 0..<1, factors: ["colour"]),
      RegressionDesign.Term(name: "year", columns: 1..<2, factors: ["year"]),
      RegressionDesign.Term(name: "colour:year", columns: 2..<3, factors: ["colour", "year"]),
    ]
    let design = try RegressionDesign(
      Tensor(x, shape: [y.count, 3]), columnNames: terms.map(\.name), terms: terms)
    var options = RegressionOptions()
    options.termTest = test
    let classes = isMultinomial ? y.enumerated().map { $0 % 5 == 0 ? 2 : $1 } : y
    return try FittedRegression(
      design, .classes(classes, names: isMultinomial ? ["a", "b", "c"] : ["a", "b"]), options: options)
  }

  @Test(
    "Terms that an interaction is left out for",
    arguments: [RegressionOptions.TermTest.likelihoodRatio, .score])
  func tests(_ kind: RegressionOptions.TermTest) throws {
    for isMultinomial in [false, true] {
      let near = try fit(shift: -3, isMultinomial: isMultinomial, kind).inference.termTests ?? []
      let far = try fit(shift: 1997, isMultinomial: isMultinomial, kind).inference.termTests ?? []
      #expect(near.count == 3)
      for (near, far) in zip(near, far) {
        let (expected, found) = (try #require(near.test), try #require(far.test))
        #expect(abs(found.statistic - expected.statistic) < 1e-7 * max(expected.statistic, 1), "\(near.term)")
      }
    }
  }

  @Test("A search that does not end at a maximum gives no number")
  func unfinished() throws {
    let fit = try self.fit(shift: 0)
    let search = try ConstrainedSearch(fit.fit, iterationLimit: 1)
    let held = fit.fit.combination(0, 0)
    #expect(try search.maximize(holding: held, at: 20, from: fit.fit.point) == nil)
    let limits = try ProfileLikelihood.limits(
      estimate: 0, standardError: 1, maximum: 0, point: [0], fall: 3.84
    ) { value, start in value > 1 ? nil : (-value * value / 2, start) }
    #expect(limits.high == nil)
    #expect(abs(try #require(limits.low) + 3.84.squareRoot()) < 1e-9)
    let (x, y) = rows(shift: 0)
    let design = try RegressionDesign(Tensor(x, shape: [y.count, 3]))
    var options = RegressionOptions()
    (options.iterationLimit, options.termTest) = (1, .likelihoodRatio)
    let cut = try FittedRegression(design, .classes(y, names: ["a", "b"]), options: options).inference
    #expect(!cut.isConverged)
    #expect(cut.termTests?.allSatisfy { $0.test == nil } == true)
    #expect(cut.description.contains("did not converge"))
  }

  @Test("Intervals of probabilities", arguments: [false, true])
  func intervals(_ isMultinomial: Bool) throws {
    let shift = 1e8
    let (near, far) = (rows(shift: 0), rows(shift: shift))
    let names = isMultinomial ? ["a", "b", "c"] : ["a", "b"]
    let classes = isMultinomial ? near.y.enumerated().map { $0 % 5 == 0 ? 2 : $1 } : near.y
    func intervals(_ x: [Double]) throws -> (low: Tensor<Double>, high: Tensor<Double>) {
      let own = try Tensor(
        stride(from: 0, to: x.count, by: 3).flatMap { x[$0..<$0 + 2] }, shape: [x.count / 3, 2])
      let found = try FittedRegression(RegressionDesign(own), .classes(classes, names: names)).inference
      let covariance = try Tensor(
        found.covariance.flatMap { $0.map { $0 ?? .nan } },
        shape: [
          found.coefficients.count, found.coefficients.count,
        ])
      let centered = try Tensor(
        found.centeredFactor.flatMap { $0.map { $0 ?? .nan } }, shape: covariance.shape)
      let read = try LogisticInference(
        json: .object(found.members), covariance: covariance, centeredFactor: centered)
      #expect(read == found)
      let intervals = try read.probabilityIntervals(own)
      return (intervals.low, intervals.high)
    }
    let (expected, found) = (try intervals(near.x), try intervals(far.x))
    for (one, other) in [(expected.low, found.low), (expected.high, found.high)] {
      let difference = zip(one.scalars, other.scalars).reduce(0) { max($0, abs($1.0 - $1.1)) }
      #expect(difference < 1e-7)
    }
  }

  @Test("Intervals of probabilities from columns that nearly say the same")
  func nearlyEqual() throws {
    let (x, y) = rows(shift: 0)
    func intervals(_ columns: (_ colour: Double, _ year: Double) -> [Double]) throws -> [Double] {
      let own = try Tensor(
        stride(from: 0, to: x.count, by: 3).flatMap { columns(x[$0], x[$0 + 1]) }, shape: [y.count, 2])
      let found = try FittedRegression(RegressionDesign(own), .classes(y, names: ["a", "b"])).inference
      let intervals = try found.probabilityIntervals(own)
      return intervals.low.scalars + intervals.high.scalars
    }
    // The second pair spans what the first does; 2⁻²⁰ leaves every sum exact.
    let expected = try intervals { [$0, $1] }
    let found = try intervals { [$1, $1 + 0x1p-20 * $0] }
    let difference = zip(expected, found).reduce(0) { max($0, abs($1.0 - $1.1)) }
    #expect(difference < 1e-8)
  }
}
