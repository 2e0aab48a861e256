/// The problem behind a path: the rows as the penalty sees them, and the way back to the columns' units.
struct PathProblem {
  private let rows: DenseRows
  private let shift: [Double]
  private let scale: [Double]
  private let l1Ratio: Double
  private let factors: [Double]
  private let bounds: [ClosedRange<Double>]?

  private var model: LinearModel { rows.model }

  init(_ regression: LogisticRegression, _ data: PathData) throws {
    let shape = data.matrix.shape
    guard shape.count == 2, shape[1] > 0 else {
      throw LogitError.shapeMismatch(
        operation: "A path", expected: "[rows, columns] with at least one column", found: shape,
        remedy: "give a matrix")
    }
    guard shape[0] > 0 else { throw LogitError.emptyData(name: "x") }
    let columnCount = shape[1]
    let classCount = data.classCount ?? max(Int(data.classes.max() ?? 0) + 1, 2)
    try LogitError.require(classCount >= 2, "classCount", classCount, "at least 2")
    let model = try LinearModel(
      classCount == 2 ? .binary : .multinomial(classCount: classCount), columnCount: columnCount,
      hasIntercept: regression.fitsIntercept)
    // Made once for its checks: what is not finite must not reach the moments.
    _ = try DenseRows(
      data.matrix, labels: .classes(data.classes), model: model, weights: data.weights,
      offsets: data.offsets?.scalars)
    let total = data.weights?.reduce(0, +) ?? Double(shape[0])
    try LogitError.require(total > 0 && total.isFinite, "The sum of the weights", total, "finite and above 0")
    let scaling = try ColumnMoments(data.matrix, weights: data.weights)
    // Without an intercept a shift would be another model.
    shift = regression.fitsIntercept ? scaling.means : [Double](repeating: 0, count: columnCount)
    scale = scaling.deviations.enumerated().map { column, deviation in
      guard deviation > 0 else { return 0 }
      return 1 / (regression.standardizes ? deviation : regression.penaltyDivisors?[column] ?? 1)
    }
    l1Ratio = try regression.penalty.pathRatio()
    let penalty = try ElasticPenalty(
      lambda: 0, l1Ratio: l1Ratio, factors: regression.penaltyFactors, bounds: regression.bounds,
      columnCount: columnCount)
    let sum = penalty.factors.reduce(0, +)
    try LogitError.require(sum > 0, "The sum of the penalty factors", sum, "above 0")
    factors = penalty.factors.map { $0 * Double(columnCount) / sum }
    let scale = scale
    bounds = penalty.bounds.enumerated().map { column, range in
      guard scale[column] > 0 else { return 0...0 }
      return range.lowerBound / scale[column]...range.upperBound / scale[column]
    }
    rows = try DenseRows(
      data.matrix, labels: .classes(data.classes), model: model, weights: data.weights,
      offsets: data.offsets?.scalars, shift: shift, scale: scale)
  }

