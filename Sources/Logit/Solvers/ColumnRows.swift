import CLogitKernels

/// Rows in memory whose columns a search may go through one by one, or of which it takes some: dense or
/// sparse.
protocol ColumnRows: Sendable {
  var model: LinearModel { get }
  var rowCount: Int { get }
  /// What each column is multiplied by, with zeros behind the columns or none.
  var scale: [Double] { get }
  var weights: [Double]? { get }
  /// `[rows, predictors]`.
  var offsets: [Double]? { get }
  /// Whether a sum over some columns costs as many of their entries as are not 0, so that it pays to sum up
  /// few columns rather than many.
  var isSparse: Bool { get }
  var kernels: logit_kernels { get }

  /// Sums over these rows.
  func fold(pool: ThreadPool) -> any RowFold

  /// Sums over the rows' columns that are named, ascending; none only where there is an intercept.
  func fold(columns: [Int], pool: ThreadPool) throws(LogitError) -> any RowFold

  /// The same rows with other offsets; `nil` for the same ones.
  func withOffsets(_ offsets: [Double]?) throws(LogitError) -> Self

  /// What some columns add to the linear predictors of each row is added to offsets.
  ///
  /// - Parameters:
  ///   - columns: Which columns.
  ///   - coefficients: `[free predictors, columns then intercept]`.
  ///   - offsets: `[rows, predictors]`.
  func addPredictors(of columns: [Int], _ coefficients: [Double], to offsets: inout [Double])
}

extension DenseRows: ColumnRows {
  var isSparse: Bool { false }

  func fold(pool: ThreadPool) -> any RowFold {
    MemoryFold(self, leafLength: RowCut.leafLength, pool: pool, kernels: kernels)
  }

  func fold(columns: [Int], pool: ThreadPool) throws(LogitError) -> any RowFold {
    let subset = try ColumnSubsetRows(self, columns: columns, leafLength: RowCut.leafLength)
    return MemoryFold(subset, leafLength: RowCut.leafLength, pool: pool, kernels: kernels)
  }

  func withOffsets(_ offsets: [Double]?) throws(LogitError) -> DenseRows {
    guard let offsets, offsets != self.offsets else { return self }
    let count = model.columnCount
    return try DenseRows(
      matrix, labels: labels, model: model, weights: weights, offsets: offsets,
      shift: Array(shift.prefix(count)), scale: Array(scale.prefix(count)))
  }

  func addPredictors(of columns: [Int], _ coefficients: [Double], to offsets: inout [Double]) {
    let (width, count) = (model.coefficientsPerPredictor, model.freePredictorCount)
    for j in columns {
      for row in 0..<rowCount {
        let value = (value(row, j) - shift[j]) * scale[j]
        for k in 0..<count {
          offsets[row * model.predictorCount + k] += value * coefficients[k * width + j]
        }
      }
    }
  }

  /// A value of the matrix.
  private func value(_ row: Int, _ column: Int) -> Double {
    let index = row * rowStride * model.columnCount + column
    return switch matrix {
    case .float(let x): Double(x.withUnsafeBufferPointer { $0[index] })
    case .double(let x): x.withUnsafeBufferPointer { $0[index] }
    }
  }
}
