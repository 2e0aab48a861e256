import LogitFiles

extension Tensor where Scalar == Double {
  /// `count` evenly spaced numbers from `start` to `end`, both included, as NumPy's `linspace`.
  ///
  ///     x[i] = i * ((end - start) / (count - 1)) + start,   x[count - 1] = end
  ///
  /// The arithmetic is NumPy's, operation by operation, so the numbers agree to the last bit.
  ///
  ///     let x = Tensor.linspace(-10, 10, count: 100)
  ///
  /// - Parameters:
  ///   - start: The first number; the only one if `count` is 1.
  ///   - end: The last number.
  ///   - count: How many numbers; a negative count is a programming error.
  /// - Returns: A tensor of shape `[count]`.
  public static func linspace(_ start: Double, _ end: Double, count: Int) -> Tensor {
    guard count >= 0 else { programmingError("linspace cannot make \(count) numbers") }
    return Tensor(unsafeUninitializedShape: [count]) { elements in
      let difference = end - start
      let step = count > 1 ? difference / Double(count - 1) : difference
      if step != 0 || count < 2 {
        for index in 0..<count { elements[index] = Double(index) * step + start }
      } else {  // the difference is 0, or so small that dividing it first would lose it
        for index in 0..<count { elements[index] = Double(index) / Double(count - 1) * difference + start }
      }
      if count > 1 { elements[count - 1] = end }
    }
  }
}

extension Tensor where Scalar: BinaryFloatingPoint {
  /// `count` evenly spaced numbers from `start` to `end`, both included, computed in double precision and
  /// then rounded, as `numpy.linspace(start, end, count).astype(numpy.float32)`.
  ///
  ///     let x = Tensor<Float>.linspace(-10, 10, count: 100)
  ///
  /// - Parameters:
  ///   - start: The first number; the only one if `count` is 1.
  ///   - end: The last number.
  ///   - count: How many numbers; a negative count is a programming error.
  /// - Returns: A tensor of shape `[count]`.
  @inlinable
  public static func linspace(_ start: Double, _ end: Double, count: Int) -> Tensor {
    Tensor(Tensor<Double>.linspace(start, end, count: count))
  }

  /// The numbers from `start` in steps of `step` up to but not including `end`, as NumPy's `arange`.
  ///
  ///     x[i] = start + i * ((start + step) - start),   ceil((end - start) / step) of them
  ///
  /// The count is computed in rounded arithmetic, so `end` itself can appear when the step is a fraction;
  /// `linspace(_:_:count:)` avoids this.
  ///
  /// As for the standard library's `stride`, a step of 0 is a programming error, and so are bounds or a step
  /// that are NaN or give more numbers than can be counted.
  ///
  /// - Parameters:
  ///   - start: The first number.
  ///   - end: The bound the numbers stay below, or above if `step` is negative.
  ///   - step: The difference between successive numbers, not 0; 1 by default.
  /// - Returns: A tensor of shape `[count]`, empty if `end` does not lie in the step's direction.
  @inlinable
  public static func arange(_ start: Double, _ end: Double, step: Double = 1) -> Tensor {
    let exactCount = ((end - start) / step).rounded(.up)
    guard exactCount > 0 else {
      if step == 0 || exactCount.isNaN { rangeIsImpossible("\(start)", "\(end)", step: "\(step)") }
      return Tensor(unsafeUninitializedShape: [0]) { _ in }
    }
    guard let count = Int(exactly: exactCount) else {
      rangeIsImpossible("\(start)", "\(end)", step: "\(step)")
    }
    return Tensor(unsafeUninitializedShape: [count]) { elements in
      let first = Scalar(start)
      let second = Scalar(start + step)
      let delta = second - first
      for index in 0..<count { elements[index] = first + Scalar(index) * delta }
      elements[0] = first
      if count > 1 { elements[1] = second }
    }
  }
}

extension Tensor where Scalar == Int {
  /// The integers from 0 up to but not including `end`, as NumPy's `arange`.
  ///
  ///     var order = Tensor.arange(xs.shape[0])   // the row numbers of xs
  ///
  /// - Parameter end: The bound, exclusive; no integers if it is negative.
  /// - Returns: A tensor of shape `[max(end, 0)]`.
  public static func arange(_ end: Int) -> Tensor {
    arange(0, end)
  }

  /// The integers from `start` in steps of `step` up to but not including `end`, as NumPy's `arange`.
  ///
  /// - Parameters:
  ///   - start: The first integer.
  ///   - end: The bound the integers stay below, or above if `step` is negative.
  ///   - step: The difference between successive integers; 0 is a programming error. 1 by default.
  /// - Returns: A tensor of shape `[count]`, empty if `end` does not lie in the step's direction.
  public static func arange(_ start: Int, _ end: Int, step: Int = 1) -> Tensor {
    guard step != 0 else { rangeIsImpossible("\(start)", "\(end)", step: "0") }
    guard start != end, (start < end) == (step > 0) else { return Tensor([]) }
    // The distance may be greater than any `Int` can be.
    let distance = UInt(bitPattern: start < end ? end &- start : start &- end)
    let count = Int(clamping: (distance - 1) / step.magnitude + 1)
    return Tensor(unsafeUninitializedShape: [count]) { elements in
      for index in elements.indices { elements[index] = start &+ index &* step }
    }
  }
}

/// Ends the program over a range of numbers that cannot be counted.
@usableFromInline @inline(never)
func rangeIsImpossible(_ start: String, _ end: String, step: String) -> Never {
  programmingError(
    "arange needs bounds that can be counted and a step other than 0, not \(start), \(end) and a step of \(step)"
  )
}
