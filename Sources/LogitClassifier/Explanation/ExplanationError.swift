public import LogitFiles

/// Why a prediction cannot be explained.
public enum ExplanationError: Error, Equatable {
  /// A row that has some values of the row, counted from 0, and others of the typical row is none that the
  /// model's formula has a value for.
  case mixedRow(row: Int, reason: String)
}

extension ExplanationError: CodedError {
  /// One sentence: what cannot be done, why, and what to do.
  public var description: String {
    switch self {
    case .mixedRow(let row, let reason):
      "Row \(row + 1) cannot be explained: between the typical row's values and its own, \(reason); use a column "
        + "of the result in the formula, so that it has one value."
    }
  }

  /// The kind of error: `explanation-mixed-row`; see `CodedError`.
  public var code: String {
    switch self {
    case .mixedRow: "explanation-mixed-row"
    }
  }
}
