/// What a linear classifier's coefficients are: how many linear predictors there are, over which columns, and
/// the place of each coefficient in a flat vector.
///
/// A row x has one linear predictor for each predictor k,
///
///     zₖ = offsetₖ + Σⱼ βₖⱼ (xⱼ − shiftⱼ) scaleⱼ + interceptₖ
///
/// and its loss is the negative log likelihood of its class:
///
/// - ``Outcome/binary``: one predictor, P(second class) = 1 / (1 + exp(−z)).
/// - ``Outcome/multinomial(classCount:reference:)``: one predictor a class, P(k) = exp(zₖ) / Σₗ exp(zₗ).
///
/// Without a reference the multinomial model has one set of coefficients too many: adding the same vector to
/// those of every class changes nothing. Then the Hessian is singular along those directions, exactly so up
/// to rounding, since its diagonal blocks are sums of the others; with a ridge the optimum is unique all the
/// same, and that is the parametrisation of glmnet and scikit-learn. With a reference the coefficients of
/// that class are 0 and no part of the vector, which is the parametrisation of `nnet::multinom` and of tables
/// of odds ratios. Both come from the same sums over rows.
package struct LinearModel: Hashable, Sendable {
  /// What the model predicts.
  package enum Outcome: Hashable, Sendable {
    /// Two classes, or the share of successes in a number of trials.
    case binary
    /// Classes 0..<classCount; the coefficients of `reference`, unless it is nil, are fixed at 0.
    case multinomial(classCount: Int, reference: Int? = nil)
  }

  package let outcome: Outcome
  /// The number of columns of the rows, without the intercept.
  package let columnCount: Int
  package let hasIntercept: Bool

  /// - Parameters:
  ///   - outcome: What is predicted.
  ///   - columnCount: 0 or more; 0 only with an intercept.
  ///   - hasIntercept: Whether each predictor has a constant of its own, after the coefficients of the
  ///     columns.
  /// - Throws: ``LogitError/invalidOption(name:value:expected:)`` if there are fewer than two classes, the
  ///   reference is not one of them, or there is no coefficient at all.
  package init(_ outcome: Outcome, columnCount: Int, hasIntercept: Bool = true) throws(LogitError) {
    if case .multinomial(let classCount, let reference) = outcome {
      try LogitError.require(classCount >= 2, "The number of classes", classCount, "at least 2")
      if let reference {
        try LogitError.require(
          (0..<classCount).contains(reference), "The reference class", reference, "in 0..<\(classCount)")
      }
    }
    try LogitError.require(
      columnCount >= (hasIntercept ? 0 : 1), "The number of columns", columnCount,
      hasIntercept ? "at least 0" : "at least 1 without an intercept")
    self.outcome = outcome
    self.columnCount = columnCount
    self.hasIntercept = hasIntercept
  }

  /// The number of classes.
  package var classCount: Int {
    switch outcome {
    case .binary: 2
    case .multinomial(let classCount, _): classCount
    }
  }

  /// The linear predictors that are worked out for a row: 1, or one a class (the reference's is its offset).
  package var predictorCount: Int {
    switch outcome {
    case .binary: 1
    case .multinomial(let classCount, _): classCount
    }
  }

  /// The predictors whose coefficients are free, in the order of the coefficients.
  package var freePredictorCount: Int { reference == nil ? predictorCount : predictorCount - 1 }

  /// The class whose coefficients are fixed at 0.
  package var reference: Int? {
    if case .multinomial(_, let reference) = outcome { reference } else { nil }
  }

  /// The coefficients of one predictor: one a column, then the intercept.
  package var coefficientsPerPredictor: Int { columnCount + (hasIntercept ? 1 : 0) }

  /// The length of the coefficient vector, `[free predictors, columns then intercept]`.
  package var coefficientCount: Int { freePredictorCount * coefficientsPerPredictor }

  /// Which of all predictors the free predictor at `index` is.
  package func predictor(ofFree index: Int) -> Int {
    if let reference, index >= reference { index + 1 } else { index }
  }
}
