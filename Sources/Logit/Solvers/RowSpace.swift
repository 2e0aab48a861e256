/// A ridge regression with more columns than rows, solved with as many coefficients as there are rows.
///
/// With X the scaled columns divided by √λ, the optimum's coefficients are combinations of X's rows, so only
/// the products of rows with each other, X Xᵀ = L Lᵀ, matter: the regression on the columns of L with λ = 1
/// has the same linear predictors, objective and intercepts. Its residuals r = w (p − t) / Σ w give the
/// coefficients of the columns, which at the optimum are −Xᵀ r (the representer theorem; Hastie and
/// Tibshirani 2004, Biostatistics 5).
///
/// The products are made of 256 columns at a time, so no second copy of the data is.
struct RowSpace {
  private static let panelLength = 256

  private let matrix: DenseRows.Matrix
  private let columns: StandardColumns
  private let rowCount: Int
  private let columnCount: Int
  /// 1 / √λ times the scale of each column; 0 of one without a coefficient.
  private let factors: [Double]
  private let penalties: [Double]

  /// - Parameters:
  ///   - matrix: `[rows, columns]`.
  ///   - columns: How columns are shifted and scaled.
  ///   - penalties: λ of each scaled column, above 0.
  init(_ matrix: DenseRows.Matrix, _ columns: StandardColumns, penalties: [Double]) {
    self.matrix = matrix
    self.columns = columns
    self.penalties = penalties
    (rowCount, columnCount) = (matrix.shape[0], matrix.shape[1])
    factors = zip(columns.scale, penalties).map { $0 / $1.squareRoot() }
  }

  /// L, `[rows, rows]`: the columns of the smaller regression.
  func factor() -> Tensor<Double> {
    let n = rowCount
    var gram = [Double](repeating: 0, count: n * n)
    var panel = [Double](repeating: 0, count: n * Self.panelLength)
    for first in stride(from: 0, to: columnCount, by: Self.panelLength) {
      let end = min(first + Self.panelLength, columnCount)
      for i in 0..<n {
        for j in first..<end {
          panel[i * Self.panelLength + j - first] =
            (matrix[i * columnCount + j] - columns.shift[j]) * factors[j]
        }
      }
      Self.addProducts(panel, end - first, n, to: &gram)
    }
    let factor = Cholesky.semidefiniteFactor(gram, order: n, least: 1e-15)
    return Tensor(unsafeUninitializedShape: [n, n]) { _ = $0.initialize(from: factor) }
  }

  /// Adds the products of rows with rows before them.
  private static func addProducts(
    _ panel: [Double], _ count: Int, _ n: Int, to gram: inout [Double]
  ) {
    panel.withUnsafeBufferPointer { panel in
      guard let x = panel.baseAddress else { return }
      for i in 0..<n {
        for j in 0...i {
          gram[i * n + j] += DotProducts.product(x + i * panelLength, x + j * panelLength, count)
        }
      }
    }
  }

  /// The coefficients of L that give the same linear predictors as coefficients of the scaled columns.
  func start(_ factor: Tensor<Double>, _ coefficients: ArraySlice<Double>) -> [Double] {
    let (n, first) = (rowCount, coefficients.startIndex)
    var result = [Double](repeating: 0, count: n)
    for i in 0..<n where factor[i * n + i] > 0 {
      var sum = 0.0
      for j in 0..<columnCount {
        sum += (matrix[i * columnCount + j] - columns.shift[j]) * columns.scale[j] * coefficients[first + j]
      }
      for j in 0..<i { sum -= factor[i * n + j] * result[j] }
      result[i] = sum / factor[i * n + i]
    }
    return result
  }

  /// The coefficients of the scaled columns, `[predictors, columns then intercept]`.
  ///
  /// - Parameters:
  ///   - residuals: w (p − t) / Σ w, `[predictors, rows]`.
  ///   - intercepts: One a predictor, or none.
  func coefficients(_ residuals: [Double], intercepts: [Double]) -> [Double] {
    let predictors = residuals.count / rowCount
    let width = columnCount + (intercepts.isEmpty ? 0 : 1)
    var result = [Double](repeating: 0, count: predictors * width)
    for k in 0..<predictors {
      for i in 0..<rowCount {
        let residual = residuals[k * rowCount + i]
        for j in 0..<columnCount {
          result[k * width + j] -=
            residual * ((matrix[i * columnCount + j] - columns.shift[j]) * columns.scale[j])
        }
      }
      for j in 0..<columnCount { result[k * width + j] /= penalties[j] }
      if !intercepts.isEmpty { result[k * width + columnCount] = intercepts[k] }
    }
    return result
  }
}
