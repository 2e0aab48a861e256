import LogitFiles

/// A model's formula, as R and patsy write it: `outcome ~ age + C(city) + log(income) + age:sex + poly(x,
/// 2)`.
///
///     let formula = try Formula("died ~ age * sex + log(dose) - 1")
///     let terms = try formula.terms(columns: ["age", "sex", "dose"])
///     terms.terms.map(\.name)     // ["age", "sex", "log(dose)", "age:sex"]
///     terms.hasIntercept          // false
///
/// | written | means |
/// |---|---|
/// | `a + b`, `a + b - b` | both terms; without the term |
/// | `a:b` | the product of two terms |
/// | `a * b` | `a + b + a:b` |
/// | `(a + b + c)^2` | all products of up to two of them |
/// | `.` | all other columns; `. - a` is all but `a` |
/// | `0`, `-1`, `1` | no intercept; an intercept, which there is by default |
/// | `log log2 log10 exp sqrt abs`, `I(a / b)` | numbers worked out of columns, by `+ - * / ^` |
/// | `scale(x)`, `center(x)` | less the mean, and divided by the standard deviation |
/// | `poly(x, k)`, `bs(x, df)` | orthogonal polynomials; cubic B-splines |
/// | `C(x)`, `C(x, "reference")` | numbers as categories; another reference than the first |
/// | `Q("body mass")`, or the name between backquotes | a column whose name is no plain word |
///
/// Reference: J. M. Chambers and T. J. Hastie, "Statistical Models in S", 1992, chapter 2.
public struct Formula: Sendable, Hashable {
  /// What stands before `~`.
  public enum Outcome: Sendable, Hashable {
    /// A column of classes, counts or proportions.
    case column(String)
    /// `cbind(successes, failures)`.
    case counts(successes: String, failures: String)

    /// The columns that are named.
    public var columns: [String] {
      switch self {
      case .column(let name): [name]
      case .counts(let successes, let failures): [successes, failures]
      }
    }

    /// The columns that are named, and what they are instead of terms.
    package var takenColumns: [String: String] {
      Dictionary(columns.map { ($0, "is the outcome, which cannot be a term too") }) { $1 }
    }

    /// What a formula has for it.
    var text: String {
      switch self {
      case .column(let name): name.formulaName
      case .counts(let successes, let failures): "cbind(\(successes.formulaName), \(failures.formulaName))"
      }
    }
  }

  /// What is explained; `nil` only for a formula that was allowed to have nothing before `~`.
  public let outcome: Outcome?

  /// The formula as it was given.
  let text: String
  /// What stands behind `~`.
  let root: FormulaNode
  /// Where the outcome's columns are named.
  private let outcomePlaces: [Range<Int>]

  /// Reads a formula.
  ///
  /// - Parameters:
  ///   - text: The formula.
  ///   - allowsOneSided: Whether nothing may stand before `~`; `false` by default.
  /// - Throws: ``FormulaError``, which points at the characters that are wrong.
  public init(_ text: String, allowsOneSided: Bool = false) throws {
    var parser = try FormulaParser(text)
    let sides = try parser.sides()
    guard let outcome = sides.outcome else {
      guard allowsOneSided else {
        throw parser.error(0..<0, "Nothing stands before ~; name the outcome there, such as outcome ~ age.")
      }
      self.init(text: text, outcome: nil, places: [], root: sides.terms)
      return
    }
    let (columns, kind) = try Self.outcome(outcome, parser)
    self.init(text: text, outcome: kind, places: columns.map(\.place), root: sides.terms)
  }

  private init(text: String, outcome: Outcome?, places: [Range<Int>], root: FormulaNode) {
    (self.text, self.outcome, self.root, outcomePlaces) = (text, outcome, root, places)
  }

  /// The columns that an outcome names.
  private static func outcome(
    _ node: FormulaNode, _ parser: FormulaParser
  ) throws -> (columns: [(name: String, place: Range<Int>)], outcome: Outcome) {
    if let name = node.columnName { return ([(name, node.place)], .column(name)) }
    guard case .call(let call) = node.bare.kind else {
      throw parser.error(
        node.place,
        "The outcome is a column or cbind(successes, failures); make a column of what is to be explained first."
      )
    }
    if ["ordered", "as.ordered", "polr"].contains(call.function) {
      throw FormulaError(
        formula: parser.text, characters: call.functionPlace, .otherModel(.ordinal, column: nil))
    }
    if call.function == "C" || call.function == "factor" || call.function == "as.factor" {
      throw parser.error(
        node.place, "The outcome's values are classes as they stand; write the column's name alone.")
    }
    guard call.function == "cbind" else {
      throw parser.error(
        call.functionPlace,
        "A function of the outcome is not offered; the outcome is a column or cbind(successes, failures).")
    }
    let names = call.arguments.map { $0.label == nil ? $0.value.columnName : nil }
    guard names.count == 2, let successes = names[0], let failures = names[1] else {
      throw parser.error(
        node.place, "cbind takes two columns of counts, cbind(successes, failures); name two columns.")
    }
    let places = call.arguments.map(\.value.place)
    guard successes != failures else {
      throw parser.error(
        places[1], "cbind takes two columns of counts, not one twice; name that of the failures here.")
    }
    return (
      [(successes, places[0]), (failures, places[1])], .counts(successes: successes, failures: failures)
    )
  }

