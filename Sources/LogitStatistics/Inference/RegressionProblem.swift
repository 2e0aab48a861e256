import Logit

/// A regression's rows and how its models are fitted: of all columns, of some, of the constant alone.
struct RegressionProblem: Sendable {
  let rows: RegressionRows
  let moments: ColumnMoments
  let iterationLimit: Int

  init(_ rows: RegressionRows, iterationLimit: Int) throws {
    try LogitError.require(iterationLimit >= 1, "The most steps of a fit", iterationLimit, "at least 1")
    (self.rows, self.iterationLimit) = (rows, iterationLimit)
    moments = try Self.moments(rows)
  }

  /// Takes rows whose columns may be in any unit.
  ///
  /// - Returns: The problem, of scaled columns where one is in an extreme unit, and what they were divided by.
  static func inAnyUnits(
    _ rows: RegressionRows, iterationLimit: Int
  ) throws -> (problem: RegressionProblem, units: ColumnUnits?) {
    let reason: any Error
    do {
      let problem = try RegressionProblem(rows, iterationLimit: iterationLimit)
      // Without a constant, columns are divided by these.
      let sizes = rows.design.hasIntercept ? [] : problem.moments.rootMeanSquares
      guard let size = sizes.first(where: { $0 != 0 && !ColumnMoments.usableSizes.contains($0) }) else {
        return (problem, nil)
      }
      reason = LogitError.invalidOption(
        name: "The size of a column", value: "\(size)", expected: "within double precision when squared")
    } catch let error as LogitError { reason = error }
    guard let units = ColumnUnits(rows.design) else { throw reason }
    try units.check(rows)
    let scaled = RegressionRows(rows, design: try units.scaled(rows.design))
    return (try RegressionProblem(scaled, iterationLimit: iterationLimit), units)
  }

  /// The columns' moments; values that are not finite are named with their place.
  private static func moments(_ rows: RegressionRows) throws -> ColumnMoments {
    do {
      let moments = try ColumnMoments(rows.matrix, weights: rows.totals)
      // Moments that are finite show that the numbers are, but for rows that do not count.
      if rows.totals?.contains(0) ?? false { try checkMatrix(rows) }
      return moments
    } catch let error as LogitError {
      try checkMatrix(rows)
      throw named(error, rows)
    }
  }

  /// The same error with the column's name in the place of its position.
  private static func named(_ error: LogitError, _ rows: RegressionRows) -> LogitError {
    guard case .invalidOption(_, let value, let expected) = error else { return error }
    let (count, width) = (rows.rowCount, rows.design.columnCount)
    for (column, name) in rows.design.columnNames.enumerated() {
      let own = Tensor<Double>(unsafeUninitializedShape: [count, 1]) { target in
        for row in 0..<count { target[row] = rows.matrix[row * width + column] }
      }
      do { _ = try ColumnMoments(.double(own), weights: rows.totals) } catch {
        return .invalidOption(name: "The deviation of \"\(name)\"", value: value, expected: expected)
      }
    }
    return error
  }

  private static func checkMatrix(_ rows: RegressionRows) throws {
    _ = try DenseRows(
      rows.matrix, labels: rows.labels,
      model: LinearModel(
        rows.classCount == 2 ? .binary : .multinomial(classCount: rows.classCount),
        columnCount: rows.design.columnCount))
  }

  /// The maximum of the likelihood.
  ///
  /// - Parameters:
  ///   - basis: The columns.
  ///   - start: Working coefficients to begin from; by default those of the classes' shares.
  ///   - wanted: What is wanted of two classes' rows at the maximum besides the information.
  ///   - isCancelled: Asked before each step.
  func fit(
    _ basis: RegressionBasis, from start: [Double]? = nil, wanted: WantedSums = [], isCancelled: () -> Bool
  ) throws -> RegressionFit {
    try RegressionFit(
      rows, basis, from: start, wanted: wanted, iterationLimit: iterationLimit, isCancelled: isCancelled)
  }

  /// The largest log likelihood that some columns of a design reach, or come near if classes are separated.
  ///
  /// - Parameters:
  ///   - basis: The columns.
  ///   - full: A fit of more columns, near whose coefficients a search may begin.
  /// - Returns: `nil` if no search ended there.
  func supremum(_ basis: RegressionBasis, near full: RegressionFit? = nil, isCancelled: () -> Bool) throws
    -> Double?
  {
    if basis.width == 0 { return try logLikelihoodOfZero() }
    if let full, let start = full.start(of: basis), try isBetter(start, basis) {
      let near = try self.fit(basis, from: start, isCancelled: isCancelled)
      if near.state == .converged { return try limit(near, isCancelled) }
    }
    return try limit(self.fit(basis, isCancelled: isCancelled), isCancelled)
  }

  /// The log likelihood that a fit found; `nil` if it is no maximum, and classes are not known to be
  /// separated.
  private func limit(_ fit: RegressionFit, _ isCancelled: () -> Bool) throws -> Double? {
    if let separated = try SeparatedFit(fit, isCancelled: isCancelled) {
      return separated.isSettled ? separated.logLikelihood : nil
    }
    return fit.state == .converged ? fit.logLikelihood : nil
  }

  /// Whether the likelihood at a start is above that of the classes' shares, at which a search begins
  /// otherwise.
  private func isBetter(_ start: [Double], _ basis: RegressionBasis) throws -> Bool {
    try RegressionFit.logLikelihood(rows, basis, at: start)
      > RegressionFit.logLikelihood(rows, basis, at: nil)
  }

  /// The log likelihood of the constant alone, or of all coefficients 0 without one.
  ///
  /// - Returns: `nil` if a search for it, with offsets, did not end.
  func nullLogLikelihood(isCancelled: () -> Bool) throws -> Double? {
    guard rows.design.hasIntercept else { return try logLikelihoodOfZero() }
    guard rows.offsets == nil else {
      return try supremum(RegressionBasis(rows, moments, columns: []), isCancelled: isCancelled)
    }
    return rows.classTotals.reduce(rows.logConstant) { $0 + $1 * naturalLogarithm($1 / rows.totalWeight) }
  }

  private func logLikelihoodOfZero() throws -> Double {
    guard let offsets = rows.offsets else {
      return rows.logConstant - rows.totalWeight * naturalLogarithm(Double(rows.classCount))
    }
    var sum = rows.logConstant
    for (row, offset) in offsets.enumerated() where rows.counts(row) {
      let share = rows.share(row)
      let loss = max(offset, 0) - share * offset + logOfOnePlus(exponential(-abs(offset)))
      sum -= (rows.totals?[row] ?? 1) * loss
    }
    return sum
  }
}
