extension LogisticRegression {
  /// Finds the optimum for sparse features.
  ///
  /// The optimum is that of the same matrix with its zeros: columns are scaled by their deviations where the
  /// penalty wants it, and zeros stay zeros. Ridge is searched by ``Solver/newtonCG`` unless there are few
  /// columns. An L1 penalty or bounds work for any number of columns of which not more than some thousands
  /// get a coefficient.
  ///
  /// - Parameters:
  ///   - x: The features. Columns without an entry cost nothing and get the coefficient 0; without a penalty
  ///     they are ``LogisticModel/aliased``.
  ///   - classes: The class of each row, from 0.
  ///   - classCount: The number of classes; by default one more than the largest in `classes`, at least 2.
  ///   - weights: How much each row counts, finite and not negative; once each by default.
  ///   - offsets: What is added to the linear predictors, `[rows, predictors]`; nothing by default.
  ///   - start: Where to begin; at 0, with the classes' shares as intercepts, by default.
  ///   - isCancelled: Asked between steps; where it says yes, the search ends `interrupted`.
  /// - Returns: The coefficients in the columns' units, `[predictors, columns]`. Look at
  ///   ``LogisticModel/solution``: a search that did not converge returns where it got to.
  /// - Throws: ``LogitError`` for options and rows that cannot be used, as for dense features; also
  ///   ``LogitError/invalidOption(name:value:expected:)`` where more than 8,192 coefficients would have to be
  ///   searched by a matrix over them, because of an L1 penalty or of a solver that was asked for, and for
  ///   more than 2²⁸ coefficients.
  public func fit(
    _ x: SparseMatrix, _ classes: [Int32], classCount: Int? = nil, weights: [Double]? = nil,
    offsets: Tensor<Double>? = nil, from start: LogisticModel? = nil, isCancelled: () -> Bool = { false }
  ) throws -> LogisticModel {
    guard x.rowCount > 0 else { throw LogitError.emptyData(name: "x") }
    try checkOptions(columnCount: x.columnCount)
    let classWeights = try Self.checkedClasses(
      classes, classCount: classCount, weights: weights, rowCount: x.rowCount)
    let predictors = classWeights.count == 2 ? 1 : classWeights.count
    let largest = 1 << 28
    try LogitError.require(
      x.columnCount <= largest / predictors, "The number of coefficients", x.columnCount * predictors,
      "at most \(largest); hash the columns into fewer")
    // Columns without an entry are left out of the search, one but where there would be none.
    var used = x.usedColumns
    if used.isEmpty, x.columnCount > 0 { used = [0] }
    var (regression, leftOut) = withScaledFactors()
    for column in leftOut { regression.penaltyFactors?[column] = .infinity }
    regression.penaltyFactors = regression.penaltyFactors.map { factors in used.map { factors[Int($0)] } }
    regression.bounds = regression.bounds.map { bounds in used.map { bounds[Int($0)] } }
    let pool = try ThreadPool.shared()
    let kept = used.count == x.columnCount ? x : x.keeping(used)
    let fit = try LogisticFit(
      regression, .sparse(kept, TransposedMatrix(kept, pool: pool)), classes, classCount: classWeights.count,
      weights: weights, offsets: offsets, scalesFactors: false)
    if let start {
      try Self.checkStart(start, classCount: classWeights.count, columnCount: x.columnCount)
    }
    let model = try fit.solve(from: start?.keeping(used), isCancelled: isCancelled)
    return used.count == x.columnCount
      ? model : try model.spread(over: x.columnCount, used: used, areAliased: fit.lambda == 0)
  }

