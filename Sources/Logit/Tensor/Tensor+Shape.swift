extension Tensor {
  /// The same elements in another shape; shares the buffer.
  ///
  /// - Parameter shape: The new lengths; one of them may be -1 and is then worked out from the others.
  /// - Throws: ``LogitError/shapeMismatch(operation:expected:found:remedy:)`` if the counts differ.
  public func reshaped(_ shape: [Int]) throws -> Tensor {
    let known = shape.filter { $0 != -1 }
    let unknownCount = shape.count - known.count
    let mismatch = LogitError.shapeMismatch(
      operation: "reshaped(_:) of a tensor of shape \(self.shape)",
      expected: "lengths whose product is \(count), at most one of them -1", found: shape,
      remedy: "choose a shape that holds \(count) elements")
    guard unknownCount <= 1, known.allSatisfy({ $0 >= 0 }), let product = Self.product(known) else {
      throw mismatch
    }
    guard unknownCount == 1 else {
      guard product == count else { throw mismatch }
      return withShape(shape)
    }
    guard product > 0, count % product == 0 else { throw mismatch }
    return withShape(shape.map { $0 == -1 ? count / product : $0 })
  }

  /// The elements in row-major order as one dimension; shares the buffer. NumPy's `ravel`.
  public func flattened() -> Tensor { withShape([count]) }

  /// The matrix with rows and columns exchanged.
  public func transposed() -> Tensor {
    precondition(rank == 2, "Only a matrix can be transposed; this tensor has shape \(shape)")
    let (rows, columns) = (shape[0], shape[1])
    return Tensor(unsafeUninitializedShape: [columns, rows]) { buffer in
      for row in 0..<rows {
        for column in 0..<columns {
          buffer.initializeElement(at: column * rows + row, to: storage.elements[row * columns + column])
        }
      }
    }
  }

  /// Joins tensors along an existing dimension; NumPy's `concatenate`.
  ///
  /// - Parameters:
  ///   - tensors: At least one tensor; all shapes must agree but for the length along `axis`.
  ///   - axis: The dimension to join along, counted from 0.
  /// - Throws: ``LogitError/shapeMismatch(operation:expected:found:remedy:)`` naming the first that does not fit.
  public static func concatenate(_ tensors: [Tensor], axis: Int = 0) throws -> Tensor {
    guard let first = tensors.first, first.shape.indices.contains(axis) else {
      throw LogitError.shapeMismatch(
        operation: "concatenate along axis \(axis)", expected: "at least one tensor that has this axis",
        found: tensors.first?.shape ?? [], remedy: "reshape the tensors, or choose another axis")
    }
    var shape = first.shape
    for tensor in tensors.dropFirst() {
      var other = tensor.shape
      if other.count == shape.count { other[axis] = shape[axis] }
      guard other == shape else {
        throw LogitError.shapeMismatch(
          operation: "concatenate along axis \(axis)",
          expected: "all shapes to agree with \(first.shape) but there",
          found: tensor.shape, remedy: "reshape the tensors so that they agree")
      }
    }
    shape[axis] = tensors.reduce(0) { $0 + $1.shape[axis] }
    return joined(tensors, shape: shape, blockCount: first.shape[..<axis].reduce(1, *))
  }

  /// Copies, for each of `blockCount` blocks, the part of every tensor in turn.
  private static func joined(_ tensors: [Tensor], shape: [Int], blockCount: Int) -> Tensor {
    Tensor(unsafeUninitializedShape: shape) { buffer in
      var next = 0
      for block in 0..<blockCount {
        for tensor in tensors {
          let width = tensor.count / blockCount
          let part = UnsafeMutableBufferPointer(
            rebasing: tensor.storage.elements[block * width..<(block + 1) * width])
          _ = UnsafeMutableBufferPointer(rebasing: buffer[next..<next + width]).initialize(from: part)
          next += width
        }
      }
    }
  }

  /// Joins tensors one below the other; NumPy's `vstack`. One-dimensional tensors become rows.
  ///
  /// - Throws: ``LogitError/shapeMismatch(operation:expected:found:remedy:)``.
  public static func vstack(_ tensors: [Tensor]) throws -> Tensor {
    try concatenate(tensors.map { $0.rank == 1 ? $0.withShape([1, $0.count]) : $0 }, axis: 0)
  }

  /// Joins tensors side by side; NumPy's `hstack`. One-dimensional tensors are joined end to end.
  ///
  /// - Throws: ``LogitError/shapeMismatch(operation:expected:found:remedy:)``.
  public static func hstack(_ tensors: [Tensor]) throws -> Tensor {
    try concatenate(tensors, axis: tensors.allSatisfy { $0.rank == 1 } ? 0 : 1)
  }

  /// Joins tensors as columns of a matrix; NumPy's `column_stack`. One-dimensional tensors become columns.
  ///
  /// - Throws: ``LogitError/shapeMismatch(operation:expected:found:remedy:)``.
  public static func columnStack(_ tensors: [Tensor]) throws -> Tensor {
    try concatenate(tensors.map { $0.rank == 1 ? $0.withShape([$0.count, 1]) : $0 }, axis: 1)
  }

  /// The coordinates of every point of a grid; NumPy's `meshgrid`.
  ///
  /// - Parameters:
  ///   - x: The x coordinates of the grid's columns.
  ///   - y: The y coordinates of the grid's rows.
  /// - Returns: Two matrices `[y.count, x.count]`: the x and the y coordinate at each row and column.
  public static func meshgrid(_ x: Tensor, _ y: Tensor) -> (x: Tensor, y: Tensor) {
    let shape = [y.count, x.count]
    let xs = Tensor(unsafeUninitializedShape: shape) { buffer in
      for row in 0..<y.count {
        _ = UnsafeMutableBufferPointer(rebasing: buffer[row * x.count..<(row + 1) * x.count])
          .initialize(from: x.storage.elements)
      }
    }
    let ys = Tensor(unsafeUninitializedShape: shape) { buffer in
      for row in 0..<y.count {
        UnsafeMutableBufferPointer(rebasing: buffer[row * x.count..<(row + 1) * x.count])
          .initialize(repeating: y[row])
      }
    }
    return (xs, ys)
  }

  /// The product of lengths, or `nil` if it is too large for an `Int`.
  static func product(_ lengths: [Int]) -> Int? {
    var product = 1
    for length in lengths {
      let (next, overflow) = product.multipliedReportingOverflow(by: length)
      guard !overflow else { return nil }
      product = next
    }
    return product
  }
}
