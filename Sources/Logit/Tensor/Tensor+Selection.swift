extension Tensor {
  /// The number of elements in one step along the first dimension.
  private var rowWidth: Int { shape.dropFirst().reduce(1, *) }

  /// The rows of a range, a row being one step along the first dimension.
  public func rows(_ range: Range<Int>) -> Tensor {
    precondition(rank >= 1 && range.upperBound <= shape[0], "Rows \(range) are outside shape \(shape)")
    let width = rowWidth
    let source = storage.elements[range.lowerBound * width..<range.upperBound * width]
    return Tensor(unsafeUninitializedShape: [range.count] + shape.dropFirst()) {
      _ = $0.initialize(from: UnsafeMutableBufferPointer(rebasing: source))
    }
  }

  /// The rows at the given places, in the given order; NumPy's `tensor[indices]`.
  public func rows(at indices: [Int]) -> Tensor {
    precondition(rank >= 1, "A single number has no rows")
    let width = rowWidth
    return Tensor(unsafeUninitializedShape: [indices.count] + shape.dropFirst()) { buffer in
      for (row, index) in indices.enumerated() {
        precondition(index >= 0 && index < shape[0], "Row \(index) is outside 0..<\(shape[0])")
        let source = UnsafeMutableBufferPointer(
          rebasing: storage.elements[index * width..<(index + 1) * width])
        _ = UnsafeMutableBufferPointer(rebasing: buffer[row * width..<(row + 1) * width]).initialize(
          from: source)
      }
    }
  }

  /// The rows whose mark is true; NumPy's selection by a boolean mask.
  ///
  ///     let isFirst = predictedClasses.mask { $0 == 0 }
  ///     let firstClass = try points.rows(where: isFirst)
  ///
  /// - Throws: ``LogitError/rowCountMismatch(name:expected:found:)`` if there is not one mark a row.
  public func rows(where mask: [Bool]) throws -> Tensor {
    guard mask.count == shape.first else {
      throw LogitError.shapeMismatch(
        operation: "rows(where:)", expected: "one mark for each of \(shape.first ?? 0) rows",
        found: [mask.count],
        remedy: "make the mask from a tensor with as many rows")
    }
    return rows(at: mask.indices.filter { mask[$0] })
  }

  /// Whether each element, in row-major order, satisfies a condition.
  @inlinable
  public func mask(_ condition: (Scalar) throws -> Bool) rethrows -> [Bool] {
    try storage.elements.map(condition)
  }

  /// A column of a matrix, as a tensor of shape `[rows]`.
  public func column(_ column: Int) -> Tensor {
    precondition(rank == 2, "Only a matrix has columns; this tensor has shape \(shape)")
    return Tensor(unsafeUninitializedShape: [shape[0]]) { buffer in
      for row in 0..<shape[0] { buffer.initializeElement(at: row, to: self[row, column]) }
    }
  }

  /// A tensor of the same shape with every element transformed.
  @inlinable
  public func map<Result: BitwiseCopyable & Sendable>(_ transform: (Scalar) throws -> Result) rethrows
    -> Tensor<Result>
  {
    try Tensor<Result>(unsafeUninitializedShape: shape) { buffer in
      for i in 0..<count { buffer.initializeElement(at: i, to: try transform(storage.elements[i])) }
    }
  }
}

extension Tensor where Scalar: Comparable {
  /// The place of the largest element along a dimension; NumPy's `argmax`.
  ///
  /// Among equals the first counts, and as in NumPy the first NaN counts as largest.
  ///
  /// - Parameter axis: The dimension to search, which the result lacks.
  public func argmax(axis: Int) -> Tensor<Int> {
    precondition(
      shape.indices.contains(axis) && shape[axis] > 0, "Shape \(shape) has nothing along axis \(axis)")
    let length = shape[axis]
    let inner = shape[(axis + 1)...].reduce(1, *)
    var resultShape = shape
    resultShape.remove(at: axis)
    return Tensor<Int>(unsafeUninitializedShape: resultShape) { buffer in
      for i in 0..<buffer.count {
        let start = i / inner * length * inner + i % inner
        var best = 0
        for k in 1..<max(length, 1) {
          let (candidate, largest) = (
            storage.elements[start + k * inner], storage.elements[start + best * inner]
          )
          let isBetter = candidate > largest || (candidate != candidate && largest == largest)
          if isBetter { best = k }
        }
        buffer.initializeElement(at: i, to: best)
      }
    }
  }
}

extension Tensor where Scalar: BinaryFloatingPoint {
  /// The sum of all elements.
  public func sum() -> Scalar { storage.elements.reduce(0, +) }

  /// The mean of all elements; NaN when there are none.
  public func mean() -> Scalar { sum() / Scalar(count) }
}
