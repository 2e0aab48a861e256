import Logit
import LogitClassifier
import LogitStatistics

/// What whoever relies on a classifier should know first.
enum ReportFindings {
  /// With fewer rows of a class, its measures say little.
  private static let fewRows = 30
  /// A class with a smaller share of the rows is rare.
  private static let rareShare = 0.05

  /// The findings, the most serious first.
  ///
  /// - Parameters:
  ///   - classifier: The classifier.
  ///   - table: The rows at hand, before those without a class were left out; `nil` if there are none.
  ///   - rows: The rows that were measured; `nil` if there are none.
  ///   - known: What was noticed before, as in training.
  static func all(
    _ classifier: Classifier, _ table: Table?, _ rows: LabeledPredictions?, known: [Finding]
  ) throws -> [Finding] {
    var findings = known
    if known.isEmpty, let table, classifier.wasTrained(on: table), !classifier.explainsCounts {
      findings += try examined(classifier, table)
    }
    func add(_ finding: Finding) {
      // What was noticed in training says the same with more reasons.
      let isKnown = findings.contains { $0.kind == finding.kind && $0.classes == finding.classes }
      if !isKnown { findings.append(finding) }
    }
    if let state = classifier.provenance.state, state != .converged {
      add(
        Finding(
          .notConverged,
          message:
            "The search for the optimum ended before it was reached, so the coefficients are not the best."))
    }
    if let rows { try ofMeasures(rows).forEach(add) }
    return Finding.Severity.allCases.reversed().flatMap { severity in
      findings.filter { $0.severity == severity }
    }
  }

  /// What the table shows that the classifier was trained on.
  private static func examined(_ classifier: Classifier, _ table: Table) throws -> [Finding] {
    var options = ClassifierOptions()
    let trained = classifier.provenance.options
    (options.features, options.excluded) = (trained?.features, trained?.excluded ?? [])
    (options.missingTarget, options.rareClass) = (.drop, trained?.rareClass ?? .drop)
    if classifier.classes.count == 2 { options.positiveClass = trained?.positiveClass }
    return try Examination(table, target: classifier.target, options: options).findings
  }

  private static func ofMeasures(_ rows: LabeledPredictions) throws -> [Finding] {
    let names = rows.predictions.classNames
    let counts = names.indices.map { rows.rowCount(of: $0) }
    var findings: [Finding] = []
    let few = names.indices.filter { counts[$0] < fewRows }
    if !few.isEmpty {
      let listed = few.prefix(3).map { "\(names[$0].shortened(to: 40)) (\(counts[$0].grouped))" }
      let more = few.count > 3 ? " and \((few.count - 3).grouped) more" : ""
      findings.append(
        Finding(
          .fewRows, classes: few.map { names[$0] },
          message:
            "Fewer than \(fewRows) rows were measured of \(listed.joined(separator: ", "))\(more), so their recall and "
            + "precision are hardly known.", evidence: ["rows": .array(few.map { .integer(counts[$0]) })]))
    }
    let rare = names.indices.filter { Double(counts[$0]) < rareShare * Double(rows.rowCount) }
    if !rare.isEmpty, names.count <= 20 {
      findings.append(
        Finding(
          .imbalance, severity: .info, classes: rare.map { names[$0] },
          message:
            "\(rare.map { names[$0].shortened(to: 40) }.joined(separator: ", ")): less than 5 % of the rows, so accuracy "
            + "says little of \(rare.count == 1 ? "it" : "them"); look at recall and precision.",
          evidence: ["rows": .array(rare.map { .integer(counts[$0]) })]))
    }
    let comparison = try LogLossComparison(
      classes: rows.labels.map { Int32($0) }, probabilities: rows.outputs, shares: rows.classShares)
    if let interval = comparison.gain.interval, interval.lower <= 0 {
      findings.append(
        Finding(
          .baseRate,
          message:
            "The log loss, \(comparison.logLoss.fixed(decimals: 4)), is not clearly better than that of giving each row "
            + "the shares of the classes, \(comparison.baseRateLogLoss.fixed(decimals: 4)).",
          evidence: [
            "log_loss": .finite(comparison.logLoss), "base_rate": .finite(comparison.baseRateLogLoss),
          ]))
    }
    return findings
  }
}
