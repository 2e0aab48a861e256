import Logit
import LogitStatistics
import Testing

/// Columns in units whose squares are beyond double precision.
@Suite("Regressions of columns in extreme units")
struct ExtremeUnitTests {
  /// Numbers that are exact whatever power of two they are multiplied by, and classes that depend on them.
  private static let rows: (x: [Double], classes: [Int32]) = {
    var random = RandomGenerator(seed: 11)
    var (x, classes): ([Double], [Int32]) = ([], [])
    for _ in 0..<120 {
      let (a, b) = (Double(random.integer(in: -100..<300)) / 64, Double(random.integer(in: 0..<100)) / 32)
      x += [a, b]
      classes.append(a - b + Double(random.integer(in: -90..<90)) / 32 > 0 ? 1 : 0)
    }
    return (x, classes)
  }()

  private static func design(_ exponent: Int, hasIntercept: Bool = true, columns: [Int] = [0, 1]) throws
    -> RegressionDesign
  {
    let values = rows.classes.indices.flatMap { row in
      columns.map { column in
        let value = rows.x[2 * row + column]
        return column == 0 ? Double(sign: .plus, exponent: exponent, significand: value) : value
      }
    }
    return try RegressionDesign(
      Tensor(values, shape: [rows.classes.count, columns.count]),
      columnNames: columns.map { ["a", "b"][$0] },
      hasIntercept: hasIntercept)
  }

  private static func fit(_ exponent: Int, hasIntercept: Bool, _ adjust: (inout RegressionOptions) -> Void)
    throws -> FittedRegression
  {
    var options = RegressionOptions()
    options.nested = (try design(exponent, hasIntercept: hasIntercept, columns: [0]), "y ~ a")
    adjust(&options)
    var fit = try FittedRegression(
      design(exponent, hasIntercept: hasIntercept), .classes(rows.classes, names: ["no", "yes"]),
      options: options)
    let slope = Double(sign: .plus, exponent: -exponent, significand: 1)
    try fit.addMarginalEffects(
      [
        MarginalChange(name: "a", columns: [0], kind: .derivative(.constant([1]))),
        MarginalChange(name: "both", columns: [0, 1], kind: .derivative(.constant([1 / slope, 1]))),
        MarginalChange(
          name: "step", columns: [0], kind: .contrast(from: .constant([0]), to: .constant([1 / slope]))),
      ], at: .overall)
    return fit
  }

  private static let kinds: [@Sendable (inout RegressionOptions) -> Void] = [
    { ($0.profiles, $0.termTest, $0.inflatesVariance) = (true, .likelihoodRatio, true) },
    { ($0.standardErrors, $0.termTest) = (.robust(.hc3), .wald) },
    { ($0.usesFirthPenalty, $0.nested) = (true, nil) },
  ]

  @Test(
    "All but what has the unit of the column stays, and that follows it",
    arguments: [-1000, -700, 500, 700, 1000],
    0..<3)
  func units(exponent: Int, kind: Int) throws {
    for hasIntercept in [true, false] {
      let adjust = Self.kinds[kind]
      let (usual, fit) = (
        try Self.fit(0, hasIntercept: hasIntercept, adjust),
        try Self.fit(exponent, hasIntercept: hasIntercept, adjust)
      )
      let (expected, found) = (usual.inference, fit.inference)
      let factor = Double(sign: .plus, exponent: -exponent, significand: 1)
      func expect(_ a: Double?, _ b: Double?, times factor: Double = 1, _ what: String) {
        guard let b else { return #expect(a == nil, "\(what)") }
        // Rounding alone may differ, since columns are centred in another unit.
        #expect(
          a.map { abs($0 / factor - b) <= 1e-11 * max(abs(b), 1e-3) } == true, "\(what): \(a ?? .nan), \(b)")
      }
      for (a, b) in zip(found.coefficients, expected.coefficients) {
        let own = a.term == "a" ? factor : 1
        expect(a.estimate, b.estimate, times: own, "estimate of \(a.term)")
        expect(a.standardError, b.standardError, times: own, "error of \(a.term)")
        expect(a.confidenceLow, b.confidenceLow, times: own, "low end of \(a.term)")
        expect(a.confidenceHigh, b.confidenceHigh, times: own, "high end of \(a.term)")
        expect(a.pValue, b.pValue, "p-value of \(a.term)")
      }
      expect(found.logLikelihood, expected.logLikelihood, "log likelihood")
      expect(found.wald?.statistic, expected.wald?.statistic, "Wald test")
      expect(found.nested?.test?.statistic, expected.nested?.test?.statistic, "nested")
      for (a, b) in zip(found.termTests ?? [], expected.termTests ?? []) {
        expect(a.test?.statistic, b.test?.statistic, "test of \(a.term)")
      }
      for (a, b) in zip(found.varianceInflation ?? [], expected.varianceInflation ?? []) {
        expect(a.value, b.value, "inflation of \(a.term)")
      }
      let effects = zip(found.marginalEffects ?? [], expected.marginalEffects ?? [])
      for (a, b) in effects {
        let own = a.term == "a" ? factor : 1
        expect(a.effect, b.effect, times: own, "effect of \(a.term)")
        expect(a.standardError, b.standardError, times: own, "error of the effect of \(a.term)")
        expect(a.pValue, b.pValue, "p-value of the effect of \(a.term)")
      }
      // ½ log det I, of the column in its own unit.
      expect(
        found.penalizedLogLikelihood.map { $0 - Double(exponent) * naturalLogarithm(2) },
        expected.penalizedLogLikelihood,
        "penalized log likelihood")
      if !hasIntercept || kind == 1 { continue }
      let line = found.coefficients.firstIndex { $0.term == "a" } ?? 0
      for (a, b) in zip(try fit.profile(of: line, pointCount: 5), try usual.profile(of: line, pointCount: 5))
      {
        expect(a.value, b.value, times: factor, "value of the profile")
        expect(a.deviance, b.deviance, "profile")
      }
    }
  }

  @Test("What double precision does not hold in the column's unit has no number, and is named")
  func beyond() throws {
    // A column in steps of the least number above 0, whose coefficient would be about 10³²³.
    let x = (0..<40).map { Double($0 * 7 % 40) * .leastNonzeroMagnitude }
    let fit = try FittedRegression(
      RegressionDesign(Tensor(x, shape: [40, 1]), columnNames: ["a"]),
      .classes((0..<40).map { $0 * 7 % 40 + $0 % 23 > 30 ? 1 : 0 }, names: ["no", "yes"]))
    let found = fit.inference
    #expect(found.isConverged && found.coefficients[1].estimate == nil && found.coefficients[1].pValue != nil)
    #expect(found.coefficients[0].estimate != nil && found.coefficients[0].standardError != nil)
    #expect(found.beyondPrecision == ["a"])
    let change = try #require(fit.slopes(perSteps: [.leastNonzeroMagnitude]).first?.first)
    #expect(change > 0.01 && change < 10)
  }
}
