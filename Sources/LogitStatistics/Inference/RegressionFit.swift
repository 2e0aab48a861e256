import Logit

/// The maximum of the likelihood over some columns, and its curvature there.
struct RegressionFit: Sendable {
  /// The gradient of the mean loss at which a search may end; it goes on to rounding where that is cheap.
  private static let tolerance = 1e-10
  /// The step that is made without another look where rows are so many that a pass over them takes its time:
  /// what it changes of the information is less, as a share.
  private static let lastStep = 1e-9

  let rows: RegressionRows
  let basis: RegressionBasis
  /// The model over the stored columns of the basis.
  let model: LinearModel
  /// Working coefficients, `[predictors, width]`.
  let point: [Double]
  /// The log likelihood there.
  let logLikelihood: Double
  /// The curvature there: minus the second derivatives of the log likelihood, `[coefficients, coefficients]`.
  let information: [Double]
  /// Of two classes and the rows' own weights: what robust errors and marginal effects need, if the search
  /// worked it out.
  let sums: RowSums?
  /// Whether ``information`` is of the point before a last short step, and differs in its last digits.
  let isBeforeLastStep: Bool
  let state: LinearSolution.State
  let iterationCount: Int
  /// The largest absolute entry of the mean loss's gradient.
  let gradientNorm: Double

  /// The number of coefficients that are estimated.
  var coefficientCount: Int { point.count }
  /// The linear predictors with coefficients: the classes but the base.
  var predictorCount: Int { model.freePredictorCount }

  /// Finds the maximum.
  ///
  /// - Parameters:
  ///   - rows: The rows.
  ///   - basis: The columns.
  ///   - start: Working coefficients to begin from; by default those of the classes' shares.
  ///   - offsets: One for each row and predictor, instead of the rows' own.
  ///   - weights: Instead of the rows' own.
  ///   - ridge: A penalty on every coefficient, for problems whose maximum is not unique.
  ///   - wanted: What is wanted of two classes' rows at the maximum besides the information.
  init(
    _ rows: RegressionRows, _ basis: RegressionBasis, from start: [Double]? = nil, offsets: [Double]? = nil,
    weights: [Double]? = nil, ridge: Double = 0, wanted: WantedSums = [], iterationLimit: Int,
    isCancelled: () -> Bool
  ) throws {
    (self.rows, self.basis) = (rows, basis)
    model = try Self.model(rows, basis)
    let data = try Self.data(rows, basis, model, weights: weights, offsets: offsets)
    let penalties = basis.penalties.map { $0 + ridge }
    let problem = try LinearProblem(MemoryFold(data), penalties: penalties)
    var from = [Double](repeating: 0, count: model.coefficientCount)
    var place = NewtonStart(from)
    if let start {
      Self.scatter(start, basis, into: &from)
      place = NewtonStart(from)
    } else {
      Self.setShares(rows, model, into: &from)
      place = try Newton.sampledStart(data, penalties: penalties, from: from, isCancelled: isCancelled)
    }
    let ownSums: WantedSums = model.predictorCount == 1 && weights == nil ? wanted : []
    let last = ownSums.union([.gradient, .hessian])
    let (search, known) = try Newton.optimum(
      problem, from: place, tolerance: Self.tolerance, iterationLimit: iterationLimit,
      separation: ridge == 0 ? Self.bound(rows) : nil, with: last,
      lastStep: place.hessian == nil ? 0 : Self.lastStep, isCancelled: isCancelled)
    isBeforeLastStep = place.hessian != nil && known != nil
    var evaluation = known ?? LinearEvaluation()
    if known == nil { try problem.evaluate(last, at: search.coefficients, into: &evaluation) }
    sums = ownSums.isEmpty ? nil : RowSums(evaluation, ownSums, basis)
    let places = Self.places(model, basis)
    point = places.map { search.coefficients[$0] }
    let (full, weight) = (model.coefficientCount, evaluation.weight)
    information = places.flatMap { i in places.map { evaluation.hessian[i * full + $0] * weight } }
    logLikelihood = rows.logConstant - evaluation.meanLoss * weight
    (state, iterationCount) = (search.state, search.iterations)
    gradientNorm = evaluation.gradientNorm
  }

