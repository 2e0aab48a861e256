/// The columns of a regression's formula in plain values. Missing values, unknown levels and functions
/// without a value are refused.
package struct PortableFormula: Sendable {
  /// A column that is a product.
  package struct Column: Sendable {
    /// The numbers that are multiplied; the product of none is 1.
    package let numbers: [NumericExpression]
    /// The levels that a row must have: anything else makes 0 of it. By position in ``levels``, and of the
    /// level.
    package let levels: [(category: Int, level: Int)]
    /// What is subtracted from the product.
    package let center: Double
    /// What it is multiplied by then: 0 if it was the same in all rows learned from.
    package let factor: Double
  }

  /// A column of categories.
  package struct Category: Sendable {
    /// The column.
    package let column: String
    /// The texts of the levels; `nil` if they are numbers.
    package let texts: [String]?
    /// The numbers of the levels; empty if they are texts.
    package let numbers: [Double]
  }

  /// The columns.
  package let columns: [Column]
  /// The categories.
  package let categories: [Category]
  /// The columns that are numbers, each once.
  package let numberColumns: [String]
  /// Of these, those that are dates, which count in days.
  package let dates: [String]
}

extension FormulaFeature {
  /// The splines among the factors, as the formula has them.
  package var splines: [String] {
    zip(factors, factorNames).compactMap { factor, name in
      if case .spline = factor { name } else { nil }
    }
  }

  /// What it makes of a row; `nil` if that takes a spline.
  package var portable: PortableFormula? {
    var categories: [PortableFormula.Category] = []
    var places: [Int: Int] = [:]
    var numbers: [Int: [NumericExpression]] = [:]
    for (index, factor) in factors.enumerated() {
      if let category = factor.category {
        let texts: [String]? = if case .texts(let names) = category.levels { names } else { nil }
        places[index] = categories.count
        categories.append(
          PortableFormula.Category(
            column: category.column, texts: texts,
            numbers: texts == nil ? (0..<category.count).compactMap { category.number($0) } : []))
      } else {
        guard let columns = factor.columnExpressions else { return nil }
        numbers[index] = columns
      }
    }
    let columns = layouts.flatMap { layout in
      layout.columns.map { place in
        let scale = scales[place]
        var product: [NumericExpression] = []
        var levels: [(category: Int, level: Int)] = []
        for part in layout.parts {
          let position = (place - layout.columns.lowerBound) / part.stride % max(part.width, 1)
          if let category = places[part.factor], let reference = factors[part.factor].category?.reference {
            // All levels but the reference have a column.
            levels.append((category, part.isFull || position < reference ? position : position + 1))
          } else {
            product.append(numbers[part.factor]?[position] ?? .number(1))
          }
        }
        return PortableFormula.Column(
          numbers: product, levels: levels, center: scale.center,
          factor: scale.deviation > 0 ? 1 / scale.deviation : 0)
      }
    }
    var seen: Set<String> = []
    let names = factors.flatMap { $0.expression?.columns ?? [] }.filter { seen.insert($0).inserted }
    return PortableFormula(columns: columns, categories: categories, numberColumns: names, dates: dates)
  }
}

extension LearnedFactor {
  /// The columns of a factor of numbers as expressions; `nil` for a spline, and for a category.
  fileprivate var columnExpressions: [NumericExpression]? {
    switch self {
    case .column(let name): [.column(name)]
    case .number(let expression): [expression]
    case .powers(let expression, let powers):
      (1...max(powers.degree, 1)).map { degree in
        (1..<degree).reduce(expression) { power, _ in .operation(.times, power, expression) }
      }
    case .polynomial(let expression, let polynomial): polynomial.expressions(of: expression)
    case .spline, .category: nil
    }
  }
}

extension OrthogonalPolynomial {
  /// The columns as expressions of a number.
  fileprivate func expressions(of number: NumericExpression) -> [NumericExpression] {
    let t = NumericExpression.scaled(number, center: center, deviation: scale)
    var (before, last): (NumericExpression?, NumericExpression?) = (nil, nil)
    return (0..<degree).map { j in
      let difference = NumericExpression.operation(.minus, t, .number(alpha[j]))
      var next = last.map { .operation(.times, difference, $0) } ?? difference
      if j > 0 {
        let ratio = NumericExpression.number(norms[j] / norms[j - 1])
        let subtracted = before.map { .operation(.times, ratio, $0) } ?? ratio
        next = .operation(.minus, next, subtracted)
      }
      (before, last) = (last, next)
      return .operation(.over, next, .number(norms[j + 1].squareRoot()))
    }
  }
}
