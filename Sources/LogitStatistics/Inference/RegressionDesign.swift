public import Logit

/// The columns of a regression, in original units, and what they are called.
///
///     let design = try RegressionDesign(x, columnNames: ["age", "dose"])
///
/// A design holds its matrix without a copy. Rows are observations; a constant is no column but an option.
public struct RegressionDesign: Sendable {
  /// The columns without the constant, `[rows, columns]`, finite.
  package let matrix: DenseRows.Matrix
  /// A name for each column: `"age"`, `"city[Oslo]"`, `"poly(x, 2)[1]"`.
  public let columnNames: [String]
  /// Whether there is a constant, which is named `(Intercept)` and stands first in tables.
  public let hasIntercept: Bool
  /// Which columns are tested together, in the order of the columns; together they cover all.
  public let terms: [Term]

  /// The name of the constant in tables.
  package static let interceptName = "(Intercept)"

  /// A term of a formula: one column, or all columns of a category, a polynomial or an interaction.
  public struct Term: Sendable, Hashable, Codable {
    /// The name, such as `"city"` or `"age:sex"`.
    public let name: String
    /// Its columns.
    public let columns: Range<Int>
    /// What it is the product of: `["age", "sex"]`. A term is marginal to those that have all of its factors
    /// and more.
    public let factors: [String]

    /// Names a term.
    ///
    /// - Parameters:
    ///   - name: The name, such as `"city"` or `"age:sex"`.
    ///   - columns: Its columns.
    ///   - factors: What it is the product of.
    public init(name: String, columns: Range<Int>, factors: [String]) {
      (self.name, self.columns, self.factors) = (name, columns, factors)
    }
  }

  /// Takes columns in double precision.
  ///
  /// - Parameters:
  ///   - x: The columns without the constant, `[rows, columns]`, finite.
  ///   - columnNames: A name for each column; `x1`, `x2`, ... by default.
  ///   - terms: Which columns are tested together, in the order of the columns; by default each is a term of
  ///     its own.
  ///   - hasIntercept: Whether there is a constant; `true` by default.
  /// - Throws: `LogitError` if x is no matrix, has no rows, names or terms do not match its columns, or there
  ///   is no coefficient at all.
  public init(
    _ x: Tensor<Double>, columnNames: [String]? = nil, terms: [Term]? = nil, hasIntercept: Bool = true
  ) throws {
    try self.init(.double(x), columnNames: columnNames, terms: terms, hasIntercept: hasIntercept)
  }

  /// Takes columns in single precision; they are widened as they are read, and all is worked out in double
  /// precision.
  ///
  /// - Parameters:
  ///   - x: The columns without the constant, `[rows, columns]`, finite.
  ///   - columnNames: A name for each column; `x1`, `x2`, ... by default.
  ///   - terms: Which columns are tested together, in the order of the columns; by default each is a term of
  ///     its own.
  ///   - hasIntercept: Whether there is a constant; `true` by default.
  /// - Throws: `LogitError`, as the other initializer.
  public init(
    _ x: Tensor<Float>, columnNames: [String]? = nil, terms: [Term]? = nil, hasIntercept: Bool = true
  ) throws {
    try self.init(.float(x), columnNames: columnNames, terms: terms, hasIntercept: hasIntercept)
  }

  /// Takes columns; see the public initializers.
  package init(
    _ matrix: DenseRows.Matrix, columnNames: [String]? = nil, terms: [Term]? = nil, hasIntercept: Bool = true
  ) throws {
    let shape = matrix.shape
    guard shape.count == 2 else {
      throw LogitError.shapeMismatch(
        operation: "A regression", expected: "columns [rows, columns]", found: shape,
        remedy: "reshape them to a matrix")
    }
    guard shape[0] > 0 else { throw LogitError.emptyData(name: "x") }
    try LogitError.require(
      hasIntercept || shape[1] > 0, "The number of columns", shape[1],
      "at least 1 without a constant; add a column or the constant")
    let names = columnNames ?? (0..<shape[1]).map { "x\($0 + 1)" }
    try LogitError.require(
      names.count == shape[1], "The number of column names", names.count, "\(shape[1]), one for each column")
    let all = terms ?? names.enumerated().map { Term(name: $1, columns: $0..<$0 + 1, factors: [$1]) }
    var next = 0
    for term in all {
      try LogitError.require(
        term.columns.lowerBound == next, "The first column of the term \"\(term.name)\" (counted from 0)",
        term.columns.lowerBound, "\(next): terms must follow each other and cover all columns")
      next = term.columns.upperBound
    }
    try LogitError.require(
      next == shape[1], "The number of columns that the terms cover", next, "\(shape[1]), all of them")
    (self.matrix, self.columnNames, self.hasIntercept, self.terms) = (matrix, names, hasIntercept, all)
  }

  /// The number of rows.
  public var rowCount: Int { matrix.shape[0] }
  /// The number of columns, without the constant.
  public var columnCount: Int { matrix.shape[1] }
}
