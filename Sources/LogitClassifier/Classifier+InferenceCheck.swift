import Logit
import LogitData
import LogitStatistics

extension Classifier {
  /// Checks that an inference is that of the classifier, and that its terms can be fitted anew.
  ///
  /// - Throws: `LogitError.invalidConfiguration(object:reason:)` for parts of a file that do not belong
  ///   together.
  func requireOwnInference() throws {
    func require(_ holds: Bool, _ reason: @autoclosure () -> String) throws {
      guard !holds else { return }
      throw LogitError.invalidConfiguration(object: "The inference", reason: reason())
    }
    guard let inference else { return }
    let names = inference.classNames
    try require(
      names == classes.names,
      "it is of the classes \(DataError.list(names)), but the model is of \(DataError.list(classes.names))")
    try require(
      names.count > 2 || inference.baseClass == 0,
      "of two classes it compares with \"\(names[inference.baseClass])\"")
    guard let formula = features.regressionFormula, let recorded = provenance.options?.regression else {
      throw LogitError.invalidConfiguration(
        object: "The inference", reason: "the model has no formula that its terms could come from")
    }
    let terms = (formula.hasIntercept ? ["(Intercept)"] : []) + formula.designColumns.map(\.name)
    let expected = names.indices.filter { $0 != inference.baseClass }.flatMap { index in
      terms.map { (term: $0, className: names[index]) }
    }
    let found = inference.coefficients
    try require(
      found.count == expected.count,
      "it has \(found.count.counted("coefficient")), but the formula makes \(expected.count)")
    for (line, expected) in zip(found, expected) {
      try require(
        line.term == expected.term && line.className == expected.className,
        "it has \"\(line.term)\" of \"\(line.className)\" in the place of \"\(expected.term)\" of \"\(expected.className)\""
      )
    }
    try requireOptions(recorded, require)
    try requireOwnEstimates(inference, formula, require)
  }

  /// How far an estimate may be from that of the table, as a share: they are the same but for rounding.
  private static let estimateTolerance = 1e-6

  /// Checks that the model predicts by the coefficients of the table.
  private func requireOwnEstimates(
    _ inference: LogisticInference, _ formula: FormulaFeature,
    _ require: (Bool, @autoclosure () -> String) throws -> Void
  ) throws {
    // Of separated classes the model predicts by what the search reached, and the table tells limits.
    guard let estimates = linearEstimates, inference.separated.isEmpty else { return }
    let units = features.units.prefix(formula.designColumns.count).map { (center: $0.center, step: $0.step) }
    let (outputs, first) = (estimates.outputCount, formula.hasIntercept ? 1 : 0)
    let lineCount = units.count + first
    let sets = classes.names.indices.filter { $0 != inference.baseClass }
    for (set, label) in sets.enumerated() {
      let output = outputs == 1 ? 0 : label
      let lines = inference.coefficients[set * lineCount..<(set + 1) * lineCount].map { $0 }
      func requireEqual(_ line: LogisticInference.Coefficient, _ own: Double, size: Double) throws {
        guard let estimate = line.isAliased ? 0 : line.estimate else { return }
        try require(
          abs(estimate - own) <= Self.estimateTolerance * max(abs(estimate), size),
          "the estimate of \"\(line.term)\" is \(estimate), but the model predicts by \(own)")
      }
      var (constant, size) = (estimates.bias[output], abs(estimates.bias[output]))
      for (column, unit) in units.enumerated() {
        let slope = unit.step == 0 ? 0 : estimates.kernel[column, output] / unit.step
        if unit.step != 0 { try requireEqual(lines[first + column], slope, size: abs(slope)) }
        constant -= slope * unit.center
        size += abs(slope * unit.center)
      }
      if first == 1 { try requireEqual(lines[0], constant, size: size) }
    }
  }

  /// Checks what a file remembers of how the regression was asked for.
  private func requireOptions(
    _ recorded: Provenance.Options.Regression, _ require: (Bool, @autoclosure () -> String) throws -> Void
  ) throws {
    do { _ = try Formula(recorded.formula) } catch {
      try require(false, "its formula cannot be read: \("\(error)".prefix { $0 != "\n" })")
    }
    let offset = features.offsetColumn
    try require(
      recorded.offset == offset,
      "its offset is \(recorded.offset.map { "\"\($0)\"" } ?? "none"), but that of the features is "
        + "\(offset.map { "\"\($0)\"" } ?? "none")")
    let counts = recorded.classCounts
    try require(
      counts.count == classes.count && counts.allSatisfy { $0.isFinite && $0 >= 0 },
      "it has \(counts.count.counted("number")) of observations for \(classes.count) classes, or one that is below 0"
    )
  }
}
