public import Logit
import LogitData

extension PenaltyValidation: CustomStringConvertible {
  /// Each measure with its standard error for the λ that matter, and what they are, as lines of text.
  public var description: String { headline + table + curves.map(\.sentence).joined() + notes }

  private var headline: String {
    "\(source): \(rowCount.counted("row")), target \"\(target)\", \(options.penaltyWords), "
      + "\(lambdas.count.counted("lambda")) in \(foldCount.counted("fold"))"
      + "\(ClassifierTraining.leftOut(droppedRowCount, uncounted: uncountedRowCount))\n"
  }

  /// With more lambdas only some are listed, and those that were chosen.
  private static let listedCount = 20

  private var table: String {
    var table = AlignedText(rightAligned: Set(0...2 * curves.count + 1))
    table.append(["lambda", "not 0"] + curves.flatMap { [$0.measure.words, "std. error"] })
    let chosen = Set(curves.flatMap { [$0.lambdaMin, $0.lambda1SE].compactMap(\.self) })
    let step = (lambdas.count + Self.listedCount - 1) / Self.listedCount
    for index in lambdas.indices
    where index % step == 0 || index == lambdas.count - 1 || chosen.contains(lambdas[index]) {
      table.append(
        [lambdas[index].text(digits: 4), "\(nonzeroCounts[index])"]
          + curves.flatMap { [Self.text($0.means[index]), Self.text($0.standardErrors[index])] })
    }
    return table.text
  }

  private static func text(_ value: Double) -> String { value.isFinite ? value.fixed(decimals: 4) : "-" }

  /// That fits are no optima, as a line; `nil` if all are.
  public var convergenceNote: String? {
    fits.unconvergedCount == 0
      ? nil : "\(fits.words) did not converge, so these are no optima\(fits.cause).\n"
  }

  private var notes: String {
    var notes = ""
    if let convergenceNote { notes += convergenceNote }
    if !untrainedClasses.isEmpty {
      notes += "In some folds no row of \(DataError.list(untrainedClasses)) is left to train on.\n"
    }
    if let curve = curves.first(where: { $0.lambdaMin == lambdas.last }), lambdas.count > 1 {
      notes +=
        "The best \(curve.measure.words) is at the end of the sequence: smaller lambdas may be better.\n"
    }
    return notes
  }

  /// The validation as one JSON object: `source`, `target`, `rows`, `dropped_rows`, `uncounted_rows`,
  /// `folds`, `l1_ratio`, `lambdas`, `nonzero`, `measures`, each with `mean`, `std_error`, `lambda_min` and
  /// `lambda_1se`, and `warnings`.
  public var json: JSON { json(OptionNames()) }

  /// The validation as one JSON object.
  ///
  /// - Parameter names: What options are called in its warnings.
  package func json(_ names: OptionNames) -> JSON {
    [
      "source": .string(source), "target": .string(target), "rows": .integer(rowCount),
      "dropped_rows": .integer(droppedRowCount), "uncounted_rows": .integer(uncountedRowCount),
      "folds": .integer(foldCount), "l1_ratio": .number(options.l1Ratio), "lambdas": .finite(lambdas),
      "nonzero": .array(nonzeroCounts.map { .integer($0) }),
      "measures": .object(
        curves.map { curve in
          JSON.Member(
            curve.measure.rawValue,
            [
              "mean": .finite(curve.means), "std_error": .finite(curve.standardErrors),
              "lambda_min": curve.lambdaMin.map { .number($0) } ?? .null,
              "lambda_1se": curve.lambda1SE.map { .number($0) } ?? .null,
            ])
        }),
      "warnings": .array(findings.map { $0.json(names) }),
    ]
  }
}

extension PenaltyValidation.Curve {
  /// A line that says which λ are chosen.
  fileprivate var sentence: String {
    guard let lambdaMin else { return "No fold has a measure of the \(measure.words).\n" }
    let extreme = measure.isGain ? "largest" : "smallest"
    let oneError =
      lambda1SE.map { "; within one standard error of it up to \($0.text(digits: 4)) (lambda.1se)" } ?? ""
    return "The \(measure.words) is \(extreme) at \(lambdaMin.text(digits: 4)) (lambda.min)\(oneError).\n"
  }
}
