import LogitFiles

extension RandomGenerator {
  /// A uniformly distributed integer in a range, as NumPy's `integers(low, high)`.
  ///
  /// - Parameter range: The integers to choose from; an empty range is a programming error.
  public mutating func integer(in range: Range<Int>) -> Int {
    guard !range.isEmpty else { programmingError("There is no integer in the empty range \(range)") }
    return integer(in: range.lowerBound...range.upperBound - 1)
  }

  /// A uniformly distributed integer in a range, as NumPy's `integers(low, high, endpoint=True)`.
  ///
  /// - Parameter range: The integers to choose from.
  public mutating func integer(in range: ClosedRange<Int>) -> Int {
    engine.nextInteger(range)
  }

  /// Uniformly distributed integers in a range, as NumPy's `integers(low, high, count)`.
  ///
  /// - Parameters:
  ///   - range: The integers to choose from; an empty range is a programming error.
  ///   - count: The number of values; a negative one is a programming error.
  /// - Returns: A tensor of shape `[count]`.
  public mutating func integers(in range: Range<Int>, count: Int) -> Tensor<Int> {
    integers(in: range, shape: [count])
  }

  /// Uniformly distributed integers in a range, as NumPy's `integers(low, high, shape)`.
  ///
  /// - Parameters:
  ///   - range: The integers to choose from; an empty range is a programming error.
  ///   - shape: The length of each dimension.
  public mutating func integers(in range: Range<Int>, shape: [Int]) -> Tensor<Int> {
    guard !range.isEmpty else { programmingError("There is no integer in the empty range \(range)") }
    return integers(in: range.lowerBound...range.upperBound - 1, shape: shape)
  }

  /// Uniformly distributed integers in a range, as NumPy's `integers(low, high, shape, endpoint=True)`.
  ///
  /// - Parameters:
  ///   - range: The integers to choose from.
  ///   - shape: The length of each dimension.
  public mutating func integers(in range: ClosedRange<Int>, shape: [Int]) -> Tensor<Int> {
    fill(shape) { $0.nextInteger(range) }
  }
}

extension PCG64 {
  /// An integer of a range, from 32 bits if the range has at most 2^32 integers, and from none if it has one.
  @inline(__always)
  mutating func nextInteger(_ range: ClosedRange<Int>) -> Int {
    let last = UInt64(bitPattern: Int64(range.upperBound &- range.lowerBound))
    let offset =
      switch last {
      case 0: 0 as UInt64
      case ..<UInt64(UInt32.max): UInt64(nextBounded(UInt32(last)))
      case UInt64(UInt32.max): UInt64(next32())
      case ..<UInt64.max: nextBounded(last)
      default: next()
      }
    return range.lowerBound &+ Int(truncatingIfNeeded: offset)
  }

  /// A number in `0...last`, where `last` is less than the greatest number of its type.
  ///
  /// The high half of `bits * (last + 1)`; a low half under `2^w mod (last + 1)` would favor some numbers
  /// and is rejected. D. Lemire, "Fast random integer generation in an interval", ACM Trans. Model. Comput.
  /// Simul. 29 (2019).
  @inline(__always)
  mutating func nextBounded(_ last: UInt32) -> UInt32 {
    let count = last + 1
    var product = next32().multipliedFullWidth(by: count)
    if product.low < count {
      let threshold = (0 &- count) % count
      while product.low < threshold { product = next32().multipliedFullWidth(by: count) }
    }
    return product.high
  }

  /// A number in `0...last`, where `last` is less than the greatest number of its type.
  @inline(__always)
  mutating func nextBounded(_ last: UInt64) -> UInt64 {
    let count = last + 1
    var product = next().multipliedFullWidth(by: count)
    if product.low < count {
      let threshold = (0 &- count) % count
      while product.low < threshold { product = next().multipliedFullWidth(by: count) }
    }
    return product.high
  }
}
