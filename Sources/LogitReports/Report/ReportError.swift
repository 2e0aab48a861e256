public import Logit

/// Why a report cannot be made.
public enum ReportError: Error, Equatable, Sendable {
  /// The model was trained on all rows of the table, so that nothing measured on them would hold for others.
  case onlyTrainingRows(model: String, source: String)
  /// The models explain different columns, or have different classes.
  case differentModels(first: String, other: String, reason: String)
  /// A text beside the report is too long.
  case cardTooLong(count: Int, limit: Int)
}

extension ReportError: CodedError {
  /// One sentence: what cannot be done, why, and what to do.
  public var description: String {
    switch self {
    case .onlyTrainingRows(let model, let source):
      "\(model) was trained on all rows of \(source), and what it does on rows it has seen says nothing of others; "
        + "give rows that it has not seen, or none for a report without measures."
    case .differentModels(let first, let other, let reason):
      "\(first) and \(other) cannot stand side by side: \(reason); give models of one target and the same classes."
    case .cardTooLong(let count, let limit):
      "The text put into the report has \(count.grouped) bytes, but may have \(limit.grouped); shorten it."
    }
  }

  /// The kind of error; see `CodedError`.
  public var code: String {
    switch self {
    case .onlyTrainingRows: "report-only-training-rows"
    case .differentModels: "report-different-models"
    case .cardTooLong: "report-card-too-long"
    }
  }
}
