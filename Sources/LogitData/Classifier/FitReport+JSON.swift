import Logit
import LogitStatistics

extension FitReport {
  /// The report as one JSON object.
  ///
  /// - Parameter modelPath: Where the model was written to.
  public func json(modelPath: String?) -> String {
    KerasValue.object(
      ("model", modelPath.map { .string($0) } ?? .null), ("data", dataJSON), ("target", targetJSON),
      ("columns", .array(decisions.map(\.json))), ("training", trainingJSON),
      ("held_out", scores?.json(classNames: balance.names) ?? .null),
      (
        "coefficients",
        .array(
          coefficients.map {
            .object(
              ("feature", .string($0.feature)), ("class", .string($0.className)),
              ("weight", .number(Double($0.weight))))
          })
      ), ("warnings", .array(warnings.map { .string($0.description) }))
    ).description
  }

  private var dataJSON: KerasValue {
    .object(
      ("source", .string(profile.source)), ("rows", .integer(profile.rowCount)),
      ("columns", .integer(profile.columns.count)), ("missing_values", .integer(profile.missingCount)),
      ("dropped_rows", .integer(droppedRowCount)))
  }

  private var targetJSON: KerasValue {
    .object(
      (
        "classes",
        .array(
          zip(balance.names, zip(balance.trainingCounts, balance.validationCounts)).map { name, counts in
            .object(
              ("name", .string(name)), ("training_rows", .integer(counts.0)),
              ("held_out_rows", .integer(counts.1)))
          })
      ))
  }

  private var trainingJSON: KerasValue {
    .object(
      ("epochs", .integer(schedule.epochs)), ("batch_size", .integer(schedule.batchSize)),
      ("learning_rate", .number(schedule.learningRate)),
      (
        "history",
        .object(
          zip(history.names, history.values).map { name, values in
            KerasMember(name, .array(values.map { .finite(Double($0)) }))
          })
      ))
  }
}

extension ColumnDecision {
  var json: KerasValue {
    .object(
      ("name", .string(column)), ("kind", .string(kind.rawValue)), ("used", .bool(!isLeftOut)),
      ("action", .string(actionText)), ("reason", .string(reason)))
  }
}

extension Evaluation {
  /// The evaluation as one JSON object.
  public func json(modelPath: String, source: String) -> String {
    func object(_ counts: [String: Int]) -> KerasValue {
      .object(counts.sorted { $0.key < $1.key }.map { KerasMember($0.key, .integer($0.value)) })
    }
    return KerasValue.object(
      ("model", .string(modelPath)), ("source", .string(source)),
      ("scores", scores.json(classNames: classNames)), ("dropped_rows", .integer(droppedRowCount)),
      ("missing_values", object(counts.missing)), ("unknown_categories", object(counts.unknown))
    ).description
  }
}

extension Evaluation: CustomStringConvertible {
  /// The numbers with their intervals, and what was noticed, in lines for people.
  public var description: String {
    var lines = scores.text(classNames: classNames)
    if droppedRowCount > 0 {
      lines +=
        "\n\(droppedRowCount.counted("row")) without a target \(droppedRowCount == 1 ? "is" : "are") not measured.\n"
    }
    return lines + counts.text
  }
}

extension PredictionCounts {
  /// A line for each column with missing values or unknown categories; empty if there are none.
  package var text: String {
    let names = Set(missing.keys).union(unknown.keys).sorted()
    guard !names.isEmpty else { return "" }
    var table = AlignedText(rightAligned: [1, 2])
    table.append("column", "missing", "unknown")
    for name in names { table.append(name, (missing[name] ?? 0).grouped, (unknown[name] ?? 0).grouped) }
    return "\nValues that were missing, or categories unknown to the model\n\(table.text)"
  }
}
