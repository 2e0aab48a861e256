public import Logit

// MARK: - What changes with a variable

extension FormulaFeature {
  /// A variable whose effect can be asked for.
  public enum Variable: Sendable, Hashable {
    /// A column of numbers or dates.
    case number(String)
    /// A column of levels.
    case category(String, reference: String, levels: [String])

    /// The column.
    public var name: String {
      switch self {
      case .number(let name), .category(let name, _, _): name
      }
    }
  }

  /// The columns that change with a variable, and their values.
  public struct ChangedColumns: Sendable {
    /// Their positions in ``FormulaFeature/designColumns``, ascending.
    public let columns: [Int]
    /// Their values, or derivatives.
    public let values: Values

    /// A number for each of the columns.
    public enum Values: Sendable {
      /// The same in every row.
      case constant([Double])
      /// `[rows, columns that change]`.
      case rows(Tensor<Double>)
    }
  }

  /// The variables of the terms, in the order of ``inputs``. A column of numbers that is used as levels
  /// somewhere is a category.
  public var variables: [Variable] {
    formulaInputs.map { input in
      guard let category = category(of: input.name) else { return .number(input.name) }
      return .category(input.name, reference: category.names[category.reference], levels: category.names)
    }
  }

  private func category(of name: String) -> FormulaCategory? {
    factors.lazy.compactMap(\.category).first { $0.column == name }
  }

  /// The derivative of columns with respect to a number.
  ///
  /// - Parameters:
  ///   - variable: A column of numbers.
  ///   - table: The rows, as for ``design(of:)``.
  /// - Returns: The columns that the number is part of; constant where the number stands alone in them.
  /// - Throws: As ``design(of:)``; ``DataError/unknownColumn(name:role:nearest:known:)`` for a column that is
  ///   no number of the terms.
  public func derivative(of variable: String, in table: Table) throws -> ChangedColumns {
    try requireVariable(variable)
    let changed = changedTerms { $0.depends(on: variable) }
    if let slopes = constantSlopes(changed, of: variable) {
      return ChangedColumns(columns: columns(of: changed), values: .constant(slopes))
    }
    var reader = try reader(for: table)
    reader.variable = variable
    let slopes = try reader.matrix(
      of: table, terms: changed, refusal: refusal, inputs: inputs, hasSlopes: true)
    return ChangedColumns(columns: columns(of: changed), values: .rows(slopes))
  }

  /// Columns with a level in place of the rows' own.
  ///
  /// - Parameters:
  ///   - variable: A column of levels.
  ///   - level: The level's name.
  ///   - table: The rows, as for ``design(of:)``.
  /// - Returns: The columns that the category is part of; constant where it stands alone in them.
  /// - Throws: As ``design(of:)``; ``DataError/unknownColumn(name:role:nearest:known:)`` and
  ///   ``DataError/unknownLevel(column:level:nearest:known:)``.
  public func columns(setting variable: String, to level: String, in table: Table) throws -> ChangedColumns {
    let (category, position) = try findLevel(level, of: variable)
    let changed = changedTerms { $0.category?.column == variable || $0.depends(on: variable) }
    let columns = columns(of: changed)
    let isAlone = changed.allSatisfy {
      termFactors[$0].count == 1 && factors[termFactors[$0][0]].category != nil
    }
    if isAlone {
      let values = changed.flatMap { indicators(layouts[$0].parts[0], category, at: position) }
      return ChangedColumns(columns: columns, values: .constant(values))
    }
    var reader = try reader(for: table)
    reader.setting = DesignReader.Setting(
      column: variable, level: position, number: category.number(position))
    let rows = try reader.matrix(of: table, terms: changed, refusal: refusal, inputs: inputs)
    return ChangedColumns(columns: columns, values: .rows(rows))
  }

  // MARK: Parts

  func changedTerms(_ changes: (LearnedFactor) -> Bool) -> [Int] {
    termFactors.indices.filter { termFactors[$0].contains { changes(factors[$0]) } }
  }

  func columns(of terms: [Int]) -> [Int] { terms.flatMap { Array(layouts[$0].columns) } }

  func requireVariable(_ name: String) throws {
    guard !factors.contains(where: { $0.depends(on: name) }) else { return }
    let known = variables.map(\.name)
    throw DataError.unknownColumn(
      name: name, role: "number in the formula", nearest: name.nearest(among: known), known: known)
  }

  /// A level's position in its category.
  func findLevel(_ level: String, of variable: String) throws -> (category: FormulaCategory, position: Int) {
    guard let category = category(of: variable) else {
      let known = factors.compactMap(\.category?.column)
      throw DataError.unknownColumn(
        name: variable, role: "category in the formula", nearest: variable.nearest(among: known), known: known
      )
    }
    guard let position = category.position(of: level) else {
      throw DataError.unknownLevel(
        column: variable, level: level, nearest: level.nearest(among: category.names), known: category.names)
    }
    return (category, position)
  }

  /// The columns of a category alone, for a level.
  func indicators(_ part: TermLayout.Part, _ category: FormulaCategory, at position: Int) -> [Double] {
    (0..<category.count).filter { part.isFull || $0 != category.reference }.map { $0 == position ? 1 : 0 }
  }

  /// The derivatives, if they are the same everywhere: of a number that stands alone, scaled or not.
  private func constantSlopes(_ terms: [Int], of variable: String) -> [Double]? {
    var slopes: [Double] = []
    for term in terms {
      guard termFactors[term].count == 1 else { return nil }
      switch factors[termFactors[term][0]] {
      case .column, .number(.column): slopes.append(1)
      case .number(.scaled(.column, _, let deviation)): slopes.append(1 / deviation)
      default: return nil
      }
    }
    return slopes
  }
}