  /// Finds the optimum for sparse features on a thread of its own, and returns at once.
  ///
  /// - Parameters:
  ///   - x: The features.
  ///   - classes: The class of each row, from 0.
  ///   - classCount: The number of classes; by default one more than the largest in `classes`, at least 2.
  ///   - weights: How much each row counts, finite and not negative; once each by default.
  ///   - offsets: What is added to the linear predictors, `[rows, predictors]`; nothing by default.
  ///   - start: Where to begin; at 0, with the classes' shares as intercepts, by default.
  /// - Returns: The job, which has begun. Its value is what `fit` returns, and throws what `fit` throws.
  public func training(
    _ x: SparseMatrix, _ classes: [Int32], classCount: Int? = nil, weights: [Double]? = nil,
    offsets: Tensor<Double>? = nil, from start: LogisticModel? = nil
  ) -> Job<LogisticModel, SearchProgress> {
    Job(search: { isCancelled in
      let model = try fit(
        x, classes, classCount: classCount, weights: weights, offsets: offsets, from: start,
        isCancelled: isCancelled)
      return (model, model.solution.state)
    })
  }
}

extension LogisticModel {
  /// The same model of some of the columns.
  fileprivate func keeping(_ used: [Int32]) -> LogisticModel {
    guard used.count < means.count else { return self }
    return LogisticModel(
      classCount: classCount,
      coefficients: Tensor(unsafeUninitializedShape: [predictorCount, used.count]) { values in
        for k in 0..<predictorCount {
          for (place, column) in used.enumerated() {
            values.initializeElement(
              at: k * used.count + place, to: coefficients[k * means.count + Int(column)])
          }
        }
      }, intercepts: intercepts, aliased: [], means: used.map { means[Int($0)] },
      deviations: used.map { deviations[Int($0)] }, solution: solution)
  }

  /// The same model among columns that are 0 in every row.
  fileprivate func spread(over count: Int, used: [Int32], areAliased: Bool) throws -> LogisticModel {
    func spread(_ values: [Double]) -> [Double] {
      var all = [Double](repeating: 0, count: count)
      for (place, column) in used.enumerated() { all[Int(column)] = values[place] }
      return all
    }
    let own = coefficients.scalars
    var all: [Double] = []
    for k in 0..<predictorCount { all += spread(Array(own[k * used.count..<(k + 1) * used.count])) }
    var aliased = aliased.map { Int(used[$0]) }
    if areAliased {
      let isUsed = Set(used)
      aliased = (aliased + (0..<count).filter { !isUsed.contains(Int32($0)) }).sorted()
    }
    return LogisticModel(
      classCount: classCount, coefficients: try Tensor(all, shape: [predictorCount, count]),
      intercepts: intercepts, aliased: aliased, means: spread(means), deviations: spread(deviations),
      solution: solution)
  }
}

extension LogisticModel {
  /// The linear predictors of sparse rows.
  ///
  /// - Parameter x: As many columns as the model has, or fewer: rows to come may lack the last ones.
  /// - Returns: `[rows, predictors]`: of two classes the logit of the second one.
  /// - Throws: ``LogitError/shapeMismatch(operation:expected:found:remedy:)`` for more columns.
  public func linearPredictors(of x: SparseMatrix) throws(LogitError) -> Tensor<Double> {
    let (columns, predictors) = (means.count, predictorCount)
    guard x.columnCount <= columns else {
      throw .shapeMismatch(
        operation: "A logistic model", expected: "rows of \(columns) columns",
        found: [x.rowCount, x.columnCount], remedy: "leave the columns out that the model does not know")
    }
    let beta = coefficients.scalars
    return Tensor(unsafeUninitializedShape: [x.rowCount, predictors]) { z in
      for row in 0..<x.rowCount {
        for k in 0..<predictors {
          var sum = intercepts[k]
          for entry in x.entries(ofRow: row) {
            sum.addProduct(x.values[entry], beta[k * columns + Int(x.columns[entry])])
          }
          z.initializeElement(at: row * predictors + k, to: sum)
        }
      }
    }
  }

  /// The probability of each class in each sparse row, `[rows, classes]`.
  ///
  /// - Parameter x: As many columns as the model has, or fewer.
  /// - Throws: As `linearPredictors(of:)`.
  public func probabilities(of x: SparseMatrix) throws(LogitError) -> Tensor<Double> {
    probabilities(predictors: try linearPredictors(of: x))
  }
}
