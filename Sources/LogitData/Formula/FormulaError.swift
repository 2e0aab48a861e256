import LogitFiles

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
  public var message: String { message(OptionNames()) }

  /// What makes the sentence, which depends on what options are called.
  let problem: Problem

  /// What is wrong.
  enum Problem: Sendable, Hashable {
    case sentence(String)
    /// A column that is not there, or not among the predictors.
    case unknownColumn(String, isPredictor: Bool, known: [String])
    /// A term of a model that is not offered, and the column that it is asked for.
    case otherModel(OtherModel, column: String?)
    /// A function that gives a column another use, which is an option; not always of a single column.
    case use(RegressionColumnUse, function: String, column: String?)
  }

  /// Describes what is wrong with a formula.
  ///
  /// - Parameters:
  ///   - formula: The formula's text.
  ///   - characters: Those that are wrong, counted from 0; what lies outside the text counts as its end.
  ///   - message: What is wrong and what to do, one sentence.
  public init(formula: String, characters: Range<Int>, message: String) {
    self.init(formula: formula, characters: characters, .sentence(message))
  }

  /// Describes what is wrong with a formula.
  init(formula: String, characters: Range<Int>, _ problem: Problem) {
    let count = formula.count
    let first = min(max(characters.lowerBound, 0), count)
    (self.formula, self.problem) = (formula, problem)
    self.characters = first..<min(max(characters.upperBound, first), count)
  }

  private func message(_ names: OptionNames) -> String {
    switch problem {
    case .sentence(let sentence): sentence
    case .unknownColumn(let name, let isPredictor, let known):
      Self.unknown(name, isPredictor ? " among the predictors" : "", known, names)
    case .otherModel(let model, let column): model.sentence(for: column, names)
    case .use(let use, let function, let column):
      "\(function)() is no term here; give \(names.regressionColumn(use, column)) instead."
    }
  }

  private static func unknown(
    _ name: String, _ place: String, _ known: [String], _ names: OptionNames
  ) -> String {
    let nearest = name.nearest(among: known)
    let others =
      nearest != nil
      ? ""
      : known.isEmpty
        ? " There are none." : " \(place.isEmpty ? "The columns" : "They") are \(DataError.list(known))."
    return "There is no column \"\(name.shortened)\"\(place)\(nearest.suggestion)\(others)"
      + names.headerAdvice(for: known)
  }
}

extension FormulaError {
  /// The message, the formula and a caret under each of the characters that are wrong, on three lines.
  ///
  /// A character is what is read as one, whatever its number of code points. Line breaks, tabs and other
  /// control characters become blanks, so that the carets stand where they belong.
  public var description: String { description(OptionNames()) }

  /// As ``description``.
  ///
  /// - Parameter names: What options are called.
  package func description(_ names: OptionNames) -> String {
    let shown = String(formula.map { $0.unicodeScalars.contains(where: \.isControl) ? " " : $0 })
    let carets = String(repeating: "^", count: max(characters.count, 1))
    return "\(message(names))\n\(shown)\n\(String(repeating: " ", count: characters.lowerBound))\(carets)"
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