  /// A fit that was made elsewhere, such as a penalized one.
  init(
    _ rows: RegressionRows, _ basis: RegressionBasis, point: [Double], logLikelihood: Double,
    information: [Double], isConverged: Bool, iterationCount: Int, gradientNorm: Double
  ) throws {
    (self.rows, self.basis, self.point, sums, isBeforeLastStep) = (rows, basis, point, nil, false)
    model = try Self.model(rows, basis)
    (self.logLikelihood, self.information) = (logLikelihood, information)
    state = isConverged ? .converged : .iterationLimit
    (self.iterationCount, self.gradientNorm) = (iterationCount, gradientNorm)
  }

  /// The log likelihood at working coefficients, or at those of the classes' shares.
  static func logLikelihood(_ rows: RegressionRows, _ basis: RegressionBasis, at point: [Double]?) throws
    -> Double
  {
    let model = try Self.model(rows, basis)
    let data = try Self.data(rows, basis, model)
    var full = [Double](repeating: 0, count: model.coefficientCount)
    if let point { scatter(point, basis, into: &full) } else { setShares(rows, model, into: &full) }
    var evaluation = LinearEvaluation()
    try LinearProblem(MemoryFold(data), penalties: basis.penalties).evaluate(
      .gradient, at: full, into: &evaluation)
    return rows.logConstant - evaluation.meanLoss * evaluation.weight
  }

  /// Where a fit of some of these columns may begin: the maximum, to second order, of the likelihood with the
  /// coefficients of the other columns held at 0.
  ///
  /// With those left out L and those kept K, and the information I here, it is βK + IKK⁻¹ IKL βL: what is
  /// left out passes to the columns that are like it, which keep their part of the linear predictor.
  ///
  /// - Returns: `nil` unless this is a maximum, and the columns are among its own.
  func start(of smaller: RegressionBasis) -> [Double]? {
    guard state == .converged, !smaller.isOrthogonal, !basis.isOrthogonal else { return nil }
    var places: [Int: Int] = [:]
    for (place, column) in basis.columns.enumerated() { places[column] = place }
    var own = smaller.columns.compactMap { places[$0] }
    guard own.count == smaller.columns.count else { return nil }
    if smaller.hasIntercept { own.append(basis.width - 1) }
    let kept = (0..<predictorCount).flatMap { k in own.map { k * basis.width + $0 } }
    let isKept = Set(kept)
    let left = point.indices.filter { !isKept.contains($0) }
    let order = coefficientCount
    var passed = kept.map { i in left.reduce(0) { $0 + information[i * order + $1] * point[$1] } }
    guard
      let factor = Cholesky(kept.flatMap { i in kept.map { information[i * order + $0] } }, order: kept.count)
    else { return nil }
    factor.solve(&passed)
    return zip(kept, passed).map { point[$0] + $1 }
  }

  /// The model over the stored columns of a basis.
  static func model(_ rows: RegressionRows, _ basis: RegressionBasis) throws -> LinearModel {
    try LinearModel(
      rows.classCount == 2 ? .binary : .multinomial(classCount: rows.classCount, reference: rows.baseClass),
      columnCount: basis.scale.count, hasIntercept: basis.hasIntercept)
  }

  /// The rows as a problem whose maximum this is, in the coefficients of all stored columns.
  func problem(weights: [Double]? = nil, offsets: [Double]? = nil) throws -> LinearProblem {
    let data = try Self.data(rows, basis, model, weights: weights, offsets: offsets)
    return try LinearProblem(MemoryFold(data), penalties: basis.penalties)
  }

