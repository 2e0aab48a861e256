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
    let scaled = changes.map { ColumnUnits.scaled($0, units) }
    let changes = scaled.map(\.change)
    switch place {
    case .overall:
      name = "overall"
      effects = try MarginalEffects(fit, estimates, changes, rowCount: fit.rows.rowCount).overall()
    case .mean(let point):
      name = "mean"
      effects = try MarginalEffects(fit, estimates, changes, rowCount: 1).at(units?.scaled(point) ?? point)
    }
    // Each change has as many effects.
    let each = max(effects.count / max(changes.count, 1), 1)
    let found = effects.enumerated().map { place, estimate in
      let exponent = scaled[place / each].exponent
      var line = LogisticInference.MarginalEffect(
        term: estimate.name, className: fit.rows.classNames[estimate.classIndex], place: name,
        effect: hasEffects ? estimate.effect?.scaled(by: exponent) : nil)
      if hasEffects, let effect = estimate.effect, let error = estimate.standardError, error > 0,
        error.isFinite
      {
        line.standardError = error.scaled(by: exponent)
        line.pValue = StandardNormal.twoSidedTail(effect / error)
        line.confidenceLow = (effect - quantile * error).scaled(by: exponent)
        line.confidenceHigh = (effect + quantile * error).scaled(by: exponent)
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
