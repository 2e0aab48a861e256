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
    ([
      "model": modelPath.map { .string($0) } ?? .null, "data": dataJSON, "target": targetJSON,
      "columns": columnsJSON(names), "training": trainingJSON,
      "held_out": scores?.json(classNames: balance.names) ?? .null,
      "coefficients": .array(
        coefficients.map {
          [
            "feature": .string($0.feature), "class": .string($0.className),
            "weight": .number(Double($0.weight)),
          ]
        }),
      "warnings": .array(findings.map { $0.json(names) }),
    ] as JSON).description
  }

  private var dataJSON: JSON {
    [
      "source": .string(profile.source), "rows": .integer(profile.rowCount),
      "columns": .integer(profile.columns.count), "missing_values": .integer(profile.missingCount),
      "dropped_rows": .integer(droppedRowCount),
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

  private var trainingJSON: JSON {
    [
      "epochs": .integer(schedule.epochs), "batch_size": .integer(schedule.batchSize),
      "learning_rate": .number(schedule.learningRate),
      "history": .object(
        zip(history.names, history.values).map { name, values in
          JSON.Member(name, .array(values.map { .finite(Double($0)) }))
        }),
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