  private static func data(
    _ rows: RegressionRows, _ basis: RegressionBasis, _ model: LinearModel, weights: [Double]? = nil,
    offsets: [Double]? = nil
  ) throws -> DenseRows {
    try DenseRows(
      basis.matrix, labels: rows.labels, model: model, weights: weights ?? rows.totals,
      offsets: offsets ?? rows.offsets, shift: basis.shift, scale: basis.scale,
      areChecked: !basis.isOrthogonal)
  }

  /// The coefficients of all stored columns, 0 of those without one.
  func full(_ point: [Double]) -> [Double] {
    var result = [Double](repeating: 0, count: model.coefficientCount)
    Self.scatter(point, basis, into: &result)
    return result
  }

  /// The place of each working coefficient among those of all stored columns.
  static func places(_ model: LinearModel, _ basis: RegressionBasis) -> [Int] {
    (0..<model.freePredictorCount).flatMap { k in
      basis.places.map { k * model.coefficientsPerPredictor + $0 }
    }
  }

  private static func scatter(_ point: [Double], _ basis: RegressionBasis, into full: inout [Double]) {
    let stored = basis.scale.count + (basis.hasIntercept ? 1 : 0)
    for k in 0..<full.count / max(stored, 1) {
      basis.scatter(point[k * basis.width..<(k + 1) * basis.width], into: &full, at: k * stored)
    }
  }

  /// Sets the constants that the classes' shares give.
  private static func setShares(_ rows: RegressionRows, _ model: LinearModel, into point: inout [Double]) {
    guard model.hasIntercept else { return }
    let logs = rows.classTotals.map(naturalLogarithm)
    let width = model.coefficientsPerPredictor
    for k in 0..<model.freePredictorCount {
      let own = model.predictorCount == 1 ? 1 : model.predictor(ofFree: k)
      point[k * width + width - 1] = logs[own] - logs[rows.baseClass]
    }
  }

  /// What tells separated classes.
  private static func bound(_ rows: RegressionRows) -> SeparationBound? {
    var least = Double.infinity
    for weight in rows.totals ?? [1] where weight > 0 { least = min(least, weight) }
    guard case .classes = rows.labels else { return nil }
    return SeparationBound(
      leastShare: least / rows.totalWeight,
      largestOffset: rows.offsets?.reduce(0) { max($0, abs($1)) } ?? 0)
  }
}

// MARK: - Coefficients in the design's own units

extension RegressionFit {
  /// The coefficients of one predictor over ``RegressionBasis/columns``, the constant last.
  func coefficients(of predictor: Int) -> [Double] {
    basis.coefficients(point[predictor * basis.width..<(predictor + 1) * basis.width])
  }

  /// The class of a predictor.
  func classIndex(of predictor: Int) -> Int {
    model.predictorCount == 1 ? 1 : model.predictor(ofFree: predictor)
  }

  /// The places of the coefficients of some of the design's columns, of all predictors.
  func indices(of columns: Set<Int>) -> [Int] {
    let own = basis.columns.indices.filter { columns.contains(basis.columns[$0]) }
    return (0..<predictorCount).flatMap { k in own.map { k * basis.width + $0 } }
  }

  /// What a coefficient is as a combination of all working coefficients.
  ///
  /// - Parameters:
  ///   - predictor: Which predictor's.
  ///   - index: Its place among ``RegressionBasis/columns``, or after them for the constant.
  func combination(_ predictor: Int, _ index: Int) -> [Double] {
    var result = [Double](repeating: 0, count: coefficientCount)
    result.replaceSubrange(predictor * basis.width..<(predictor + 1) * basis.width, with: basis.row(index))
    return result
  }

  /// One working coefficient as a combination of all.
  func unit(_ index: Int) -> [Double] {
    var result = [Double](repeating: 0, count: coefficientCount)
    result[index] = 1
    return result
  }
}
