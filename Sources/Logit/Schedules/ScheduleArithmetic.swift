extension Float {
  /// π rounded to the nearest `Float`; `Float.pi` is rounded down, which happens to be the same number.
  static let nearestPi = Float(Double.pi)
}

/// (1 + cos(π x)) / 2, which falls from 1 at 0 to 0 at 1; Keras rounds π, the product, the cosine and the
/// sum.
func cosineFactor(_ x: Float) -> Float { 0.5 * (1 + cosine(Float.nearestPi * x)) }
