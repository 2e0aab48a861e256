/// The convex problem that fitting a linear classifier is: its objective, gradient and Hessian at any
/// coefficients.
///
///     f(β) = Σᵢ wᵢ lossᵢ(β) / Σᵢ wᵢ  +  ½ Σₖ Σⱼ λⱼ βₖⱼ²
///
/// with the losses of ``LinearModel``. The intercepts are free unless their λ is set. Penalties without
/// derivatives (lasso) are the solver's.
///
/// A solver sees nothing else. Whether the rows are in memory, come in a stream or are on many machines is
/// ``RowFold``'s business, and the numbers are the same to the last bit; see <doc:SumsOverRows>.
///
///     let model = try LinearModel(.binary, columnCount: 28)
///     let rows = try DenseRows(
///       .float(x), labels: .classes(y), model: model, shift: means, scale: inverseDeviations)
///     let problem = try LinearProblem(MemoryFold(rows), ridge: 1e-3)
///     var evaluation = LinearEvaluation()
///     try problem.evaluate([.gradient, .hessian], at: coefficients, into: &evaluation)
///
/// Coefficients are `[free predictors, columns then intercept]`, those of the columns as shifted and scaled.
///
/// What is worked out of a row: with p = P(second class), t the label, of two classes the gradient is (p − t)
/// x and the Hessian p (1 − p) x xᵀ; of several, with one-hot t, (pₖ − tₖ) x and (pₖ [k = l] − pₖ pₗ) x xᵀ.
/// Because Σ pₗ = 1, pₖ − pₖ² is Σ pₖ pₗ over the others; so only pairs of different classes are summed up
/// over rows, all of one sign, and the diagonal blocks follow from them. Every row is summed in `Double`.
package struct LinearProblem: Sendable {
  package let rows: any RowFold
  /// λ of each coefficient of a predictor, `[columns then intercept]`; the same for all predictors.
  package let penalties: [Double]

  /// What the coefficients are.
  package var model: LinearModel { rows.model }
  /// The length of the coefficient vector.
  package var coefficientCount: Int { model.coefficientCount }

  /// A problem with the same penalty for every column and none for intercepts.
  ///
  /// - Parameters:
  ///   - rows: The rows.
  ///   - ridge: λ, finite and not negative; 0 by default.
  /// - Throws: ``LogitError/invalidOption(name:value:expected:)``.
  package init(_ rows: any RowFold, ridge: Double = 0) throws(LogitError) {
    let model = rows.model
    try self.init(
      rows,
      penalties: [Double](repeating: ridge, count: model.columnCount) + (model.hasIntercept ? [0] : []))
  }

  /// A problem with a penalty of its own for each column, and for the intercept if there is one.
  ///
  /// - Parameters:
  ///   - rows: The rows.
  ///   - penalties: λ of each column, then of the intercept, finite and not negative. A penalty λ on
  ///     coefficients of the columns as they were before they were scaled is λ scale² here.
  /// - Throws: ``LogitError/shapeMismatch(operation:expected:found:remedy:)`` or
  ///   ``LogitError/invalidOption(name:value:expected:)``.
  package init(_ rows: any RowFold, penalties: [Double]) throws(LogitError) {
    let count = rows.model.coefficientsPerPredictor
    guard penalties.count == count else {
      throw .shapeMismatch(
        operation: "A linear problem",
        expected: "\(count) penalties, one for each coefficient of a predictor",
        found: [penalties.count], remedy: "give one for each column, then one for the intercept")
    }
    for (index, penalty) in penalties.enumerated() {
      try LogitError.require(
        penalty >= 0 && penalty.isFinite, "The penalty of coefficient \(index)", penalty,
        "finite and not negative")
    }
    self.rows = rows
    self.penalties = penalties
  }

  /// Works out the objective, and what else is wanted, with one pass over the rows.
  ///
  /// - Parameters:
  ///   - wanted: What besides the value.
  ///   - coefficients: Where, `[coefficients]`.
  ///   - direction: What the Hessian is multiplied with, `[coefficients]`; needed if the product is wanted.
  ///   - evaluation: Receives the result.
  /// - Throws: ``LogitError/shapeMismatch(operation:expected:found:remedy:)`` if a vector has another length,
  ///   ``LogitError/invalidOption(name:value:expected:)`` if the weights of all rows are 0; what reading the
  ///   rows throws.
  package func evaluate(
    _ wanted: WantedSums, at coefficients: [Double], direction: [Double] = [],
    into evaluation: inout LinearEvaluation
  ) throws {
    try check(coefficients, "coefficients")
    if wanted.contains(.product) { try check(direction, "elements of the direction") }
    guard model.predictorCount == 1 || wanted.isDisjoint(with: [.scores, .slopes]) else {
      programmingError("Squared scores and slopes are summed up of two classes only")
    }
    let shape = SumsShape(model, wanted)
    pad(coefficients, shape, into: &evaluation.coefficients)
    if wanted.contains(.product) { pad(direction, shape, into: &evaluation.direction) }
    if evaluation.sums == nil { evaluation.sums = PartialSums(shape) }
    if evaluation.sums?.shape != shape { evaluation.sums?.reshape(shape) }
    try sum(wanted, into: &evaluation)
    let weight = evaluation.sums?.weight ?? 0
    try LogitError.require(
      weight > 0 && weight.isFinite, "The sum of the weights", weight, "finite and above 0")
    finish(wanted, at: coefficients, direction: direction, into: &evaluation)
  }

  /// The objective at some coefficients.
  package func value(at coefficients: [Double]) throws -> Double {
    var evaluation = LinearEvaluation()
    try evaluate(.value, at: coefficients, into: &evaluation)
    return evaluation.value
  }

  /// The gradient at some coefficients, `[coefficients]`.
  package func gradient(at coefficients: [Double]) throws -> [Double] {
    var evaluation = LinearEvaluation()
    try evaluate(.gradient, at: coefficients, into: &evaluation)
    return evaluation.gradient
  }

  /// The Hessian at some coefficients, `[coefficients, coefficients]`.
  package func hessian(at coefficients: [Double]) throws -> [Double] {
    var evaluation = LinearEvaluation()
    try evaluate(.hessian, at: coefficients, into: &evaluation)
    return evaluation.hessian
  }

  /// The Hessian at some coefficients times a vector, without the Hessian: two products of the rows with a
  /// vector each.
  package func hessianProduct(at coefficients: [Double], _ direction: [Double]) throws -> [Double] {
    var evaluation = LinearEvaluation()
    try evaluate(.product, at: coefficients, direction: direction, into: &evaluation)
    return evaluation.product
  }

  /// The diagonal of the Hessian at some coefficients, where the rows give it by itself; `nil` elsewhere.
  func curvatures(at coefficients: [Double], _ evaluation: inout LinearEvaluation) -> [Double]? {
    guard rows.hasCheapProducts else { return nil }
    pad(coefficients, SumsShape(model, .value), into: &evaluation.coefficients)
    let weight = evaluation.weight
    guard weight > 0 else { return nil }
    let found = evaluation.coefficients.withUnsafeBufferPointer { coefficients in
      coefficients.baseAddress.flatMap {
        rows.curvatures(at: LinearPoint(coefficients: $0, direction: nil))
      }
    }
    return found?.enumerated().map { $1 / weight + penalties[$0 % penalties.count] }
  }

  /// Refuses vectors of another length than the coefficients'.
  func check(_ vector: [Double], _ name: String) throws(LogitError) {
    guard vector.count == coefficientCount else {
      throw .shapeMismatch(
        operation: "A linear problem", expected: "\(coefficientCount) \(name)", found: [vector.count],
        remedy: "give \(model.coefficientsPerPredictor) for each of \(model.freePredictorCount) predictors")
    }
  }

  private func sum(_ wanted: WantedSums, into evaluation: inout LinearEvaluation) throws {
    // Taken out and put back, so that the arrays have one owner and are written in place.
    guard var sums = evaluation.sums.take() else { return }
    defer { evaluation.sums = sums }
    try evaluation.coefficients.withUnsafeBufferPointer { coefficients in
      try evaluation.direction.withUnsafeBufferPointer { direction in
        guard let base = coefficients.baseAddress else { return }
        try rows.sum(
          wanted, at: LinearPoint(coefficients: base, direction: direction.baseAddress), into: &sums)
      }
    }
  }
}
