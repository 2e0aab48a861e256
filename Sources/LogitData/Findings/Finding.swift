public import Logit

/// Something about data, training or a model that whoever uses it should know.
///
///     for finding in features.findings where finding.severity > .info { print(finding) }
///
/// A finding says what was found in a sentence, and holds the same facts as values: which columns, classes
/// and rows, the numbers that speak for it, and the option that would change it.
public struct Finding: Sendable, Equatable {
  /// What was found.
  public enum Kind: String, Sendable, CaseIterable {
    /// Classes that a straight boundary divides without error: their coefficients have no finite optimum of
    /// their own.
    case separation
    /// Columns that say nearly the same as others together.
    case collinear
    /// A column that may be known only once the outcome is.
    case leakage
    /// A column that numbers or names rows.
    case identifier
    /// A column with the same value in every row, or with none.
    case constant
    /// Columns with the same values.
    case duplicateColumn = "duplicate_column"
    /// Rows with the same values.
    case duplicateRows = "duplicate_rows"
    /// A column whose values differ in size by orders of magnitude.
    case scale
    /// A class with far fewer rows than others.
    case imbalance
    /// Too few rows for what is said of them.
    case fewRows = "few_rows"
    /// Rows that differ from those trained on.
    case drift
    /// Texts that differ by case or blanks only.
    case spelling
    /// A few words in a column of numbers.
    case strayWords = "stray_words"
    /// Dates whose day and month could be exchanged.
    case ambiguousDates = "ambiguous_dates"
    /// Rows without a target.
    case missingTarget = "missing_target"
    /// A target that is a quantity rather than a class.
    case quantityTarget = "quantity_target"
    /// Training that ended before the loss had settled.
    case notConverged = "not_converged"
    /// A model whose probabilities are no better than the shares of the classes.
    case baseRate = "base_rate"
    /// Probabilities that no longer match the shares of the classes, since classes were weighted.
    case balancedWeights = "balanced_weights"
    /// Categories that were left out because there are too many, or too few rows of each.
    case truncatedCategories = "truncated_categories"
    /// Coefficients that a penalty or bounds kept from the maximum of the likelihood, so that usual errors
    /// and tests do not hold.
    case penalty
    /// Values that are missing, or categories that were not learned, and what stands for them.
    case replacedValues = "replaced_values"
    /// Probabilities that come true more or less often than they say.
    case calibration
  }

  /// How serious it is.
  public enum Severity: String, Sendable, CaseIterable, Comparable {
    /// Worth knowing.
    case info
    /// Likely to mislead whoever does not know it.
    case warning
    /// Wrong unless something is done about it.
    case error

    /// Whether one is less serious than another.
    ///
    /// - Parameters:
    ///   - left: One.
    ///   - right: The other.
    /// - Returns: Whether the left one is less serious.
    public static func < (left: Severity, right: Severity) -> Bool {
      (allCases.firstIndex(of: left) ?? 0) < (allCases.firstIndex(of: right) ?? 0)
    }
  }

  /// What was found.
  public var kind: Kind
  /// How serious it is.
  public var severity: Severity
  /// The columns concerned, in the order of the table; empty if it concerns none in particular.
  public var columns: [String]
  /// The classes concerned; empty if it concerns none in particular.
  public var classes: [String]
  /// The first rows that show it, counted from 0; empty if it concerns none in particular.
  public var rows: [Int]
  /// What was found, in one or two sentences that name no option.
  public var message: String
  /// The numbers that speak for it: an object with names in snake case.
  public var evidence: JSON
  /// The option that would change it; `nil` if there is none.
  public var option: OptionAdvice?

  /// Describes something that was found.
  ///
  /// - Parameters:
  ///   - kind: What was found.
  ///   - severity: How serious it is; ``Severity/warning`` by default.
  ///   - columns: The columns concerned; none by default.
  ///   - classes: The classes concerned; none by default.
  ///   - rows: The first rows that show it, counted from 0; none by default.
  ///   - message: What was found, in one or two sentences that name no option.
  ///   - evidence: The numbers that speak for it, an object with names in snake case; none by default.
  ///   - option: The option that would change it; none by default.
  public init(
    _ kind: Kind, severity: Severity = .warning, columns: [String] = [], classes: [String] = [],
    rows: [Int] = [], message: String, evidence: JSON = .object([]), option: OptionAdvice? = nil
  ) {
    (self.kind, self.severity, self.columns, self.classes) = (kind, severity, columns, classes)
    (self.rows, self.message, self.evidence, self.option) = (rows, message, evidence, option)
  }
}

extension Finding: CustomStringConvertible {
  /// The message, and what to do with an option if there is one.
  public var description: String { description(OptionNames()) }

  /// The message, and what to do with an option if there is one.
  ///
  /// - Parameter names: What the option is called.
  /// - Returns: One or more sentences.
  package func description(_ names: OptionNames) -> String {
    message + (option.map { " \($0.lead) \(names.advised($0))." } ?? "")
  }

  /// The finding as a JSON object; rows are counted from 1 in it.
  public var json: JSON { json(OptionNames()) }

  /// The finding as a JSON object; rows are counted from 1 in it.
  ///
  /// - Parameter names: What the option is called.
  /// - Returns: The object.
  package func json(_ names: OptionNames) -> JSON {
    [
      "kind": .string(kind.rawValue), "severity": .string(severity.rawValue),
      "columns": .array(columns.map { .string($0) }), "classes": .array(classes.map { .string($0) }),
      "rows": .array(rows.map { .integer($0 + 1) }), "message": .string(message), "evidence": evidence,
      "option": option.map { .string(names.advised($0)) } ?? .null,
    ]
  }
}

extension [Finding] {
  /// The findings under a heading for each degree of severity, the most serious first and at most 20 of each;
  /// empty if there are none.
  ///
  /// - Parameter names: What options are called; the libraries' own names by default.
  /// - Returns: The lines.
  package func text(_ names: OptionNames = OptionNames()) -> String {
    let mostListed = 20
    return [(Finding.Severity.error, "Errors"), (.warning, "Warnings"), (.info, "Notes")].map {
      severity, heading in
      let found = filter { $0.severity == severity }
      let lines = found.prefix(mostListed).map { "  - \($0.description(names).onOneLine)\n" }
      let more = found.count - lines.count
      return (lines.isEmpty ? "" : "\(heading)\n") + lines.joined()
        + (more > 0 ? "  and \(more.grouped) more\n" : "")
    }.filter { !$0.isEmpty }.joined(separator: "\n")
  }
}
