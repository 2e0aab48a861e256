import Logit
import LogitData

extension RowExplanation {
  /// The explanation as a JSON object: `row` (counted from 1), `predicted`, `probabilities` in the order of the
  /// classes, `class`, `log_odds`, `typical`, `contributions` and `nearest_change`, which is `null` if there is
  /// none.
  package var json: JSON {
    [
      "row": .integer(row + 1), "predicted": .string(predicted),
      "probabilities": .array(probabilities.map { .number($0) }),
      "class": .string(className), "log_odds": .number(score.logOdds),
      "typical": [
        "log_odds": .number(typical.logOdds), "probability": .number(typical.probability),
      ],
      "contributions": .array(contributions.map(\.json)),
      "nearest_change": nearestChange?.json ?? .null,
    ]
  }
}

extension RowExplanation.Contribution {
  fileprivate var json: JSON {
    [
      "column": .string(column), "value": value.json, "typical_value": typicalValue.json,
      "log_odds": .number(logOdds), "probability": .number(probability),
    ]
  }
}

extension RowExplanation.Change {
  fileprivate var json: JSON {
    ["column": .string(column), "from": from.json, "to": to.json, "predicted": .string(predicted)]
  }
}
