import Logit
import LogitData
import LogitStatistics

extension Classifier {
  /// Checks that an inference is that of the classifier, and that its terms can be fitted anew.
  ///
  /// - Throws: `LogitError.invalidConfiguration(object:reason:)` for parts of a file that do not belong together.
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
