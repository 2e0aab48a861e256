import Logit
import LogitData

extension Classifier {
  /// More coefficients are counted in the summary.
  private static let mostCoefficients = 20

  /// The classifier's layers, features, classes, coefficients and origin as lines of text.
  ///
  /// - Parameter path: The file it was loaded from; `nil`, the default, if there is none.
  /// - Returns: Several lines, each ending in a line feed.
  public func summaryText(path: String? = nil) -> String {
    var origin = AlignedText()
    origin.append(
      "data",
      "\(provenance.source), \(provenance.rowCount.counted("row")), "
        + "\(provenance.columnCount.counted("column")), xxh64 \(provenance.fingerprintText)")
    let isInTurn = provenance.options.map { $0.measuring.folds != nil } ?? false
    origin.append(
      "rows",
      "\(provenance.trainingRowCount.grouped) trained on, "
        + (isInTurn ? "held out in turn" : "\(provenance.validationRowCount.grouped) held out")
        + (provenance.droppedRowCount > 0 ? ", \(provenance.droppedRowCount.grouped) left out" : "")
        + (provenance.uncountedRowCount > 0
          ? ", \(provenance.uncountedRowCount.grouped) of these of weight 0"
            + (provenance.options?.regression == nil ? "" : " or without trials") : ""))
    for option in provenance.options?.words ?? [] where !option.text.isEmpty {
      origin.append(option.name, option.text)
    }
    if let done = provenance.epochsDone { origin.append("epochs done", "\(done), then stopped") }
    if let state = provenance.state, state != .converged { origin.append("not converged", state.words) }
    origin.append("seed", "\(provenance.seed)")
    for metric in provenance.metrics { origin.append(metric.name, metric.text) }
    origin.append("written by", "Logit \(provenance.version)")
    let linear = LinearModelText(intercepts: intercepts, coefficients: coefficients).text(
      count: Self.mostCoefficients)
    // A regression has a table of its own.
    let weights = linear.isEmpty || inference != nil ? "" : linear + "\n"
    let decided = decision.text(classNames: classes.names)
    return """
      \(path.map { "\($0)\n\n" } ?? "")Target \(target): \(DataError.list(classes.names))

      Features: \(features.outputCount.counted("number"))
      \(features.decisions.text)
      \(model.summary())
      \(weights)\(decided.isEmpty ? "" : "Decision\n" + decided + "\n")Origin
      \(origin.text)
      """
  }
}

extension Provenance.Measurement {
  /// The value with four decimals, a count without, and a small number with an exponent.
  fileprivate var text: String {
    if name == "iterations" { return value.text(digits: 9) }
    return value != 0 && value.magnitude < 1e-3 ? value.scientific(decimals: 1) : value.fixed(decimals: 4)
  }
}

extension Classifier: CustomStringConvertible {
  /// Its layers, features, classes and origin, as ``summaryText(path:)`` says them.
  public var description: String { summaryText() }
}
