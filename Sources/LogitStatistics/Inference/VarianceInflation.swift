import Logit

/// How much less is known of a term than if no other column were there: the generalized variance inflation of
/// Fox and Monette (1992), det R₁₁ det R₂₂ / det R of the correlations of the estimates without the constant,
/// as `car::vif` has it.
///
/// Of a term with one column it is the variance inflation factor. With the covariance V of the slopes and P =
/// V⁻¹ it is det V₁₁ det P₁₁ (Jacobi), of which no factor is a difference: P is what the rows know of the
/// columns, free of the constant.
struct VarianceInflation {
  private let fit: RegressionFit
  private let covariance: EstimateCovariance
  /// G of the working slopes' precision G Gᵀ, `[slopes, slopes]`: behind the constant, the rest of the
  /// information's Cholesky factor.
  private let precision: [Double]
  private let slopeCount: Int

  /// The inflation of each term; by the model's covariance, whatever errors are reported.
  ///
  /// - Returns: `nil` values for terms without a coefficient, and where the information is singular.
  /// - Throws: `LogitError` for three classes or more.
  static func values(_ fit: RegressionFit, isMaximum: Bool) throws -> [LogisticInference.Inflation] {
    try LogitError.require(
      fit.rows.classCount == 2, "The number of classes for the inflation of variances", fit.rows.classCount,
      "2; leave it out for more classes")
    let inflation = isMaximum ? VarianceInflation(fit) : nil
    return fit.rows.design.terms.map { .init(term: $0.name, value: inflation?.value(of: $0)) }
  }

  private init?(_ fit: RegressionFit) {
    let (order, count) = (fit.coefficientCount, fit.basis.columns.count)
    let places = (fit.basis.hasIntercept ? [order - 1] : []) + Array(0..<count)
    let information = places.flatMap { i in places.map { fit.information[i * order + $0] } }
    guard let covariance = EstimateCovariance(modelOf: fit), let factor = Cholesky(information, order: order)
    else { return nil }
    (self.fit, self.covariance, slopeCount) = (fit, covariance, count)
    let first = order - count
    precision = (0..<count).flatMap { i in
      (0..<count).map { $0 > i ? 0 : factor.factor[(first + i) * order + first + $0] }
    }
  }

  private func value(of term: RegressionDesign.Term) -> Double? {
    let own = fit.indices(of: Set(term.columns))
    guard !own.isEmpty, let spread = covariance.logDeterminant(own), let known = logDeterminant(own) else {
      return nil
    }
    return exponential(spread + known)
  }

  /// log det P of some columns.
  private func logDeterminant(_ own: [Int]) -> Double? {
    // The columns as combinations of the working ones, which are those up to their own place.
    let rows = own.flatMap { fit.basis.workingColumn($0) }
    guard let columns = OrthogonalRows(rows, count: own.count, length: slopeCount, least: 1e-14),
      let known = OrthogonalRows(
        columns.product(precision, width: slopeCount), count: own.count, length: slopeCount, least: 1e-14)
    else { return nil }
    return 2 * (columns.logDeterminant + known.logDeterminant)
  }
}

extension RegressionBasis {
  /// One of ``columns``, without its mean, as a combination of the working columns: T⁻¹ of the slopes.
  fileprivate func workingColumn(_ place: Int) -> [Double] {
    var result = [Double](repeating: 0, count: columns.count)
    result[place] = 1
    solveSlopes(&result)
    return result
  }
}
