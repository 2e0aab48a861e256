/// The features of a fit, dense or sparse.
enum FitMatrix {
  case dense(DenseRows.Matrix)
  /// Row by row and column by column.
  case sparse(SparseMatrix, TransposedMatrix)

  /// `[rows, columns]`, if it is a matrix.
  var shape: [Int] {
    switch self {
    case .dense(let x): x.shape
    case .sparse(let x, _): [x.rowCount, x.columnCount]
    }
  }

  var isSparse: Bool { if case .sparse = self { true } else { false } }

  /// Mean, deviation and root mean square of each column.
  func moments(weights: [Double]?) throws -> ColumnMoments {
    switch self {
    case .dense(let x): try ColumnMoments(x, weights: weights)
    case .sparse(let x, let columns):
      try ColumnMoments(columns, rowCount: x.rowCount, weights: weights, pool: .shared())
    }
  }

  /// The rows of a problem.
  func rows(
    _ classes: [Int32], _ model: LinearModel, weights: [Double]?, offsets: [Double]?, shift: [Double],
    scale: [Double]
  ) throws -> any ColumnRows {
    switch self {
    case .dense(let x):
      try DenseRows(
        x, labels: .classes(classes), model: model, weights: weights, offsets: offsets, shift: shift,
        scale: scale)
    case .sparse(let x, let columns):
      try SparseRows(
        x, columns, classes: classes, model: model, weights: weights, offsets: offsets, shift: shift,
        scale: scale)
    }
  }
}
