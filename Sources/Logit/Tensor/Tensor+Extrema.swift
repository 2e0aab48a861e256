extension Tensor where Scalar: Comparable {
  /// The least element, nil if there are none. NaN wins, as in NumPy.
  @inlinable
  public func min() -> Scalar? {
    positionOfExtremum { $0 < $1 }.map { storage.elements[$0] }
  }

  /// The greatest element, nil if there are none. NaN wins, as in NumPy.
  @inlinable
  public func max() -> Scalar? {
    positionOfExtremum { $0 > $1 }.map { storage.elements[$0] }
  }

  /// The row-major position of the first greatest element, nil if there are none. The first NaN wins, as in
  /// NumPy.
  @inlinable
  public func argmax() -> Int? {
    positionOfExtremum { $0 > $1 }
  }

  /// The least elements along an axis, as NumPy's `min(axis)`.
  ///
  /// - Parameter axis: The axis that disappears; a negative one counts from the last.
  /// - Returns: A tensor of the shape without `axis`.
  /// - Throws: ``LogitError/shapeMismatch(operation:expected:found:remedy:)`` if there is no such axis or it
  ///   has no elements.
  @inlinable
  public func min(axis: Int) throws -> Tensor {
    try extrema(axis: axis, operation: "min(axis:)") { $0 < $1 }
  }

  /// The greatest elements along an axis, as NumPy's `max(axis)`.
  ///
  /// - Parameter axis: The axis that disappears; a negative one counts from the last.
  /// - Returns: A tensor of the shape without `axis`.
  /// - Throws: ``LogitError/shapeMismatch(operation:expected:found:remedy:)`` if there is no such axis or it
  ///   has no elements.
  @inlinable
  public func max(axis: Int) throws -> Tensor {
    try extrema(axis: axis, operation: "max(axis:)") { $0 > $1 }
  }

  /// The indices of the greatest elements along an axis, as NumPy's `argmax(axis)`: with class probabilities,
  /// the predicted classes.
  ///
  ///     let classes = try model.predict(xs).argmax(axis: 1)   // [rows, classes] makes [rows]
  ///
  /// The first of several equal elements wins; the first NaN wins over everything.
  ///
  /// - Parameter axis: The axis that disappears; a negative one counts from the last.
  /// - Returns: A tensor of the shape without `axis`.
  /// - Throws: ``LogitError/shapeMismatch(operation:expected:found:remedy:)`` if there is no such axis or it
  ///   has no elements.
  @inlinable
  public func argmax(axis: Int) throws -> Tensor<Int> {
    let fold = try AxisFold(shape: shape, axis: axis, operation: "argmax(axis:)")
    return try extremumIndices(fold, operation: "argmax(axis:)") { $0 > $1 }
  }

  /// The position of the first element no other is better than, or of the first NaN.
  @inlinable @inline(__always)
  func positionOfExtremum(_ isBetter: (Scalar, Scalar) -> Bool) -> Int? {
    guard count > 0 else { return nil }
    return firstExtremum(in: UnsafeBufferPointer(storage.elements), isBetter)
  }

  /// The elements at ``extremumIndices(_:operation:_:)``.
  @inlinable @inline(__always)
  func extrema(axis: Int, operation: String, _ isBetter: (Scalar, Scalar) -> Bool) throws -> Tensor {
    let fold = try AxisFold(shape: shape, axis: axis, operation: operation)
    let indices = try extremumIndices(fold, operation: operation, isBetter)
    let source = storage.elements
    return Tensor(unsafeUninitializedShape: fold.shape) { results in
      for position in results.indices {
        let (outer, inner) = position.quotientAndRemainder(dividingBy: fold.innerCount)
        let row = outer * fold.length + indices.storage.elements[position]
        results[position] = source[row * fold.innerCount + inner]
      }
    }
  }

  /// For each position of the result, the index along the axis of the first element no other is better than,
  /// or of the first NaN.
  @inlinable @inline(__always)
  func extremumIndices(
    _ fold: AxisFold, operation: String, _ isBetter: (Scalar, Scalar) -> Bool
  ) throws -> Tensor<Int> {
    guard fold.length > 0 || fold.shape.contains(0) else {
      throw LogitError.shapeMismatch(
        operation: operation, expected: "at least one element to choose from", found: shape,
        remedy: "leave out empty data")
    }
    let source = UnsafeBufferPointer(storage.elements)
    return Tensor<Int>(unsafeUninitializedShape: fold.shape) { best in
      guard fold.innerCount != 1 else {  // the axis varies fastest: its elements lie side by side
        for outer in best.indices {
          let run = source[outer * fold.length..<(outer + 1) * fold.length]
          best[outer] = firstExtremum(in: UnsafeBufferPointer(rebasing: run), isBetter)
        }
        return
      }
      best.initialize(repeating: 0)
      for outer in 0..<fold.outerCount {  // row by row, so that memory is read in order
        let firstRow = outer * fold.length
        for step in 1..<Swift.max(fold.length, 1) {
          for inner in 0..<fold.innerCount {
            let position = outer * fold.innerCount + inner
            let champion = source[(firstRow + best[position]) * fold.innerCount + inner]
            let challenger = source[(firstRow + step) * fold.innerCount + inner]
            guard champion == champion else { continue }
            if isBetter(challenger, champion) || challenger != challenger { best[position] = step }
          }
        }
      }
    }
  }
}

/// The index of the first element no other is better than, or of the first NaN (an element that does not
/// equal itself). `elements` is not empty.
@inlinable @inline(__always)
func firstExtremum<Scalar: Comparable>(
  in elements: UnsafeBufferPointer<Scalar>, _ isBetter: (Scalar, Scalar) -> Bool
) -> Int {
  var best = elements[0]
  var bestIndex = 0
  guard best == best else { return 0 }
  for index in 1..<elements.count {
    let element = elements[index]
    if element != element { return index }
    if isBetter(element, best) {
      best = element
      bestIndex = index
    }
  }
  return bestIndex
}
