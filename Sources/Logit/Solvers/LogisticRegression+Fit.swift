extension LogisticRegression {
  /// Finds the optimum.
  ///
  /// - Parameters:
  ///   - x: The features, `[rows, columns]`, finite.
  ///   - classes: The class of each row, from 0.
  ///   - classCount: The number of classes; by default one more than the largest in `classes`, at least 2.
  ///   - weights: How much each row counts, finite and not negative; once each by default.
  ///   - offsets: What is added to the linear predictors, `[rows, predictors]`; nothing by default.
  ///   - start: Where to begin; at 0, with the classes' shares as intercepts, by default.
  ///   - isCancelled: Asked between steps; where it says yes, the search ends `interrupted`.
  /// - Returns: The coefficients in the columns' units. Look at ``LogisticModel/solution``: a search that did
  ///   not converge returns where it got to.
  /// - Throws: ``LogitError`` for options and rows that cannot be used: values, weights or offsets that are
  ///   not finite, negative weights, a class without rows or without weight, a λ below 0, factors or bounds
  ///   that are not one a column.
  public func fit(
    _ x: Tensor<Float>, _ classes: [Int32], classCount: Int? = nil, weights: [Double]? = nil,
    offsets: Tensor<Double>? = nil, from start: LogisticModel? = nil, isCancelled: () -> Bool = { false }
  ) throws -> LogisticModel {
    let fit = try LogisticFit(
      self, .dense(.float(x)), classes, classCount: classCount, weights: weights, offsets: offsets)
    return try fit.solve(from: start, isCancelled: isCancelled)
  }

  /// Finds the optimum for features in double precision; see the other `fit`.
  ///
  /// - Parameters:
  ///   - x: The features, `[rows, columns]`, finite.
  ///   - classes: The class of each row, from 0.
  ///   - classCount: The number of classes; by default one more than the largest in `classes`, at least 2.
  ///   - weights: How much each row counts, finite and not negative; once each by default.
  ///   - offsets: What is added to the linear predictors, `[rows, predictors]`; nothing by default.
  ///   - start: Where to begin; at 0, with the classes' shares as intercepts, by default.
  ///   - isCancelled: Asked between steps; where it says yes, the search ends `interrupted`.
  /// - Returns: The coefficients in the columns' units. Look at ``LogisticModel/solution``: a search that did
  ///   not converge returns where it got to.
  /// - Throws: ``LogitError`` for options and rows that cannot be used: values, weights or offsets that are
  ///   not finite, negative weights, a class without rows or without weight, a λ below 0, factors or bounds
  ///   that are not one a column.
  public func fit(
    _ x: Tensor<Double>, _ classes: [Int32], classCount: Int? = nil, weights: [Double]? = nil,
    offsets: Tensor<Double>? = nil, from start: LogisticModel? = nil, isCancelled: () -> Bool = { false }
  ) throws -> LogisticModel {
    let fit = try LogisticFit(
      self, .dense(.double(x)), classes, classCount: classCount, weights: weights, offsets: offsets)
    return try fit.solve(from: start, isCancelled: isCancelled)
  }
}
