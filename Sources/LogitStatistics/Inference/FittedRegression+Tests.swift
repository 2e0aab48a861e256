import Logit

extension FittedRegression {
  /// Works out the tests that options ask for.
  mutating func addTests(_ isCancelled: () -> Bool) throws {
    if options.inflatesVariance {
      inference.varianceInflation = try VarianceInflation.values(fit, isMaximum: isMaximum)
    }
    if let count = options.hosmerLemeshowGroupCount {
      inference.hosmerLemeshow = try HosmerLemeshow.test(
        fit, isMaximum: isMaximum, groupCount: count)
    }
    if let kind = options.termTest { try addTermTests(kind, isCancelled) }
    if let nested = options.nested {
      // Columns of both have the same exponents, which are each column's own.
      let design =
        units == nil ? nested.design : try ColumnUnits(nested.design)?.scaled(nested.design) ?? nested.design
      try addNested(design, nested.formula, isCancelled)
    }
  }

  private var isRobust: Bool { inference.standardErrors.isRobust }

  /// The log likelihood, if it is a maximum or a supremum.
  private var reachedLogLikelihood: Double? { isSettled ? inference.logLikelihood : nil }

  private mutating func addTermTests(_ kind: RegressionOptions.TermTest, _ isCancelled: () -> Bool) throws {
    try LogitError.require(
      kind == .wald || !isRobust, "The test of terms with robust errors", kind.rawValue,
      "wald: likelihoods and scores take the model's errors for true")
    try LogitError.require(
      kind != .score || firth == nil, "The test of terms with Firth's penalty", kind.rawValue,
      "likelihood-ratio or wald")
    if let firth, kind == .likelihoodRatio {
      inference.termTests = try firth.termTests(isCancelled)
      return
    }
    inference.termTests = try withoutActuallyEscaping(isCancelled) { isCancelled in
      try TermTests(
        problem: problem, fit: fit, estimates: estimates, logLikelihood: reachedLogLikelihood,
        isCancelled: isCancelled
      ).tests(kind)
    }
  }

  private mutating func addNested(
    _ design: RegressionDesign, _ formula: String, _ isCancelled: () -> Bool
  ) throws {
    try LogitError.require(
      firth == nil, "A nested regression with Firth's penalty", "asked for",
      "left out; the tests of terms are penalized likelihood-ratio tests")
    inference.nested = try withoutActuallyEscaping(isCancelled) { isCancelled in
      try NestedComparison(
        problem: problem, fit: fit, estimates: estimates, logLikelihood: reachedLogLikelihood,
        isRobust: isRobust, isCancelled: isCancelled
      ).test(design, formula: formula)
    }
  }
}
