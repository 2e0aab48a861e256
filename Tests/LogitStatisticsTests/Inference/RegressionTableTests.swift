import Logit
import LogitStatistics
import Testing

/// R's numbers are good to about 10⁻¹² here; what is asked for is 10⁻⁷.
@Suite("The table of a regression is R's")
struct RegressionTableTests {
  private let tolerance = 1e-9

  @Test(
    "Estimates, errors, z and p of rows and counts", arguments: ["infert", "birthwt", "esoph", "weights"])
  func table(_ name: String) throws {
    let all = InferenceVectors.all
    let expected = [
      "infert": all.infert, "birthwt": all.birthwt, "esoph": all.esoph, "weights": all.weights,
    ][name]
    let vectors = try #require(expected)
    let found = try vectors.fit().inference
    let lines = found.coefficients
    #expect(largestDifference(lines.map(\.estimate), vectors.estimate) < tolerance)
    #expect(largestDifference(lines.map(\.standardError), vectors.error) < tolerance)
    #expect(largestDifference(lines.map(\.statistic), vectors.z ?? []) < tolerance)
    #expect(largestDifference(lines.map(\.pValue), vectors.p ?? []) < 1e-8)
    #expect(found.isConverged)
    guard name != "weights" else { return }
    #expect(largestDifference([found.aic, found.bic], [vectors.aic ?? 0, vectors.bic ?? 0]) < tolerance)
    if let null = vectors.null {
      #expect(largestDifference([found.nullLogLikelihood], [null]) < tolerance)
    }
  }

  @Test("The log likelihood of prior weights is a weighted sum")
  func weightedLikelihood() throws {
    let vectors = InferenceVectors.all.weights
    let found = try vectors.fit().inference
    #expect(relativeDifference(found.logLikelihood, try #require(vectors.sum)) < tolerance)
  }

  @Test("Robust errors are sandwich's", arguments: ["infert", "esoph", "weights"])
  func robust(_ name: String) throws {
    let all = InferenceVectors.all
    let expected = ["infert": all.infert, "esoph": all.esoph, "weights": all.weights][name]
    let vectors = try #require(expected)
    let robust = try #require(vectors.robust)
    for (kind, errors) in [
      (RegressionOptions.HeteroskedasticityCorrection.hc0, robust.hc0), (.hc1, robust.hc1),
      (.hc2, robust.hc2),
      (.hc3, robust.hc3),
    ] {
      let found = try vectors.fit { $0.standardErrors = .robust(kind) }.inference
      #expect(largestDifference(found.coefficients.map(\.standardError), errors) < tolerance, "\(kind)")
      #expect(found.aic == nil && found.likelihoodRatio == nil && found.wald != nil)
    }
  }

