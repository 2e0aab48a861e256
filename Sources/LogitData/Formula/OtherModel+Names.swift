extension OtherModel {
  /// What other programs, or hope, call the model.
  private var names: [String] {
    switch self {
    case .link: ["probit", "cloglog", "loglog", "cauchit"]
    case .ordinal: ["ordinal", "ordered", "ologit", "oprobit", "polr", "proportional-odds", "cumulative"]
    case .conditional: ["conditional", "clogit", "strata", "stratum", "matched", "matched-sets", "match"]
    case .mixed:
      [
        "mixed", "random", "random-effects", "random-intercept", "random-slope", "melogit", "glmer",
        "multilevel",
      ]
    case .survey:
      [
        "survey", "svy", "svydesign", "survey-design", "design", "psu", "fpc", "replicate-weights",
        "pweights",
      ]
    case .imputations:
      ["imputations", "imputation", "imputed", "impute", "multiple-imputation", "mi", "mice", "pool"]
    }
  }

  /// The model that other programs call so; `nil` for none of these.
  package init?(called name: String) {
    guard let model = Self.allCases.first(where: { $0.names.contains(name.lowercased()) }) else { return nil }
    self = model
  }
}