  func path(
    _ regression: LogisticRegression, _ sequence: LambdaSequence, pool: ThreadPool, isCancelled: () -> Bool
  ) throws -> RegularizationPath {
    var search = try ProximalSearch(rows, pool: pool)
    let limit = regression.iterationLimit ?? 1000
    let null = try search.minimize(
      unpenalized { _ in false }, tolerance: min(regression.tolerance, 1e-12), iterationLimit: limit,
      isCancelled: isCancelled)
    // Columns without a penalty are in the model at every λ, so the first λ is worked out with them.
    if sequence.given == nil, factors.contains(0) {
      _ = try search.minimize(
        unpenalized { factors[$0] == 0 }, tolerance: regression.tolerance, iterationLimit: limit,
        isCancelled: isCancelled)
    }
    let lambdas = sequence.values(
      first: firstLambda(search), rowCount: rows.rowCount, columnCount: model.columnCount)
    var penalty = try ElasticPenalty(
      lambda: 0, l1Ratio: l1Ratio, factors: factors, bounds: bounds, columnCount: model.columnCount)
    var fits: [RegularizationPath.Fit] = []
    for lambda in lambdas {
      penalty.lambda = lambda
      var result = try search.minimize(
        penalty, tolerance: regression.tolerance, iterationLimit: limit, isCancelled: isCancelled)
      let terms = (0..<model.columnCount).map { penalty.term(column: $0) }
      result.state = try FreeColumns(result, rows, terms).state()
      let explained = null.meanLoss > 0 ? 1 - result.meanLoss / null.meanLoss : 0
      fits.append(
        .init(
          lambda: lambda, search: result, devianceExplained: explained,
          estimates: inColumnUnits(result.coefficients)))
      if result.state == .interrupted { break }
      if sequence.given == nil, explained > LambdaSequence.saturation { break }
    }
    return RegularizationPath(
      classCount: model.classCount, columnCount: model.columnCount, l1Ratio: l1Ratio, fits: fits)
  }

  /// No penalty, and only some of the columns: bounds of 0 keep the others out.
  private func unpenalized(_ isIncluded: (Int) -> Bool) throws(LogitError) -> ElasticPenalty {
    let everywhere = -Double.infinity...Double.infinity
    return try ElasticPenalty(
      lambda: 0, l1Ratio: 1,
      bounds: (0..<model.columnCount).map { isIncluded($0) ? bounds?[$0] ?? everywhere : 0...0 },
      columnCount: model.columnCount)
  }

  /// The smallest λ at which every penalized coefficient is 0, from a search that ended where they are.
  private func firstLambda(_ null: ProximalSearch) -> Double {
    let width = model.coefficientsPerPredictor
    var largest = 0.0
    for k in 0..<model.freePredictorCount {
      for j in 0..<model.columnCount where factors[j] > 0 && bounds?[j] != 0...0 {
        largest = max(largest, abs(null.gradient[k * width + j]) / factors[j])
      }
    }
    return largest / max(l1Ratio, LambdaSequence.smallestRatio)
  }

  /// `[predictors, columns then intercept]`, whether an intercept was fitted or not.
  private func inColumnUnits(_ scaled: [Double]) -> [Double] {
    let (width, columns) = (model.coefficientsPerPredictor, model.columnCount)
    let predictors = model.freePredictorCount
    var result = [Double](repeating: 0, count: predictors * (columns + 1))
    for k in 0..<predictors {
      var intercept = model.hasIntercept ? scaled[k * width + columns] : 0
      for j in 0..<columns {
        let coefficient = scaled[k * width + j] * scale[j]
        result[k * (columns + 1) + j] = coefficient
        intercept -= coefficient * shift[j]
      }
      result[k * (columns + 1) + columns] = intercept
    }
    center(&result, columns: columns, predictors: predictors)
    return result
  }

  /// Of coefficients that no penalty tells apart, takes those whose sum over the classes is 0.
  private func center(_ estimates: inout [Double], columns: Int, predictors: Int) {
    guard predictors > 1 else { return }
    for j in 0...columns {
      let isFree =
        j == columns
        ? model.hasIntercept : factors[j] == 0 && bounds?[j] == (-Double.infinity)...Double.infinity
      guard isFree else { continue }
      let places = stride(from: j, to: estimates.count, by: columns + 1)
      let mean = places.reduce(0) { $0 + estimates[$1] } / Double(predictors)
      for place in places { estimates[place] -= mean }
    }
  }
}

extension LogisticRegression.Penalty {
  /// ρ of a path.
  fileprivate func pathRatio() throws(LogitError) -> Double {
    switch self {
    case .none:
      throw .invalidOption(
        name: "The penalty of a path", value: "none", expected: "ridge, lasso or elasticNet")
    case .ridge: return 0
    case .lasso: return 1
    case .elasticNet(_, let l1Ratio): return l1Ratio
    }
  }
}
