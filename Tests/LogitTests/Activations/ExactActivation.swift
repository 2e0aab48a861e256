import Foundation

@testable import Logit

/// The formulas of elementwise activations in `Double`, written so that nothing cancels, and their
/// derivatives.
struct ExactActivation: Sendable {
  var value: @Sendable (Double) -> Double
  var derivative: @Sendable (Double) -> Double

  /// - Parameter options: Keras's, by Keras's names.
  init?(_ name: String, _ options: JSON = .object([])) {
    func option(_ name: String, _ fallback: Double) -> Double { options[name]?.double ?? fallback }
    func exponentialUnit(_ scale: Double, _ amplitude: Double, _ divisor: Double) -> ExactActivation {
      ExactActivation(
        value: { $0 > 0 ? scale * $0 : amplitude * expm1($0 / divisor) },
        derivative: { $0 > 0 ? scale : amplitude / divisor * exp($0 / divisor) })
    }
    let sigmoid: @Sendable (Double) -> Double = { $0 < 0 ? exp($0) / (1 + exp($0)) : 1 / (1 + exp(-$0)) }
    let probability: @Sendable (Double) -> Double = { 0.5 * erfc(-$0 / 2.0.squareRoot()) }
    switch name {
    case "celu": self = exponentialUnit(1, option("alpha", 1), option("alpha", 1))
    case "elu": self = exponentialUnit(1, option("alpha", 1), 1)
    case "selu":
      self = exponentialUnit(1.0507009873554805, 1.0507009873554805 * 1.6732632423543772, 1)
      let rest = derivative
      derivative = { $0 == 0 ? 1.0507009873554805 : rest($0) }
    case "exponential": self.init(value: { exp($0) }, derivative: { exp($0) })
    case "gelu" where options["approximate"] == .bool(true):
      let c = (2 / Double.pi).squareRoot()
      self.init(
        value: { abs($0) > 40 ? max($0, 0) : $0 * sigmoid(2 * c * ($0 + 0.044715 * $0 * $0 * $0)) },
        derivative: {
          if abs($0) > 40 { return $0 > 0 ? 1 : 0 }
          let z = 2 * c * ($0 + 0.044715 * $0 * $0 * $0)
          return sigmoid(z) + $0 * sigmoid(z) * sigmoid(-z) * 2 * c * (1 + 3 * 0.044715 * $0 * $0)
        })
    case "gelu":
      self.init(
        value: { $0 * probability($0) },
        derivative: { probability($0) + $0 * exp(-0.5 * $0 * $0) / (2 * Double.pi).squareRoot() })
    case "hard_silu":
      self.init(
        value: { $0 * min(max($0 + 3, 0), 6) / 6 },
        derivative: { $0 <= -3 ? 0 : $0 >= 3 ? 1 : (2 * $0 + 3) / 6 })
    case "log_sigmoid":
      self.init(value: { min($0, 0) - log1p(exp(-abs($0))) }, derivative: { sigmoid(-$0) })
    case "mish":
      let gate: @Sendable (Double) -> Double = { $0 > 40 ? 1 : tanh(log1p(exp($0))) }
      self.init(
        value: { $0 * gate($0) },
        derivative: {
          $0 > 40 ? 1 : gate($0) + $0 * 4 * exp($0) * (exp($0) + 1) / pow(exp(2 * $0) + 2 * exp($0) + 2, 2)
        })
    case "sigmoid": self.init(value: sigmoid, derivative: { sigmoid($0) * sigmoid(-$0) })
    case "silu":
      self.init(value: { $0 * sigmoid($0) }, derivative: { sigmoid($0) + $0 * sigmoid($0) * sigmoid(-$0) })
    case "softplus": self.init(value: { max($0, 0) + log1p(exp(-abs($0))) }, derivative: sigmoid)
    case "softsign": self.init(value: { $0 / (1 + abs($0)) }, derivative: { 1 / pow(1 + abs($0), 2) })
    case "squareplus":
      let b = option("b", 4)
      let root: @Sendable (Double) -> Double = { ($0 * $0 + b).squareRoot() }
      self.init(
        value: { $0 < 0 ? b / 2 / (root($0) - $0) : ($0 + root($0)) / 2 },
        derivative: { ($0 < 0 ? b / (root($0) - $0) : $0 + root($0)) / 2 / root($0) })
    case "tanh": self.init(value: { tanh($0) }, derivative: { 4 / pow(exp($0) + exp(-$0), 2) })
    case "tanh_shrink":
      self.init(
        // Three terms of the series do where the difference cancels.
        value: {
          abs($0) < 1e-3
            ? $0 * $0 * $0 * (1 / 3.0 - $0 * $0 * (2 / 15.0 - $0 * $0 * 17 / 315)) : $0 - tanh($0)
        },
        derivative: { tanh($0) * tanh($0) })
    default: return nil
    }
  }

  private init(
    value: @escaping @Sendable (Double) -> Double, derivative: @escaping @Sendable (Double) -> Double
  ) {
    self.value = value
    self.derivative = derivative
  }
}

/// Values and gradient of an activation on rows.
func evaluate(
  _ activation: any Activation, _ x: [Float], upstream: [Float], columns: Int
) -> (values: [Float], gradient: [Float]) {
  var (values, gradient) = (x, upstream)
  let kept = activation.needsInput ? x : []
  var valueSpan = values.mutableSpan
  activation.apply(to: &valueSpan, columns: columns)
  var gradientSpan = gradient.mutableSpan
  activation.backpropagate(
    input: kept.span, output: values.span, gradient: &gradientSpan,
    columns: columns)
  return (values, gradient)
}

/// How many units in the last place a number is off.
func unitsOff(_ found: Float, _ exact: Double) -> Double {
  let rounded = Float(exact)
  if found == rounded || (found.isNaN && exact.isNaN) { return 0 }
  guard rounded.isFinite, found.isFinite else { return .infinity }
  return abs(Double(found) - exact) / Double(max(rounded.ulp, .leastNonzeroMagnitude))
}
