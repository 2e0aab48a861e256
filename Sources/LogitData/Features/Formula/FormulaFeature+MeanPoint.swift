import Logit

extension FormulaFeature {
  /// One row at the means of the numbers and the shares of the categories: the point of effects "at the
  /// mean".
  ///
  /// Functions are those of the means: `log(income)` is the logarithm of the mean income. A column of a level
  /// is the share of its rows, and a product the product of these.
  ///
  /// - Parameters:
  ///   - table: The rows, as for ``design(of:)``.
  ///   - weights: How much each row counts; alike by default.
  /// - Returns: The point.
  /// - Throws: As ``design(of:)``.
  public func meanPoint(of table: Table, weights: [Double]? = nil) throws -> MeanPoint {
    let columns = try inputs.map { try table.column($0) }
    var point = MeanPoint(feature: self, numbers: [:], shares: [:])
    let total = weights?.reduce(0, +) ?? Double(table.rowCount)
    guard total > 0 else {
      throw DataError.unsuitableTerm(term: "the mean", reason: "there are no rows", remedy: "give rows")
    }
    let names = Set(factors.flatMap { $0.expression?.columns ?? [] })
    for (input, column) in zip(formulaInputs, columns) {
      if names.contains(input.name) {
        let texts = try input.textNumbers(column)
        var (mean, row) = (0.0, 0)
        for chunk in column.chunks {
          chunk.forEachNumber(0..<chunk.count, textNumbers: texts) { _, number in
            mean += (weights?[row] ?? 1) / total * number
            row += 1
          }
        }
        guard mean.isFinite else {
          throw DataError.missingValues(column: input.name, count: column.missingCount, firstRow: 0)
        }
        point.numbers[input.name] = mean
      }
      if let category = factors.lazy.compactMap(\.category).first(where: { $0.column == input.name }) {
        point.shares[input.name] = try shares(of: category, column, weights: weights, total: total)
      }
    }
    point.x = point.values(of: Array(layouts.indices), variable: nil)
    return point
  }

  private func shares(
    of category: FormulaCategory, _ column: Column, weights: [Double]?, total: Double
  ) throws -> [Double] {
    let reader = LevelReader(category, for: column)
    var shares = [Double](repeating: 0, count: category.count)
    var start = 0
    for chunk in column.chunks {
      var codes = [Int32](repeating: 0, count: chunk.count)
      codes.withUnsafeMutableBufferPointer { codes in
        if let base = codes.baseAddress { reader.read(chunk, rows: 0..<chunk.count, into: base) }
      }
      for (row, code) in codes.enumerated() {
        guard code >= 0 else {
          throw code == LevelReader.missing
            ? DataError.missingValues(column: column.name, count: column.missingCount, firstRow: start + row)
            : DataError.unknownCategory(
              column: column.name, row: start + row, value: reader.text(chunk, row: row),
              known: category.names)
        }
        shares[Int(code)] += weights?[start + row] ?? 1
      }
      start += chunk.count
    }
    return shares.map { $0 / total }
  }

  /// A point at which effects are worked out.
  public struct MeanPoint: Sendable {
    /// The columns of the regression there, `[columns]`.
    public fileprivate(set) var x: [Double] = []

    private let feature: FormulaFeature
    var numbers: [String: Double]
    var shares: [String: [Double]]

    init(feature: FormulaFeature, numbers: [String: Double], shares: [String: [Double]]) {
      (self.feature, self.numbers, self.shares) = (feature, numbers, shares)
    }

    /// The derivative of columns with respect to a number, at the point.
    ///
    /// - Parameter variable: A column of numbers.
    /// - Returns: The columns that the number is part of.
    /// - Throws: ``DataError/unknownColumn(name:role:nearest:known:)``.
    public func derivative(of variable: String) throws -> ChangedColumns {
      try feature.requireVariable(variable)
      let changed = feature.changedTerms { $0.depends(on: variable) }
      return ChangedColumns(
        columns: feature.columns(of: changed), values: .constant(values(of: changed, variable: variable)))
    }

