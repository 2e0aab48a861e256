package import Logit

extension LogisticInference {
  /// All but the covariance and its factor, as ``init(json:covariance:centeredFactor:)`` reads it.
  package var members: [JSON.Member] {
    [
      JSON.Member("classes", .array(classNames.map { .string($0) })),
      JSON.Member("base", .integer(baseClass)), JSON.Member("n", .integer(observationCount)),
      JSON.Member("centers", .array(centers.map { .number($0) })),
    ] + partMembers
  }

  /// The parts of the object that describes a regression, from its terms on, without its covariance; those
  /// that were not asked for are not there.
  package var partMembers: [JSON.Member] {
    var members: [JSON.Member] = []
    func add(_ name: String, _ value: JSON) { members.append(JSON.Member(name, value)) }
    add("terms", .array(coefficients.map(\.json)))
    add("interval", .string(interval.rawValue))
    add("level", .number(level))
    add("std_errors", .string(standardErrors.rawValue))
    add("clusters", .optional(clusterCount))
    add("log_likelihood", .defined(logLikelihood))
    add("null_log_likelihood", .defined(nullLogLikelihood))
    add("penalized_log_likelihood", .defined(penalizedLogLikelihood))
    add("llr", .defined(likelihoodRatio?.statistic))
    add("llr_df", .optional(likelihoodRatio?.degreesOfFreedom))
    add("llr_p_value", .defined(likelihoodRatio?.pValue))
    add("wald", .defined(wald?.statistic))
    add("wald_df", .optional(wald?.degreesOfFreedom))
    add("wald_p_value", .defined(wald?.pValue))
    add("df_model", .integer(modelDegreesOfFreedom))
    add("df_residual", .integer(residualDegreesOfFreedom))
    for (name, value) in [
      ("aic", aic), ("bic", bic), ("mcfadden", mcFadden), ("cox_snell", coxSnell), ("nagelkerke", nagelkerke),
    ] { add(name, .defined(value)) }
    add("converged", .bool(isConverged))
    add("iterations", .integer(iterationCount))
    add("gradient_norm", .defined(gradientNorm))
    add("separated", .array(separated.map { $0.json(namesClass: classNames.count > 2) }))
    add("aliased", .array(aliased.map { .string($0) }))
    return members + askedMembers
  }

  /// The parts that were asked for.
  private var askedMembers: [JSON.Member] {
    var members: [JSON.Member] = []
    if let termTests { members.append(JSON.Member("tests", .array(termTests.map(\.json)))) }
    if let nested { members.append(JSON.Member("nested", nested.json)) }
    if let marginalEffects {
      members.append(JSON.Member("marginal_effects", .array(marginalEffects.map(\.json))))
    }
    if let varianceInflation {
      let values = varianceInflation.map { ["term": .string($0.term), "value": .defined($0.value)] as JSON }
      members.append(JSON.Member("vif", .array(values)))
    }
    if let hosmerLemeshow { members.append(JSON.Member("hosmer_lemeshow", hosmerLemeshow.json)) }
    return members
  }

  /// The covariance of the estimates, `null` where there is none.
  package var covarianceJSON: JSON { .array(covariance.map { .array($0.map { .defined($0) }) }) }
}

extension JSON {
  /// A number, `null` for one that is not there or not finite.
  fileprivate static func defined(_ value: Double?) -> JSON {
    guard let value, value.isFinite else { return .null }
    return .number(value)
  }
}

extension LogisticInference.Coefficient {
  fileprivate var json: JSON {
    [
      "term": .string(term), "class": .string(className), "estimate": .defined(estimate),
      "std_error": .defined(standardError), "statistic": .defined(statistic), "p_value": .defined(pValue),
      "conf_low": .defined(confidenceLow), "conf_high": .defined(confidenceHigh),
      "odds_ratio": .defined(oddsRatio), "odds_ratio_low": .defined(oddsRatioLow),
      "odds_ratio_high": .defined(oddsRatioHigh), "aliased": .bool(isAliased),
    ]
  }
}

extension LogisticInference.Test {
  fileprivate var members: [JSON.Member] {
    [
      JSON.Member("statistic", .defined(statistic)), JSON.Member("df", .integer(degreesOfFreedom)),
      JSON.Member("p_value", .defined(pValue)),
    ]
  }
}

extension LogisticInference.Test? {
  /// The members, `null` without a test.
  fileprivate var members: [JSON.Member] {
    self?.members ?? ["statistic", "df", "p_value"].map { JSON.Member($0, .null) }
  }
}

extension LogisticInference.GroupTest {
  fileprivate var json: JSON {
    .object(
      test.members + [
        JSON.Member("groups", .optional(groupCount)),
        JSON.Member("requested_groups", .integer(requestedGroupCount)),
      ])
  }
}

extension LogisticInference.TermTest {
  fileprivate var json: JSON {
    .object(
      [JSON.Member("term", .string(term)), JSON.Member("test", .string(kind.rawValue))] + test.members)
  }
}

extension LogisticInference.NestedTest {
  fileprivate var json: JSON { .object([JSON.Member("formula", .string(formula))] + test.members) }
}

extension LogisticInference.Separated {
  fileprivate func json(namesClass: Bool) -> JSON {
    .object(
      [JSON.Member("term", .string(term))] + (namesClass ? [JSON.Member("class", .string(className))] : [])
        + [
          JSON.Member("sign", .integer(sign)),
          JSON.Member("sign_is_determined", isSignDetermined.map { .bool($0) } ?? .null),
          JSON.Member("kind", .string(isComplete ? "complete" : "quasi")),
        ])
  }
}

extension LogisticInference.MarginalEffect {
  fileprivate var json: JSON {
    [
      "term": .string(term), "class": .string(className), "at": .string(place), "effect": .defined(effect),
      "std_error": .defined(standardError), "p_value": .defined(pValue), "conf_low": .defined(confidenceLow),
      "conf_high": .defined(confidenceHigh),
    ]
  }
}
