extension Tensor {
  /// Joins tensors along an existing axis, as NumPy's `concatenate`.
  ///
  ///     let xs = try Tensor.concatenate([below, above])   // [1000, 2] and [500, 2] make [1500, 2]
  ///
  /// - Parameters:
  ///   - tensors: At least one tensor, with equal lengths in all dimensions but `axis`.
  ///   - axis: The axis to join along, 0 by default; a negative one counts from the last.
  /// - Throws: ``LogitError/shapeMismatch(operation:expected:found:remedy:)`` if there are no tensors, if
  ///   they have no such axis, or if their other lengths differ.
  @inlinable
  public static func concatenate(_ tensors: [Tensor], axis: Int = 0) throws -> Tensor {
    let layout = try ConcatenationLayout(shapes: tensors.map(\.shape), axis: axis)
    return Tensor(unsafeUninitializedShape: layout.shape) { results in
      var start = 0  // of the tensor's part within a block of the result
      for tensor in tensors {
        let length = layout.blockCount == 0 ? 0 : tensor.count / layout.blockCount
        let source = tensor.storage.elements
        if length == 1 {  // a column: cheaper than a call per element
          for block in 0..<layout.blockCount { results[block * layout.blockLength + start] = source[block] }
        } else if length > 0 {
          for block in 0..<layout.blockCount {
            let target = UnsafeMutableBufferPointer(
              rebasing: results[(block * layout.blockLength + start)...].prefix(length))
            _ = target.initialize(
              fromContentsOf: UnsafeMutableBufferPointer(
                rebasing: source[block * length..<(block + 1) * length]))
          }
        }
        start += length
      }
    }
  }

  /// Joins tensors of one shape along a new axis, as NumPy's `stack`.
  ///
  ///     let matrix = try Tensor.stack([first, second])   // [3] and [3] make [2, 3]
  ///
  /// - Parameters:
  ///   - tensors: At least one tensor; all have the same shape.
  ///   - axis: Where the new axis stands in the result's shape, 0 by default; a negative one counts from the
  ///     last.
  /// - Throws: ``LogitError/shapeMismatch(operation:expected:found:remedy:)`` if there are no tensors, if
  ///   their shapes differ, or if the result has no such axis.
  @inlinable
  public static func stack(_ tensors: [Tensor], axis: Int = 0) throws -> Tensor {
    let shape = tensors.first?.shape ?? []
    if let other = tensors.firstIndex(where: { $0.shape != shape }) {
      throw LogitError.shapeMismatch(
        operation: "stack", expected: "tensor \(other) to have the shape of tensor 0, \(shape)",
        found: tensors[other].shape, remedy: "make the shapes equal")
    }
    let place = try (shape + [1]).axis(axis, of: "stack")
    let widened = shape[..<place] + [1] + shape[place...]
    return try concatenate(tensors.map { $0.withShape(Array(widened)) }, axis: place)
  }

  /// The elements of this tensor followed by those of another, as NumPy's `append` without an axis.
  ///
  ///     let xs = below.appending(above)   // [1000] and [500] make [1500]
  ///
  /// - Parameter other: The tensor to append.
  /// - Returns: A one-dimensional tensor, whatever the shapes of the two.
  @inlinable
  public func appending(_ other: Tensor) -> Tensor {
    Tensor(unsafeUninitializedShape: [count + other.count]) { results in
      let end = results.initialize(fromContentsOf: storage.elements)
      _ = UnsafeMutableBufferPointer(rebasing: results[end...])
        .initialize(fromContentsOf: other.storage.elements)
    }
  }

  /// Puts tensors side by side, as NumPy's `hstack`: vectors one after the other, matrices column by column.
  ///
  /// - Parameter tensors: At least one tensor; all have the same shape but for the second length (for
  ///   vectors, the only one).
  /// - Throws: ``LogitError/shapeMismatch(operation:expected:found:remedy:)`` as ``concatenate(_:axis:)``.
  @inlinable
  public static func hstack(_ tensors: [Tensor]) throws -> Tensor {
    try concatenate(tensors, axis: (tensors.first?.rank ?? 0) <= 1 ? 0 : 1)
  }

  /// Puts tensors on top of each other, as NumPy's `vstack`; a vector is one row.
  ///
  /// - Parameter tensors: At least one tensor; all have the same shape but for the number of rows.
  /// - Throws: ``LogitError/shapeMismatch(operation:expected:found:remedy:)`` as ``concatenate(_:axis:)``.
  @inlinable
  public static func vstack(_ tensors: [Tensor]) throws -> Tensor {
    try concatenate(tensors.map { $0.rank <= 1 ? $0.withShape([1, $0.count]) : $0 })
  }

  /// Makes a matrix of columns, as NumPy's `column_stack` and `c_`; a vector is one column, a matrix
  /// contributes all of its columns.
  ///
  ///     let points = try Tensor.columnStack([x1, x2])   // [n] and [n] make [n, 2]
  ///
  /// - Parameter tensors: At least one tensor; all have the same number of rows.
  /// - Throws: ``LogitError/shapeMismatch(operation:expected:found:remedy:)`` as ``concatenate(_:axis:)``.
  @inlinable
  public static func columnStack(_ tensors: [Tensor]) throws -> Tensor {
    try concatenate(tensors.map { $0.rank <= 1 ? $0.withShape([$0.count, 1]) : $0 }, axis: 1)
  }
}

/// How the parts of a concatenation interleave: the result is `blockCount` blocks, each made of one stretch
/// of every tensor in turn.
@usableFromInline
struct ConcatenationLayout {
  @usableFromInline let shape: [Int]
  @usableFromInline let blockCount: Int
  @usableFromInline let blockLength: Int

  @usableFromInline
  init(shapes: [[Int]], axis: Int) throws {
    guard let first = shapes.first else {
      throw LogitError.shapeMismatch(
        operation: "concatenate", expected: "at least one tensor", found: [0],
        remedy: "pass the tensors to join")
    }
    let axis = try first.axis(axis, of: "concatenate")
    var shape = first
    for (position, other) in shapes.enumerated().dropFirst() {
      var expected = first
      if other.count == first.count { expected[axis] = other[axis] }
      guard other == expected else {
        throw LogitError.shapeMismatch(
          operation: "concatenate",
          expected: "tensor \(position) to have the shape of tensor 0, \(first), except along axis \(axis)",
          found: other, remedy: "make the other lengths equal")
      }
      let (length, overflow) = shape[axis].addingReportingOverflow(other[axis])
      shape[axis] = overflow ? -1 : length  // -1 makes the count nil below
    }
    guard let count = shape.elementCount else {
      throw LogitError.shapeMismatch(
        operation: "concatenate", expected: "a result that fits memory", found: shape,
        remedy: "join fewer tensors")
    }
    self.shape = shape
    blockCount = count == 0 ? 0 : shape[..<axis].reduce(1, *)
    blockLength = count == 0 ? 0 : shape[axis...].reduce(1, *)
  }
}

extension [Int] {
  /// The axis that a number denotes in this shape, where negative numbers count from the last axis.
  ///
  /// - Throws: ``LogitError/shapeMismatch(operation:expected:found:remedy:)`` if there is no such axis.
  @usableFromInline
  func axis(_ number: Int, of operation: String) throws -> Int {
    guard -count <= number, number < count else {
      throw LogitError.shapeMismatch(
        operation: operation, expected: "a tensor that has an axis \(number)", found: self,
        remedy: "choose an axis from \(-count) through \(count - 1)")
    }
    return number < 0 ? number + count : number
  }
}
