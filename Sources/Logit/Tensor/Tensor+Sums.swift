extension Tensor where Scalar: FloatingPoint {
  /// The sum of all elements, 0 if there are none.
  ///
  /// Summed pairwise as in NumPy, to the same last bit: the rounding error grows with the logarithm of the
  /// count.
  @inlinable
  public func sum() -> Scalar {
    pairwiseSum(UnsafeBufferPointer(storage.elements))
  }

  /// The sums along an axis, as NumPy's `sum(axis)`.
  ///
  ///     try xs.sum(axis: 0)   // [rows, columns] makes [columns], the column sums
  ///
  /// - Parameter axis: The axis that disappears; a negative one counts from the last.
  /// - Returns: A tensor of the shape without `axis`.
  /// - Throws: ``LogitError/shapeMismatch(operation:expected:found:remedy:)`` if there is no such axis.
  @inlinable
  public func sum(axis: Int) throws -> Tensor {
    let fold = try AxisFold(shape: shape, axis: axis, operation: "sum(axis:)")
    let source = UnsafeBufferPointer(storage.elements)
    return Tensor(unsafeUninitializedShape: fold.shape) { results in
      guard fold.innerCount != 1 else {  // the axis varies fastest: its elements lie side by side
        for index in results.indices {
          let start = index * fold.length
          results[index] = pairwiseSum(UnsafeBufferPointer(rebasing: source[start..<start + fold.length]))
        }
        return
      }
      results.initialize(repeating: 0)
      for outer in 0..<fold.outerCount {
        let target = outer * fold.innerCount
        for step in 0..<fold.length {
          let start = (outer * fold.length + step) * fold.innerCount
          for inner in 0..<fold.innerCount { results[target + inner] += source[start + inner] }
        }
      }
    }
  }

  /// The mean of all elements, NaN if there are none.
  @inlinable
  public func mean() -> Scalar { sum() / Scalar(count) }

  /// The means along an axis, as NumPy's `mean(axis)`; NaN where the axis has no elements.
  ///
  /// - Parameter axis: The axis that disappears; a negative one counts from the last.
  /// - Returns: A tensor of the shape without `axis`.
  /// - Throws: ``LogitError/shapeMismatch(operation:expected:found:remedy:)`` if there is no such axis.
  @inlinable
  public func mean(axis: Int) throws -> Tensor {
    let length = try shape[shape.axis(axis, of: "mean(axis:)")]
    return try sum(axis: axis) / Scalar(length)
  }
}

/// The sum of a run of numbers: blocks of 128 in eight interleaved partial sums, blocks combined as a
/// balanced tree. The order of the additions is that of NumPy's `pairwise_sum`
/// (numpy/_core/src/umath/loops_utils.h.src), which bounds the error by O(log n) roundings; see N. J. Higham,
/// "The accuracy of floating point summation", SIAM J. Sci. Comput. 14 (1993).
@inlinable
func pairwiseSum<Scalar: FloatingPoint>(_ x: UnsafeBufferPointer<Scalar>) -> Scalar {
  if x.count < 8 {
    var sum: Scalar = 0
    for element in x { sum += element }
    return sum
  }
  if x.count > 128 {
    let half = x.count / 2
    let middle = half - half % 8
    return pairwiseSum(UnsafeBufferPointer(rebasing: x[..<middle]))
      + pairwiseSum(UnsafeBufferPointer(rebasing: x[middle...]))
  }
  var (s0, s1, s2, s3, s4, s5, s6, s7) = (x[0], x[1], x[2], x[3], x[4], x[5], x[6], x[7])
  let tail = x.count - x.count % 8
  for index in stride(from: 8, to: tail, by: 8) {
    s0 += x[index]
    s1 += x[index + 1]
    s2 += x[index + 2]
    s3 += x[index + 3]
    s4 += x[index + 4]
    s5 += x[index + 5]
    s6 += x[index + 6]
    s7 += x[index + 7]
  }
  var sum = ((s0 + s1) + (s2 + s3)) + ((s4 + s5) + (s6 + s7))
  for index in tail..<x.count { sum += x[index] }
  return sum
}

/// How a reduction along an axis walks a row-major tensor: element `step` of result (`outer`, `inner`) is at
/// `(outer * length + step) * innerCount + inner`.
@usableFromInline
struct AxisFold {
  /// The shape without the axis.
  @usableFromInline let shape: [Int]
  /// The product of the lengths before the axis.
  @usableFromInline let outerCount: Int
  /// The length of the axis.
  @usableFromInline let length: Int
  /// The product of the lengths after the axis.
  @usableFromInline let innerCount: Int

  @usableFromInline
  init(shape: [Int], axis: Int, operation: String) throws {
    let axis = try shape.axis(axis, of: operation)
    var remaining = shape
    length = remaining.remove(at: axis)
    guard remaining.elementCount != nil else {
      throw LogitError.shapeMismatch(
        operation: operation, expected: "a result that fits memory", found: shape,
        remedy: "reduce along another axis first")
    }
    self.shape = remaining
    let isEmpty = remaining.contains(0)
    outerCount = isEmpty ? 0 : remaining[..<axis].reduce(1, *)
    innerCount = isEmpty ? 0 : remaining[axis...].reduce(1, *)
  }
}
