public import Logit

/// Something about data or a model that is worth knowing, in a form that programs can use.
public struct ColumnFinding: Sendable, Equatable {
  /// What it is about.
  public enum Kind: String, Sendable, Equatable, CaseIterable {
    /// Values are spelled in a way that keeps them from being read together.
    case spelling
    /// A few values of a column are no numbers or dates, unlike the others.
    case strayWords = "stray_words"
    /// Dates could have the day or the month first.
    case ambiguousDates = "ambiguous_dates"
    /// The target is a quantity.
    case quantityTarget = "quantity_target"
    /// A column numbers or names the rows.
    case identifier
    /// A column has more categories than are used.
    case truncatedCategories = "truncated_categories"
  }

  /// How much it matters.
  public enum Severity: String, Sendable, Equatable, CaseIterable {
    /// Good to know.
    case info
    /// Something is probably not as wanted.
    case warning
    /// Something is wrong.
    case error
  }

  /// What it is about.
  public var kind: Kind
  /// How much it matters.
  public var severity: Severity
  /// The columns it is about.
  public var columns: [String]
  /// The classes or categories it is about; often none.
  public var classes: [String] = []
  /// Some of the rows it is about, counted from 0; often none.
  public var rows: [Int] = []
  /// What was found, as a sentence without its full stop.
  public var statement: String
  /// What was counted or measured.
  public var evidence: [JSON.Member] = []
  /// What the choices do, such as `read them as numbers`; empty if there is none.
  public var advice = ""
  /// The choices that help.
  public var remedies: [ReadingRemedy] = []

  /// What was found and what to do, in a sentence.
  ///
  /// - Parameter names: What options are called.
  package func message(_ names: OptionNames) -> String {
    remedies.isEmpty ? "\(statement)." : "\(statement); \(advice) with \(remedies.text(names))."
  }

  /// The finding as a JSON object; rows are counted from 1.
  ///
  /// - Parameter names: What options are called.
  package func json(_ names: OptionNames) -> JSON {
    [
      "kind": .string(kind.rawValue), "severity": .string(severity.rawValue),
      "columns": .array(columns.map { .string($0) }), "classes": .array(classes.map { .string($0) }),
      "rows": .array(rows.map { .integer($0 + 1) }), "message": .string(message(names)),
      "evidence": .object(evidence), "option": remedies.isEmpty ? .null : .string(remedies.text(names)),
    ]
  }
}

extension ColumnFinding: CustomStringConvertible {
  /// What was found and what to do, in a sentence.
  public var description: String { message(OptionNames()) }
}
