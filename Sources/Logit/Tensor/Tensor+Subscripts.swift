// The subscripts that take parts of a tensor, as NumPy's do; each is the method of a name under another one.

extension Tensor {
  /// A range of rows, as NumPy's `x[start:end]`; the same as ``rows(_:)``.
  ///
  ///     let first = predictions[..<5]
  ///
  /// - Parameter rows: The rows, within `0..<shape[0]`; anything else is a programming error.
  @inlinable
  public subscript(rows: some RangeExpression<Int>) -> Tensor { self.rows(rows) }

  /// Some rows of some columns of a matrix, as NumPy's `x[start:end, start:end]`.
  ///
  /// - Parameters:
  ///   - rows: The rows, within `0..<shape[0]`; anything else is a programming error.
  ///   - columns: The columns, within `0..<shape[1]`; anything else is a programming error.
  @inlinable
  public subscript(rows: some RangeExpression<Int>, columns: some RangeExpression<Int>) -> Tensor {
    self.rows(rows).columns(columns)
  }

  /// A range of columns of a matrix, as NumPy's `x[:, start:end]`; the same as ``columns(_:)``.
  ///
  ///     let lengths = xs[..., 0..<2]
  ///
  /// - Parameters:
  ///   - rows: Three dots: all rows.
  ///   - columns: The columns, within `0..<shape[1]`; anything else is a programming error.
  @inlinable
  public subscript(rows: UnboundedRange, columns: some RangeExpression<Int>) -> Tensor {
    self.columns(columns)
  }

  /// One column of a matrix, as NumPy's `x[:, index]`; the same as ``column(_:)``.
  ///
  ///     let length = xs[..., 0]
  ///
  /// - Parameters:
  ///   - rows: Three dots: all rows.
  ///   - column: The column, in `0..<shape[1]`; anything else is a programming error.
  @inlinable
  public subscript(rows: UnboundedRange, column: Int) -> Tensor { self.column(column) }

  /// What a mask selects, in row-major order, as NumPy's `x[mask]`: elements with a mask of the tensor's own
  /// shape, rows with one of shape `[rows]`.
  ///
  ///     let positive = try xs[xs .> 0]
  ///
  /// - Parameter mask: Whether an element or a row is wanted.
  /// - Returns: A tensor of shape `[count]` for elements, `[count] + shape.dropFirst()` for rows.
  /// - Throws: ``LogitError/shapeMismatch(operation:expected:found:remedy:)`` if the mask has neither shape.
  public subscript(mask: Tensor<Bool>) -> Tensor {
    get throws {
      guard mask.shape == shape || mask.shape == Array(shape.prefix(1)) else {
        throw LogitError.shapeMismatch(
          operation: "A mask",
          expected: "the shape of the tensor, \(shape), or one truth value for each row", found: mask.shape,
          remedy: "make the mask by comparing the tensor, or one with as many rows")
      }
      return try (mask.shape == shape ? flattened() : self).rows(where: mask.scalars)
    }
  }
}
