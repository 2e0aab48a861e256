import CLogitKernels

/// The natural logarithm, rounded once.
func logarithm(_ x: Float) -> Float {
  Float(logit_log(Double(x)))
}

/// e to the x, rounded once.
func exponential(_ x: Float) -> Float {
  Float(logit_exp(Double(x)))
}

/// 1 / (1 + e⁻ˣ), rounded once.
func logistic(_ x: Float) -> Float {
  Float(1 / (1 + logit_exp(-Double(x))))
}

/// log(1 + eˣ), rounded once.
func softplus(_ x: Float) -> Float {
  let x = Double(x)
  return Float(Swift.max(x, 0) + logit_log1p(logit_exp(-abs(x))))
}

/// A power of a `Float`, rounded once, as `tf.pow` defines it: x⁰ is 1, and a negative base has whole powers
/// only.
///
/// For losses, which need one per row and have small exponents: by exp and log, whose error grows with the
/// exponent; see ``raised(_:to:)`` for others.
func power(_ base: Float, _ exponent: Double) -> Float {
  if exponent == 0 { return 1 }
  if exponent == 1 { return base }
  if exponent == 2 { return base * base }
  if base == 0 { return exponent > 0 ? 0 : .infinity }
  let magnitude = Float(logit_exp(exponent * logit_log(Double(abs(base)))))
  if base > 0 { return magnitude }
  guard exponent == exponent.rounded() else { return .nan }
  return exponent.truncatingRemainder(dividingBy: 2) == 0 ? magnitude : -magnitude
}

/// The largest of a row and Σ exp(zᵢ - largest), from which softmax and its logarithm follow without
/// overflow.
func softmaxParts(_ z: Span<Float>, _ columns: Range<Int>) -> (largest: Float, sum: Double) {
  var largest = -Float.infinity
  for i in columns { largest = Swift.max(largest, z[i]) }
  var sum = 0.0
  for i in columns { sum += logit_exp(Double(z[i] - largest)) }
  return (largest, sum)
}

/// The logarithm of ``softmaxParts(_:_:)``'s sum.
func logarithm(_ sum: Double) -> Float {
  Float(logit_log(sum))
}

/// The softmax of one score, from ``softmaxParts(_:_:)``.
func softmax(_ z: Float, _ parts: (largest: Float, sum: Double)) -> Float {
  Float(logit_exp(Double(z - parts.largest)) / parts.sum)
}

/// base to the exponent, rounded once, by the C library's `pow`: for schedules, whose exponents are numbers
/// of steps.
func raised(_ base: Float, to exponent: Float) -> Float {
  Float(logit_pow(Double(base), Double(exponent)))
}

/// The cosine, rounded once.
func cosine(_ x: Float) -> Float { Float(logit_cos(Double(x))) }

/// The natural logarithm in double precision.
package func naturalLogarithm(_ x: Double) -> Double { logit_log(x) }

/// log(1 + x) in double precision, with all digits near 0.
package func logOfOnePlus(_ x: Double) -> Double { logit_log1p(x) }

/// The exponential function in double precision.
package func exponential(_ x: Double) -> Double { logit_exp(x) }

/// The sum of a row in double precision.
func sum(_ values: Span<Float>, _ range: Range<Int>) -> Double {
  var sum = 0.0
  for i in range { sum += Double(values[i]) }
  return sum
}
