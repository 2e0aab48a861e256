import Logit
import LogitData
import LogitStatistics

extension ClassificationScores {
  /// With more classes, a confusion matrix is too wide to read.
  private static let mostClassesInTable = 12

  /// The scores with their intervals, and the confusion matrix, as lines of text.
  func text(classNames: [String]) -> String {
    var table = AlignedText(rightAligned: [1])
    func append(_ name: String, _ estimate: Estimate) {
      // As in the tables of regressions, NA stands for what rows do not have, such as an area with one class.
      let value = estimate.value.isNaN ? "NA" : estimate.value.fixed(decimals: 4)
      table.append(name, value, estimate.interval.map { Self.text($0) } ?? "")
    }
    append("accuracy", accuracy)
    append("log loss", logLoss)
    let isBinary = ClassHead(classCount: classNames.count).isBinary
    append(isBinary ? "area under ROC" : "mean area under ROC", rocArea)
    append("mean F1", Estimate(macroF1))
    append("Brier score", Estimate(brierScore))
    guard classNames.count <= Self.mostClassesInTable else { return table.text }
    let confusion = confusionMatrix.table(names: classNames).split(separator: "\n").map { "  \($0)\n" }
    return table.text + "\n" + confusion.joined()
  }

  private static func text(_ interval: ConfidenceInterval) -> String {
    "\(interval.lower.fixed(decimals: 4)) to \(interval.upper.fixed(decimals: 4))"
  }

  /// The scores by the names they have in model files and JSON.
  var measurements: [Provenance.Measurement] {
    [
      .init("accuracy", accuracy.value), .init("log_loss", logLoss.value), .init("roc_auc", rocArea.value),
      .init("macro_f1", macroF1), .init("brier_score", brierScore),
    ].filter { $0.value.isFinite }
  }

  /// The scores with their intervals, and the confusion matrix, as JSON.
  ///
  /// - Parameters:
  ///   - classNames: The names of the classes.
  ///   - origin: On which rows they were measured.
  ///   - foldCount: The folds that the rows were held out in; `nil` if there are none.
  package func json(classNames: [String], origin: RowOrigin, foldCount: Int?) -> JSON {
    func estimate(_ estimate: Estimate) -> JSON {
      [
        "value": .finite(estimate.value),
        "interval": estimate.interval.map { .array([.finite($0.lower), .finite($0.upper)]) } ?? .null,
      ]
    }
    return [
      "measured_on": .string(origin.word), "folds": foldCount.map { .integer($0) } ?? .null,
      "rows": .integer(rowCount), "accuracy": estimate(accuracy), "log_loss": estimate(logLoss),
      "roc_auc": estimate(rocArea), "macro_f1": .finite(macroF1), "brier_score": .finite(brierScore),
      "classes": .array(classNames.map { .string($0) }),
      "confusion": confusionMatrix.json,
    ]
  }
}

extension JSON {
  /// A number, or null if it is not finite, which JSON cannot represent.
  ///
  /// - Parameter value: The number.
  /// - Returns: The JSON value.
  package static func finite(_ value: Double) -> JSON { value.isFinite ? .number(value) : .null }
}
