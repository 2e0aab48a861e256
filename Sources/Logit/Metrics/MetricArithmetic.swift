internal import CLogitKernels

/// The natural logarithm in double precision.
package func naturalLogarithm(_ x: Double) -> Double { logit_log(x) }

/// The exponential function in double precision.
package func exponential(_ x: Double) -> Double { logit_exp(x) }

/// The sum of a row in double precision.
func sum(_ values: Span<Float>, _ range: Range<Int>) -> Double {
  var sum = 0.0
  for i in range { sum += Double(values[i]) }
  return sum
}
