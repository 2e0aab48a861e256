import LogitFiles

extension RandomGenerator {
  /// The integers `0..<count` in random order, as NumPy's `permutation(count)`.
  ///
  ///     let order = generator.permutation(xs.shape[0]).scalars
  ///     let (shuffledXs, shuffledLabels) = (try xs.rows(at: order), try labels.rows(at: order))
  ///
  /// - Parameter count: How many integers; a negative count is a programming error.
  /// - Returns: A tensor of shape `[count]`.
  public mutating func permutation(_ count: Int) -> Tensor<Int> {
    guard count >= 0 else { programmingError("There is no permutation of \(count) integers") }
    var order = Tensor.arange(count)
    shuffle(&order)
    return order
  }

  /// A tensor's rows in random order, as NumPy's `permutation(x)`.
  ///
  /// - Parameter tensor: A tensor, which is not changed; one without dimensions is a programming error.
  /// - Returns: A tensor of the same shape.
  @inlinable
  public mutating func permutation<Scalar>(of tensor: Tensor<Scalar>) -> Tensor<Scalar> {
    guard tensor.rank >= 1 else { needsDimensions("permuted") }
    guard tensor.count > 0 else {
      // NumPy permutes the row numbers even when the rows are empty, and its stream moves on.
      _ = permutation(tensor.shape[0])
      return tensor
    }
    var shuffled = tensor
    shuffle(&shuffled)
    return shuffled
  }

  /// Puts a tensor's rows (a vector's elements) into random order, as NumPy's `shuffle(x)`.
  ///
  /// - Parameter tensor: A tensor; one without dimensions is a programming error.
  @inlinable
  public mutating func shuffle<Scalar>(_ tensor: inout Tensor<Scalar>) {
    guard tensor.rank >= 1 else { needsDimensions("shuffled") }
    guard tensor.count > 0 else { return }
    let length = tensor.count / tensor.shape[0]
    tensor.withUnsafeMutableBufferPointer { elements in
      guard length > 1 else { return shuffle(elements) }
      forEachExchange(count: elements.count / length) { row, other in
        guard row != other else { return }
        for column in 0..<length { elements.swapAt(row * length + column, other * length + column) }
      }
    }
  }

  /// Puts elements into random order, drawing as ``permutation(_:)`` does.
  ///
  /// - Parameter elements: The elements, reordered in place.
  @inlinable
  package mutating func shuffle<Element>(_ elements: UnsafeMutableBufferPointer<Element>) {
    forEachExchange(count: elements.count) { elements.swapAt($0, $1) }
  }

  /// Calls a closure with the exchanges that shuffle `count` things: every index from the last to 1, with a
  /// partner drawn from those not above it (R. Durstenfeld, Algorithm 235, Comm. ACM 7, 1964).
  ///
  /// Partners are drawn a block ahead: the exchanges of a block wait for memory, not for one another.
  @inlinable @inline(__always)
  mutating func forEachExchange(count: Int, _ exchange: (Int, Int) -> Void) {
    withUnsafeTemporaryAllocation(of: Int.self, capacity: 128) { partners in
      var top = count - 1
      while top > 0 {
        let drawn = engine.drawPartners(top: top, into: partners)
        for step in 0..<drawn { exchange(top - step, partners[step]) }
        top -= drawn
      }
    }
  }
}

extension PCG64 {
  /// Draws a number from `0...top`, one from `0...top - 1` and so on into a buffer, at most as many as fit
  /// it.
  ///
  /// As in NumPy's `random_interval`, bits are masked to the least power of 2 above the bound and drawn again
  /// while they exceed it. No branch predictor can foresee a repeated draw, so every draw is stored and only
  /// the position moves, or not; for this the mask must not change within a block.
  ///
  /// - Parameter top: At least 1.
  /// - Returns: The number of draws, at least 1.
  @usableFromInline
  mutating func drawPartners(top: Int, into partners: UnsafeMutableBufferPointer<Int>) -> Int {
    let leadingZeros = top.leadingZeroBitCount
    let mask = UInt64.max >> UInt64(leadingZeros)
    let lowestWithMask = 1 << (Int.bitWidth - 1 - leadingZeros)
    let count = min(partners.count, top - lowestWithMask + 1)
    var engine = self
    var position = 0
    if top <= UInt32.max {
      while position < count {
        let draw = Int(UInt64(engine.next32()) & mask)
        partners[position] = draw
        position += draw <= top - position ? 1 : 0
      }
    } else {
      while position < count {
        let draw = Int(engine.next() & mask)
        partners[position] = draw
        position += draw <= top - position ? 1 : 0
      }
    }
    self = engine
    return count
  }
}
