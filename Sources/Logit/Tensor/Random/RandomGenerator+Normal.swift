import CLogitKernels
import LogitFiles

extension RandomGenerator {
  /// A number from the normal distribution with mean 0 and standard deviation 1, as NumPy's
  /// `standard_normal()`.
  public mutating func standardNormal() -> Double {
    engine.nextNormal(Ziggurat.strips)
  }

  /// Numbers from the standard normal distribution, as NumPy's `standard_normal(count)`.
  ///
  /// - Parameter count: The number of values; a negative one is a programming error.
  /// - Returns: A tensor of shape `[count]`.
  public mutating func standardNormal(count: Int) -> Tensor<Double> {
    standardNormal(shape: [count])
  }

  /// Numbers from the standard normal distribution, as NumPy's `standard_normal(shape)`.
  ///
  /// - Parameter shape: The length of each dimension.
  public mutating func standardNormal(shape: [Int]) -> Tensor<Double> {
    let strips = Ziggurat.strips
    return fill(shape) { $0.nextNormal(strips) }
  }

  /// A number from a normal distribution, as NumPy's `normal(mean, standardDeviation)`.
  ///
  ///     mean + standardDeviation * standardNormal()
  ///
  /// - Parameters:
  ///   - mean: The distribution's mean.
  ///   - standardDeviation: The distribution's standard deviation; a negative one, or NaN, is a
  ///     programming error.
  public mutating func normal(mean: Double, standardDeviation: Double) -> Double {
    requireDeviation(standardDeviation)
    return mean + standardDeviation * standardNormal()
  }

  /// Numbers from a normal distribution, as NumPy's `normal(mean, standardDeviation, count)`.
  ///
  /// - Parameters:
  ///   - mean: The distribution's mean.
  ///   - standardDeviation: The distribution's standard deviation; a negative one, or NaN, is a
  ///     programming error.
  ///   - count: The number of values; a negative one is a programming error.
  /// - Returns: A tensor of shape `[count]`.
  public mutating func normal(mean: Double, standardDeviation: Double, count: Int) -> Tensor<Double> {
    normal(mean: mean, standardDeviation: standardDeviation, shape: [count])
  }

  /// Numbers from a normal distribution, as NumPy's `normal(mean, standardDeviation, shape)`.
  ///
  ///     let x = generator.normal(mean: 3, standardDeviation: 1, shape: [100, 1])
  ///
  /// - Parameters:
  ///   - mean: The distribution's mean.
  ///   - standardDeviation: The distribution's standard deviation; a negative one, or NaN, is a
  ///     programming error.
  ///   - shape: The length of each dimension.
  public mutating func normal(mean: Double, standardDeviation: Double, shape: [Int]) -> Tensor<Double> {
    requireDeviation(standardDeviation)
    let strips = Ziggurat.strips
    return fill(shape) { mean + standardDeviation * $0.nextNormal(strips) }
  }

  private func requireDeviation(_ deviation: Double) {
    guard deviation >= 0 else { programmingError("A standard deviation cannot be \(deviation)") }
  }
}

extension PCG64 {
  /// A number from the standard normal distribution, by the ziggurat: 64 bits choose a strip, a sign and a
  /// place in the strip. In 99 of 100 cases the place is certain to be under the curve; otherwise exact tests
  /// follow.
  ///
  /// G. Marsaglia and W. W. Tsang, "The ziggurat method for generating random variables", J. Stat. Softw. 5
  /// (2000), with the bits split as in NumPy.
  @inline(__always)
  mutating func nextNormal(_ strips: [Ziggurat.Strip]) -> Double {
    while true {
      let bits = next()
      let strip = strips[Int(bits & 0xFF)]
      let place = bits >> 9 & 0xF_FFFF_FFFF_FFFF
      let magnitude = Double(Int64(bitPattern: place)) * strip.width
      // The sign is random and cannot be predicted: setting its bit is faster than a branch.
      let x = Double(bitPattern: magnitude.bitPattern | (bits & 0x100) << 55)
      if place < strip.certainPlaces { return x }
      if let accepted = checkedNormal(x, strip: Int(bits & 0xFF), place: place) { return accepted }
    }
  }

  /// The draw `x` if it is under the curve, a draw from the tail if it fell into the base strip's, else nil.
  @inline(never)
  private mutating func checkedNormal(_ x: Double, strip: Int, place: UInt64) -> Double? {
    guard strip == 0 else {
      let (low, high) = (Ziggurat.heights[strip], Ziggurat.heights[strip - 1])
      return (high - low) * nextDouble() + low < logit_exp(-0.5 * x * x) ? x : nil
    }
    // G. Marsaglia, "Generating a variable from the tail of the normal distribution", Technometrics 6 (1964).
    while true {
      let excess = -Ziggurat.inverseTailStart * logit_log1p(-nextDouble())
      let y = -logit_log1p(-nextDouble())
      guard y + y > excess * excess else { continue }
      let magnitude = Ziggurat.tailStart + excess
      return place >> 8 & 1 == 1 ? -magnitude : magnitude
    }
  }
}
