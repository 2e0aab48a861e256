import Logit
import LogitData

extension RowPredictor {
  /// Predicts a table that is in memory, as one JSON object with an array of predictions.
  ///
  /// - Parameters:
  ///   - table: A table with every column the classifier was trained on, in any order.
  ///   - model: What the object calls the model.
  ///   - source: What the object calls the table.
  /// - Returns: The text that ``PredictedRows/write(as:to:)`` makes of a stream in the form `json`, and what
  ///   was noticed.
  /// - Throws: `DataError.missingColumns(names:known:)`, or
  ///   `DataError.learnedOtherwise(column:learned:found:)` for values of another kind than learned.
  public func json(
    _ table: Table, model: String, source: String
  ) throws -> (bytes: [UInt8], notes: PredictionNotes) {
    let (found, notes) = try outputs(of: table)
    var text = PredictionText(.json, self, hasProbabilities: true)
    defer { text.free() }
    let rows = PredictionText.Rows(
      batch: RowBatch(table), count: found.rowCount, faults: found.faults, intervals: found.intervals,
      sets: found.sets)
    let bytes =
      classifier.jsonBeginning(model: model, source: source) + text.rows(found.outputs, rows) + notes.jsonEnd
    return (bytes, notes)
  }
}

extension Classifier {
  /// The beginning of the JSON object, before the predictions.
  func jsonBeginning(model: String, source: String) -> [UInt8] {
    let members =
      [
        "model": .string(model), "source": .string(source), "target": .string(target),
        "classes": .array(classes.names.map { .string($0) }),
      ] as JSON
    return Array("\("\(members)".dropLast()),\"predictions\":[".utf8)
  }
}

extension PredictionNotes {
  /// The end of the JSON object, after the predictions.
  var jsonEnd: [UInt8] { Array("],\(jsonMembers)}\n".utf8) }
}
