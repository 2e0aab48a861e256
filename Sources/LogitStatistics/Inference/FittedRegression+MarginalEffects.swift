import Logit

extension FittedRegression {
  /// Adds marginal effects to ``inference``: how much the probability of the positive class, or of each of
  /// several classes, changes where a variable does, with errors by the delta method from the covariance in
  /// use.
  ///
  /// As statsmodels' `get_margeff` and Stata's `margins, dydx(*)`. All changes are worked out in one pass
  /// over the rows. There are no numbers where a search ended early or classes are separated, and of a change
  /// that moves aliased columns, whose effect the rows do not tell from that of the columns that explain
  /// them.
  ///
  /// - Parameters:
  ///   - changes: What changes; see ``MarginalChange``.
  ///   - place: In every row, whose effects are averaged by their weights, trials and frequencies, or at one
  ///     point, with the mean offset.
  /// - Throws: `LogitError` for changes of columns that are not there, or of another number of rows.
  public mutating func addMarginalEffects(_ changes: [MarginalChange], at place: MarginalPlace) throws {
    let quantile = try StandardNormal.twoSidedQuantile(level: options.level)
    let (name, effects): (String, [MarginalEffects.Effect])
    switch place {
    case .overall:
      name = "overall"
      effects = try MarginalEffects(fit, estimates, changes, rowCount: fit.rows.rowCount).overall()
    case .mean(let point):
      name = "mean"
      effects = try MarginalEffects(fit, estimates, changes, rowCount: 1).at(point)
    }
    let found = effects.map { estimate in
      var line = LogisticInference.MarginalEffect(
        term: estimate.name, className: fit.rows.classNames[estimate.classIndex], place: name,
        effect: hasEffects ? estimate.effect : nil)
      if let effect = line.effect, let error = estimate.standardError, error > 0, error.isFinite {
        line.standardError = error
        line.pValue = StandardNormal.twoSidedTail(effect / error)
        line.confidenceLow = effect - quantile * error
        line.confidenceHigh = effect + quantile * error
      }
      return line
    }
    inference.marginalEffects = (inference.marginalEffects ?? []) + found
  }

  /// Whether the estimates are a point at which effects say something.
  private var hasEffects: Bool {
    switch end {
    case .maximum, .given: true
    case .limit, .unfinished: false
    }
  }
}
