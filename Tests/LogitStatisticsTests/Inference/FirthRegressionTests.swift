import Foundation
import Logit
import LogitStatistics
import Testing

/// Firth's regression against R's brglm2, firthmodels and solutions to 50 digits; see Fixtures/firth.
@Suite struct FirthRegressionTests {
  struct Problem: Decodable, Sendable {
    var x: [[Double]]
    var successes: [Double]
    var trials: [Double]
    var offsets: [Double]
    var estimates: [Double]
    var errors: [Double]?
    var ratios: [Double]?
    var limits: [[Double]]?

    /// The constant is one of the columns.
    func regression() throws -> FirthRegression {
      try FirthRegression(
        x: Tensor(x.flatMap { $0 }, shape: [x.count, x[0].count]),
        shares: zip(successes, trials).map { $0 / $1 }, weights: trials, offsets: offsets, hasIntercept: false
      )
    }
  }
  struct Problems: Decodable {
    var cases: [String: Problem]
  }
  struct Exact: Decodable {
    struct Solution: Decodable {
      var estimates: [Double]
      var errors: [Double]
      var penalizedLogLikelihood: Double
      var ratios: [Double]
      var limits: [[Double]]
    }
    var cases: [String: Solution]
  }
  struct Maxima: Decodable {
    struct Held: Decodable {
      var column: Int
      var value: Double
      var maximum: Double
    }
    var x: [[Double]]
    var shares: [Double]
    var maximum: Double
    var estimates: [Double]
    var held: [Held]
    var limits: [[Double]]
  }

  static let fall = 3.841458820694124

  static func read<Value: Decodable>(_ name: String, as type: Value.Type = Value.self) throws -> Value {
    let url = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .appendingPathComponent("Fixtures/firth/\(name).json")
    return try JSONDecoder().decode(type, from: Data(contentsOf: url))
  }

  func unit(_ index: Int, _ count: Int) -> [Double] { (0..<count).map { $0 == index ? 1 : 0 } }

  /// The roots of the diagonal of the inverse of the information.
  func errors(_ fit: FirthRegression.Fit) throws -> [Double] {
    let count = fit.coefficients.count
    let factor = try #require(Cholesky(fit.information, order: count))
    return (0..<count).map {
      var column = unit($0, count)
      factor.solve(&column)
      return column[$0].squareRoot()
    }
  }

  @Test(
    "Estimates and errors are those of brglm2",
    arguments: ["endometrial", "separated", "counts", "rare"])
  func brglm2(_ name: String) throws {
    let problem = try #require(try Self.read("brglm2", as: Problems.self).cases[name])
    let fit = try problem.regression().fit()
    #expect(fit.isConverged)
    for (found, expected) in zip(fit.coefficients, problem.estimates) {
      #expect(abs(found - expected) < 1e-8)
    }
    for (found, expected) in zip(try errors(fit), try #require(problem.errors)) {
      #expect(relativeDifference(found, expected) < 1e-8)
    }
  }

  @Test(
    "Estimates, errors, likelihood ratios and profile limits are those of solutions to 50 digits",
    arguments: ["endometrial", "separated", "counts", "rare"])
  func exact(_ name: String) throws {
    let problem = try #require(try Self.read("brglm2", as: Problems.self).cases[name])
    let solution = try #require(try Self.read("exact", as: Exact.self).cases[name])
    let regression = try problem.regression()
    let fit = try regression.fit()
    let errors = try errors(fit)
    #expect(abs(fit.penalizedLogLikelihood - solution.penalizedLogLikelihood) < 1e-12)
    for j in fit.coefficients.indices {
      // The search ends 1e-9 standard errors from the maximum.
      #expect(abs(fit.coefficients[j] - solution.estimates[j]) < 2e-9 * solution.errors[j])
      #expect(relativeDifference(errors[j], solution.errors[j]) < 1e-8)
      let held = try regression.fit(holding: [(unit(j, errors.count), 0)], from: fit.coefficients)
      #expect(held.isConverged)
      let ratio = 2 * (fit.penalizedLogLikelihood - held.penalizedLogLikelihood)
      #expect(abs(ratio - solution.ratios[j]) < 1e-12)
      let limits = try regression.limits(
        of: unit(j, errors.count), at: fit, standardError: errors[j], fall: Self.fall)
      #expect(abs(try #require(limits.low) - solution.limits[j][0]) < 1e-9 * solution.errors[j])
      #expect(abs(try #require(limits.high) - solution.limits[j][1]) < 1e-9 * solution.errors[j])
    }
  }