    /// Columns with a level in place of the shares, at the point.
    ///
    /// - Parameters:
    ///   - variable: A column of levels.
    ///   - level: The level's name.
    /// - Returns: The columns that the category is part of.
    /// - Throws: ``DataError/unknownColumn(name:role:nearest:known:)`` and
    ///   ``DataError/unknownLevel(column:level:nearest:known:)``.
    public func columns(setting variable: String, to level: String) throws -> ChangedColumns {
      let (category, position) = try feature.findLevel(level, of: variable)
      let changed = feature.changedTerms { $0.category?.column == variable || $0.depends(on: variable) }
      var point = self
      point.shares[variable] = (0..<category.count).map { $0 == position ? 1 : 0 }
      if point.numbers[variable] != nil, let number = category.number(position) {
        point.numbers[variable] = number
      }
      return ChangedColumns(
        columns: feature.columns(of: changed), values: .constant(point.values(of: changed, variable: nil)))
    }

    /// The columns of some terms, or their derivatives.
    func values(of terms: [Int], variable: String?) -> [Double] {
      terms.flatMap { term -> [Double] in
        var (values, slopes) = ([1.0], [0.0])
        for part in feature.layouts[term].parts {
          let own = factor(part, variable: variable)
          // The first factor varies fastest.
          slopes = zip(own.values, own.slopes).flatMap { value, slope in
            zip(values, slopes).map { $0 * slope + $1 * value }
          }
          values = own.values.flatMap { value in values.map { $0 * value } }
        }
        return variable == nil ? values : slopes
      }
    }

    private func factor(_ part: TermLayout.Part, variable: String?) -> (values: [Double], slopes: [Double]) {
      let factor = feature.factors[part.factor]
      if let category = factor.category {
        let shares = shares[category.column] ?? []
        let own = shares.indices.filter { part.isFull || $0 != category.reference }.map { shares[$0] }
        return (own, own.map { _ in 0 })
      }
      var values = [Double](repeating: 0, count: part.width)
      var slopes = values
      guard let expression = factor.expression else { return (values, slopes) }
      // The number itself, then what it is worked out with.
      let count = expression.scratchCount + 1
      var (scratch, scratchSlopes) = (
        [Double](repeating: 0, count: count), [Double](repeating: 0, count: count)
      )
      let names = expression.columns
      let inputs = names.map { numbers[$0] ?? 0 } + [0]
      values.withUnsafeMutableBufferPointer { values in
        slopes.withUnsafeMutableBufferPointer { slopes in
          scratch.withUnsafeMutableBufferPointer { scratch in
            scratchSlopes.withUnsafeMutableBufferPointer { scratchSlopes in
              inputs.withUnsafeBufferPointer { inputs in
                guard let values = values.baseAddress, let slopes = slopes.baseAddress,
                  let scratch = scratch.baseAddress, let scratchSlopes = scratchSlopes.baseAddress,
                  let inputs = inputs.baseAddress
                else { return }
                let number = NumberColumn(values: scratch, slopes: scratchSlopes)
                expression.write(to: number, count: 1, scratch: number.advanced(by: 1), variable: variable) {
                  inputs + (names.firstIndex(of: $0) ?? names.count)
                }
                factor.write(number, count: 1, to: NumberColumn(values: values, slopes: slopes))
              }
            }
          }
        }
      }
      return (values, slopes)
    }
  }
}

extension LearnedFactor {
  /// Writes the columns that are made of a number.
  ///
  /// - Parameters:
  ///   - number: The number in each row.
  ///   - target: The columns, one after the other.
  func write(_ number: NumberColumn, count: Int, to target: NumberColumn) {
    switch self {
    case .polynomial(_, let polynomial):
      polynomial.write(
        number.values, slopes: number.slopes, count: count, to: target.values, columnSlopes: target.slopes)
    case .powers(_, let powers):
      powers.write(
        number.values, slopes: number.slopes, count: count, to: target.values, columnSlopes: target.slopes)
    case .spline(_, let spline):
      spline.write(
        number.values, slopes: number.slopes, count: count, to: target.values, columnSlopes: target.slopes)
    case .column, .number:
      target.values.update(from: number.values, count: count)
      if let slopes = number.slopes { target.slopes?.update(from: slopes, count: count) }
    case .category: break
    }
  }
}
