/// Whether a search that converged is at an optimum, or on a way without end.
///
/// Where columns without a penalty separate classes, coefficients grow for ever, and the gradient becomes as
/// small as is asked for all the same. So Newton's method looks for the optimum in the columns that nothing
/// holds, those that are held being part of the offset: near an optimum it squares the gradient, on a way
/// without end it divides it by about e, which ``Newton`` tells apart. It begins at 0, since a search may
/// have ended so far out that nothing is left of the gradient.
///
/// Nothing holds a column where the penalty pulls no more than the gradient that the search left, or than
/// rounding leaves of any gradient, so a λ too small to be felt is as none.
struct FreeColumns {
  /// The most steps; one that has an optimum mostly takes fewer than ten.
  private static let stepLimit = 100
  /// The gradient below which a step that only divides it by e tells a way without end.
  private static let tolerance = 1e-9
  /// The largest pull that rounding of the gradient hides.
  private static let leastPull = 1e-12

  private let search: LinearSearch
  private let rows: any ColumnRows
  private let free: [Int]
  private let held: [Int]

  private var model: LinearModel { rows.model }

  /// - Parameters:
  ///   - search: A search that ended.
  ///   - rows: Its rows.
  ///   - terms: The penalty and the bounds of each column.
  init(_ search: LinearSearch, _ rows: any ColumnRows, _ terms: [ElasticPenalty.Term]) {
    (self.search, self.rows) = (search, rows)
    let isFree = Self.free(search, rows.model, scale: rows.scale, terms)
    free = isFree.indices.filter { isFree[$0] }
    held = isFree.indices.filter { !isFree[$0] }
  }

  /// Whether nothing holds each column.
  private static func free(
    _ search: LinearSearch, _ model: LinearModel, scale: [Double], _ terms: [ElasticPenalty.Term]
  ) -> [Bool] {
    let width = model.coefficientsPerPredictor
    return terms.enumerated().map { column, term in
      guard scale[column] > 0 else { return false }
      return stride(from: column, to: search.coefficients.count, by: max(width, 1)).allSatisfy { index in
        let beta = search.coefficients[index]
        let pull = term.absolute + term.square * max(abs(beta), 1)
        return pull <= max(search.gradientNorm, leastPull) && beta > term.lower && beta < term.upper
      }
    }
  }

  /// How a search over rows that are not in memory ended. There the part of columns that are held can be no
  /// offset, so the question is open where some columns are held and others are not.
  ///
  /// - Parameters:
  ///   - search: A search that ended.
  ///   - fold: Its rows, without offsets.
  ///   - scale: What the columns are multiplied with.
  ///   - terms: The penalty and the bounds of each column.
  ///   - leastShare: The share of the row of the least weight above 0 in the weights of all.
  /// - Throws: What reading the rows throws; ``LogitError/invalidOption(name:value:expected:)`` where the
  ///   question is open.
  static func state(
    _ search: LinearSearch, _ fold: any RowFold, scale: [Double], _ terms: [ElasticPenalty.Term],
    leastShare: Double
  ) throws -> LinearSolution.State {
    let model = fold.model
    let isFree = Self.free(search, model, scale: scale, terms)
    guard search.state == .converged, isFree.contains(true) else { return search.state }
    let bound = SeparationBound(leastShare: leastShare, largestOffset: 0)
    if search.meanLoss < bound.separatedLoss { return .diverging }
    let width = model.coefficientsPerPredictor
    let isMixed = isFree.indices.contains { column in
      !isFree[column]
        && stride(from: column, to: search.coefficients.count, by: width).contains {
          search.coefficients[$0] != 0
        }
    }
    guard !isMixed, model.coefficientCount <= SolverChoice.newtonLimit else {
      throw LogitError.invalidOption(
        name: "lambda", value: "too small to be felt by some of the columns",
        expected: "larger, or none, where rows are not all in memory")
    }
    let problem = try LinearProblem(
      fold, penalties: isFree.map { $0 ? 0 : 1 } + (model.hasIntercept ? [0] : []))
    let found = try Newton.minimize(
      problem, from: [Double](repeating: 0, count: problem.coefficientCount), tolerance: tolerance,
      iterationLimit: stepLimit, separation: bound, isCancelled: { false })
    return found.state == .diverging ? .diverging : .converged
  }

  /// How the search ended: `diverging` where it called itself converged and there is no optimum.
  ///
  /// - Throws: What reading the rows throws.
  func state() throws -> LinearSolution.State {
    guard search.state == .converged, !free.isEmpty else { return search.state }
    let offsets = self.offsets
    let weights = rows.weights ?? []
    let total = rows.weights?.reduce(0, +) ?? Double(rows.rowCount)
    guard let least = rows.weights == nil ? 1 : weights.filter({ $0 > 0 }).min(), total > 0 else {
      return search.state
    }
    let bound = SeparationBound(
      leastShare: least / total, largestOffset: offsets?.reduce(0) { max($0, abs($1)) } ?? 0)
    if search.meanLoss < bound.separatedLoss { return .diverging }
    guard free.count * model.freePredictorCount <= SolverChoice.newtonLimit else { return search.state }
    let whole: any ColumnRows = try rows.withOffsets(offsets)
    let problem = try LinearProblem(
      held.isEmpty ? whole.fold(pool: .shared()) : whole.fold(columns: free, pool: .shared()))
    let found = try Newton.minimize(
      problem, from: [Double](repeating: 0, count: problem.coefficientCount), tolerance: Self.tolerance,
      iterationLimit: Self.stepLimit, separation: bound, isCancelled: { false })
    return found.state == .diverging ? .diverging : .converged
  }

  /// The offsets of the rows and what the columns that are held add to them; `nil` if there is nothing.
  private var offsets: [Double]? {
    let (width, count) = (model.coefficientsPerPredictor, model.freePredictorCount)
    let used = held.filter { j in (0..<count).contains { search.coefficients[$0 * width + j] != 0 } }
    guard !used.isEmpty else { return rows.offsets }
    var offsets = rows.offsets ?? [Double](repeating: 0, count: rows.rowCount * model.predictorCount)
    rows.addPredictors(of: used, search.coefficients, to: &offsets)
    return offsets
  }
}
