import Logit
import LogitStatistics
import Testing

@Suite("Tests, effects, profiles and influence of a regression are R's")
struct RegressionTestTests {
  private let tolerance = 1e-9

  private func births() -> [RegressionDesign.Term] {
    let names = InferenceVectors.all.birthwt.names ?? []
    return names.indices.compactMap { column in
      column == 3
        ? nil
        : RegressionDesign.Term(
          name: column == 2 ? "race" : names[column], columns: column..<(column == 2 ? 4 : column + 1),
          factors: [column == 2 ? "race" : names[column]])
    }
  }

  @Test("Terms are tested with the terms that they are marginal to left out")
  func marginality() throws {
    let vectors = InferenceVectors.all.infert
    for (kind, expected) in [
      (RegressionOptions.TermTest.likelihoodRatio, vectors.likelihoodRatio), (.wald, vectors.wald),
    ] {
      let found = try vectors.fit(terms: vectors.singleTerms) { $0.termTest = kind }.inference
      let statistics = found.termTests?.map { $0.test?.statistic } ?? []
      #expect(largestDifference(statistics, expected ?? []) < tolerance)
    }
  }

  @Test("Terms of several columns are tested together")
  func terms() throws {
    let vectors = InferenceVectors.all.birthwt
    for (kind, expected) in [
      (RegressionOptions.TermTest.likelihoodRatio, vectors.likelihoodRatio), (.wald, vectors.wald),
      (.score, vectors.score),
    ] {
      let found = try vectors.fit(terms: births()) { $0.termTest = kind }.inference
      let statistics = found.termTests?.map { $0.test?.statistic } ?? []
      // R's score test takes the weights of the step before the last.
      #expect(largestDifference(statistics, expected ?? []) < (kind == .score ? 1e-7 : tolerance), "\(kind)")
      #expect(found.termTests?.map { $0.test?.degreesOfFreedom } == [1, 1, 2, 1, 1, 1, 1, 1])
    }
    let inflation = try vectors.fit(terms: births()) { $0.inflatesVariance = true }.inference
      .varianceInflation
    #expect(largestDifference(inflation?.map(\.value) ?? [], try #require(vectors.inflation)) < tolerance)
  }

  @Test("With Firth's penalty terms are tested by the penalized likelihood ratio, marginality kept")
  func firth() throws {
    let (infert, birthwt) = (InferenceVectors.all.infert, InferenceVectors.all.birthwt)
    for (vectors, terms) in [(infert, infert.singleTerms), (birthwt, births())] {
      let found = try vectors.fit(terms: terms) {
        ($0.usesFirthPenalty, $0.termTest, $0.comparesPenalizedLikelihoods) = (true, .likelihoodRatio, false)
      }.inference
      let statistics = found.termTests?.map { $0.test?.statistic } ?? []
      #expect(largestDifference(statistics, try #require(vectors.firthTests)) < tolerance)
      #expect(found.termTests?.map { $0.test?.degreesOfFreedom } == terms.map(\.columns.count))
    }
  }

  @Test("A nested regression")
  func nested() throws {
    let vectors = InferenceVectors.all.infert
    let smaller = try RegressionDesign(
      Tensor(vectors.x.flatMap { $0[0..<2] }, shape: [vectors.x.count, 2]), columnNames: ["age", "parity"])
    let found = try vectors.fit { $0.nested = (smaller, "case ~ age + parity") }.inference
    let test = try #require(found.nested?.test)
    #expect(relativeDifference(test.statistic, try #require(vectors.nested)) < tolerance)
    #expect(test.degreesOfFreedom == 3)
    let square = try RegressionDesign(
      Tensor(vectors.x.map { $0[0] * $0[0] }, shape: [vectors.x.count, 1]), columnNames: ["age^2"])
    #expect(throws: LogitError.self) { try vectors.fit { $0.nested = (square, "case ~ age^2") } }
    let sum = try RegressionDesign(
      Tensor(vectors.x.map { $0[0] + 2 * $0[1] }, shape: [vectors.x.count, 1]), columnNames: ["sum"])
    #expect(try vectors.fit { $0.nested = (sum, "case ~ sum") }.inference.nested?.test?.degreesOfFreedom == 4)
    let robust = try vectors.fit {
      $0.nested = (smaller, "case ~ age + parity")
      $0.standardErrors = .robust(.hc1)
    }.inference.nested?.test
    #expect(
      relativeDifference(try #require(robust).statistic, try #require(vectors.nestedRobust)) < tolerance)
    #expect(robust?.degreesOfFreedom == 3)
  }

  @Test("Hosmer and Lemeshow's groups")
  func hosmerLemeshow() throws {
    let vectors = InferenceVectors.all.infert
    let found = try vectors.fit { $0.hosmerLemeshowGroupCount = 10 }.inference
    let test = try #require(found.hosmerLemeshow?.test)
    #expect(relativeDifference(test.statistic, try #require(vectors.hosmer)) < tolerance)
    #expect(test.degreesOfFreedom == 8)
    #expect(found.hosmerLemeshow?.groupCount == 10)
    #expect(!found.description.contains("in place of 10"))
  }

  @Test("Profile limits are where the deviance of a refit says")
  func profile() throws {
    let vectors = InferenceVectors.all.infert
    let fit = try vectors.fit { $0.profiles = true }
    let line = fit.inference.coefficients[3]
    #expect(fit.inference.interval == .profile)
    #expect(
      largestDifference([line.confidenceLow, line.confidenceHigh], try #require(vectors.profile)) < 1e-8)
    let points = try fit.profile(of: 3, pointCount: 21)
    #expect(points.count == 21)
    #expect(abs(points[10].deviance) < 1e-9)
    #expect(points[0].deviance > 9 && points[20].deviance > 9)
  }

  @Test("Mean effects of numbers over the rows")
  func effects() throws {
    let vectors = InferenceVectors.all.infert
    var fit = try vectors.fit()
    let count = vectors.x.first?.count ?? 0
    let changes = (0..<count).map {
      MarginalChange(name: "\($0)", columns: [$0], kind: .derivative(.constant([1])))
    }
    try fit.addMarginalEffects(changes, at: .overall)
    let expected = try #require(vectors.effects)
    let found = try #require(fit.inference.marginalEffects)
    #expect(largestDifference(found.map(\.effect), expected.map { $0[0] }) < tolerance)
    #expect(largestDifference(found.map(\.standardError), expected.map { $0[1] }) < tolerance)
  }

  @Test("Leverage, Cook's distance and residuals", arguments: ["infert", "esoph", "weights"])
  func influence(_ name: String) throws {
    let all = InferenceVectors.all
    let vectors = try #require(["infert": all.infert, "esoph": all.esoph, "weights": all.weights][name])
    let expected = try #require(vectors.influence)
    let found = try vectors.fit().influence().prefix(expected.leverage.count)
    #expect(largestDifference(found.map(\.leverage), expected.leverage) < tolerance)
    #expect(largestDifference(found.map(\.cooksDistance), expected.cook) < tolerance)
    #expect(largestDifference(found.map(\.pearson), expected.pearson) < tolerance)
    #expect(largestDifference(found.map(\.deviance), expected.deviance) < tolerance)
    #expect(largestDifference(found.map(\.standardizedPearson), expected.standardizedPearson) < tolerance)
    #expect(largestDifference(found.map(\.standardizedDeviance), expected.standardizedDeviance) < tolerance)
  }
}
