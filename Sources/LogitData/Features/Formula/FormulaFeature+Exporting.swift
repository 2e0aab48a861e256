import Logit

#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

// What golden rows need to know of a formula's columns.

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

// The names of the cases hide that of the C library.
private func _log(_ x: Double) -> Double { log(x) }
