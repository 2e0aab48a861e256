import CLogitData

/// How categories are written in the texts of a column.
///
///     let spelling = CategorySpelling(joining: ["Yes", "no"])
///     spelling.category(of: "YES ")     // "Yes"
public struct CategorySpelling: Sendable, Equatable {
  /// Whether all categories are numbers, so that 2, 2.0 and 2e0 are the same.
  public let areNumbers: Bool
  /// Whether a decimal comma stands in these numbers.
  public let usesDecimalComma: Bool
  /// The spellings that stand for all others that differ from them by case or blanks only; `nil` if spellings
  /// count as they stand.
  public let spellings: [String]?

  private let spellingByFolded: [String: String]

  /// Describes how categories are written.
  ///
  /// - Parameters:
  ///   - spellings: The spellings that stand for all others that differ by case or blanks only; by default,
  ///     `nil`, spellings count as they stand.
  ///   - areNumbers: Whether all categories are numbers; `false` by default.
  ///   - usesDecimalComma: Whether a decimal comma stands in these numbers; `false` by default.
  public init(joining spellings: [String]? = nil, areNumbers: Bool = false, usesDecimalComma: Bool = false) {
    (self.spellings, self.areNumbers, self.usesDecimalComma) = (spellings, areNumbers, usesDecimalComma)
    spellingByFolded = Dictionary(
      (spellings ?? []).map { ($0.foldingSpelling, $0) }, uniquingKeysWith: { first, _ in first })
  }

  /// The category that a text stands for.
  ///
  /// - Parameter text: The whole text.
  /// - Returns: The spelling it is joined with, the shortest text of the number, or the text itself.
  public func category(of text: String) -> String {
    if areNumbers, let number = NumberSpelling(usesDecimalComma: usesDecimalComma).value(of: text) {
      // Numbers with more digits than a double holds stay as they are, so that none becomes another's.
      guard number.magnitude < 1e15, text.unicodeScalars.count(where: \.isDigit) <= 15 else { return text }
      return (number + 0).shortText
    }
    return spellings == nil ? text : spellingByFolded[text.foldingSpelling] ?? text
  }
}
