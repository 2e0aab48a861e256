import Logit
import LogitFiles

/// Which rows count, and how exactly their features are taken.
struct CountedRows: Sendable, Hashable {
  /// The fold whose rows do not count; `nil` if all do.
  var fold: Int?
  /// Whether features are taken in double precision, where they are kept so.
  var isPrecise: Bool
  /// Whether the features are those that the fold has learned anew. Then the rows that do not count are not
  /// there either; if not, they are, without weight.
  var isLearned = false
  /// Whether rows count by their own weights alone, those of their classes left aside.
  var ignoresClasses = false

  /// The fold whose rows are there, but do not count.
  var maskedFold: Int? { isLearned ? nil : fold }

  /// What they are called in files.
  var name: String {
    (fold.map { "fold\($0)" } ?? "all") + (isLearned ? "-learned" : "") + (isPrecise ? "-precise" : "")
      + (ignoresClasses ? "-own" : "")
  }
}

extension CountedRows {
  /// - Returns: `nil` for what ``name`` never is.
  init?(name: String) {
    let parts = name.split(separator: "-", omittingEmptySubsequences: false).map(String.init)
    let fold = parts[0].hasPrefix("fold") ? Int(parts[0].dropFirst(4)) : nil
    self.init(
      fold: fold, isPrecise: parts.contains("precise"), isLearned: parts.contains("learned"),
      ignoresClasses: parts.contains("own"))
    guard self.name == name else { return nil }
  }
}

/// Some of the rows that count, at equal distances.
struct SampleOfRows: Sendable, Hashable {
  let rows: CountedRows
  /// The first of so many.
  let step: Int

  /// What it is called in files.
  var name: String { "\(rows.name)/every\(step)" }
}

/// What the models of folds say of the rows that they have not seen.
struct OutputsQuery: Sendable {
  /// The model of each fold.
  let models: [LinearEstimates]
  /// Whether logits are wanted; if not, probabilities.
  let asLogits: Bool
  /// Whether the folds have learned their features anew.
  var isLearned = false
  /// Whether features are taken in double precision.
  var isPrecise = false
}

extension RoundState.Request {
  /// The rows that are summed up, or looked at; `nil` where the models of all folds are.
  var rows: CountedRows? {
    switch self {
    case .moments(let rows): rows
    case .sample(let sample): sample.rows
    case .sums(_, let query): query.rows
    case .outputs: nil
    }
  }
}

// MARK: - As JSON

extension CountedRows {
  var members: [JSON.Member] {
    [
      JSON.Member("fold", .optional(fold)), JSON.Member("double_precision", .bool(isPrecise)),
      JSON.Member("learned", .bool(isLearned)), JSON.Member("own_weights", .bool(ignoresClasses)),
    ]
  }

  /// - Returns: `nil` if the object says nothing of rows.
  init?(_ json: JSON) {
    guard let isPrecise = json["double_precision"]?.bool, let isLearned = json["learned"]?.bool,
      let ignoresClasses = json["own_weights"]?.bool
    else { return nil }
    self.init(
      fold: json["fold"]?.integer, isPrecise: isPrecise, isLearned: isLearned, ignoresClasses: ignoresClasses)
  }
}
