#if Command
import Logit
import LogitData

extension OtherModel {
  /// The options by which other programs, or hope, ask for the model.
  private var options: [String] {
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

  /// Refuses options of models that are not offered, in a sentence each.
  ///
  /// - Parameter arguments: As they were typed.
  /// - Throws: ``UsageError`` for the first.
  static func requireNone(in arguments: [String]) throws {
    for argument in arguments.prefix(while: { $0 != "--" }) where argument.hasPrefix("--") {
      let parts = argument.dropFirst(2).split(separator: "=", maxSplits: 1).map(String.init)
      guard let name = parts.first, let model = OtherModel(asked: name) else { continue }
      let column = parts.count > 1 ? parts[1] : nil
      throw UsageError("There is no --\(name). \(model.sentence(for: column, .shell))")
    }
  }

  /// The model that other programs call so; `nil` for none of these.
  init?(asked name: String) {
    guard let model = Self.allCases.first(where: { $0.options.contains(name.lowercased()) }) else {
      return nil
    }
    self = model
  }
}
#endif
