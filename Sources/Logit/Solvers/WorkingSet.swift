import CLogitKernels

/// The columns that a search works on at a time, with the quadratic model of the loss over them.
struct WorkingSet {
  /// What a descent came to.
  struct Result {
    /// All coefficients.
    var coefficients: [Double]
    /// The gradient by all of them, if it was worked out on the way.
    var gradient: [Double]?
    var meanLoss: Double
    var iterations: Int
    var hasMoved: Bool
  }

  /// Where a descent is: coefficients of the columns in the set only.
  private struct Place {
    var point: [Double]
    var slopes: [Double]
    /// The derivatives by all coefficients, if they were worked out.
    var gradient: [Double]?
    var meanLoss: Double
    var value: Double
    var breach: Double
  }

  private let columns: [Int]
  private let isMember: [Bool]
  private let problem: LinearProblem
  /// The place of each of the set's coefficients among all.
  private let places: [Int]
  /// Whether a pass over the set's columns alone is the cheaper one.
  private let isNarrow: Bool
  /// Whether the Hessian costs so little that it is made at every step.
  private let isCheap: Bool
  private let pool: ThreadPool
  private let kernels: logit_kernels
  private var quadratic: QuadraticModel?
  /// Whether the quadratic model was made where the search is.
  private var isFresh = false
  private var evaluation = LinearEvaluation()
  private var wholeEvaluation = LinearEvaluation()

  init(_ search: ProximalSearch, columns: [Int]) throws {
    let model = search.model
    // A model without an intercept needs a column.
    let columns = columns.isEmpty && !model.hasIntercept ? [0] : columns
    self.columns = columns
    var isMember = [Bool](repeating: false, count: model.columnCount)
    for column in columns { isMember[column] = true }
    self.isMember = isMember
    problem = try LinearProblem(search.rows.fold(columns: columns, pool: search.pool))
    let width = model.coefficientsPerPredictor
    let own = columns + (model.hasIntercept ? [width - 1] : [])
    places = (0..<model.freePredictorCount).flatMap { k in own.map { k * width + $0 } }
    isNarrow = search.rows.isSparse || columns.count * 8 <= model.columnCount
    isCheap = columns.count * model.predictorCount <= 32
    (pool, kernels) = (search.pool, search.rows.kernels)
  }

  func holds(_ column: Int) -> Bool { isMember[column] }

  /// Makes the objective smaller until the optimality conditions of the set's coefficients hold.
  mutating func descend(
    from search: ProximalSearch, terms columnTerms: [ElasticPenalty.Term], tolerance: Double,
    iterationLimit: Int, isCancelled: () -> Bool
  ) throws -> Result {
    let width = search.model.coefficientsPerPredictor
    let terms = places.map {
      $0 % width < search.model.columnCount ? columnTerms[$0 % width] : ElasticPenalty.Term()
    }
    var result = Result(
      coefficients: search.coefficients, gradient: search.gradient, meanLoss: search.meanLoss, iterations: 0,
      hasMoved: false)
    var place = self.place(
      places.map { search.coefficients[$0] }, places.map { search.gradient[$0] }, search.gradient,
      search.meanLoss, terms)
    while place.breach > tolerance, result.iterations < iterationLimit, !isCancelled() {
      if quadratic == nil || isCheap && !isFresh { try renew(at: place.point) }
      result.iterations += 1
      guard let next = try step(from: place, terms, tolerance: tolerance, search) else {
        if isFresh { break }
        quadratic = nil
        continue
      }
      result.hasMoved = true
      learn(from: place, to: next)
      place = next
    }
    for (index, value) in zip(places, place.point) { result.coefficients[index] = value }
    (result.gradient, result.meanLoss) = (place.gradient, place.meanLoss)
    return result
  }

  private func place(
    _ point: [Double], _ slopes: [Double], _ gradient: [Double]?, _ meanLoss: Double,
    _ terms: [ElasticPenalty.Term]
  ) -> Place {
    var (value, breach) = (meanLoss, 0.0)
    for j in point.indices {
      value += terms[j].value(point[j])
      breach = max(breach, terms[j].breach(point[j], slope: slopes[j]))
    }
    return Place(
      point: point, slopes: slopes, gradient: gradient, meanLoss: meanLoss, value: value, breach: breach)
  }

  /// Makes the quadratic model from the rows.
  private mutating func renew(at point: [Double]) throws {
    try problem.evaluate(.hessian, at: point, into: &evaluation)
    quadratic = QuadraticModel(
      SymmetricMatrix(evaluation.hessian, order: point.count, kernels: kernels, pool: pool))
    // The model is the only owner, so that it is updated in place.
    evaluation.hessian = []
    isFresh = true
  }

  /// Keeps the quadratic model as long as it serves.
  private mutating func learn(from old: Place, to new: Place) {
    isFresh = false
    if isCheap { return }
    if new.breach > 0.5 * old.breach {
      quadratic = nil
    } else if new.breach > 1e-13 {
      let step = zip(new.point, old.point).map { $0 - $1 }
      let change = zip(new.slopes, old.slopes).map { $0 - $1 }
      quadratic?.update(step: step, change: change)
    }
  }

  /// A step to where the model is smallest, or part of the way there.
  ///
  /// - Returns: Where it led; nil if no part of the way makes the objective smaller.
  private mutating func step(
    from place: Place, _ terms: [ElasticPenalty.Term], tolerance: Double, _ search: ProximalSearch
  ) throws -> Place? {
    guard
      let target = quadratic?.minimum(
        gradient: place.slopes, from: place.point, terms: terms,
        tolerance: max(0.01 * place.breach, 0.02 * tolerance)
      ).point, target != place.point
    else { return nil }
    var expected = 0.0
    for j in target.indices {
      expected += place.slopes[j] * (target[j] - place.point[j])
      expected += terms[j].value(target[j]) - terms[j].value(place.point[j])
    }
    var length = 1.0
    for _ in 0..<30 {
      let point = length == 1 ? target : zip(place.point, target).map { $0 + length * ($1 - $0) }
      let next = try evaluate(at: point, terms, search)
      let isLower = next.value <= place.value + 1e-4 * length * expected
      // Where the objective no longer changes in double precision, the conditions decide.
      let isLevel = abs(length * expected) <= 1e-11 * abs(place.value) && next.breach < place.breach
      if isLower && expected < 0 || isLevel { return next }
      if !isFresh { return nil }
      length /= 2
    }
    return nil
  }

  private mutating func evaluate(
    at point: [Double], _ terms: [ElasticPenalty.Term], _ search: ProximalSearch
  ) throws -> Place {
    if isNarrow {
      try problem.evaluate(.gradient, at: point, into: &evaluation)
      return place(point, evaluation.gradient, nil, evaluation.meanLoss, terms)
    }
    var coefficients = search.coefficients
    for (index, value) in zip(places, point) { coefficients[index] = value }
    try search.evaluateAll(at: coefficients, into: &wholeEvaluation)
    let slopes = places.map { wholeEvaluation.gradient[$0] }
    return place(point, slopes, wholeEvaluation.gradient, wholeEvaluation.meanLoss, terms)
  }
}
