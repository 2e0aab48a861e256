import LogitFiles

extension DataError {
  /// The sentence for an error in learning from a formula, or using one.
  func formulaDescription(_ names: OptionNames) -> String {
    switch self {
    case .oneLevel(let column, let level):
      "Column \"\(column)\" is a category of one level among the rows"
        + (level.map { ", \"\($0.shortened)\"" } ?? "")
        + ", so that there is nothing to compare; leave the column out, or add rows of another level."
    case .tooManyLevels(let column, let count, let limit):
      "Column \"\(column)\" is a category of \(count.grouped) levels, more than \(limit.grouped); leave the column out, or "
        + "allow more with \(names.categoryLimit(count))."
    case .unknownLevel(let column, let level, let nearest, let known):
      "Column \"\(column)\" has no level \"\(level.shortened)\" that could be the reference\(nearest.suggestion) The levels "
        + "are \(Self.list(known))."
    case .twoReferences(let column, let first, let second):
      "Column \"\(column)\" has two references, \"\(first.shortened)\" and \"\(second.shortened)\"; a column has one."
    case .undefinedValue(let column, let row, let value, let expression):
      "Row \(row + 1) (not counting the header) has \(value) in column \"\(column)\", for which \(expression.shortened) has no "
        + "finite value; correct the row, or write the term otherwise."
    case .unsuitableTerm(let term, let reason, let remedy):
      "The term \(term.shortened) cannot be made of these rows: \(reason); \(remedy)."
    default: programmingError("\(self) is no error of formulas")
    }
  }
}
