import Logit
import LogitStatistics
import Testing

@Suite("Regressions of hard data")
struct HardRegressionTests {
  private let tolerance = 1e-9

  @Test("A column that others explain has no numbers, and changes none")
  func aliased() throws {
    let vectors = InferenceVectors.all.aliased
    let found = try vectors.fit().inference
    #expect(found.aliased == ["x3"])
    #expect(found.coefficients[3].isAliased)
    #expect(found.coefficients[3].estimate == nil && found.coefficients[3].oddsRatio == nil)
    let lines = found.coefficients.filter { !$0.isAliased }
    #expect(largestDifference(lines.map(\.estimate), vectors.estimate) < tolerance)
    #expect(largestDifference(lines.map(\.standardError), vectors.error) < tolerance)
    #expect(found.modelDegreesOfFreedom == 3)
    #expect(found.covariance[3].allSatisfy { $0 == nil })
  }

  @Test("Of separated classes the finite coefficients have the numbers of the limit")
  func quasiSeparated() throws {
    let vectors = InferenceVectors.all.quasi
    let fit = try vectors.fit()
    let found = fit.inference
    #expect(!found.isConverged)
    #expect(found.separated.map(\.term) == ["x2"])
    #expect(found.separated.map(\.sign) == [1])
    #expect(found.separated.map(\.isComplete) == [false])
    #expect(found.coefficients[2].estimate == nil && found.coefficients[2].divergingSign == 1)
    let lines = [0, 1, 3].map { found.coefficients[$0] }
    #expect(largestDifference(lines.map(\.estimate), vectors.estimate) < tolerance)
    #expect(largestDifference(lines.map(\.standardError), vectors.error) < tolerance)
    #expect(relativeDifference(found.logLikelihood, vectors.logLikelihood) < tolerance)
    let text = found.description
    #expect(text.contains("Classes are separated in part"))
    #expect(!found.text(explainsEnd: false).contains("Classes are separated"))
    #expect(
      text.split(separator: "\n").contains {
        $0.contains("x2") && $0.filter { $0 != " " }.hasSuffix("+infNANA")
      })
    let robust = try vectors.fit { $0.standardErrors = .robust(.hc1) }.inference
    #expect(robust.coefficients.allSatisfy { $0.standardError == nil })
    #expect(robust.description.contains("not worked out for separated classes"))
    #expect(fit.slopes[0][1] > 5 && fit.slopes[0].allSatisfy(\.isFinite))
  }

  @Test("The same of counts, and of three classes")
  func quasiSeparatedCountsAndClasses() throws {
    let vectors = InferenceVectors.all.quasi
    let design = try vectors.design()
    let count = vectors.y.count
    let counts = try FittedRegression(
      design,
      .counts(
        successes: vectors.y.map { 2 * $0 }, trials: [Double](repeating: 2, count: count),
        names: ["no", "yes"]))
    #expect(counts.inference.separated.map(\.term) == ["x2"])
    let lines = [0, 1, 3].map { counts.inference.coefficients[$0] }
    #expect(largestDifference(lines.map(\.estimate), vectors.estimate) < tolerance)
    let half = 0.5.squareRoot()
    #expect(largestDifference(lines.map(\.standardError), vectors.error.map { half * $0 }) < tolerance)
    // Rows of a third class that has nothing to do with the column.
    let labels = vectors.y.enumerated().map { Int32($0 % 4 == 3 && vectors.x[$0][1] == 0 ? 2 : $1) }
    let classes = try FittedRegression(design, .classes(labels, names: ["a", "b", "c"])).inference
    #expect(classes.separated.contains { $0.term == "x2" && $0.className == "b" && $0.sign == 1 })
    #expect(!classes.isConverged)
    let finite = classes.coefficients.filter { $0.term != "x2" }
    #expect(finite.allSatisfy { $0.estimate != nil && $0.standardError != nil })
  }

  @Test("Completely separated classes have no estimates, and the likelihood 1")
  func separated() throws {
    let x = try Tensor((0..<20).map { Double($0) }, shape: [20, 1])
    let labels = (0..<20).map { Int32($0 < 9 ? 0 : 1) }
    let found = try FittedRegression(RegressionDesign(x), .classes(labels, names: ["no", "yes"])).inference
    #expect(found.logLikelihood == 0)
    #expect(found.separated.map(\.isComplete) == [true, true])
    #expect(found.coefficients.map(\.divergingSign) == [-1, 1])
    #expect(found.coefficients.allSatisfy { $0.estimate == nil && $0.pValue == nil })
    #expect(found.description.contains("+inf"))
  }

  @Test("Of a coefficient that separates with either sign the table has none, and a file remembers that")
  func eitherSign() throws {
    // The first column separates; the second is 0 where the classes meet, and of both signs on both sides elsewhere.
    let (x, z) = ([-1.0, -1, 0, 0, 1, 1], [-1.0, 1, 0, 0, -1, 1])
    let design = try RegressionDesign(
      Tensor(zip(x, z).flatMap { [$0, $1] }, shape: [6, 2]), columnNames: ["x", "z"])
    var options = RegressionOptions()
    options.profiles = true
    let found = try FittedRegression(
      design, .classes([0, 0, 0, 1, 1, 1], names: ["no", "yes"]), options: options
    ).inference
    #expect(found.separated.map(\.term) == ["x", "z"])
    #expect(found.separated.map(\.isSignDetermined) == [true, false] && found.separated[0].sign == 1)
    #expect(found.coefficients.map(\.isSignDetermined) == [nil, true, false])
    let line = found.coefficients[2]
    #expect(
      line.estimate == nil && line.pValue == nil && line.confidenceLow == nil && line.confidenceHigh == nil)
    let lines = found.description.split(separator: "\n").map { $0.split(separator: " ").map(String.init) }
    #expect(lines.first { $0.first == "x" }?[1] == "+inf" && lines.first { $0.first == "z" }?[1] == "NA")
    #expect(found.description.contains("+x, ±z (± where either sign separates)"))
    let json = JSON.object(found.members)
    #expect(json["separated"]?.array?.map { $0["sign_is_determined"] } == [true, false])
    let none = Tensor<Double>(repeating: .nan, shape: [3, 3])
    let read = try LogisticInference(json: json, covariance: none, centeredFactor: none)
    #expect(read.separated == found.separated && read.description == found.description)
  }

  @Test("Columns in other units have the same tests")
  func units() throws {
    let vectors = InferenceVectors.all.frequencies
    let plain = try vectors.fit().inference
    let moved = try Tensor(vectors.x.flatMap { [$0[0] * 0x1p27 + 0x1p54, $0[1] * 0x1p-27] }, shape: [60, 2])
    let design = try RegressionDesign(moved)
    let found = try FittedRegression(design, vectors.outcome, options: vectors.options).inference
    for line in 1...2 {
      // Numbers around 2⁵⁴ are rounded to multiples of 4.
      let expected = plain.coefficients[line].statistic ?? 0
      #expect(relativeDifference(found.coefficients[line].statistic ?? 0, expected) < 1e-7)
    }
  }

  @Test("Nearly collinear columns keep their digits")
  func nearlyCollinear() throws {
    let vectors = InferenceVectors.all.frequencies
    // The second column becomes the first and a millionth of itself, exactly.
    let scale = 0x1p-20
    let first = vectors.x.map { ($0[0] * 0x1p20).rounded() * 0x1p-20 }
    let second = vectors.x.map { ($0[1] * 0x1p20).rounded() * 0x1p-20 }
    let plain = try RegressionDesign(Tensor(zip(first, second).flatMap { [$0, $1] }, shape: [60, 2]))
    let near = try RegressionDesign(
      Tensor(zip(first, second).flatMap { [$0, $0 + scale * $1] }, shape: [60, 2]))
    let expected = try FittedRegression(plain, vectors.outcome).inference
    let found = try FittedRegression(near, vectors.outcome).inference
    let difference = relativeDifference(
      found.coefficients[2].estimate ?? 0, (expected.coefficients[2].estimate ?? 0) / scale)
    #expect(difference < 1e-8)
    #expect(
      relativeDifference(found.coefficients[2].pValue ?? 0, expected.coefficients[2].pValue ?? 0) < 1e-8)
    #expect(relativeDifference(found.wald?.statistic ?? 0, expected.wald?.statistic ?? 0) < 1e-8)
    #expect(relativeDifference(found.logLikelihood, expected.logLikelihood) < 1e-12)
  }

  /// Three columns of ones of either sign, of which the second becomes the first and a tiny part of itself,
  /// if there is a scale. All that is done to them before the fit is exact.
  private func three(scale: Double?) throws -> RegressionDesign {
    func sign(_ row: Int, _ bit: Int) -> Double { row >> bit & 1 == 0 ? -1 : 1 }
    let x = (0..<64).flatMap { row in
      let (first, second) = (sign(row, 0), sign(row, 1))
      return [first, scale.map { first + $0 * second } ?? second, sign(row, 2)]
    }
    let terms = [
      RegressionDesign.Term(name: "both", columns: 0..<2, factors: ["both"]),
      .init(name: "other", columns: 2..<3, factors: ["other"]),
    ]
    return try RegressionDesign(Tensor(x, shape: [64, 3]), columnNames: ["a", "b", "c"], terms: terms)
  }

  private let threeOutcome = RegressionOutcome.classes(
    (0..<64).map { Int32($0 / 8 < [1, 3, 2, 6, 5, 7, 4, 7][$0 % 8] ? 1 : 0) }, names: ["no", "yes"])

  @Test(
    "Joint tests and variance inflation keep their digits however nearly columns say the same",
    arguments: [0x1p-26, 0x1p-33], [RegressionOptions.StandardErrors.model, .robust(.hc3)])
  func jointTests(scale: Double, errors: RegressionOptions.StandardErrors) throws {
    var options = RegressionOptions()
    (options.termTest, options.standardErrors, options.inflatesVariance) = (.wald, errors, true)
    let expected = try FittedRegression(three(scale: nil), threeOutcome, options: options).inference
    let found = try FittedRegression(three(scale: scale), threeOutcome, options: options).inference
    // Tests do not depend on which combinations of columns are fitted.
    let statistics = try (#require(found.wald).statistic, #require(expected.wald).statistic)
    #expect(relativeDifference(statistics.0, statistics.1) < 1e-11)
    let terms = try (#require(found.termTests), #require(expected.termTests))
    for (one, other) in zip(terms.0, terms.1) {
      let pair = try (#require(one.test), #require(other.test))
      #expect(relativeDifference(pair.0.statistic, pair.1.statistic) < 1e-11, "\(one.term)")
    }
    let inflation = try (#require(found.varianceInflation), #require(expected.varianceInflation))
    for (one, other) in zip(inflation.0, inflation.1) {
      #expect(relativeDifference(try #require(one.value), try #require(other.value)) < 1e-11, "\(one.term)")
    }
  }

  @Test("The variance inflation of a column that another nearly equals", arguments: [0x1p-26, 0x1p-33])
  func inflation(scale: Double) throws {
    var options = RegressionOptions()
    options.inflatesVariance = true
    func design(_ scale: Double?) throws -> RegressionDesign {
      let design = try three(scale: scale)
      let pairs = (0..<64).flatMap { row in (0..<2).map { design.matrix[row * 3 + $0] } }
      return try RegressionDesign(Tensor(pairs, shape: [64, 2]))
    }
    let plain = try FittedRegression(design(nil), threeOutcome).inference.covariance
    let found = try FittedRegression(design(scale), threeOutcome, options: options).inference
    func variance(_ i: Int, _ j: Int) throws -> Double { try #require(plain[i][j]) }
    // β of the first column is that of the plain one less a multiple of the second's; V⁻¹ of the plain ones
    // stays.
    let own = try variance(1, 1) - 2 * variance(1, 2) / scale + variance(2, 2) / scale / scale
    let precision = try variance(2, 2) / (variance(1, 1) * variance(2, 2) - variance(1, 2) * variance(1, 2))
    let value = try #require(found.varianceInflation?.first?.value)
    #expect(relativeDifference(value, own * precision) < 1e-11)
  }

  @Test("Bad rows are refused with their place")
  func errors() throws {
    let design = try RegressionDesign(Tensor([1.0, 2, 4, 3], shape: [4, 1]))
    let labels: [Int32] = [0, 1, 0, 1]
    func fit(_ outcome: RegressionOutcome, _ change: (inout RegressionOptions) -> Void = { _ in }) throws {
      var options = RegressionOptions()
      change(&options)
      _ = try FittedRegression(design, outcome, options: options)
    }
    let good = RegressionOutcome.classes(labels, names: ["a", "b"])
    try fit(good)
    #expect(throws: LogitError.self) { try fit(.classes([0, 0, 0, 0], names: ["a", "b"])) }
    #expect(throws: LogitError.self) { try fit(.classes([0, 1, 2, 0], names: ["a", "b"])) }
    #expect(throws: LogitError.self) { try fit(good) { $0.weights = [1, -1, 1, 1] } }
    #expect(throws: LogitError.self) { try fit(good) { $0.frequencyWeights = [1, 1.5, 1, 1] } }
    // More rows than can be counted exactly, and as many as can.
    for weight in [0x1p53, 1e300] {
      #expect(throws: LogitError.self) { try fit(good) { $0.frequencyWeights = [1, 1, weight, weight] } }
    }
    try fit(good) { $0.frequencyWeights = [0, 0x1p52, 0x1p52, 0] }
    try fit(good) { $0.weights = [1, 1, 1e300, 1e300] }
    #expect(throws: LogitError.self) { try fit(good) { $0.offsets = [0, .nan, 0, 0] } }
    #expect(throws: LogitError.self) {
      try fit(good) { $0.standardErrors = .cluster([1, 1, 1, 1], name: "g") }
    }
    #expect(throws: LogitError.self) { try fit(good) { $0.level = 1 } }
    #expect(throws: LogitError.self) {
      try fit(.counts(successes: [1, 2, 3, 4], trials: [2, 1, 3, 4], names: ["a", "b"]))
    }
    #expect(throws: LogitError.nonFiniteInput(name: "x", row: 2, column: 0, value: .infinity)) {
      let bad = try RegressionDesign(Tensor([1.0, 2, .infinity, 3], shape: [4, 1]))
      _ = try FittedRegression(bad, good)
    }
  }
}
