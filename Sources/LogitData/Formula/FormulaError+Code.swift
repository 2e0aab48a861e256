public import LogitFiles

extension FormulaError: CodedError {
  /// The kind of error: `formula-invalid`, `formula-unknown-column`, `formula-other-model` or
  /// `formula-option-needed`; see `CodedError`.
  public var code: String {
    switch problem {
    case .sentence: "formula-invalid"
    case .unknownColumn: "formula-unknown-column"
    case .otherModel: "formula-other-model"
    case .use: "formula-option-needed"
    }
  }
}
