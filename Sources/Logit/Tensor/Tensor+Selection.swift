extension Tensor {
  /// One row: the part of the tensor at an index of its first axis, as NumPy's `x[index]`.
  ///
  /// - Parameter index: The row, in `0..<shape[0]`; anything else is a programming error.
  /// - Returns: A tensor of shape `shape.dropFirst()`, `[columns]` for a matrix.
  @inlinable
  public func row(_ index: Int) -> Tensor {
    guard rank >= 1, index >= 0, index < shape[0] else { rowIsOutside(index, shape: shape) }
    return rows(index..<index + 1).withShape(Array(shape.dropFirst()))
  }

  /// One column of a matrix, as NumPy's `x[:, index]`.
  ///
  /// - Parameter index: The column, in `0..<shape[1]`; anything else, or a tensor that is not a matrix, is a
  ///   programming error.
  /// - Returns: A tensor of shape `[rows]`.
  @inlinable
  public func column(_ index: Int) -> Tensor {
    guard rank == 2, index >= 0, index < shape[1] else { columnIsOutside(index, shape: shape) }
    let (source, columnCount) = (storage.elements, shape[1])
    return Tensor(unsafeUninitializedShape: [shape[0]]) { results in
      for row in results.indices { results[row] = source[row * columnCount + index] }
    }
  }

  /// A range of rows, as NumPy's `x[start:end]`.
  ///
  ///     let first = predictions.rows(..<5)
  ///
  /// - Parameter range: The rows, within `0..<shape[0]`; anything else is a programming error.
  /// - Returns: A tensor with the range's count as the length of its first axis.
  @inlinable
  public func rows(_ range: some RangeExpression<Int>) -> Tensor {
    guard rank >= 1 else { rowIsOutside(0, shape: shape) }
    let range = range.indices(below: shape[0], "Rows")
    let length = rowLength
    return Tensor(unsafeUninitializedShape: [range.count] + shape.dropFirst()) { results in
      let source = storage.elements[range.lowerBound * length..<range.upperBound * length]
      _ = results.initialize(fromContentsOf: UnsafeMutableBufferPointer(rebasing: source))
    }
  }

  /// A range of columns of a matrix, as NumPy's `x[:, start:end]`.
  ///
  ///     let lengths = xs.columns(0..<2)
  ///
  /// - Parameter range: The columns, within `0..<shape[1]`; anything else, or a tensor that is not a matrix,
  ///   is a programming error.
  /// - Returns: A tensor of shape `[rows, range.count]`.
  @inlinable
  public func columns(_ range: some RangeExpression<Int>) -> Tensor {
    guard rank == 2 else { columnIsOutside(0, shape: shape) }
    let range = range.indices(below: shape[1], "Columns")
    let (source, columnCount) = (storage.elements, shape[1])
    return Tensor(unsafeUninitializedShape: [shape[0], range.count]) { results in
      for row in 0..<shape[0] {
        let start = row * columnCount + range.lowerBound
        _ = UnsafeMutableBufferPointer(rebasing: results[row * range.count..<(row + 1) * range.count])
          .initialize(
            fromContentsOf: UnsafeMutableBufferPointer(rebasing: source[start..<start + range.count]))
      }
    }
  }

  /// Rows in the order given, each as often as it is listed, as NumPy's `x[indices]`.
  ///
  ///     let order = generator.permutation(xs.shape[0])
  ///     let shuffled = try xs.rows(at: order.scalars)
  ///
  /// - Parameter indices: Row numbers in `0..<shape[0]`.
  /// - Returns: A tensor with `indices.count` as the length of its first axis.
  /// - Throws: ``LogitError/indexOutOfRange(operation:index:position:count:)`` if a row does not exist, or
  ///   ``LogitError/shapeMismatch(operation:expected:found:remedy:)`` if the tensor has no dimensions, and so
  ///   no rows.
  @inlinable
  public func rows(at indices: [Int]) throws -> Tensor {
    guard let rowCount = shape.first else {
      throw LogitError.shapeMismatch(
        operation: "rows(at:)", expected: "a tensor of one dimension or more", found: shape,
        remedy: "reshape it first")
    }
    if let position = indices.firstIndex(where: { $0 < 0 || $0 >= rowCount }) {
      throw LogitError.indexOutOfRange(
        operation: "rows(at:)", index: indices[position], position: position, count: rowCount)
    }
    let (source, length) = (storage.elements, rowLength)
    return Tensor(unsafeUninitializedShape: [indices.count] + shape.dropFirst()) { results in
      if length == 1 {  // a vector or a column: cheaper than a call per element
        for (position, index) in indices.enumerated() { results[position] = source[index] }
      } else if length > 0 {
        for (position, index) in indices.enumerated() {
          _ = UnsafeMutableBufferPointer(rebasing: results[position * length..<(position + 1) * length])
            .initialize(
              fromContentsOf: UnsafeMutableBufferPointer(
                rebasing: source[index * length..<(index + 1) * length]))
        }
      }
    }
  }

  /// The rows at the given places, such as those of ``RandomGenerator/permutation(_:)``.
  ///
  /// - Parameter indices: Row numbers in `0..<shape[0]`, of any shape.
  /// - Throws: ``LogitError/indexOutOfRange(operation:index:position:count:)`` if a row does not exist.
  public func rows(at indices: Tensor<Int>) throws -> Tensor { try rows(at: indices.scalars) }

  /// The rows a mask selects, in order, as NumPy's `x[mask]`.
  ///
  ///     let blue = try xs.rows(where: predicted.mask { $0 == 1 })
  ///
  /// - Parameter mask: For each row, whether it is wanted.
  /// - Throws: ``LogitError/shapeMismatch(operation:expected:found:remedy:)`` if the mask's count is not the
  ///   number of rows.
  @inlinable
  public func rows(where mask: [Bool]) throws -> Tensor {
    guard rank >= 1, mask.count == shape[0] else {
      throw LogitError.shapeMismatch(
        operation: "rows(where:)", expected: "a tensor with one row per element of the mask, \(mask.count)",
        found: shape, remedy: "make the mask from a tensor with as many rows")
    }
    return try rows(at: mask.indices.filter { mask[$0] })
  }

  /// The rows a mask selects, in order, as NumPy's `x[mask]`.
  ///
  ///     let blue = try xs.rows(where: predicted .== 1)
  ///
  /// - Parameter mask: For each row, whether it is wanted; of shape `[rows]` or `[rows, 1]`.
  /// - Throws: ``LogitError/shapeMismatch(operation:expected:found:remedy:)`` if the mask's count is not the
  ///   number of rows.
  public func rows(where mask: Tensor<Bool>) throws -> Tensor { try rows(where: mask.scalars) }

  /// For each element, in row-major order, whether it satisfies a condition; made for
  /// ``rows(where:)-([Bool])``.
  ///
  ///     let isSecondClass = labels.mask { $0 == 1 }
  ///
  /// - Parameter condition: The condition on an element.
  /// - Returns: `[count]` truth values.
  /// - Throws: What the closure throws.
  @inlinable
  public func mask(where condition: (Scalar) throws -> Bool) rethrows -> [Bool] {
    try storage.elements.map(condition)
  }

  /// The number of elements a row has.
  @inlinable
  var rowLength: Int { shape[0] == 0 ? 0 : count / shape[0] }
}
