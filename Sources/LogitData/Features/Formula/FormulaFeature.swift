public import Logit

/// The columns of a regression that a formula makes of a table, learned from its complete rows: the levels of
/// categories, the coefficients of polynomials, the knots of splines.
///
///     let terms = try Formula("died ~ log(dose) + sex * ward").terms(columns: ["dose", "sex", "ward"])
///     let feature = try FormulaFeature.learn(terms, from: table)
///     feature.designColumns.map(\.name)   // ["log(dose)", "sex[male]", "ward[b]", "sex[male]:ward[b]"]
///     let x = try feature.design(of: table)   // [rows, 4], in original units
///
/// Categories are coded as in R, by treatment contrasts: a column for each level but the reference, which is
/// the first level unless another is asked for. Levels are those that occur in the rows learned from: texts
/// by their code points, numbers by value, false before true. Texts that are all dates count as the days
/// since the first of January 1970.
///
/// As a ``FeatureTransform`` it makes a feature of each column: the value less the mean over the rows learned
/// from, divided by their deviation. Missing values, unknown levels and rows in which a function has no value
/// are refused.
public struct FormulaFeature: FeatureTransform, Hashable {
  /// A column of the regression.
  public struct DesignColumn: Sendable, Hashable {
    /// `age`, `city[Oslo]`, `poly(x, 2)[1]`, `age:sex[male]`.
    public let name: String
    /// The position of its term in ``terms``.
    public let term: Int
  }

  /// The terms, each once, in the order of their columns.
  public let terms: FormulaTerms
  /// The columns of the regression without the constant.
  public let designColumns: [DesignColumn]

  /// The table's columns that are needed, and what their values count as.
  let formulaInputs: [FormulaInput]
  /// What was learned of each factor.
  let factors: [LearnedFactor]
  /// How the formula has each factor.
  let factorNames: [String]
  /// The factors of each term, by position.
  let termFactors: [[Int]]
  /// Where the columns of each term stand.
  let layouts: [TermLayout]
  /// What each column is scaled by to become a feature.
  let scales: [ColumnScale]

  /// Whether there is a constant, which has no column.
  public var hasIntercept: Bool { terms.hasIntercept }

  init(
    terms: FormulaTerms, inputs: [FormulaInput], factors: [LearnedFactor], factorNames: [String],
    termFactors: [[Int]], scales: [ColumnScale]
  ) {
    (self.terms, formulaInputs, self.factors) = (terms, inputs, factors)
    (self.factorNames, self.termFactors, self.scales) = (factorNames, termFactors, scales)
    layouts = TermLayout.layouts(of: termFactors, factors: factors, hasIntercept: terms.hasIntercept)
    designColumns = zip(layouts, 0...).flatMap { layout, term in
      layout.columnNames(factors: factors, names: factorNames).map { DesignColumn(name: $0, term: term) }
    }
  }
}

extension TermLayout {
  /// The name of each column: `age:sex[male]`.
  fileprivate func columnNames(factors: [LearnedFactor], names: [String]) -> [String] {
    var result = [""]
    for (position, part) in parts.enumerated() {
      let name = names[part.factor]
      let own: [String]
      switch factors[part.factor] {
      case .column, .number: own = [name]
      case .category(let category):
        own = category.names.enumerated().filter { part.isFull || $0.offset != category.reference }
          .map { "\(name)[\($0.element)]" }
      default: own = (1...max(part.width, 1)).map { "\(name)[\($0)]" }
      }
      // The first factor varies fastest.
      result = own.flatMap { last in result.map { position == 0 ? last : "\($0):\(last)" } }
    }
    return result
  }
}

// MARK: - Rows

extension FormulaFeature {
  /// The rows of a table that have all values that are needed, counted from 0.
  ///
  /// Infinities are no measurements and count as missing.
  ///
  /// - Parameters:
  ///   - columns: The columns that are needed.
  ///   - table: The table, with its columns read.
  /// - Returns: The rows, ascending.
  /// - Throws: ``DataError/unknownColumn(name:role:nearest:known:)``.
  public static func completeRows(_ columns: [String], of table: Table) throws -> [Int] {
    var complete = [Bool](repeating: true, count: table.rowCount)
    var isComplete = true
    for name in columns {
      let column = try table.column(name)
      var start = 0
      for chunk in column.chunks {
        chunk.forEachMissing { row in
          complete[start + row] = false
          isComplete = false
        }
        start += chunk.count
      }
    }
    return isComplete ? Array(0..<table.rowCount) : complete.indices.filter { complete[$0] }
  }

  /// The columns of the regression, in original units.
  ///
  /// - Parameter table: Has the columns of ``inputs``, read as those learned from; others do not matter.
  /// - Returns: `[rows, columns]`, without the constant.
  /// - Throws: ``DataError/missingValues(column:count:firstRow:)``,
  ///   ``DataError/unknownCategory(column:row:value:known:)`` and
  ///   ``DataError/undefinedValue(column:row:value:expression:)`` for rows that cannot be worked out, or
  ///   ``DataError/missingColumns(names:known:)`` and ``DataError/learnedOtherwise(column:learned:found:)``.
  public func design(of table: Table) throws -> Tensor<Double> {
    let reader = try reader(for: table)
    return try reader.matrix(of: table, terms: Array(layouts.indices), refusal: refusal, inputs: inputs)
  }

  /// Prepares to work out the columns of a table's rows.
  func reader(for table: Table) throws -> DesignReader {
    let missing = inputs.filter { !table.columnNames.contains($0) }
    guard missing.isEmpty else { throw DataError.missingColumns(names: missing, known: table.columnNames) }
    let places = try inputs.map { try table.index(of: $0) }
    return try DesignReader(self, columns: places.map { table.columns[$0] }, places: places)
  }
}

extension ColumnChunk {
  /// Calls a closure with each row whose value is missing or infinite.
  fileprivate func forEachMissing(_ body: (Int) -> Void) {
    switch self {
    case .integer(let values):
      for row in values.indices where values[row] == Self.missingInteger { body(row) }
    case .numeric(let values): for row in values.indices where !values[row].isFinite { body(row) }
    case .single(let values): for row in values.indices where !values[row].isFinite { body(row) }
    case .boolean(let values):
      for row in values.indices where values[row] == Self.missingBoolean { body(row) }
    case .string(let values): for row in values.indices where values[row] < 0 { body(row) }
    }
  }
}
