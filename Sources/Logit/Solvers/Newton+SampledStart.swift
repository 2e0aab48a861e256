extension Newton {
  /// The rows of a part of the data with which a search begins, and how many times fewer than all they must be.
  private static let sampledRows = 20_000
  private static let rowsPerCoefficient = 100
  private static let leastStep = 5

  /// The optimum of a part of the rows, where the search over all of them begins: it is about 1/√rows away from
  /// theirs, which saves most steps over all rows.
  ///
  /// The rows are taken at an odd distance, since files often alternate. A part that has no optimum of its own
  /// is of no use.
  ///
  /// - Parameters:
  ///   - rows: All rows.
  ///   - penalties: λ of each coefficient of a predictor; see ``LinearProblem/init(_:penalties:)``.
  ///   - point: Where the search over the part begins, `[coefficients]`.
  ///   - isCancelled: Asked before each step.
  /// - Returns: The optimum of the part; `point` if there are too few rows, or the part has no optimum.
  /// - Throws: `LogitError` as ``LinearProblem`` does.
  package static func sampledStart(
    _ rows: DenseRows, penalties: [Double], from point: [Double], isCancelled: () -> Bool
  ) throws -> [Double] {
    let enough = max(sampledRows, rowsPerCoefficient * rows.model.coefficientCount)
    let step = rows.rowCount / enough | 1
    guard step >= leastStep else { return point }
    let sample = rows.sampled(every: step)
    guard sample.weights.map({ $0.contains { $0 > 0 } }) ?? true else { return point }
    let search = try Newton.minimize(
      LinearProblem(MemoryFold(sample), penalties: penalties), from: point, tolerance: 1e-6,
      iterationLimit: 25, isCancelled: isCancelled)
    return search.state == .converged ? search.coefficients : point
  }
}
