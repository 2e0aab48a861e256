import Logit

/// What is done with a column, and why.
///
///     for decision in features.decisions { print(decision) }
///     // age: whole numbers → normalized (a number)
///     // id: text → left out (every row has another value, so nothing can be learned from it)
public struct ColumnDecision: Sendable, Equatable {
  /// What is done with a column.
  public enum Action: Sendable, Equatable {
    /// Features are made of it; in a few words, how.
    case use(String)
    /// It is left out.
    case leaveOut
  }

  /// The column.
  public let column: String
  /// What it holds.
  public let kind: ColumnKind
  /// What is done with it.
  public let action: Action
  /// Why.
  public let reason: String
  /// What it is left out for; `nil` if it is used, or if a model file does not say.
  public let cause: Cause?

  /// What a column is left out for.
  public enum Cause: String, Sendable, Equatable, CaseIterable {
    /// It is what the model predicts.
    case target
    /// The caller asked for it.
    case request
    /// It has no value at all.
    case empty
    /// It has the same value in every row.
    case constant
    /// It numbers or names the rows.
    case identifier
    /// Its texts occur in too few rows each to learn anything from them.
    case rareTexts = "rare_texts"
    /// Most of its texts are numbers or dates, but it could not be read as such.
    case unread
  }

  /// Whether it is left out because it was asked for.
  public var isExcludedByRequest: Bool { cause == .request }

  /// Whether it is what the model predicts.
  public var isTarget: Bool { cause == .target }

  /// Whether no features are made of it.
  public var isLeftOut: Bool { action == .leaveOut }

  /// What it holds, in a word.
  public var kindText: String {
    switch kind {
    case .integer: "integer"
    case .numeric: "number"
    case .boolean: "boolean"
    case .string: "text"
    }
  }

  /// What is done, in a few words.
  public var actionText: String {
    switch action {
    case .use(let summary): summary
    case .leaveOut:
      switch cause {
      case .target: "target"
      case .request: "excluded"
      default: "left out: \(reason)"
      }
    }
  }
}

extension ColumnDecision: CustomStringConvertible {
  /// Column, kind, action and reason in a line.
  public var description: String {
    switch action {
    case .use(let summary): "\(column): \(kindText) → \(summary) (\(reason))"
    case .leaveOut: "\(column): \(kindText) → left out (\(reason))"
    }
  }
}

/// Why something is done with a column; the transforms know what.
struct ColumnReason: Sendable, Equatable {
  var column: String
  var kind: ColumnKind
  var reason: String
  var isLeftOut = false
  var cause: ColumnDecision.Cause?
}
