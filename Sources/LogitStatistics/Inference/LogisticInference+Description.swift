import LogitFiles

extension LogisticInference: CustomStringConvertible {
  /// The table, as R's `summary` prints it: what was fitted, a line for each coefficient, what describes the
  /// model, and everything that was asked for.
  ///
  /// `NA` stands for what an aliased column does not have, and a separated coefficient whose sign the rows do not
  /// settle; `+inf` and `-inf` for where another goes, with an odds ratio of `+inf` or 0.
  public var description: String { text(explainsEnd: true) }

  /// The table, as ``description``.
  ///
  /// - Parameter explainsEnd: Whether it is said that classes are separated, which a report that has a
  ///   finding of its own for it need not do twice.
  package func text(explainsEnd: Bool) -> String {
    ([title, "", coefficientTable, modelLines(explainsEnd)] + requestedParts).joined(separator: "\n")
      .trimmingTrailingLines
  }

  private var isFirth: Bool { standardErrors == .firth }
  /// Whether coefficients are tested by the penalized likelihood ratio.
  private var comparesLikelihoods: Bool { isFirth && interval == .profile }

  private var title: String {
    let others = classNames.indices.filter { $0 != baseClass }.map { classNames[$0] }
    let kind = classNames.count == 2 ? "Logistic regression" : "Multinomial logistic regression"
    return kind + (isFirth ? " with Firth's penalty" : "") + ", \(observationCount) rows: "
      + others.joined(separator: ", ") + " against " + classNames[baseClass]
  }

  // MARK: Coefficients

  private var coefficientTable: String {
    var parts: [String] = []
    for (index, name) in classNames.enumerated() where index != baseClass {
      let own = coefficients.filter { $0.className == name }
      let heading = classNames.count == 2 ? "" : name + ":\n"
      parts.append(heading + table(own))
    }
    return parts.joined(separator: "\n")
  }

  private func table(_ lines: [Coefficient]) -> String {
    let share = (100 * level).significant(6)
    var text = AlignedText(indent: "  ", rightAligned: Set(1...9))
    text.append([
      "", "estimate", "std. error", comparesLikelihoods ? "chi2" : "z", "p", "\(share) % low", "high",
      "odds ratio",
      "\(share) % low", "high",
    ])
    for line in lines {
      let sign = line.isSignDetermined == false ? nil : line.divergingSign
      let estimate = sign.map { $0 > 0 ? "+inf" : "-inf" } ?? line.estimate.text()
      let odds = sign.map { $0 > 0 ? "+inf" : "0" } ?? line.oddsRatio.ratioText
      // Of a coefficient that runs away the likelihood may give one end, and the other is as far as it goes.
      let (low, high) = (line.confidenceLow, line.confidenceHigh)
      let isOpenLow = line.divergingSign == -1 && high != nil
      let isOpenHigh = line.divergingSign == 1 && low != nil
      let statistics = [
        line.standardError.text(), line.statistic.text(4), line.pValue.text(3),
        isOpenLow ? "-inf" : low.text(), isOpenHigh ? "+inf" : high.text(), odds,
        isOpenLow ? "0" : line.oddsRatioLow.ratioText, isOpenHigh ? "+inf" : line.oddsRatioHigh.ratioText,
      ]
      text.append([line.term, estimate] + statistics)
    }
    return text.text
  }

  // MARK: The model