  @Test(
    "Estimates, likelihood ratios and profile limits are those of firthmodels, weights and offsets included",
    arguments: ["plain", "weighted"])
  func firthmodels(_ name: String) throws {
    let problem = try #require(try Self.read("firthmodels", as: Problems.self).cases[name])
    let regression = try problem.regression()
    let fit = try regression.fit()
    let errors = try errors(fit)
    let (ratios, limits) = (try #require(problem.ratios), try #require(problem.limits))
    for j in fit.coefficients.indices {
      #expect(abs(fit.coefficients[j] - problem.estimates[j]) < 1e-8)
      let held = try regression.fit(holding: [(unit(j, errors.count), 0)], from: fit.coefficients)
      let ratio = 2 * (fit.penalizedLogLikelihood - held.penalizedLogLikelihood)
      #expect(abs(ratio - ratios[j]) < 1e-9)
      let found = try regression.limits(
        of: unit(j, errors.count), at: fit, standardError: errors[j], fall: Self.fall)
      #expect(abs(try #require(found.low) - limits[j][0]) < 1e-7)
      #expect(abs(try #require(found.high) - limits[j][1]) < 1e-7)
    }
  }

  @Test("Of several maxima the largest counts, and limits are the first crossings of its profile")
  func severalMaxima() throws {
    let maxima = try Self.read("maxima", as: Maxima.self)
    let regression = try FirthRegression(
      x: Tensor(maxima.x.flatMap { $0 }, shape: [maxima.x.count, 3]), shares: maxima.shares, weights: nil,
      offsets: nil,
      hasIntercept: false)
    let fit = try regression.fit()
    #expect(abs(fit.penalizedLogLikelihood - maxima.maximum) < 1e-9)
    for held in maxima.held {
      let found = try regression.fit(holding: [(unit(held.column, 3), held.value)], from: fit.coefficients)
      #expect(abs(found.penalizedLogLikelihood - held.maximum) < 1e-8)
      #expect(!found.isOnlyMaximum)
    }
    let errors = try errors(fit)
    for j in 0..<3 {
      let limits = try regression.limits(of: unit(j, 3), at: fit, standardError: errors[j], fall: Self.fall)
      #expect(abs(try #require(limits.low) - maxima.limits[j][0]) < 1e-6)
      #expect(abs(try #require(limits.high) - maxima.limits[j][1]) < 1e-6)
    }
  }

  @Test("The published numbers of the endometrial cancer study come out")
  func endometrial() throws {
    let problem = try #require(try Self.read("brglm2", as: Problems.self).cases["endometrial"])
    let fit = try problem.regression().fit()
    // Heinze and Schemper (2002): NV, PI, EH, constant.
    for (found, expected) in zip(fit.coefficients, [2.92927, -0.03475, -2.60416, 3.77456]) {
      #expect(abs(found - expected) < 5e-6)
    }
  }

  @Test("A row of weight 3 is three rows, one of weight 0 is none, and a constant is a column of ones")
  func weights() throws {
    let x = [0.5, -1, 2, 0.1, 1.5]
    let y = [1.0, 0, 1, 0, 0]
    let weighted = try FirthRegression(
      x: Tensor(x, shape: [5, 1]), shares: y, weights: [3, 1, 2, 1, 0], offsets: nil, hasIntercept: true
    ).fit()
    let repeated = try FirthRegression(
      x: Tensor([0.5, 1, 0.5, 1, 0.5, 1, -1, 1, 2, 1, 2, 1, 0.1, 1], shape: [7, 2]),
      shares: [1, 1, 1, 0, 1, 1, 0],
      weights: nil, offsets: nil, hasIntercept: false
    ).fit()
    for (one, other) in zip(weighted.coefficients, repeated.coefficients) { #expect(abs(one - other) < 1e-8) }
    #expect(abs(weighted.penalizedLogLikelihood - repeated.penalizedLogLikelihood) < 1e-12)
  }

  @Test("A logit has (s + ½) / (n + 1) as its estimate of a share, and an offset shifts it")
  func share() throws {
    let fit = try FirthRegression(
      x: Tensor([1.0, 1], shape: [2, 1]), shares: [0.2, 0.5], weights: [5, 4], offsets: [0.7, 0.7],
      hasIntercept: false
    ).fit()
    #expect(abs(fit.coefficients[0] - (log(3.5 / 6.5) - 0.7)) < 1e-10)
  }

  @Test("Combinations of coefficients are held at their values")
  func combinations() throws {
    let problem = try #require(try Self.read("brglm2", as: Problems.self).cases["endometrial"])
    let regression = try problem.regression()
    let held: [(direction: [Double], value: Double)] = [([1, 0, 2, 0], -1), ([0, 10, 0, 1], 2)]
    let fit = try regression.fit(holding: held)
    let c = fit.coefficients
    #expect(fit.isConverged)
    #expect(abs(c[0] + 2 * c[2] + 1) < 1e-12 && abs(10 * c[1] + c[3] - 2) < 1e-12)
    // From another start to the same place; all held leaves nothing to search.
    let other = try regression.fit(holding: held, from: [3, 0, 1, -2])
    for (one, other) in zip(c, other.coefficients) { #expect(abs(one - other) < 1e-7) }
    let all = try regression.fit(holding: (0..<4).map { (unit($0, 4), c[$0]) })
    #expect(abs(all.penalizedLogLikelihood - fit.penalizedLogLikelihood) < 1e-12)
  }

  @Test("Many rows for each column leave one maximum, and say so")
  func onlyMaximum() throws {
    var state: UInt64 = 7
    func next() -> Double {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Double(state >> 11) / Double(1 << 53)
    }
    let x = (0..<2000).map { _ in next() - 0.5 }
    let y = x.map { next() < 1 / (1 + exp(-$0)) ? 1.0 : 0 }
    let fit = try FirthRegression(
      x: Tensor(x, shape: [2000, 1]), shares: y, weights: nil, offsets: nil, hasIntercept: true
    ).fit()
    #expect(fit.isOnlyMaximum && fit.isConverged)
  }

  @Test("What cannot be used is said")
  func errors() throws {
    let x = try Tensor([1.0, 2, 3], shape: [3, 1])
    #expect(throws: LogitError.rowCountMismatch(name: "The shares", expected: 3, found: 2)) {
      try FirthRegression(x: x, shares: [0, 1], weights: nil, offsets: nil, hasIntercept: true)
    }
    #expect(
      throws: LogitError.invalidOption(
        name: "The weights in row 2", value: "-1.0", expected: "finite and not negative")
    ) {
      try FirthRegression(x: x, shares: [0, 1, 0], weights: [1, -1, 1], offsets: nil, hasIntercept: true)
    }
    #expect(throws: LogitError.emptyData(name: "x")) {
      try FirthRegression(x: x, shares: [0, 1, 0], weights: [0, 0, 0], offsets: nil, hasIntercept: true)
    }
    // A column that is constant besides the constant.
    let ones = try FirthRegression(
      x: Tensor([1.0, 1, 1], shape: [3, 1]), shares: [0, 1, 0], weights: nil, offsets: nil, hasIntercept: true
    )
    #expect(throws: LogitError.self) { try ones.fit() }
    let regression = try FirthRegression(
      x: x, shares: [0, 1, 0], weights: nil, offsets: nil, hasIntercept: true)
    #expect(throws: LogitError.self) { try regression.fit(holding: [([1, 0], 0), ([2, 0], 0)]) }
  }
}
