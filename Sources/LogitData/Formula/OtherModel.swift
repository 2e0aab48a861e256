/// A model that people ask a regression for and that is not offered, with what there is in its place.
package enum OtherModel: Sendable, Hashable, CaseIterable {
  /// Probit and other links than the logit.
  case link
  /// Ordered classes.
  case ordinal
  /// Matched sets and strata.
  case conditional
  /// Random effects.
  case mixed
  /// Samples with a design.
  case survey
  /// Several completed tables.
  case imputations

  /// One sentence.
  ///
  /// - Parameters:
  ///   - column: The column that it was asked for, for what is advised; unknown by default.
  ///   - names: What options are called.
  package func sentence(for column: String? = nil, _ names: OptionNames = OptionNames()) -> String {
    switch self {
    case .link:
      return "Probit models, and other links than the logit, are not offered; this fits logistic regression."
    case .ordinal:
      return
        "Ordinal models are not offered; three classes or more are fitted by softmax regression, which does not use their "
        + "order."
    case .conditional:
      return
        "Conditional regression, of strata or matched sets, is not offered; R's survival::clogit and Stata's clogit fit it."
    case .mixed:
      return
        "Mixed models, with random effects, are not offered; for errors that allow for groups of rows, give "
        + "\(names.regressionColumn(.cluster, column))."
    case .survey:
      return
        "Survey designs, with strata, sampling units or replicate weights, are not offered; R's package survey and Stata's "
        + "svy allow for them."
    case .imputations:
      return
        "Pooling over imputations is not offered; fit each completed table, and pool the estimates by Rubin's rules, as R's "
        + "package mice does."
    }
  }
}