  private func modelLines(_ explainsEnd: Bool) -> String {
    var lines = [errorLine, likelihoodLine]
    if let likelihoodRatio { lines.append("Likelihood-ratio test: \(likelihoodRatio.text)") }
    if let wald { lines.append("Wald test: \(wald.text)") }
    if let aic, let bic { lines.append("AIC \(aic.significant(7)), BIC \(bic.significant(7))") }
    if let mcFadden, let coxSnell, let nagelkerke {
      lines.append(
        "Pseudo R2: McFadden \(mcFadden.significant(4)), Cox and Snell \(coxSnell.significant(4)), "
          + "Nagelkerke \(nagelkerke.significant(4))")
    }
    lines.append(
      "Degrees of freedom: \(modelDegreesOfFreedom) of the model, \(residualDegreesOfFreedom) residual")
    if explainsEnd || separated.isEmpty { lines.append(endLine) }
    if !aliased.isEmpty {
      lines.append(
        "Not estimated, since columns before them explain them: \(aliased.joined(separator: ", "))")
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private var errorLine: String {
    guard coefficients.contains(where: { $0.standardError != nil }) || !separated.isEmpty || !aliased.isEmpty
    else { return "Standard errors, tests and intervals: none." }
    let errors =
      switch standardErrors {
      case .model: "the model's"
      case .hc0, .hc1, .hc2, .hc3: "robust (\(standardErrors.rawValue))"
      case .cluster: "by clusters (\(clusterCount ?? 0))"
      case .firth:
        comparesLikelihoods ? "the model's; tests by the penalized likelihood ratio" : "the model's"
      }
    let missing =
      standardErrors.isRobust && !separated.isEmpty
      ? "; there are none, since they are not worked out for separated classes" : ""
    return
      "Standard errors: \(errors)\(missing). Intervals: \(interval == .wald ? "Wald" : "profile likelihood")."
  }

  private var likelihoodLine: String {
    var text = "Log likelihood \(logLikelihood.significant(8))"
    if let nullLogLikelihood { text += ", of the null model \(nullLogLikelihood.significant(8))" }
    if let penalizedLogLikelihood { text += ", penalized \(penalizedLogLikelihood.significant(8))" }
    return text
  }

  private var endLine: String {
    guard separated.isEmpty else {
      let kind = separated.contains { $0.isComplete } ? "completely" : "in part"
      let names = separated.map { ($0.isSignDetermined == false ? "±" : $0.sign > 0 ? "+" : "-") + $0.term }
      let eitherSign =
        separated.contains { $0.isSignDetermined == false } ? " (± where either sign separates)" : ""
      return
        "Classes are separated \(kind), so these have no finite estimate: \(names.joined(separator: ", "))\(eitherSign). "
        + (classNames.count == 2 ? "Firth's penalty" : "A ridge penalty") + " gives finite ones."
    }
    if areGiven && !isConverged {
      return
        "The estimates are those given, at which the likelihood of these rows is not largest; the largest entry of "
        + "the gradient is \(gradientNorm.significant(2))."
    }
    if areGiven {
      return
        "The likelihood of these rows is largest at the estimates given; the largest entry of the gradient is "
        + "\(gradientNorm.significant(2))."
    }
    let steps = iterationCount == 1 ? "1 step" : "\(iterationCount) steps"
    return isConverged
      ? "Converged in \(steps)."
      : "The fit did not converge in \(steps), so the estimates are not the maximum; the largest entry of the gradient is "
        + "\(gradientNorm.significant(2))."
  }
}

extension LogisticInference {
  /// What was asked for besides the table.
  private var requestedParts: [String] {
    [termTable, nestedLine, inflationTable, hosmerLemeshowLine, effectTable].compactMap { $0 }
  }

  /// Why numbers that belong to a maximum are missing; `nil` if the estimates are one.
  private var noMaximum: String? {
    guard separated.isEmpty else { return "classes are separated" }
    return isConverged || areGiven ? nil : "the fit did not converge"
  }

  private var termTable: String? {
    guard let termTests, let first = termTests.first else { return nil }
    var text = AlignedText(indent: "  ", rightAligned: [1, 2, 3])
    text.append("", "chi2", "df", "p")
    for line in termTests {
      text.append(
        line.term, (line.test?.statistic).text(), line.test.map { "\($0.degreesOfFreedom)" } ?? "NA",
        (line.test?.pValue).text(3))
    }
    let reason =
      termTests.contains { $0.test == nil }
      ? "NA: other columns explain the term or take its place, its estimates or their errors are not finite, or a fit "
        + "did not converge.\n" : ""
    return "Tests of terms (\(first.kind.rawValue)):\n" + text.text + reason
  }

  private var nestedLine: String? {
    nested.map { nested in
      let text =
        nested.test?.text
        ?? "no test, since "
        + (standardErrors.isRobust
          ? "a column that others explain takes the place of some of those left out"
          : "a fit did not converge")
      return "Against \(nested.formula): \(text)\n"
    }
  }

  private var inflationTable: String? {
    guard let varianceInflation else { return nil }
    var text = AlignedText(indent: "  ", rightAligned: [1])
    for line in varianceInflation { text.append(line.term, line.value.text()) }
    let reason = noMaximum ?? "other columns explain the term, or the covariance is singular"
    return "Variance inflation:\n" + text.text
      + (varianceInflation.contains { $0.value == nil } ? "NA: \(reason).\n" : "")
  }

  private var hosmerLemeshowLine: String? {
    hosmerLemeshow.map { found in
      guard let count = found.groupCount else {
        return "Hosmer and Lemeshow: no test, since \(noMaximum ?? "there is no maximum").\n"
      }
      let groups = count == 1 ? "1 group" : "\(count) groups"
      let isFewer = count < found.requestedGroupCount
      let reason =
        isFewer
        ? " in place of \(found.requestedGroupCount), since rows are too few or have equal probabilities" : ""
      guard let test = found.test else {
        return
          "Hosmer and Lemeshow: no test, which takes 3 groups; there \(count == 1 ? "is" : "are") \(groups)\(reason).\n"
      }
      return "Hosmer and Lemeshow: \(test.text)\(isFewer ? ", with \(groups)\(reason)" : "")\n"
    }
  }

  private var effectTable: String? {
    guard let marginalEffects, !marginalEffects.isEmpty else { return nil }
    var text = AlignedText(indent: "  ", rightAligned: Set(3...7))
    text.append("", "class", "at", "effect", "std. error", "p", "low", "high")
    for line in marginalEffects {
      text.append(
        line.term, line.className, line.place, line.effect.text(), line.standardError.text(),
        line.pValue.text(3), line.confidenceLow.text(), line.confidenceHigh.text())
    }
    let reason = noMaximum ?? "columns that others explain, which have no estimate, take part in the change"
    return "Marginal effects:\n" + text.text
      + (marginalEffects.contains { $0.effect == nil } ? "NA: \(reason).\n" : "")
  }
}

extension LogisticInference.Test {
  /// `chi2(5) = 62.9, p = 3.1e-12`.
  fileprivate var text: String {
    "chi2(\(degreesOfFreedom)) = \(statistic.significant(5)), p = \(pValue.significant(3))"
  }
}

extension Double? {
  /// The number with some digits, or `NA`.
  fileprivate func text(_ digits: Int = 5) -> String { self?.significant(digits) ?? "NA" }

  /// An odds ratio, with more digits where it would be printed as 1: two of its difference from 1.
  fileprivate var ratioText: String {
    guard let ratio = self, ratio != 1, (0.99...1.01).contains(ratio) else { return text() }
    // The place of the first digit of the difference.
    let mark = abs(ratio - 1).scientific(decimals: 0)
    guard let place = mark.lastIndex(of: "-"), let exponent = Int(mark[mark.index(after: place)...]) else {
      return text()
    }
    // Above 1 the digit before the point counts too.
    return text(Swift.min(Swift.max(5, exponent + (ratio > 1 ? 2 : 1)), 15))
  }
}

extension Double {
  /// The number with some significant digits; with an exponent where it would have many zeros.
  fileprivate func significant(_ digits: Int) -> String {
    guard isFinite else { return pythonDescription }
    let text = scientific(decimals: digits - 1)
    guard let mark = text.lastIndex(of: "e"), let exponent = Int(text[text.index(after: mark)...]) else {
      return text
    }
    guard (-4..<max(digits, 7)).contains(exponent) else { return text }
    return fixed(decimals: max(digits - 1 - exponent, 0)).withoutTrailingZeros
  }
}

extension String {
  /// Without zeros behind the last digit of a fraction.
  fileprivate var withoutTrailingZeros: String {
    guard contains(".") else { return self }
    var text = self
    while text.last == "0" { text.removeLast() }
    if text.last == "." { text.removeLast() }
    return text
  }

  /// Without empty lines at the end.
  fileprivate var trimmingTrailingLines: String {
    var text = self
    while text.last == "\n" { text.removeLast() }
    return text
  }
}