  /// All of some columns, each as a term of its own: what a formula is without one.
  ///
  /// - Parameters:
  ///   - outcome: What is explained.
  ///   - columns: The terms.
  /// - Returns: `outcome ~ a + b + c`.
  public static func additive(_ outcome: Outcome, columns: [String]) -> Formula {
    let nodes = columns.map { FormulaNode(kind: .name($0), place: 0..<0) }
    let links = nodes.dropFirst().map { FormulaLink(mark: "+", place: 0..<0, node: $0) }
    let root =
      nodes.first.map { links.isEmpty ? $0 : FormulaNode(kind: .chain($0, links), place: 0..<0) }
      ?? FormulaNode(kind: .number(1), place: 0..<0)
    let places = outcome.columns.map { _ in 0..<0 }
    let formula = Formula(text: "", outcome: outcome, places: places, root: root)
    return Formula(text: formula.description, outcome: outcome, places: places, root: root)
  }
}

extension Formula: CustomStringConvertible {
  /// The formula in one spelling: one blank around `~`, `+`, `-` and `*`, none around `:` and `^`; functions
  /// as they were written, with one blank after commas.
  public var description: String { "\(outcome.map { $0.text + " " } ?? "")~ \(root.text)" }
}

extension Formula {
  /// The terms, in R's order: by the number of factors, and as written among those of the same number.
  ///
  /// Factors of a term stand in the order in which the formula first names them, as in R. What `-` takes out
  /// must be among the columns, so that a typo is no silent mistake, and is not needed any further.
  ///
  /// - Parameters:
  ///   - columns: The columns that may be named.
  ///   - all: What `.` stands for, of which the outcome is none; all of `columns` by default.
  ///   - taken: Columns that are no terms, and what they are instead, such as `counts the trials`; none by
  ///     default.
  /// - Returns: The terms, each once.
  /// - Throws: ``FormulaError`` for a column or function that is not there, and for what is no term.
  public func terms(
    columns: [String], all: [String]? = nil, taken: [String: String] = [:]
  ) throws -> FormulaTerms {
    let taken = taken.merging(outcome?.takenColumns ?? [:]) { $1 }
    func free(_ names: [String]) -> [String] { names.filter { taken[$0] == nil } }
    let reader = FormulaFactorReader(formula: text, columns: free(columns), taken: taken)
    var expansion = FormulaExpansion(reader, all: free(all ?? columns))
    return try expansion.terms(of: root)
  }

  /// The terms of a formula that comes with a model of another tool, whose table's columns are not known.
  ///
  /// - Returns: The terms, each once; none of `.`.
  /// - Throws: ``FormulaError`` for a function that is not there, and for what is no term.
  package func termsOfAnyColumns() throws -> FormulaTerms {
    let reader = FormulaFactorReader(formula: text, taken: outcome?.takenColumns ?? [:])
    var expansion = FormulaExpansion(reader, all: [])
    return try expansion.terms(of: root)
  }

  /// Checks that a formula to compare with explains the same.
  ///
  /// - Parameter other: What the formula that it is compared with explains.
  /// - Throws: ``FormulaError``, which points at another outcome.
  public func requireOutcome(_ other: Outcome) throws {
    guard let outcome, outcome != other, let first = outcomePlaces.first, let last = outcomePlaces.last else {
      return
    }
    throw FormulaError(
      formula: text, characters: first.lowerBound..<last.upperBound,
      message:
        "The formula to compare with explains \(outcome.text), the other \(other.text); leave out what stands before ~."
    )
  }

  /// Checks that the outcome's columns are there.
  ///
  /// - Parameter columns: All columns of the table.
  /// - Throws: ``FormulaError``, which points at the column.
  public func checkOutcome(columns: [String]) throws {
    for (name, place) in zip(outcome?.columns ?? [], outcomePlaces) where !columns.contains(name) {
      throw FormulaError(
        formula: text, characters: place, .unknownColumn(name, isPredictor: false, known: columns))
    }
  }
}
