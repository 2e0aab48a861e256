import Logit
import LogitData
import LogitStatistics

// What the columns show that were left out.

extension FitFindings {
  /// A finding for each cause, however many columns were left out for it.
  func leftOut() -> [Finding] {
    let causes: [(ColumnDecision.Cause, Finding.Kind)] = [
      (.empty, .constant), (.constant, .constant), (.identifier, .identifier),
      (.rareTexts, .truncatedCategories),
    ]
    return causes.compactMap { cause, kind in
      let found = training.features.decisions.filter { $0.cause == cause }
      guard let first = found.first else { return nil }
      let subject =
        found.count == 1
        ? "Column \"\(first.column)\" was left out: \(first.reason)."
        : "\(found.count.grouped) columns were left out, \(DataError.list(found.map(\.column))): \(cause.words)."
      return Finding(
        kind, columns: found.map(\.column), message: subject,
        evidence: ["reasons": .object(found.map { JSON.Member($0.column, .string($0.reason)) })])
    }
  }
}

extension ColumnDecision.Cause {
  /// What is true of each of several columns that were left out.
  fileprivate var words: String {
    switch self {
    case .target: "they are what the model predicts"
    case .request: "as asked for"
    case .empty: "they have no values"
    case .constant: "each has the same value in every row"
    case .identifier: "they number or name the rows"
    case .rareTexts: "their texts occur in too few rows each"
    case .unread: "most of their texts are numbers or dates, but not all can be read so"
    }
  }
}
