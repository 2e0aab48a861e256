import Logit

/// Compares a regression with one on the same rows whose columns are combinations of its own.
struct NestedComparison {
  let problem: RegressionProblem
  let fit: RegressionFit
  let estimates: RegressionEstimates
  /// The log likelihood of the larger regression; `nil` if no maximum was found.
  let logLikelihood: Double?
  let isRobust: Bool
  let isCancelled: () -> Bool

  /// What is left of a column of the smaller model, of its deviation, that counts as explained.
  private static let leastShare = 1e-7

  /// The test of the larger model against the smaller one.
  func test(_ nested: RegressionDesign, formula: String) throws -> LogisticInference.NestedTest {
    let rows = problem.rows
    guard nested.rowCount == rows.rowCount else {
      throw LogitError.rowCountMismatch(
        name: "The nested regression", expected: rows.rowCount, found: nested.rowCount)
    }
    try LogitError.require(
      rows.design.hasIntercept || !nested.hasIntercept, "The constant of the nested regression", "there",
      "left out, since the larger regression has none")
    let smaller = try RegressionProblem(
      RegressionRows(rows, design: nested), iterationLimit: problem.iterationLimit)
    let basis = try RegressionBasis(smaller.rows, smaller.moments)
    if isRobust { try checkNames(nested) } else { try checkSpace(nested, basis) }
    let degrees = (fit.basis.width - basis.width) * fit.predictorCount
    try LogitError.require(
      degrees > 0, "The number of coefficients of the nested regression", basis.width,
      "below that of the larger one, \(fit.basis.width)")
    if isRobust { return .init(formula: formula, test: try wald(nested, degrees)) }
    guard let logLikelihood, let reached = try smaller.supremum(basis, isCancelled: isCancelled) else {
      return .init(formula: formula, test: nil)
    }
    return LogisticInference.NestedTest(
      formula: formula,
      test: .init(statistic: max(2 * (logLikelihood - reached), 0), degreesOfFreedom: degrees))
  }

  /// Refuses a model with a column that the larger one does not span.
  private func checkSpace(_ nested: RegressionDesign, _ basis: RegressionBasis) throws {
    let larger = problem.rows.design
    var places: [String: Int] = [:]
    for (column, name) in larger.columnNames.enumerated() { places[name] = column }
    let unknown = basis.columns.filter { column in
      guard let own = places[nested.columnNames[column]] else { return true }
      return (0..<nested.rowCount).contains {
        nested.matrix[$0 * nested.columnCount + column] != larger.matrix[$0 * larger.columnCount + own]
      }
    }
    guard !unknown.isEmpty else { return }
    let (count, added) = (larger.columnCount, unknown.count)
    let joint = Tensor<Double>(unsafeUninitializedShape: [nested.rowCount, count + added]) { target in
      for row in 0..<nested.rowCount {
        for j in 0..<count { target[row * (count + added) + j] = larger.matrix[row * count + j] }
        for (place, column) in unknown.enumerated() {
          target[row * (count + added) + count + place] = nested.matrix[row * nested.columnCount + column]
        }
      }
    }
    let design = try RegressionDesign(joint, hasIntercept: larger.hasIntercept)
    let rows = RegressionRows(problem.rows, design: design)
    let moments = try ColumnMoments(design.matrix, weights: rows.totals)
    let sizes = design.hasIntercept ? moments.deviations : moments.rootMeanSquares
    let wanted = fit.basis.columns + (count..<count + added).filter { sizes[$0] > 0 }
    let orthogonal = OrthogonalColumns(
      rows, moments, wanted, sizes: sizes, tolerance: Self.leastShare)
    if let column = orthogonal.columns.first(where: { $0 >= count }) {
      throw LogitError.invalidOption(
        name: "The nested regression's column \"\(nested.columnNames[unknown[column - count]])\"",
        value: "none of the larger regression's, and no combination of them",
        expected: "one: only a regression on fewer of the same columns is nested")
    }
  }

  /// Refuses a model with a column that the larger one has not by name.
  private func checkNames(_ nested: RegressionDesign) throws {
    let larger = Set(problem.rows.design.columnNames)
    if let name = nested.columnNames.first(where: { !larger.contains($0) }) {
      throw LogitError.invalidOption(
        name: "The nested regression's column \"\(name)\"", value: "none of the larger regression's",
        expected: "one of them, since with robust errors columns are compared by name")
    }
  }

  /// The columns that are left out, by their estimates and covariance.
  ///
  /// - Parameter degrees: The coefficients by which the smaller regression has fewer.
  /// - Returns: `nil` if a column of the smaller one, which has no coefficient in the larger, stands for some
  ///   that are left out: then their coefficients are no test of it.
  private func wald(_ nested: RegressionDesign, _ degrees: Int) throws -> LogisticInference.Test? {
    let larger = problem.rows.design
    let kept = Set(nested.columnNames)
    let width = fit.basis.width
    var indices: [Int] = []
    for k in 0..<fit.predictorCount {
      for (place, column) in fit.basis.columns.enumerated() where !kept.contains(larger.columnNames[column]) {
        indices.append(k * width + place)
      }
      if larger.hasIntercept && !nested.hasIntercept { indices.append((k + 1) * width - 1) }
    }
    guard indices.count == degrees else { return nil }
    guard let statistic = estimates.wald(indices) else {
      throw LogitError.invalidOption(
        name: "The covariance of the coefficients that the nested regression leaves out", value: "singular",
        expected: "regular; there are fewer clusters than coefficients, or separated classes")
    }
    return .init(statistic: statistic, degreesOfFreedom: indices.count)
  }
}
