/// A formula's terms.
public struct FormulaTerms: Sendable, Hashable {
  /// Whether there is a constant.
  public let hasIntercept: Bool
  /// The terms in R's order, without the constant.
  public let terms: [FormulaTerm]

  init(hasIntercept: Bool, terms: [FormulaTerm]) {
    (self.hasIntercept, self.terms) = (hasIntercept, terms)
  }

  /// The columns they need, each once, in the order in which the terms name them.
  public var columns: [String] {
    var seen: Set<String> = []
    return terms.flatMap(\.columns).filter { seen.insert($0).inserted }
  }

  /// The columns that the formula makes categories.
  package var categories: Set<String> {
    var names: Set<String> = []
    for case .category(let name, _) in terms.flatMap(\.factors).map(\.kind) { names.insert(name) }
    return names
  }
}

/// A product of factors; `age:sex` has two.
public struct FormulaTerm: Sendable, Hashable {
  /// The factors, each once, at least one.
  public let factors: [FormulaFactor]

  init(factors: [FormulaFactor]) { self.factors = factors }

  /// `age:sex`; `C(x)` is named `x`.
  public var name: String { factors.map(\.name).joined(separator: ":") }

  /// The columns that it needs, each once.
  public var columns: [String] {
    var seen: Set<String> = []
    return factors.flatMap(\.columns).filter { seen.insert($0).inserted }
  }
}

/// One factor: a column, or a function of columns.
public struct FormulaFactor: Sendable {
  /// `age`, `log(income)`, `poly(x, 2)`; of `C(x)` it is `x`, and of a column in backquotes its name without
  /// them.
  public let name: String
  let kind: Kind
  /// Where it was first named, for messages; no part of what it is.
  let place: FormulaPlace

  /// What it is.
  enum Kind: Sendable, Hashable {
    /// A column as it is: numbers, or a category.
    case column(String)
    /// A column as a category.
    case category(String, reference: String?)
    /// A number worked out of columns.
    case number(NumericExpression)
    /// `poly`
    case polynomial(NumericExpression, degree: Int, isRaw: Bool)
    /// `bs`
    case spline(NumericExpression, count: Int)
  }

  init(name: String, kind: Kind, place: FormulaPlace) {
    (self.name, self.kind, self.place) = (name, kind, place)
  }

  /// The columns that it needs, each once.
  public var columns: [String] {
    switch kind {
    case .column(let name), .category(let name, _): [name]
    case .number(let number), .polynomial(let number, _, _), .spline(let number, _): number.columns
    }
  }

  /// What a formula has for it.
  var text: String {
    switch kind {
    case .column(let name): name.formulaName
    case .category(let name, let reference):
      "C(\(name.formulaName)\(reference.map { ", " + $0.formulaText } ?? ""))"
    case .number, .polynomial, .spline: name
    }
  }
}

/// Characters of a formula.
struct FormulaPlace: Sendable {
  let formula: String
  let characters: Range<Int>

  /// The error that points at them.
  func error(_ problem: FormulaError.Problem) -> FormulaError {
    FormulaError(formula: formula, characters: characters, problem)
  }
}

extension FormulaFactor: Hashable {
  /// Whether two factors are the same, however they are written.
  public static func == (left: FormulaFactor, right: FormulaFactor) -> Bool { left.kind == right.kind }

  /// Feeds what the factor is to a hasher.
  ///
  /// - Parameter hasher: The hasher.
  public func hash(into hasher: inout Hasher) { hasher.combine(kind) }
}
