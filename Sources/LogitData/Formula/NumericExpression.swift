/// A number worked out of columns, such as `log(x + 1)`.
package indirect enum NumericExpression: Sendable, Hashable {
  case number(Double)
  case column(String)
  case call(NumericFunction, NumericExpression)
  case negative(NumericExpression)
  case operation(NumericOperator, NumericExpression, NumericExpression)
  /// `scale(x)` and `center(x)`, before mean and deviation are known.
  case scale(NumericExpression, divides: Bool)
  /// Less a center, divided by a deviation: what is learned of `scale(x)` and `center(x)`.
  case scaled(NumericExpression, center: Double, deviation: Double)
}

/// A function of one number.
package enum NumericFunction: String, Sendable, Hashable, CaseIterable {
  case log, log2, log10, exp, sqrt, abs
}

/// An operator between two numbers.
package enum NumericOperator: String, Sendable, Hashable {
  case plus = "+"
  case minus = "-"
  case times = "*"
  case over = "/"
  case power = "^"
}

extension NumericExpression {
  /// The columns that it needs, each once, in the order of the text.
  package var columns: [String] {
    var names: [String] = []
    collect(&names)
    return names
  }

  private func collect(_ names: inout [String]) {
    switch self {
    case .number: break
    case .column(let name): if !names.contains(name) { names.append(name) }
    case .call(_, let inner), .negative(let inner), .scale(let inner, _), .scaled(let inner, _, _):
      inner.collect(&names)
    case .operation(_, let left, let right):
      left.collect(&names)
      right.collect(&names)
    }
  }

  /// How many expressions are within each other.
  var depth: Int {
    switch self {
    case .number, .column: 1
    case .call(_, let inner), .negative(let inner), .scale(let inner, _), .scaled(let inner, _, _):
      inner.depth + 1
    case .operation(_, let left, let right): max(left.depth, right.depth) + 1
    }
  }
}
