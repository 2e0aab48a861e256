import Logit
import LogitData

extension Classifier {
  /// The classifier's layers, features, classes and origin as lines of text.
  ///
  /// - Parameter path: The file it was loaded from; `nil`, the default, if there is none.
  /// - Returns: Several lines, each ending in a line feed.
  public func summaryText(path: String? = nil) -> String {
    var origin = AlignedText()
    origin.append(
      "data",
      "\(provenance.source), \(provenance.rowCount.counted("row")), "
        + "\(provenance.columnCount.counted("column")), xxh64 \(provenance.fingerprintText)")
    origin.append(
      "rows",
      "\(provenance.trainingRowCount.grouped) trained on, \(provenance.validationRowCount.grouped) held out"
        + (provenance.droppedRowCount > 0 ? ", \(provenance.droppedRowCount.grouped) left out" : ""))
    for option in provenance.options?.words ?? [] where !option.text.isEmpty {
      origin.append(option.name, option.text)
    }
    if let done = provenance.epochsDone { origin.append("epochs done", "\(done), then stopped") }
    origin.append("seed", "\(provenance.seed)")
    for metric in provenance.metrics { origin.append(metric.name, metric.value.fixed(decimals: 4)) }
    origin.append("written by", "Logit \(provenance.version)")
    return """
      \(path.map { "\($0)\n\n" } ?? "")Target \(target): \(DataError.list(classes.names))

      Features: \(features.outputCount.counted("number"))
      \(features.decisions.text)
      \(model.summary())
      Origin
      \(origin.text)
      """
  }
}

extension Classifier: CustomStringConvertible {
  /// Its layers, features, classes and origin, as ``summaryText(path:)`` says them.
  public var description: String { summaryText() }
}
