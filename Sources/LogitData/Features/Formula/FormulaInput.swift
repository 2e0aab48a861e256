/// A column that a formula's features are made of, and what its values count as.
struct FormulaInput: Sendable, Hashable {
  /// What values count as.
  enum Use: String, Sendable, Hashable, CaseIterable {
    /// Numbers; true is 1 and false 0.
    case number
    /// Dates, of which the days since the first of January 1970 count.
    case days
    /// Levels.
    case category
  }

  let name: String
  /// What the column held.
  let kind: ColumnKind
  let use: Use
}

extension FormulaInput {
  /// The number of each text of a column.
  ///
  /// - Throws: ``DataError/learnedOtherwise(column:learned:found:)`` for a column of another kind.
  func textNumbers(_ column: Column) throws -> [Double] {
    guard use == .days else { return try column.textNumbers(learned: kind == .string ? .numeric : kind) }
    try column.require(learned: .string)
    return column.dictionary.map { DateParts($0).map { DatePart.days.value(of: $0) } ?? .nan }
  }
}

/// What a factor is, after it was learned.
enum LearnedFactor: Sendable, Hashable {
  /// A column of numbers as it is.
  case column(String)
  case number(NumericExpression)
  case polynomial(NumericExpression, OrthogonalPolynomial)
  case powers(NumericExpression, RawPolynomial)
  case spline(NumericExpression, CubicSpline)
  case category(FormulaCategory)

  /// The number of columns; of a category, of its levels.
  var count: Int {
    switch self {
    case .column, .number: 1
    case .polynomial(_, let polynomial): polynomial.degree
    case .powers(_, let powers): powers.degree
    case .spline(_, let spline): spline.count
    case .category(let category): category.count
    }
  }

  var category: FormulaCategory? { if case .category(let category) = self { category } else { nil } }

  /// The number that its columns are made of.
  var expression: NumericExpression? {
    switch self {
    case .column(let name): .column(name)
    case .number(let number), .polynomial(let number, _), .powers(let number, _), .spline(let number, _):
      number
    case .category: nil
    }
  }

  /// Whether it changes with a column of numbers.
  func depends(on variable: String) -> Bool { expression?.columns.contains(variable) ?? false }
}

/// A term's factors, and where its columns stand.
struct TermLayout: Sendable, Hashable {
  struct Part: Sendable, Hashable {
    /// The factor.
    let factor: Int
    /// Of a category, whether every level has a column, not all but the reference.
    let isFull: Bool
    /// The number of columns.
    let width: Int
    /// How many columns further the next of this factor is: the first factor varies fastest.
    let stride: Int
  }

  let parts: [Part]
  let columns: Range<Int>
}

extension TermLayout {
  /// The most columns of a regression, as of a ``FeatureSpace``.
  private static let largestColumnCount = 1 << 22

  /// Whether terms have no more columns than a feature space may, counting all levels of categories.
  static func isReasonable(_ terms: [[Int]], factors: [LearnedFactor]) -> Bool {
    var total = 0
    for term in terms {
      var count = 1
      for factor in term {
        count *= max(factors[factor].count, 1)
        guard count <= largestColumnCount else { return false }
      }
      total += count
      guard total <= largestColumnCount else { return false }
    }
    return true
  }

  /// Lays terms out by R's rule.
  ///
  /// A category has all its levels where an earlier term does not have the other factors of the product; the
  /// empty product counts as there. Without an intercept, the first category of all has all its levels. This
  /// is what `model.matrix` does: TermCode in R's model.c.
  static func layouts(
    of terms: [[Int]], factors: [LearnedFactor], hasIntercept: Bool
  ) -> [TermLayout] {
    var layouts: [TermLayout] = []
    var start = 0
    var needsFirst = !hasIntercept
    for (index, term) in terms.enumerated() {
      let all = Set(term)
      var parts: [Part] = []
      var stride = 1
      for factor in term {
        guard let category = factors[factor].category else {
          parts.append(Part(factor: factor, isFull: true, width: factors[factor].count, stride: stride))
          stride *= factors[factor].count
          continue
        }
        let others = all.subtracting([factor])
        let isCovered = others.isEmpty || terms[..<index].contains { others.isSubset(of: $0) }
        let isFull = !isCovered || needsFirst
        needsFirst = false
        let width = isFull ? category.count : category.count - 1
        parts.append(Part(factor: factor, isFull: isFull, width: width, stride: stride))
        stride *= width
      }
      layouts.append(TermLayout(parts: parts, columns: start..<start + stride))
      start += stride
    }
    return layouts
  }
}
