import Logit
import LogitClassifier
import LogitData
import LogitStatistics

/// The probabilities of a regression along each of its variables, the others held at what is usual.
struct EffectCurves {
  /// The number of points along a number.
  static let pointCount = 101

  /// Along one variable.
  struct Curve {
    let variable: String
    let places: Places
    /// `[points, classes]`.
    let probabilities: Tensor<Double>
    let low: Tensor<Double>
    let high: Tensor<Double>

    /// The probability of a class at each point, with the ends of its interval.
    func values(of label: Int) -> (middle: [Double], low: [Double], high: [Double]) {
      let points = 0..<probabilities.shape[0]
      return (
        points.map { probabilities[$0, label] }, points.map { low[$0, label] }, points.map { high[$0, label] }
      )
    }
  }

  /// Where a variable is looked at.
  enum Places {
    case numbers([Double])
    case levels([String])
  }

  let curves: [Curve]
  /// How many variables there are.
  let variableCount: Int
  /// What the numbers are held at, in the order of the variables.
  let heldNumbers: [(name: String, value: Double)]
  /// What the categories are held at, in the order of the variables.
  let heldLevels: [(name: String, level: String)]
  /// Whether ranges and means are those of rows, not of what the model has learned.
  let hasRows: Bool
  /// What the column of offsets is held at; `nil` without one.
  let offset: Double?

  /// Works the curves out.
  ///
  /// - Parameters:
  ///   - table: The rows that tell ranges and what is usual; `nil` for what the model has learned.
  ///   - most: The most variables.
  /// - Throws: ``UnsuitablePlot`` for separated classes, and without rows for variables whose range is not
  ///   known; `LogitError.emptyData(name:)` if no row is complete.
  init(_ subject: RegressionSubject, _ table: Table?, most: Int) throws {
    let separated = subject.inference.coefficients.filter { $0.divergingSign != nil }.map(\.term)
    guard separated.isEmpty else { throw UnsuitablePlot("effects", .separated(terms: separated.unique)) }
    guard let formula = subject.classifier.features.regressionFormula else {
      throw UnsuitablePlot("effects", .regressionNeeded)
    }
    let point: FormulaFeature.TypicalPoint
    (point, offset) = try Self.point(subject.classifier, formula, table)
    hasRows = table != nil
    let variables = formula.variables
    variableCount = variables.count
    heldNumbers = variables.compactMap { variable in point.numbers[variable.name].map { (variable.name, $0) }
    }
    heldLevels = variables.compactMap { variable in point.levels[variable.name].map { (variable.name, $0) } }
    let offset = offset
    curves = try variables.prefix(most).map { variable in
      let (places, rows) = try Self.rows(variable, point)
      let width = rows.first?.count ?? 0
      let (probabilities, low, high) = try subject.inference.probabilityIntervals(
        Tensor(rows.flatMap { $0 }, shape: [rows.count, width]),
        offsets: offset.map { [Double](repeating: $0, count: rows.count) }, level: subject.inference.level)
      return Curve(
        variable: variable.name, places: places, probabilities: probabilities, low: low, high: high)
    }
  }

  private static func rows(
    _ variable: FormulaFeature.Variable, _ point: FormulaFeature.TypicalPoint
  ) throws -> (Places, [[Double]]) {
    switch variable {
    case .category(let name, _, let levels):
      return (.levels(levels), try levels.map { try point.row(setting: name, to: $0) })
    case .number(let name):
      let range = point.ranges[name] ?? 0...1
      let steps = (0..<pointCount).map { Double($0) / Double(pointCount - 1) }
      let values =
        range.lowerBound < range.upperBound
        ? steps.map { range.lowerBound * (1 - $0) + range.upperBound * $0 } : [range.lowerBound]
      // Where a function has no value, as a logarithm below 0, there is no point.
      let rows = values.map { ($0, point.row(setting: name, to: $0)) }.filter { $0.1.allSatisfy(\.isFinite) }
      guard !rows.isEmpty else { throw UnsuitablePlot("effects", .unknownRange(column: name)) }
      return (.numbers(rows.map(\.0)), rows.map(\.1))
    }
  }

  /// What is usual in some rows, or in those learned from; and the offset there.
  private static func point(
    _ classifier: Classifier, _ formula: FormulaFeature, _ table: Table?
  ) throws -> (FormulaFeature.TypicalPoint, offset: Double?) {
    let column = classifier.provenance.options?.regression?.offset
    guard let table else {
      let (point, unknown) = formula.learnedTypicalPoint()
      guard let point else { throw UnsuitablePlot("effects", .unknownRange(column: unknown ?? "")) }
      return (point, column.map { _ in 0 })
    }
    let read = classifier.features.reading(table).table
    let missing = formula.inputs.filter { !read.columnNames.contains($0) }
    guard missing.isEmpty else { throw DataError.missingColumns(names: missing, known: read.columnNames) }
    let complete = try FormulaFeature.completeRows(formula.inputs, of: read)
    guard !complete.isEmpty else { throw LogitError.emptyData(name: "the selection of complete rows") }
    let rows = complete.count == read.rowCount ? read : try read.rows(at: complete)
    let offsets = try column.map { name in
      rows.columnNames.contains(name) ? try rows.column(name).numbers().filter(\.isFinite) : []
    }
    return (
      try formula.typicalPoint(of: rows),
      offsets.map { $0.isEmpty ? 0 : $0.reduce(0, +) / Double($0.count) }
    )
  }
}

extension [String] {
  /// The names, each once, in their order.
  fileprivate var unique: [String] {
    var seen: Set<String> = []
    return filter { seen.insert($0).inserted }
  }
}
