#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

/// Numbers of consecutive rows, and their derivatives with respect to a variable where they are wanted.
struct NumberColumn {
  let values: UnsafeMutablePointer<Double>
  let slopes: UnsafeMutablePointer<Double>?

  /// The column so many numbers further on.
  func advanced(by count: Int) -> NumberColumn {
    NumberColumn(values: values + count, slopes: slopes.map { $0 + count })
  }
}

extension NumericExpression {
  /// How many columns ``write(to:count:scratch:variable:column:)`` needs beside the result.
  var scratchCount: Int {
    switch self {
    case .number, .column: 0
    case .call(_, let inner), .negative(let inner), .scale(let inner, _), .scaled(let inner, _, _):
      inner.scratchCount
    case .operation(_, let left, let right): max(left.scratchCount, right.scratchCount + 1)
    }
  }

  /// Works the numbers of some rows out; what has no value is not finite.
  ///
  /// - Parameters:
  ///   - target: `[count]`; derivatives are written if there is room for them.
  ///   - scratch: `[scratchCount, count]`, with room for derivatives likewise.
  ///   - variable: The column with respect to which derivatives are taken.
  ///   - column: The numbers of a column, `[count]`.
  func write(
    to target: NumberColumn, count: Int, scratch: NumberColumn, variable: String?,
    column: (String) -> UnsafePointer<Double>
  ) {
    switch self {
    case .number(let number):
      target.values.update(repeating: number, count: count)
      target.slopes?.update(repeating: 0, count: count)
    case .column(let name):
      target.values.update(from: column(name), count: count)
      target.slopes?.update(repeating: name == variable ? 1 : 0, count: count)
    case .call(let function, let inner):
      inner.write(to: target, count: count, scratch: scratch, variable: variable, column: column)
      function.apply(to: target, count: count)
    case .negative(let inner):
      inner.write(to: target, count: count, scratch: scratch, variable: variable, column: column)
      for row in 0..<count { target.values[row] = -target.values[row] }
      if let slopes = target.slopes { for row in 0..<count { slopes[row] = -slopes[row] } }
    case .scale(let inner, _):
      inner.write(to: target, count: count, scratch: scratch, variable: variable, column: column)
    case .scaled(let inner, let center, let deviation):
      inner.write(to: target, count: count, scratch: scratch, variable: variable, column: column)
      for row in 0..<count { target.values[row] = (target.values[row] - center) / deviation }
      if let slopes = target.slopes { for row in 0..<count { slopes[row] /= deviation } }
    case .operation(let mark, let left, let right):
      left.write(to: target, count: count, scratch: scratch, variable: variable, column: column)
      right.write(
        to: scratch, count: count, scratch: scratch.advanced(by: count), variable: variable, column: column)
      mark.apply(to: target, scratch, count: count)
    }
  }
}

extension NumericFunction {
  /// The functions in place of the numbers, and the chain rule.
  fileprivate func apply(to column: NumberColumn, count: Int) {
    let values = column.values
    if let slopes = column.slopes {
      for row in 0..<count where slopes[row] != 0 { slopes[row] *= slope(values[row]) }
    }
    switch self {
    case .log: for row in 0..<count { values[row] = _log(values[row]) }
    case .log2: for row in 0..<count { values[row] = _log2(values[row]) }
    case .log10: for row in 0..<count { values[row] = _log10(values[row]) }
    case .exp: for row in 0..<count { values[row] = _exp(values[row]) }
    case .sqrt: for row in 0..<count { values[row] = values[row].squareRoot() }
    case .abs: for row in 0..<count { values[row] = values[row].magnitude }
    }
  }

  private func slope(_ x: Double) -> Double {
    switch self {
    case .log: 1 / x
    case .log2: 1 / (x * _log(2))
    case .log10: 1 / (x * _log(10))
    case .exp: _exp(x)
    case .sqrt: 0.5 / x.squareRoot()
    case .abs: x > 0 ? 1 : x < 0 ? -1 : 0
    }
  }
}

// The names of the cases hide those of the C library.
private func _log(_ x: Double) -> Double { log(x) }
private func _log2(_ x: Double) -> Double { log2(x) }
private func _log10(_ x: Double) -> Double { log10(x) }
private func _exp(_ x: Double) -> Double { exp(x) }

extension NumericOperator {
  /// The results in place of the numbers on the left.
  fileprivate func apply(to left: NumberColumn, _ right: NumberColumn, count: Int) {
    let (a, b) = (left.values, right.values)
    if let slope = left.slopes, let other = right.slopes {
      for row in 0..<count { slope[row] = derivative(a[row], slope[row], b[row], other[row]) }
    }
    switch self {
    case .plus: for row in 0..<count { a[row] += b[row] }
    case .minus: for row in 0..<count { a[row] -= b[row] }
    case .times: for row in 0..<count { a[row] *= b[row] }
    case .over: for row in 0..<count { a[row] /= b[row] }
    case .power: for row in 0..<count { a[row] = Self.power(a[row], b[row]) }
    }
  }

  private static func power(_ base: Double, _ exponent: Double) -> Double {
    exponent == 2 ? base * base : pow(base, exponent)
  }

  private func derivative(_ a: Double, _ da: Double, _ b: Double, _ db: Double) -> Double {
    switch self {
    case .plus: return da + db
    case .minus: return da - db
    case .times: return da * b + a * db
    case .over: return (da * b - a * db) / (b * b)
    case .power:
      let base = da == 0 ? 0 : da * b * Self.power(a, b - 1)
      return base + (db == 0 ? 0 : db * Self.power(a, b) * _log(a))
    }
  }
}
