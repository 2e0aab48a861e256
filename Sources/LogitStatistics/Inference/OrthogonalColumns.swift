import Logit

/// Columns made orthogonal to each other and to the constant, in double precision, and those left out that
/// others explain.
///
/// With the standardized columns Z = Q R + 1 cᵀ and QᵀW Q = Σw I, a fit on Q is well conditioned however
/// nearly the columns explain each other, and its coefficients become β = diag(s) R⁻¹ γ. Each column is
/// projected twice, which makes Q orthogonal to rounding (Giraud, Langou and Rozložník 2005). A column is
/// left out if what is left of it is below 10⁻¹¹ of its deviation, as R's `lm.fit` decides, or below what
/// rounding its own values leaves.
struct OrthogonalColumns {
  static let tolerance = 1e-11
  private static let roundings = 4.0

  /// Q, `[rows, columns kept]`.
  let matrix: Tensor<Double>
  /// The columns kept, in the order given.
  let columns: [Int]
  /// From coefficients of Q, the constant last, to those of the columns.
  let transform: [Double]

  /// - Parameters:
  ///   - rows: The rows.
  ///   - moments: The moments of the design's columns.
  ///   - wanted: The columns, in the order in which later ones are left out.
  ///   - sizes: What each column is divided by.
  ///   - tolerance: The share of a column's deviation that must be left.
  init(
    _ rows: RegressionRows, _ moments: ColumnMoments, _ wanted: [Int], sizes: [Double],
    tolerance: Double = OrthogonalColumns.tolerance
  ) {
    let count = rows.rowCount
    let hasIntercept = rows.design.hasIntercept
    var projection = ColumnProjection(rows, capacity: wanted.count)
    var (kept, factors): ([Int], [[Double]]) = ([], [])
    for column in wanted {
      projection.load(column, shift: hasIntercept ? moments.means[column] : 0, scale: 1 / sizes[column])
      let own = projection.project(onConstant: hasIntercept)
      let rounding = Self.roundings * Double.ulpOfOne * moments.rootMeanSquares[column] / sizes[column]
      guard own.left > max(tolerance, rounding) else { continue }
      projection.accept(own.left)
      kept.append(column)
      factors.append(own.factors)
    }
    columns = kept
    matrix = projection.rowMajor(count: kept.count, rows: count)
    transform = Self.transform(
      kept, factors, shift: hasIntercept ? moments.means : nil, scale: sizes.map { 1 / $0 })
  }

  /// T from R and c; `factors` holds for each column R's column down to the diagonal, then c.
  private static func transform(
    _ columns: [Int], _ factors: [[Double]], shift: [Double]?, scale: [Double]
  ) -> [Double] {
    let count = columns.count
    let width = count + (shift == nil ? 0 : 1)
    var result = [Double](repeating: 0, count: width * width)
    // R⁻¹ column by column, from its diagonal up.
    for j in 0..<count {
      var column = [Double](repeating: 0, count: count)
      column[j] = 1 / factors[j][j]
      for i in stride(from: j - 1, through: 0, by: -1) {
        var sum = 0.0
        for k in i + 1...j { sum += factors[k][i] * column[k] }
        column[i] = -sum / factors[i][i]
      }
      for i in 0...j { result[i * width + j] = scale[columns[i]] * column[i] }
      guard let shift else { continue }
      var constant = 0.0
      for i in 0...j {
        constant += (factors[i][i + 1] + scale[columns[i]] * shift[columns[i]]) * column[i]
      }
      result[count * width + j] = -constant
    }
    if shift != nil { result[width * width - 1] = 1 }
    return result
  }
}

/// The orthogonal columns so far, column after column in memory, and the one at hand.
private struct ColumnProjection {
  private let matrix: DenseRows.Matrix
  private let weights: [Double]?
  private let totalWeight: Double
  private let rowCount: Int
  private var storage: [Double]
  private var acceptedCount = 0

  init(_ rows: RegressionRows, capacity: Int) {
    matrix = rows.matrix
    weights = rows.totals
    totalWeight = rows.totalWeight
    rowCount = rows.rowCount
    storage = [Double](repeating: 0, count: rows.rowCount * max(capacity, 1))
  }

  private var columnCount: Int { matrix.shape[1] }

  /// Reads a column behind those accepted.
  mutating func load(_ column: Int, shift: Double, scale: Double) {
    let (start, stride) = (acceptedCount * rowCount, columnCount)
    switch matrix {
    case .float(let x):
      x.withUnsafeBufferPointer { x in
        for i in 0..<rowCount { storage[start + i] = (Double(x[i * stride + column]) - shift) * scale }
      }
    case .double(let x):
      x.withUnsafeBufferPointer { x in
        for i in 0..<rowCount { storage[start + i] = (x[i * stride + column] - shift) * scale }
      }
    }
  }

  /// Takes out of the column at hand what the others explain.
  ///
  /// - Returns: What is left, as the root of the weighted mean square; the factors of the columns accepted,
  ///   what is left, and the factor of the constant.
  mutating func project(onConstant: Bool) -> (left: Double, factors: [Double]) {
    var factors = [Double](repeating: 0, count: acceptedCount)
    var constant = 0.0
    let (count, accepted, weights, total) = (rowCount, acceptedCount, weights, totalWeight)
    let left = storage.withUnsafeMutableBufferPointer { storage -> Double in
      guard let base = storage.baseAddress else { return 0 }
      let own = base + accepted * count
      for _ in 0..<2 {
        if onConstant {
          let mean = Self.sum(own, nil, weights, count) / total
          for i in 0..<count { own[i] -= mean }
          constant += mean
        }
        for k in 0..<accepted {
          let other = base + k * count
          let factor = Self.sum(own, other, weights, count) / total
          for i in 0..<count { own[i] -= factor * other[i] }
          factors[k] += factor
        }
      }
      return (Self.sum(own, own, weights, count) / total).squareRoot()
    }
    return (left, factors + [left, constant])
  }

  /// Keeps the column at hand, with a mean square of 1.
  mutating func accept(_ left: Double) {
    let start = acceptedCount * rowCount
    for i in start..<start + rowCount { storage[i] /= left }
    acceptedCount += 1
  }

  func rowMajor(count: Int, rows: Int) -> Tensor<Double> {
    Tensor(unsafeUninitializedShape: [rows, count]) { target in
      for j in 0..<count {
        for i in 0..<rows { target[i * count + j] = storage[j * rows + i] }
      }
    }
  }

  /// Σ w x y in four lanes; y is 1 by default.
  private static func sum(
    _ x: UnsafePointer<Double>, _ y: UnsafePointer<Double>?, _ weights: [Double]?, _ count: Int
  ) -> Double {
    var lanes = SIMD4<Double>.zero
    func term(_ i: Int) -> Double {
      let product = y.map { x[i] * $0[i] } ?? x[i]
      return weights.map { $0[i] == 0 ? 0 : $0[i] * product } ?? product
    }
    var i = 0
    while i + 4 <= count {
      lanes += SIMD4(term(i), term(i + 1), term(i + 2), term(i + 3))
      i += 4
    }
    var sum = lanes.sum()
    while i < count {
      sum += term(i)
      i += 1
    }
    return sum
  }
}
