/// Keras's `epsilon`: probabilities are kept this far from 0 and 1 before their logarithm is taken.
let probabilityClip: Float = 1e-7

/// 1e-7...0.9999999, Keras's probabilities in `Float`.
let probabilityRange = probabilityClip...(1 - probabilityClip)

extension ClosedRange where Bound == Float {
  /// The nearest number in the range.
  func clip(_ value: Float) -> Float { Swift.min(Swift.max(value, lowerBound), upperBound) }
}
