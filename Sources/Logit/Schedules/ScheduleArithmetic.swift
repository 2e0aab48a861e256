internal import CLogitKernels

/// Functions of `Float`, each the exact one rounded once.
enum ScheduleArithmetic {
  /// base to the exponent.
  static func power(_ base: Float, _ exponent: Float) -> Float {
    Float(logit_pow(Double(base), Double(exponent)))
  }

  static func logarithm(_ x: Float) -> Float { Float(logit_log(Double(x))) }

  /// (1 + cos(π x)) / 2, which falls from 1 at 0 to 0 at 1; Keras rounds π, the product, the cosine and the
  /// sum.
  static func cosineDecay(_ x: Float) -> Float { 0.5 * (1 + cosine(pi * x)) }

  static func cosine(_ x: Float) -> Float { Float(logit_cos(Double(x))) }

  /// π rounded to the nearest `Float`; `Float.pi` is rounded down, which happens to be the same number.
  static let pi = Float(Double.pi)
}
