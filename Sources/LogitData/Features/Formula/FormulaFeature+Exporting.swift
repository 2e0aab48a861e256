import Logit

#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

// What golden rows and writers of other formats need to know of a formula's columns.

extension FormulaFeature {
  /// The levels of a column that is a category; `nil` for another column.
  ///
  /// - Parameter column: One of ``inputs``.
  package func exportedLevels(of column: String) -> [TableCell]? {
    guard let category = factors.lazy.compactMap(\.category).first(where: { $0.column == column }) else {
      return nil
    }
    return switch category.levels {
    case .texts(let values): values.map { .text($0) }
    case .integers(let values): values.map { .integer($0) }
    case .numbers(let values): values.map { .number($0) }
    case .booleans(let values): values.map { .boolean($0 != 0) }
    }
  }

  /// Numbers of a column about where those learned from lay, as far as its terms tell: where a term that is
  /// made of it alone has its mean, and its mean less and plus half a deviation. Empty if none tells.
  ///
  /// - Parameter column: One of ``inputs``.
  package func exportedNumbers(of column: String) -> [Double] {
    for layout in layouts where layout.parts.count == 1 {
      let factor = factors[layout.parts[0].factor]
      guard let expression = factor.expression, expression.columns == [column] else { continue }
      var (center, step): (Double, Double)
      switch factor {
      case .column, .number, .powers:
        let scale = scales[layout.columns.lowerBound]
        (center, step) = (scale.center, scale.deviation / 2)
      case .polynomial(_, let polynomial): (center, step) = (polynomial.center, polynomial.scale / 4)
      case .spline, .category: continue
      }
      let found = [center, center - step, center + step].compactMap { expression.argument(for: $0) }
      if !found.isEmpty { return found }
    }
    return []
  }
}

extension NumericExpression {
  /// The number of its only column for which it has a value; `nil` if that is not found by undoing it step by
  /// step.
  fileprivate func argument(for value: Double) -> Double? {
    guard value.isFinite else { return nil }
    switch self {
    case .number: return nil
    case .column: return value
    case .negative(let inner): return inner.argument(for: -value)
    case .scale(let inner, _): return inner.argument(for: value)
    case .scaled(let inner, let center, let deviation): return inner.argument(for: value * deviation + center)
    case .call(let function, let inner): return inner.argument(for: function.argument(for: value))
    case .operation(let mark, let inner, .number(let other)):
      switch mark {
      case .plus: return inner.argument(for: value - other)
      case .minus: return inner.argument(for: value + other)
      case .times: return inner.argument(for: value / other)
      case .over: return inner.argument(for: value * other)
      case .power: return value > 0 ? inner.argument(for: NumericFunction.power(value, 1 / other)) : nil
      }
    case .operation(.plus, .number(let other), let inner): return inner.argument(for: value - other)
    case .operation(.times, .number(let other), let inner): return inner.argument(for: value / other)
    case .operation: return nil
    }
  }
}

extension NumericFunction {
  fileprivate static func power(_ base: Double, _ exponent: Double) -> Double { pow(base, exponent) }

  fileprivate func argument(for value: Double) -> Double {
    switch self {
    case .log: pow(2.718281828459045, value)
    case .log2: pow(2, value)
    case .log10: pow(10, value)
    case .exp: _log(value)
    case .sqrt: value * value
    case .abs: value
    }
  }
}

/// A column of a regression as an expression of the table's columns, for writers of other formats.
package indirect enum DesignExpression: Sendable, Equatable {
  case constant(Double)
  /// A number.
  case column(String)
  /// 1 if a column has the level at a position of ``FormulaFeature/exportedLevels(of:)``, and 0 otherwise.
  case level(String, Int)
  case sum(DesignExpression, DesignExpression)
  case product(DesignExpression, DesignExpression)
  case quotient(DesignExpression, DesignExpression)
  case power(DesignExpression, DesignExpression)
  /// A function by its name: `log`, `log2`, `log10`, `exp`, `sqrt` or `abs`.
  case call(String, DesignExpression)
}

