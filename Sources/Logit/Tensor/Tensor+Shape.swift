extension Tensor {
  /// The same elements in the same row-major order under another shape, as NumPy's `reshape`.
  ///
  ///     let column = try x.reshaped([-1, 1])
  ///
  /// The result shares the buffer; nothing is copied until one of the two is written to.
  ///
  /// - Parameter shape: The length of each dimension; one of them may be -1 and is then computed from the
  ///   others.
  /// - Throws: ``LogitError/shapeMismatch(operation:expected:found:remedy:)`` if no such tensor has
  ///   ``count`` elements.
  public func reshaped(_ shape: [Int]) throws -> Tensor {
    let unknown = shape.indices.filter { shape[$0] == -1 }
    var resolved = shape
    if unknown.count == 1 {
      resolved[unknown[0]] = 1
      let known = resolved.elementCount ?? 0
      resolved[unknown[0]] = known > 0 ? count / known : -1  // if the others hold a 0, any length would fit
    }
    guard unknown.count <= 1, resolved.elementCount == count else {
      throw LogitError.shapeMismatch(
        operation: "reshaped(\(shape))", expected: "a tensor whose elements fill that shape",
        found: self.shape,
        remedy: "choose lengths whose product is \(count), at most one of them -1")
    }
    return withShape(resolved)
  }

  /// The same elements under another shape, as NumPy's `reshape`; the same as ``reshaped(_:)``.
  ///
  /// - Parameter shape: The length of each dimension; one of them may be -1 and is then computed from the
  ///   others.
  /// - Throws: As ``reshaped(_:)``.
  public func reshape(_ shape: [Int]) throws -> Tensor { try reshaped(shape) }

  /// The same elements under another shape, as NumPy's `reshape`; the same as ``reshaped(_:)``.
  ///
  ///     let column = try x.reshape(-1, 1)
  ///
  /// - Parameter lengths: The length of each dimension; one of them may be -1 and is then computed from the
  ///   others.
  /// - Throws: As ``reshaped(_:)``.
  public func reshape(_ lengths: Int...) throws -> Tensor { try reshaped(lengths) }

  /// The elements in row-major order as a one-dimensional tensor, as NumPy's `ravel`; shares the buffer.
  public func flattened() -> Tensor {
    withShape([count])
  }

  /// The elements in row-major order as a one-dimensional tensor, as NumPy's `ravel`; the same as
  /// ``flattened()``.
  public func ravel() -> Tensor { flattened() }

  /// The tensor with its dimensions in reverse order, as NumPy's `transpose`: rows become columns.
  ///
  ///     result[j, i] = self[i, j]
  ///
  /// A tensor of fewer than two dimensions is returned as it is.
  ///
  /// - Returns: A tensor of shape `shape.reversed()`.
  @inlinable
  public func transposed() -> Tensor {
    guard rank >= 2 else { return self }
    if rank == 2 { return transposedMatrix() }
    // Without elements there is nothing to move, and the other lengths may have any product.
    guard count > 0 else { return withShape(shape.reversed()) }
    // For each position of the result the source moves by the stride of the reversed dimension.
    var strides = [Int](repeating: 1, count: rank)
    for axis in (0..<rank - 1).reversed() { strides[axis] = strides[axis + 1] * shape[axis + 1] }
    var index = [Int](repeating: 0, count: rank)  // of the source
    var source = 0
    return Tensor(unsafeUninitializedShape: shape.reversed()) { results in
      for position in results.indices {
        results[position] = storage.elements[source]
        for axis in 0..<rank {  // the source's first axis is the result's fastest
          index[axis] += 1
          source += strides[axis]
          if index[axis] < shape[axis] { break }
          source -= index[axis] * strides[axis]
          index[axis] = 0
        }
      }
    }
  }

  /// The tensor with its dimensions in reverse order, as NumPy's `transpose`; the same as ``transposed()``.
  ///
  /// - Returns: A tensor of shape `shape.reversed()`.
  @inlinable
  public func transpose() -> Tensor { transposed() }

  /// Copies in tiles, so that neither matrix is walked across its cache lines.
  @inlinable
  func transposedMatrix() -> Tensor {
    let (rowCount, columnCount) = (shape[0], shape[1])
    let tile = 16
    let source = storage.elements
    return Tensor(unsafeUninitializedShape: [columnCount, rowCount]) { results in
      for firstRow in stride(from: 0, to: rowCount, by: tile) {
        for firstColumn in stride(from: 0, to: columnCount, by: tile) {
          for column in firstColumn..<Swift.min(firstColumn + tile, columnCount) {
            for row in firstRow..<Swift.min(firstRow + tile, rowCount) {
              results[column * rowCount + row] = source[row * columnCount + column]
            }
          }
        }
      }
    }
  }
}
