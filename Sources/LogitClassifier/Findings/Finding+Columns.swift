import Logit
import LogitData

// What columns show, said alike before a model is fitted and afterwards.

extension Finding {
  /// For more columns than this no option is advised for each.
  private static let mostAdvised = 3

  /// A finding for each cause, however many columns were left out for it.
  ///
  /// - Parameter decisions: What is done with each column.
  static func leftOut(_ decisions: [ColumnDecision]) -> [Finding] {
    let causes: [(ColumnDecision.Cause, Finding.Kind)] = [
      (.empty, .constant), (.constant, .constant), (.identifier, .identifier),
      (.rareTexts, .truncatedCategories),
    ]
    return causes.compactMap { cause, kind in
      let found = decisions.filter { $0.cause == cause }
      guard let first = found.first else { return nil }
      let subject =
        found.count == 1
        ? "Column \"\(first.column)\" was left out: \(first.reason)."
        : "\(found.count.grouped) columns were left out, \(DataError.list(found.map(\.column))): \(cause.words)."
      return Finding(
        kind, columns: found.map(\.column), message: subject,
        evidence: ["reasons": .object(found.map { JSON.Member($0.column, .string($0.reason)) })],
        // A column that only looks as if it named the rows may be a measurement.
        option: cause == .identifier && found.count <= mostAdvised
          ? .reading(
            found.count == 1
              ? "If it does not name rows, use it with" : "Those that do not name rows are used with",
            found.map { .use(column: $0.column, $0.kind == .string ? .category : .number) }) : nil)
    }
  }

  /// A feature that gives the answer away.
  ///
  /// - Parameters:
  ///   - feature: Its name.
  ///   - columns: The columns it is made of.
  ///   - area: The smallest area under the ROC curve among all pairs of classes.
  static func leakage(_ feature: String, of columns: [String], area: Double) -> Finding {
    Finding(
      .leakage, columns: columns,
      message:
        "\"\(feature)\" alone tells the classes apart \(area < 1 ? "almost " : "")without error (area under the "
        + "ROC curve \(area.fixed(decimals: 4))): make sure it is known before the outcome is, or leave it out.",
      evidence: ["feature": .string(feature), "area": .finite(area)], option: .exclude(columns))
  }

  /// A column of numbers in which a few values lie so far out that they alone decide the scale: the others
  /// all look alike to the model.
  ///
  /// - Parameters:
  ///   - column: Its name.
  ///   - times: How many times as far all values reach as nearly all do.
  static func farOut(_ column: String, times: Double) -> Finding {
    let text = times < 1e6 ? Int(times).grouped : times.scientific(decimals: 1)
    return Finding(
      .scale, columns: [column],
      message:
        "\"\(column)\" reaches \(text) times as far as 98 % of its values, which all look alike on that scale: look "
        + "at its largest and smallest values, which may be errors or stand for something missing, or take logarithms.",
      evidence: ["reach": .finite(times)])
  }
}

// MARK: - Columns that nearly follow from each other

extension Finding {
  /// The condition index from which on estimates are likely to mislead: D. A. Belsley, E. Kuh and R. E.
  /// Welsch, Regression Diagnostics (1980), call dependences from 30 on moderate, and those of 100 and more
  /// strong.
  private static let strongIndex = 100.0

  /// Features whose effects the rows hardly tell apart.
  ///
  /// - Parameters:
  ///   - features: Their names.
  ///   - columns: The columns they are made of.
  ///   - conditionIndex: What one of their combinations varies less than all of them.
  ///   - rows: The number of rows that were looked at.
  ///   - isOnly: Whether there is no other such combination. Where there are several, one may be of columns
  ///     that have more of their variance in another.
  ///   - penalty: What would give coefficients a penalty; `nil` if they have one.
  static func nearlyCollinear(
    _ features: [String], of columns: [String], conditionIndex: Double, rows: Int, isOnly: Bool,
    penalty: OptionAdvice?
  ) -> Finding {
    let consequence =
      penalty == nil
      ? "the penalty decides how they share it, so none of their coefficients means much by itself"
      : "none of their coefficients means much by itself, though the probabilities may be right"
    let names = DataError.list(features)
    let index = conditionIndex < 1e6 ? Int(conditionIndex).grouped : conditionIndex.scientific(decimals: 1)
    return Finding(
      .collinear, severity: penalty == nil || conditionIndex < strongIndex ? .info : .warning,
      columns: columns,
      message: (isOnly
        ? "\(names) nearly follow from each other"
        : "A combination of columns such as \(names) hardly varies")
        + " (condition index \(index)), so the data hardly tell which of them has an effect: \(consequence).",
      evidence: [
        "condition_index": .finite(conditionIndex), "rows": .integer(rows),
        "features": .array(features.prefix(100).map { .string($0) }),
      ], option: penalty)
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
