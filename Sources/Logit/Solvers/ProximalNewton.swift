/// Proximal Newton's method for a mean loss with the penalty of the elastic net and bounds.
///
/// The loss is replaced by its quadratic model over a working set of columns, the model and the penalty are
/// minimized together by coordinate descent (``QuadraticModel``), and the step is shortened until the
/// objective falls (Lee, Sun and Saunders 2014, "Proximal Newton-type methods"). A search is over only when
/// the optimality conditions hold for all columns, worked out from the rows in `Double`.
package enum ProximalNewton {
  /// Finds the optimum for one λ.
  ///
  /// - Parameters:
  ///   - rows: The rows, with the shift and scale in which the penalty is meant.
  ///   - penalty: The penalty and the bounds, of coefficients of the columns as shifted and scaled.
  ///   - start: Where to begin, `[free predictors, columns then intercept]`; at 0 by default. What is beyond
  ///     a bound is put on it.
  ///   - tolerance: The largest breach of the optimality conditions at which the optimum counts as reached.
  ///     The search goes on to a ten-thousandth of it where that is possible: near the optimum each step
  ///     leaves the square of what there was, so it is a step or two.
  ///   - iterationLimit: The most steps.
  ///   - isCancelled: Asked before each step.
  /// - Returns: Where the search ended; its `gradientNorm` is the largest breach of the optimality
  ///   conditions.
  package static func minimize(
    _ rows: DenseRows, penalty: ElasticPenalty, from start: [Double]? = nil, tolerance: Double = 1e-9,
    iterationLimit: Int = 1000, isCancelled: () -> Bool = { false }
  ) throws -> LinearSearch {
    try minimize(
      anyRows: rows, penalty: penalty, from: start, tolerance: tolerance, iterationLimit: iterationLimit,
      isCancelled: isCancelled)
  }

  /// Finds the optimum over any rows.
  static func minimize(
    anyRows rows: any ColumnRows, penalty: ElasticPenalty, from start: [Double]?, tolerance: Double,
    iterationLimit: Int, isCancelled: () -> Bool
  ) throws -> LinearSearch {
    var search = try ProximalSearch(rows, pool: .shared(), from: start)
    return try search.minimize(
      penalty, tolerance: tolerance, goal: 1e-4 * tolerance, iterationLimit: iterationLimit,
      isCancelled: isCancelled)
  }
}

/// A search that goes on from one penalty to the next: what it learned of the loss is kept.
struct ProximalSearch {
  let rows: any ColumnRows
  let pool: ThreadPool
  /// All columns.
  private let problem: LinearProblem
  /// Where the search is, `[free predictors, columns then intercept]`.
  private(set) var coefficients: [Double]
  /// The derivatives of the mean loss there.
  private(set) var gradient: [Double] = []
  /// The mean loss there.
  private(set) var meanLoss = 0.0
  private var evaluation = LinearEvaluation()
  private var working: WorkingSet?

  var model: LinearModel { rows.model }

  init(_ rows: any ColumnRows, pool: ThreadPool, from start: [Double]? = nil) throws {
    self.rows = rows
    self.pool = pool
    problem = try LinearProblem(rows.fold(pool: pool))
    coefficients = start ?? [Double](repeating: 0, count: problem.coefficientCount)
    try evaluate()
  }

  /// Works out loss and gradient where the search is.
  private mutating func evaluate() throws {
    try problem.evaluate(.gradient, at: coefficients, into: &evaluation)
    gradient = evaluation.gradient
    meanLoss = evaluation.meanLoss
  }

  // MARK: - The search over all columns

  /// - Parameters:
  ///   - tolerance: The largest breach of the optimality conditions at which the optimum counts as reached.
  ///   - goal: The breach at which the search stops; `tolerance` by default. Where rounding ends it before,
  ///     `tolerance` decides.
  mutating func minimize(
    _ penalty: ElasticPenalty, tolerance: Double, goal: Double? = nil, iterationLimit: Int,
    isCancelled: () -> Bool
  ) throws -> LinearSearch {
    let goal = goal ?? tolerance
    let terms = (0..<model.columnCount).map { penalty.term(column: $0) }
    try moveInside(terms)
    var iterations = 0
    var state = LinearSolution.State.iterationLimit
    var last = Double.infinity
    while true {
      let breaches = columnBreaches(terms)
      let largest = breaches.max() ?? 0
      let all = max(largest, interceptBreach())
      if all <= goal {
        state = .converged
        break
      }
      if !meanLoss.isFinite || !all.isFinite {
        state = .diverging
        break
      }
      if isCancelled() {
        state = .interrupted
        break
      }
      if iterations >= iterationLimit { break }
      try chooseColumns(breaches, penalty)
      guard var working = working.take() else { break }
      let outside = breaches.indices.reduce(0) { working.holds($1) ? $0 : max($0, breaches[$1]) }
      let result = try working.descend(
        from: self, terms: terms, tolerance: max(goal, 0.1 * outside),
        iterationLimit: iterationLimit - iterations, isCancelled: isCancelled)
      iterations += result.iterations
      let isAtRest = !result.hasMoved
      coefficients = result.coefficients
      if let found = result.gradient {
        (gradient, meanLoss) = (found, result.meanLoss)
      } else {
        try evaluate()
      }
      self.working = working
      if isAtRest, all >= last {
        state = .stalled
        break
      }
      last = isAtRest ? all : .infinity
    }
    let left = max(columnBreaches(terms).max() ?? 0, interceptBreach())
    return LinearSearch(
      coefficients: coefficients, value: meanLoss + penaltyValue(terms), meanLoss: meanLoss,
      gradientNorm: left, iterations: iterations, state: left <= tolerance ? .converged : state)
  }

