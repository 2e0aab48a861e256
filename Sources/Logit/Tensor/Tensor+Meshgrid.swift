extension Tensor {
  /// The coordinates of every point of a grid, as NumPy's `meshgrid` with its default `xy` indexing.
  ///
  ///     result.x[i, j] = x[j],   result.y[i, j] = y[i]
  ///
  /// Flattened and stacked they are the points at which to evaluate a classifier for a figure:
  ///
  ///     let grid = Tensor.meshgrid(x1, x2)
  ///     let points = try Tensor.columnStack([grid.x.flattened(), grid.y.flattened()])
  ///
  /// - Parameters:
  ///   - x: The coordinates of the columns; tensors of more dimensions are flattened.
  ///   - y: The coordinates of the rows; tensors of more dimensions are flattened.
  /// - Returns: Two tensors of shape `[y.count, x.count]`.
  @inlinable
  public static func meshgrid(_ x: Tensor, _ y: Tensor) -> (x: Tensor, y: Tensor) {
    let shape = [y.count, x.count]
    let columns = Tensor(unsafeUninitializedShape: shape) { results in
      for row in 0..<y.count {
        _ = UnsafeMutableBufferPointer(rebasing: results[row * x.count..<(row + 1) * x.count])
          .initialize(fromContentsOf: x.storage.elements)
      }
    }
    let rows = Tensor(unsafeUninitializedShape: shape) { results in
      for row in 0..<y.count {
        UnsafeMutableBufferPointer(rebasing: results[row * x.count..<(row + 1) * x.count])
          .initialize(repeating: y.storage.elements[row])
      }
    }
    return (columns, rows)
  }
}
