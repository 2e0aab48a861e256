internal import CLogitKernels

extension RandomGenerator {
  /// A number drawn evenly from 0..<1: 53 random bits divided by 2⁵³. NumPy's `random`.
  public mutating func random() -> Double {
    Double(next() >> 11) * 0x1p-53
  }

  /// Numbers drawn evenly from 0..<1.
  ///
  /// - Parameter shape: The shape of the result.
  public mutating func random(shape: [Int]) -> Tensor<Double> {
    filled(shape) { $0.random() }
  }

  /// A number drawn evenly from a range, low + (high - low) · ``random()``. NumPy's `uniform`.
  public mutating func uniform(_ range: Range<Double>) -> Double {
    range.lowerBound + (range.upperBound - range.lowerBound) * random()
  }

  /// A number from the standard normal distribution. NumPy's `standard_normal`.
  ///
  /// Source: the ziggurat method; see ``Ziggurat``.
  public mutating func standardNormal() -> Double {
    let tables = Ziggurat.standard
    while true {
      let bits = next()
      let layer = Int(bits & 0xFF)
      let place = bits >> 9 & 0xF_FFFF_FFFF_FFFF
      let magnitude = Double(place) * tables.widths[layer]
      let x = bits >> 8 & 1 == 1 ? -magnitude : magnitude
      if place < tables.sureBounds[layer] { return x }
      if layer == 0 { return tail(isNegative: place >> 8 & 1 == 1) }
      let height =
        (tables.densities[layer - 1] - tables.densities[layer]) * random() + tables.densities[layer]
      if height < logit_exp(-0.5 * x * x) { return x }
    }
  }

  /// A draw from beyond the rightmost edge, by Marsaglia's method.
  private mutating func tail(isNegative: Bool) -> Double {
    while true {
      let x = -Ziggurat.tailStartInverse * logit_log1p(-random())
      let y = -logit_log1p(-random())
      if y + y > x * x { return isNegative ? -(Ziggurat.tailStart + x) : Ziggurat.tailStart + x }
    }
  }

  /// A number from a normal distribution, mean + standardDeviation · ``standardNormal()``. NumPy's `normal`.
  public mutating func normal(mean: Double = 0, standardDeviation: Double = 1) -> Double {
    mean + standardDeviation * standardNormal()
  }

  /// Numbers from a normal distribution.
  ///
  /// - Parameters:
  ///   - mean: The mean.
  ///   - standardDeviation: The standard deviation, not negative.
  ///   - count: How many numbers.
  /// - Returns: A tensor of shape `[count]`.
  public mutating func normal(mean: Double, standardDeviation: Double, count: Int) -> Tensor<Double> {
    normal(mean: mean, standardDeviation: standardDeviation, shape: [count])
  }

  /// Numbers from a normal distribution, in a tensor of the given shape.
  public mutating func normal(mean: Double, standardDeviation: Double, shape: [Int]) -> Tensor<Double> {
    precondition(standardDeviation >= 0, "A standard deviation is not negative: \(standardDeviation)")
    return filled(shape) { $0.normal(mean: mean, standardDeviation: standardDeviation) }
  }

  private mutating func filled(_ shape: [Int], _ draw: (inout RandomGenerator) -> Double) -> Tensor<Double> {
    Tensor(unsafeUninitializedShape: shape) { buffer in
      for i in 0..<buffer.count { buffer.initializeElement(at: i, to: draw(&self)) }
    }
  }
}

// MARK: - Whole numbers and orders

extension RandomGenerator {
  /// A whole number drawn evenly from a range. NumPy's `integers`.
  ///
  /// Source: D. Lemire, "Fast random integer generation in an interval", ACM TOMACS 29 (2019); ranges of up to
  /// 2³² numbers take half of a 64-bit draw each.
  public mutating func integer(in range: Range<Int>) -> Int {
    precondition(!range.isEmpty, "There is no whole number in an empty range")
    let last = UInt64(bitPattern: Int64(range.upperBound)) &- UInt64(bitPattern: Int64(range.lowerBound)) &- 1
    return Int(truncatingIfNeeded: UInt64(bitPattern: Int64(range.lowerBound)) &+ bounded(upTo: last))
  }

  /// Whole numbers drawn evenly from a range.
  public mutating func integers(in range: Range<Int>, count: Int) -> Tensor<Int> {
    Tensor(unsafeUninitializedShape: [count]) { buffer in
      for i in 0..<count { buffer.initializeElement(at: i, to: integer(in: range)) }
    }
  }

  /// A number in 0...last.
  private mutating func bounded(upTo last: UInt64) -> UInt64 {
    if last == 0 { return 0 }
    if last < UInt64(UInt32.max) { return UInt64(bounded32(upTo: UInt32(last))) }
    if last == UInt64(UInt32.max) { return UInt64(next32()) }
    if last == .max { return next() }
    let bound = last + 1
    var product = next().multipliedFullWidth(by: bound)
    if product.low < bound {
      let threshold = (0 &- bound) % bound
      while product.low < threshold { product = next().multipliedFullWidth(by: bound) }
    }
    return product.high
  }

  private mutating func bounded32(upTo last: UInt32) -> UInt32 {
    let bound = last + 1
    var product = UInt64(next32()) * UInt64(bound)
    if UInt32(truncatingIfNeeded: product) < bound {
      let threshold = (0 &- bound) % bound
      while UInt32(truncatingIfNeeded: product) < threshold { product = UInt64(next32()) * UInt64(bound) }
    }
    return UInt32(truncatingIfNeeded: product >> 32)
  }

  /// The numbers 0..<count in random order. NumPy's `permutation(count)`.
  public mutating func permutation(_ count: Int) -> [Int] {
    var order = Array(0..<count)
    shuffle(&order)
    return order
  }

  /// Puts the elements of an array in random order. NumPy's `shuffle`.
  ///
  /// Source: R. Durstenfeld, "Algorithm 235: Random permutation", CACM 7 (1964).
  public mutating func shuffle<Element>(_ elements: inout [Element]) {
    for i in stride(from: elements.count - 1, to: 0, by: -1) {
      elements.swapAt(i, Int(masked(upTo: UInt64(i))))
    }
  }

  /// A number in 0...last by masking and rejection, which is how NumPy's shuffles draw.
  private mutating func masked(upTo last: UInt64) -> UInt64 {
    let mask = UInt64.max >> UInt64(last.leadingZeroBitCount)
    while true {
      let value = (last <= UInt64(UInt32.max) ? UInt64(next32()) : next()) & mask
      if value <= last { return value }
    }
  }

  /// Puts the rows of a tensor (the steps along its first dimension) in random order. NumPy's `shuffle`.
  public mutating func shuffle<Scalar>(_ tensor: inout Tensor<Scalar>) {
    tensor = tensor.rows(at: permutation(tensor.shape.first ?? 0))
  }
}
