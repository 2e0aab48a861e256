import Logit
import LogitData
import LogitStatistics

extension FitReport {
  /// The report as one JSON object.
  ///
  /// - Parameter modelPath: The file the model was written to; `nil` if there is none.
  /// - Returns: The object on one line.
  public func json(modelPath: String?) -> String { json(modelPath: modelPath, names: OptionNames()) }

  /// The report as one JSON object.
  ///
  /// - Parameters:
  ///   - modelPath: The file the model was written to; `nil` if there is none.
  ///   - names: What options are called.
  /// - Returns: The object on one line.
  package func json(modelPath: String?, names: OptionNames) -> String {
    jsonValue(modelPath: modelPath, names: names).description
  }

  /// The report as a JSON object that is not yet text.
  func jsonValue(modelPath: String?, names: OptionNames) -> JSON {
    var members = [
      JSON.Member("model", modelPath.map { .string($0) } ?? .null), JSON.Member("data", dataJSON),
      JSON.Member("target", targetJSON), JSON.Member("columns", columnsJSON(names)),
      JSON.Member("training", training.json(history: history)),
    ]
    if let scores, let scoresOrigin {
      members.append(
        JSON.Member(
          "scores", scores.json(classNames: balance.names, origin: scoresOrigin, foldCount: foldCount)))
    }
    if let decision { members.append(JSON.Member("decision", decision.json)) }
    if let sets { members.append(JSON.Member("coverage", sets.json)) }
    members += [
      JSON.Member("intercepts", .array(intercepts.map(\.json))),
      JSON.Member("coefficients", .array(coefficients.map(\.json))),
      JSON.Member("warnings", .array(findings.map { $0.json(names) })),
    ]
    if let like { members.append(JSON.Member("like", like.json)) }
    return .object(members)
  }

  private var dataJSON: JSON {
    [
      "source": .string(profile.source), "rows": .integer(profile.rowCount),
      "columns": .integer(profile.columns.count), "missing_values": .integer(profile.missingCount),
      "dropped_rows": .integer(droppedRowCount), "uncounted_rows": .integer(uncountedRowCount),
    ]
  }

  private var targetJSON: JSON {
    [
      "classes": .array(
        zip(balance.names, zip(balance.trainingCounts, balance.validationCounts)).map { name, counts in
          ["name": .string(name), "training_rows": .integer(counts.0), "held_out_rows": .integer(counts.1)]
        })
    ]
  }
}

extension ColumnDecision {
  var json: JSON {
    [
      "name": .string(column), "kind": .string(kind.rawValue), "used": .bool(!isLeftOut),
      "action": .string(actionText), "reason": .string(reason),
    ]
  }
}