  @Test("Clustered errors have G/(G − 1), of two classes and of three")
  func clusters() throws {
    for vectors in [InferenceVectors.all.infert, InferenceVectors.all.iris] {
      let clusters = try #require(vectors.clusters)
      let found = try vectors.fit { $0.standardErrors = .cluster(clusters, name: "group") }.inference
      #expect(
        largestDifference(found.coefficients.map(\.standardError), try #require(vectors.cluster)) < tolerance)
      #expect(found.clusterCount == Set(clusters).count)
    }
  }

  @Test("Three classes against the first")
  func severalClasses() throws {
    let vectors = InferenceVectors.all.iris
    let found = try vectors.fit().inference
    #expect(largestDifference(found.coefficients.map(\.estimate), vectors.estimate) < tolerance)
    #expect(largestDifference(found.coefficients.map(\.standardError), vectors.error) < tolerance)
    #expect(relativeDifference(found.logLikelihood, vectors.logLikelihood) < tolerance)
    let robust = try vectors.fit { $0.standardErrors = .robust(.hc0) }.inference
    #expect(
      largestDifference(robust.coefficients.map(\.standardError), try #require(vectors.hc0)) < tolerance)
    #expect(throws: LogitError.self) { try vectors.fit { $0.standardErrors = .robust(.hc3) } }
  }

  @Test("Frequencies are repeated rows")
  func frequencies() throws {
    let vectors = InferenceVectors.all.frequencies
    let found = try vectors.fit { $0.hosmerLemeshowGroupCount = 8 }.inference
    let rows = vectors.frequencies?.reduce(0, +) ?? 0
    #expect(found.observationCount == Int(rows))
    #expect(
      largestDifference(found.coefficients.map(\.standardError), try #require(vectors.repeated)) < tolerance)
    #expect(relativeDifference(try #require(found.bic), try #require(vectors.repeatedBIC)) < tolerance)
    let statistic = try #require(found.hosmerLemeshow?.test).statistic
    #expect(relativeDifference(statistic, try #require(vectors.repeatedHosmer)) < tolerance)
    var long = vectors
    let places = (vectors.frequencies ?? []).enumerated().flatMap { [Int](repeating: $0, count: Int($1)) }
    (long.x, long.y, long.frequencies) = (places.map { vectors.x[$0] }, places.map { vectors.y[$0] }, nil)
    for kind in RegressionOptions.HeteroskedasticityCorrection.allCases {
      let short = try vectors.fit { $0.standardErrors = .robust(kind) }.inference
      let repeated = try long.fit { $0.standardErrors = .robust(kind) }.inference
      let expected = repeated.coefficients.compactMap(\.standardError)
      #expect(largestDifference(short.coefficients.map(\.standardError), expected) < tolerance)
    }
  }

  @Test("Offsets, and no constant")
  func offsetsAndOrigin() throws {
    let offset = InferenceVectors.all.offset
    let found = try offset.fit().inference
    #expect(largestDifference(found.coefficients.map(\.estimate), offset.estimate) < tolerance)
    #expect(relativeDifference(try #require(found.nullLogLikelihood), try #require(offset.null)) < tolerance)
    let origin = InferenceVectors.all.origin
    let through = try origin.fit(hasIntercept: false).inference
    #expect(largestDifference(through.coefficients.map(\.estimate), origin.estimate) < tolerance)
    #expect(largestDifference(through.coefficients.map(\.standardError), origin.error) < tolerance)
    let zero = -Double(origin.y.count) * 0.6931471805599453
    #expect(relativeDifference(try #require(through.nullLogLikelihood), zero) < tolerance)
  }

  @Test("Classes numbered in another order have the same fits against the same base")
  func baseClass() throws {
    let vectors = InferenceVectors.all.iris
    let plain = try vectors.fit().inference
    let labels = vectors.y.map { Int32($0 == 0 ? 1 : $0 == 1 ? 0 : 2) }
    let outcome = RegressionOutcome.classes(labels, names: ["class 1", "class 0", "class 2"], base: 1)
    let found = try FittedRegression(vectors.design(), outcome).inference
    #expect(found.coefficients.map(\.className) == plain.coefficients.map(\.className))
    let expected = plain.coefficients.compactMap(\.estimate)
    #expect(largestDifference(found.coefficients.map(\.estimate), expected) < tolerance)
  }

  @Test("Counts have the pseudo R² of the same trials in rows of their own, which measure the fit")
  func expandedCounts() throws {
    let x = [0.0, 1, 2, 3, 4, 5]
    let (successes, trials) = ([1.0, 2, 3, 5, 5, 9], [8.0, 7, 9, 8, 7, 10])
    let counts = try FittedRegression(
      RegressionDesign(Tensor(x, shape: [6, 1])),
      .counts(successes: successes, trials: trials, names: ["no", "yes"])
    ).inference
    var (values, classes): ([Double], [Int32]) = ([], [])
    for (row, value) in x.enumerated() {
      for trial in 0..<Int(trials[row]) {
        values.append(value)
        classes.append(trial < Int(successes[row]) ? 1 : 0)
      }
    }
    let rows = try FittedRegression(
      RegressionDesign(Tensor(values, shape: [values.count, 1])), .classes(classes, names: ["no", "yes"])
    ).inference
    #expect(relativeDifference(try #require(counts.coxSnell), try #require(rows.coxSnell)) < tolerance)
    #expect(relativeDifference(try #require(counts.nagelkerke), try #require(rows.nagelkerke)) < tolerance)
  }
}
