import Logit
import LogitClassifier

/// What was noticed while predicting, to be told on standard error.
struct PredictionNotes {
  /// What was missing or unknown.
  var counts = PredictionCounts()
  /// The columns that the model does not use and was not told to leave out.
  var extraColumns: [String] = []

  /// The sentence about columns that are not used; empty if there are none.
  var extraColumnsText: String {
    guard !extraColumns.isEmpty else { return "" }
    return extraColumns.count == 1
      ? "Note: the column \(extraColumns.quotedList) is not used: the model does not know it.\n"
      : "Note: the columns \(extraColumns.quotedList) are not used: the model does not know them.\n"
  }

  /// The sentences about values; empty if all were there and known.
  var countsText: String {
    var text = ""
    if !counts.missing.isEmpty {
      text +=
        "Note: missing values counted as was learned: \(Self.list(counts.missing)); of "
        + "\(counts.rowCount.counted("row")).\n"
    }
    if !counts.unknown.isEmpty {
      text +=
        "Note: categories that were not there in training: \(Self.list(counts.unknown)); of "
        + "\(counts.rowCount.counted("row")).\n"
    }
    return text
  }

  /// The members of a JSON object, behind the predictions.
  var jsonMembers: String {
    let members = KerasValue.object(
      ("rows", .integer(counts.rowCount)), ("missing", Self.object(counts.missing)),
      ("unknown", Self.object(counts.unknown)),
      ("extra_columns", .array(extraColumns.map { .string($0) })))
    return String("\(members)".dropFirst().dropLast())
  }

  private static func list(_ counts: [String: Int]) -> String {
    counts.sorted { $0.key < $1.key }.map { "\($0.value.grouped) in \"\($0.key)\"" }.joined(separator: ", ")
  }

  private static func object(_ counts: [String: Int]) -> KerasValue {
    .object(counts.sorted { $0.key < $1.key }.map { KerasMember($0.key, .integer($0.value)) })
  }
}