  /// Puts coefficients that are beyond a bound on it.
  private mutating func moveInside(_ terms: [ElasticPenalty.Term]) throws {
    let before = coefficients
    let width = model.coefficientsPerPredictor
    for k in 0..<model.freePredictorCount {
      for (j, term) in terms.enumerated() {
        coefficients[k * width + j] = min(max(coefficients[k * width + j], term.lower), term.upper)
      }
    }
    if coefficients != before { try evaluate() }
  }

  /// The largest breach of each column's optimality conditions.
  func columnBreaches(_ terms: [ElasticPenalty.Term]) -> [Double] {
    let width = model.coefficientsPerPredictor
    var breaches = [Double](repeating: 0, count: terms.count)
    for k in 0..<model.freePredictorCount {
      for (j, term) in terms.enumerated() {
        let breach = term.breach(coefficients[k * width + j], slope: gradient[k * width + j])
        breaches[j] = breach > breaches[j] || breach.isNaN ? breach : breaches[j]
      }
    }
    return breaches
  }

  private func interceptBreach() -> Double {
    guard model.hasIntercept else { return 0 }
    let width = model.coefficientsPerPredictor
    return (0..<model.freePredictorCount).reduce(0) { max($0, abs(gradient[$1 * width + width - 1])) }
  }

  private func penaltyValue(_ terms: [ElasticPenalty.Term]) -> Double {
    let width = model.coefficientsPerPredictor
    var sum = 0.0
    for k in 0..<model.freePredictorCount {
      for (j, term) in terms.enumerated() { sum += term.value(coefficients[k * width + j]) }
    }
    return sum
  }

  // MARK: - The working set

  /// Sees to it that the working set holds every column with a coefficient that is not 0, and the columns
  /// that breach their conditions most.
  ///
  /// The set grows to no more than twice its size at a time, as in celer (Massias, Gramfort and Salmon 2018),
  /// so that a first λ far down the path does not bring in all columns. Besides columns that are needed now
  /// it takes those that the strong rule (Tibshirani and others 2012) expects to be needed soon.
  private mutating func chooseColumns(_ breaches: [Double], _ penalty: ElasticPenalty) throws {
    let width = model.coefficientsPerPredictor
    var isNeeded = [Bool](repeating: false, count: model.columnCount)
    for index in coefficients.indices where coefficients[index] != 0 && index % width < model.columnCount {
      isNeeded[index % width] = true
    }
    let support = isNeeded.lazy.filter { $0 }.count
    var room = max(support, 64)
    for column in breaches.indices.sorted(by: { (breaches[$0], $1) > (breaches[$1], $0) }) {
      guard breaches[column] > 0, room > 0 else { break }
      if !isNeeded[column] {
        isNeeded[column] = true
        room -= 1
      }
    }
    let needed = breaches.indices.filter { isNeeded[$0] }
    if let working, needed.allSatisfy({ working.holds($0) }) { return }
    // Making the model anew costs a pass over the rows and more, so some columns that come close are taken
    // along.
    let spare = min(max(16, needed.count / 4), room + 16)
    let close = breaches.indices.filter { !isNeeded[$0] && penalty.bounds[$0] != 0...0 }
      .map { (column: $0, size: steepness($0) / max(penalty.factors[$0], 1e-300)) }
      .sorted { ($0.size, $1.column) > ($1.size, $0.column) }
    for entry in close.prefix(spare) where entry.size > 0 { isNeeded[entry.column] = true }
    working = try WorkingSet(self, columns: breaches.indices.filter { isNeeded[$0] })
  }

  /// The largest derivative of the loss by a coefficient of a column.
  private func steepness(_ column: Int) -> Double {
    let width = model.coefficientsPerPredictor
    return (0..<model.freePredictorCount).reduce(0) { max($0, abs(gradient[$1 * width + column])) }
  }
}

extension ProximalSearch {
  /// Loss and gradient at other coefficients, from a pass over all columns.
  func evaluateAll(
    at coefficients: [Double], into evaluation: inout LinearEvaluation
  ) throws {
    try problem.evaluate(.gradient, at: coefficients, into: &evaluation)
  }
}