extension FormulaFeature {
  /// Each of ``designColumns``, with what it is lessened and divided by to become a feature; the scale is 0
  /// where the feature is.
  ///
  /// - Parameter refuse: Makes an error of a factor that is no such expression, as the formula has it.
  package func exportedColumns(
    refuse: (String) -> any Error
  ) throws -> [(value: DesignExpression, center: Double, scale: Double)] {
    for input in formulaInputs where input.use == .days { throw refuse("\(input.name), which is a date") }
    var columns = [DesignExpression](repeating: .constant(1), count: designColumns.count)
    for layout in layouts {
      for column in layout.columns {
        var product: DesignExpression?
        for part in layout.parts {
          let place = (column - layout.columns.lowerBound) / part.stride % part.width
          guard let factor = factors[part.factor].expression(place, isFull: part.isFull) else {
            throw refuse(factorNames[part.factor])
          }
          product = product.map { .product($0, factor) } ?? factor
        }
        columns[column] = product ?? .constant(1)
      }
    }
    return zip(columns, scales).map { ($0, $1.center, $1.deviation) }
  }
}

extension LearnedFactor {
  /// One of its columns; `nil` for a spline.
  fileprivate func expression(_ place: Int, isFull: Bool) -> DesignExpression? {
    switch self {
    case .column(let name): return .column(name)
    case .number(let number): return DesignExpression(number)
    case .polynomial(let number, let polynomial):
      return DesignExpression(number).map { polynomial.expression(of: $0, degree: place + 1) }
    case .powers(let number, _):
      return DesignExpression(number).map { base in
        (0..<place).reduce(base) { power, _ in .product(power, base) }
      }
    case .spline: return nil
    case .category(let category):
      // Where the reference has no column, those behind it move up.
      return .level(category.column, isFull || place < category.reference ? place : place + 1)
    }
  }
}

extension OrthogonalPolynomial {
  /// The column of a degree, as a polynomial of the scaled number by Horner's rule.
  fileprivate func expression(of number: DesignExpression, degree: Int) -> DesignExpression {
    var (before, last): ([Double], [Double]) = ([], [1])
    for j in 0..<degree {
      let ratio = j == 0 ? 0 : norms[j] / norms[j - 1]
      var next = [0] + last
      for (power, coefficient) in last.enumerated() { next[power] -= alpha[j] * coefficient }
      for (power, coefficient) in before.enumerated() { next[power] -= ratio * coefficient }
      (before, last) = (last, next)
    }
    let root = norms[degree].squareRoot()
    let t = DesignExpression.quotient(.sum(number, .constant(-center)), .constant(scale))
    return last.dropLast().reversed().reduce(.constant(last[degree] / root)) { sum, coefficient in
      .sum(.product(sum, t), .constant(coefficient / root))
    }
  }
}

extension DesignExpression {
  fileprivate init?(_ expression: NumericExpression) {
    switch expression {
    case .number(let number): self = .constant(number)
    case .column(let name): self = .column(name)
    case .call(let function, let inner):
      guard let inner = DesignExpression(inner) else { return nil }
      self = .call(function.rawValue, inner)
    case .negative(let inner):
      guard let inner = DesignExpression(inner) else { return nil }
      self = .product(.constant(-1), inner)
    case .scale: return nil
    case .scaled(let inner, let center, let deviation):
      guard let inner = DesignExpression(inner) else { return nil }
      self = .quotient(.sum(inner, .constant(-center)), .constant(deviation))
    case .operation(let mark, let left, let right):
      guard let left = DesignExpression(left), let right = DesignExpression(right) else { return nil }
      switch mark {
      case .plus: self = .sum(left, right)
      case .minus: self = .sum(left, .product(.constant(-1), right))
      case .times: self = .product(left, right)
      case .over: self = .quotient(left, right)
      case .power: self = right == .constant(2) ? .product(left, left) : .power(left, right)
      }
    }
  }
}

// The names of the cases hide that of the C library.
private func _log(_ x: Double) -> Double { log(x) }
