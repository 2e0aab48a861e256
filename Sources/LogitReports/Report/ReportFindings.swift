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
  ///   - calibration: Whether their probabilities come true; `nil` if there are none.
  ///   - known: What was noticed before, as in training.
  static func all(
    _ classifier: Classifier, _ table: Table?, _ rows: LabeledPredictions?, calibration: CalibrationTest?,
    known: [Finding]
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
    if let rows, let calibration, let finding = ofCalibration(calibration, rows, classifier) { add(finding) }
    if let rows, let finding = ofUnknown(rows) { add(finding) }
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

  /// Below this probability it is not by chance that probabilities do not come true.
  private static let leastChance = 0.01

  /// Probabilities that do not come true.
  private static func ofCalibration(
    _ test: CalibrationTest, _ rows: LabeledPredictions, _ classifier: Classifier
  ) -> Finding? {
    guard let pValue = test.pValue, pValue < leastChance, rows.canShowCalibration else { return nil }
    let subject =
      rows.predictions.classNames.count == 2
      ? "Probabilities of \(rows.predictions.classNames[1].shortened(to: 40))"
      : "Probabilities of the class that is predicted"
    var message =
      "\(subject) do not come true as they stand (p = \(pValue.figureText(digits: 2)) if they did): \(departure(test))"
    message +=
      classifier.decision.calibration == nil
      ? "; calibrate the model, or use its probabilities for the order of rows only."
      : "; use them for the order of rows only."
    var evidence: [JSON.Member] = [JSON.Member("p_value", .finite(pValue))]
    if let slope = test.slope { evidence.append(JSON.Member("slope", .finite(slope.value))) }
    if let intercept = test.intercept { evidence.append(JSON.Member("intercept", .finite(intercept.value))) }
    if let z = test.spiegelhalterZ { evidence.append(JSON.Member("spiegelhalter_z", .finite(z))) }
    evidence.append(JSON.Member("rows", .integer(test.rowCount)))
    return Finding(.calibration, message: message, evidence: .object(evidence))
  }

  /// In which way probabilities do not come true, as far as the intervals tell.
  private static func departure(_ test: CalibrationTest) -> String {
    var parts: [String] = []
    if let slope = test.slope, let interval = slope.interval {
      let ends =
        "calibration slope \(slope.value.fixed(decimals: 2)), \(interval.lower.fixed(decimals: 2)) to "
        + interval.upper.fixed(decimals: 2)
      if interval.upper < 1 { parts.append("they are too near 0 and 1 (\(ends))") }
      if interval.lower > 1 { parts.append("they are too near the middle (\(ends))") }
    }
    if let interval = test.intercept?.interval {
      if interval.upper < 0 { parts.append("on the whole they are too high") }
      if interval.lower > 0 { parts.append("on the whole they are too low") }
    }
    return parts.isEmpty
      ? "they stray from what happens, if in no one direction" : parts.joined(separator: ", and ")
  }

  /// From this share of the rows on, unknown categories are more than worth knowing.
  private static let manyUnknown = 0.05

  /// Categories that the model does not know.
  private static func ofUnknown(_ rows: LabeledPredictions) -> Finding? {
    let unknown = rows.counts.unknown.filter { $0.value > 0 }
    guard !unknown.isEmpty else { return nil }
    let names = unknown.keys.sorted { (-(unknown[$0] ?? 0), $0) < (-(unknown[$1] ?? 0), $1) }
    let most = unknown[names[0]] ?? 0
    let listed = names.prefix(3).map { "\($0.shortened(to: 40)) (\((unknown[$0] ?? 0).counted("row")))" }
    let more = names.count > 3 ? " and \((names.count - 3).grouped) more" : ""
    let isRare = Double(most) < manyUnknown * Double(rows.rowCount)
    return Finding(
      .replacedValues, severity: isRare ? .info : .warning, columns: names,
      message:
        "Categories that did not occur in training stand in \(listed.joined(separator: ", "))\(more), and count as none "
        + "of those that did.", evidence: ["unknown": unknown.json, "rows": .integer(rows.rowCount)])
  }
}

extension LabeledPredictions {
  /// Whether so many rows came true, and so many did not, that a test of calibration holds: its distribution is that
  /// of many, and with a few errors of a good classifier it finds fault too often.
  var canShowCalibration: Bool {
    let count = outcomes.count { $0 }
    return min(count, rowCount - count) >= 10
  }
}
