import Logit

/// How much less is known of a term than if no other column were there: the generalized variance inflation of Fox and
/// Monette (1992), det R₁₁ det R₂₂ / det R of the correlations of the estimates without the constant, as `car::vif` has it.
///
/// Of a term with one column it is the variance inflation factor.
enum VarianceInflation {
  /// The inflation of each term that is not aliased; by the model's covariance, whatever errors are reported.
  ///
  /// - Throws: `LogitError` for three classes or more.
  static func values(_ fit: RegressionFit, _ covariance: EstimateCovariance?) throws -> [LogisticInference
    .Inflation]
  {
    try LogitError.require(
      fit.rows.classCount == 2, "The number of classes for the inflation of variances", fit.rows.classCount,
      "2; leave it out for more classes")
    let all = Array(fit.basis.columns.indices)
    guard let covariance, let whole = covariance.logDeterminantOfCorrelations(all) else { return [] }
    return fit.rows.design.terms.compactMap { term in
      let own = all.filter { term.columns.contains(fit.basis.columns[$0]) }
      let others = all.filter { !term.columns.contains(fit.basis.columns[$0]) }
      guard !own.isEmpty, let first = covariance.logDeterminantOfCorrelations(own),
        let second = covariance.logDeterminantOfCorrelations(others)
      else { return nil }
      return LogisticInference.Inflation(term: term.name, value: exponential(first + second - whole))
    }
  }
}
