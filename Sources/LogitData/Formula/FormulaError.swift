/// Why a text is no formula, or one that cannot be used, and where.
///
///     There is no column "agee" among the predictors; did you mean "age"?
///     died ~ agee + sex
///            ^^^^
public struct FormulaError: Error, Sendable, Hashable {
  /// The formula, as it was given.
  public let formula: String
  /// The characters that are wrong, counted from 0; empty where something is missing.
  public let characters: Range<Int>
  /// What is wrong and what to do, one sentence.
  public let message: String

  /// Describes what is wrong with a formula.
  ///
  /// - Parameters:
  ///   - formula: The formula's text.
  ///   - characters: Those that are wrong, counted from 0; what lies outside the text counts as its end.
  ///   - message: What is wrong and what to do, one sentence.
  public init(formula: String, characters: Range<Int>, message: String) {
    let count = formula.count
    let first = min(max(characters.lowerBound, 0), count)
    (self.formula, self.message) = (formula, message)
    self.characters = first..<min(max(characters.upperBound, first), count)
  }
}

extension FormulaError: CustomStringConvertible {
  /// The message, the formula and a caret under each of the characters that are wrong, on three lines.
  ///
  /// A character is what is read as one, whatever its number of code points. Line breaks, tabs and other control
  /// characters become blanks, so that the carets stand where they belong.
  public var description: String {
    let shown = String(formula.map { $0.unicodeScalars.contains(where: \.isControl) ? " " : $0 })
    let carets = String(repeating: "^", count: max(characters.count, 1))
    return "\(message)\n\(shown)\n\(String(repeating: " ", count: characters.lowerBound))\(carets)"
  }
}

extension Unicode.Scalar {
  /// Whether it moves the cursor or the direction of writing, not shows something.
  fileprivate var isControl: Bool {
    switch properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator: self != "\u{200D}"
    default: false
    }
  }
}
