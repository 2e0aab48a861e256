import Logit

/// The columns that a regression is fitted on, and how its coefficients follow from theirs.
///
/// Mostly these are the columns of the design, shifted and scaled as they are read, without a copy. Where
/// columns nearly explain each other they are orthogonal combinations of them; see ``OrthogonalColumns``. A
/// row's linear predictor is γᵀz with the working values z, 1 for the constant last, and the coefficients are
/// β = T γ.
struct RegressionBasis: Sendable {
  /// What is read, `[rows, stored columns]`.
  let matrix: DenseRows.Matrix
  /// What is subtracted from each stored column, and what the difference is multiplied by; 0 of one without
  /// a coefficient.
  let shift: [Double]
  let scale: [Double]
  /// The stored columns with a coefficient, in the order of the coefficients.
  let active: [Int]
  /// The design's columns that these stand for, in the same order: the first k working columns span the first
  /// k of them.
  let columns: [Int]
  /// The design's columns that columns before them explain, among those asked for.
  let aliased: [Int]
  let hasIntercept: Bool
  /// T, `[width, width]`: from working coefficients, the constant last, to those of the columns, the constant
  /// last.
  let transform: [Double]
  /// Whether the working columns are combinations.
  let isOrthogonal: Bool

  /// The coefficients of a predictor.
  var width: Int { active.count + (hasIntercept ? 1 : 0) }

  /// What is left of a column's square, below which a Gram matrix is no longer trusted: a Hessian then loses
  /// more than half of the digits.
  static let leastShare = 1e-7

  /// Chooses the basis of some columns.
  ///
  /// - Parameters:
  ///   - rows: The rows.
  ///   - moments: The moments of the design's columns.
  ///   - wanted: The design's columns, in the order in which later ones are aliased; all by default.
  init(_ rows: RegressionRows, _ moments: ColumnMoments, columns wanted: [Int]? = nil) throws {
    let wanted = wanted ?? Array(0..<rows.design.columnCount)
    let (constant, hasIntercept) = (moments.deviations, rows.design.hasIntercept)
    let sizes = hasIntercept ? moments.deviations : moments.rootMeanSquares
    // A column that varies by its own rounding only is constant.
    let usable = wanted.filter {
      sizes[$0] > 0 && (!hasIntercept || constant[$0] > 4 * Double.ulpOfOne * moments.rootMeanSquares[$0])
    }
    let isUsable = Set(usable)
    if try Self.areWellConditioned(rows, moments, usable, sizes) {
      self.init(
        rows, moments, usable, sizes: sizes, aliased: wanted.filter { !isUsable.contains($0) }.sorted())
    } else {
      let orthogonal = OrthogonalColumns(rows, moments, usable, sizes: sizes)
      let kept = Set(orthogonal.columns)
      self.init(
        orthogonal, hasIntercept: hasIntercept, aliased: wanted.filter { !kept.contains($0) }.sorted())
    }
  }

  private init(
    _ rows: RegressionRows, _ moments: ColumnMoments, _ columns: [Int], sizes: [Double], aliased: [Int]
  ) {
    matrix = rows.matrix
    hasIntercept = rows.design.hasIntercept
    let count = rows.design.columnCount
    shift = hasIntercept ? moments.means : [Double](repeating: 0, count: count)
    var scale = [Double](repeating: 0, count: count)
    for column in columns { scale[column] = 1 / sizes[column] }
    self.scale = scale
    (active, self.columns, self.aliased, isOrthogonal) = (columns, columns, aliased, false)
    let width = columns.count + (hasIntercept ? 1 : 0)
    var transform = [Double](repeating: 0, count: width * width)
    for (j, column) in columns.enumerated() {
      transform[j * width + j] = scale[column]
      if hasIntercept { transform[(width - 1) * width + j] = -scale[column] * moments.means[column] }
    }
    if hasIntercept { transform[width * width - 1] = 1 }
    self.transform = transform
  }

  private init(_ orthogonal: OrthogonalColumns, hasIntercept: Bool, aliased: [Int]) {
    let count = orthogonal.columns.count
    matrix = .double(orthogonal.matrix)
    shift = [Double](repeating: 0, count: count)
    scale = [Double](repeating: 1, count: count)
    active = Array(0..<count)
    columns = orthogonal.columns
    (self.aliased, self.hasIntercept, isOrthogonal) = (aliased, hasIntercept, true)
    transform = orthogonal.transform
  }

  /// The first columns of a basis: those after them get no coefficient.
  init(_ basis: RegressionBasis, first count: Int) {
    (matrix, shift, hasIntercept) = (basis.matrix, basis.shift, basis.hasIntercept)
    (isOrthogonal, aliased) = (basis.isOrthogonal, basis.aliased)
    active = Array(basis.active.prefix(count))
    columns = Array(basis.columns.prefix(count))
    var scale = basis.scale
    for column in basis.active.dropFirst(count) { scale[column] = 0 }
    self.scale = scale
    let places = Array(0..<count) + (basis.hasIntercept ? [basis.width - 1] : [])
    transform = places.flatMap { row in places.map { basis.transform[row * basis.width + $0] } }
  }

  /// Whether no column is explained by those before it to more than a small rest, by the weighted products of
  /// the columns with each other.
  private static func areWellConditioned(
    _ rows: RegressionRows, _ moments: ColumnMoments, _ columns: [Int], _ sizes: [Double]
  ) throws -> Bool {
    guard columns.count > (rows.design.hasIntercept ? 1 : 0) else { return true }
    var scale = [Double](repeating: 0, count: rows.design.columnCount)
    for column in columns { scale[column] = 1 / sizes[column] }
    let model = try LinearModel(.binary, columnCount: scale.count, hasIntercept: false)
    // Labels do not count.
    let data = try DenseRows(
      rows.matrix,
      labels: rows.classCount == 2 ? rows.labels : .classes([Int32](repeating: 0, count: rows.rowCount)),
      model: model, weights: rows.totals, shift: rows.design.hasIntercept ? moments.means : nil,
      scale: scale, areChecked: true)
    if let sample = data.sample() {
      // All rows leave of a column's square at least what these do. Divided by the weights of all, the square
      // is 1.
      let part = try products(of: columns, sample)
      let least = columns.indices.reduce(Double.infinity) { min($0, part.products[$1 * (columns.count + 1)]) }
      let share = 2 * leastShare * rows.totalWeight / (part.weight * least)
      if share < 1,
        Cholesky.dependentColumns(part.products, order: columns.count, least: share).isEmpty
      {
        return true
      }
    }
    let all = try products(of: columns, data).products
    return Cholesky.dependentColumns(all, order: columns.count, least: leastShare).isEmpty
  }

  /// The mean products of columns with each other, and the sum of the weights.
  private static func products(
    of columns: [Int], _ data: DenseRows
  ) throws -> (products: [Double], weight: Double) {
    // Where all coefficients are 0, every p (1 − p) is 1/4.
    let count = data.model.columnCount
    var quarter = LinearEvaluation()
    try LinearProblem(MemoryFold(data)).evaluate(
      .hessian, at: [Double](repeating: 0, count: count), into: &quarter)
    return (columns.flatMap { i in columns.map { 4 * quarter.hessian[i * count + $0] } }, quarter.weight)
  }

  // MARK: Coefficients

  /// The design's coefficients of one predictor: those of ``columns``, the constant last.
  func coefficients(_ working: ArraySlice<Double>) -> [Double] {
    let first = working.startIndex
    return (0..<width).map { row in
      // From the last, whose parts are the smallest of an orthogonal basis.
      var (sum, rest) = (0.0, 0.0)
      for k in (0..<width).reversed() {
        let factor = transform[row * width + k]
        guard factor != 0 else { continue }
        let term = factor * working[first + k]
        let next = sum + term
        let part = next - sum
        rest += ((sum - (next - part)) + (term - part)) + (-term).addingProduct(factor, working[first + k])
        sum = next
      }
      return sum + rest
    }
  }

  /// Solves T γ = β for the slopes, in place.
  ///
  /// T is upper triangular but for the constant's row, which slopes do not need; and diagonal unless columns
  /// are combinations.
  func solveSlopes(_ values: inout [Double]) {
    for row in (0..<columns.count).reversed() {
      if isOrthogonal {
        for k in row + 1..<max(columns.count, row + 1) {
          values[row] -= transform[row * width + k] * values[k]
        }
      }
      values[row] /= transform[row * width + row]
    }
  }

  /// A row of T: what a coefficient is as a combination of working coefficients.
  func row(_ index: Int) -> ArraySlice<Double> { transform[index * width..<(index + 1) * width] }

  /// Places coefficients of one predictor among those of all stored columns.
  func scatter(_ compact: ArraySlice<Double>, into full: inout [Double], at start: Int) {
    for (j, column) in active.enumerated() { full[start + column] = compact[compact.startIndex + j] }
    if hasIntercept { full[start + scale.count] = compact[compact.startIndex + active.count] }
  }

  /// The places of the coefficients of one predictor among those of all stored columns.
  var places: [Int] { active + (hasIntercept ? [scale.count] : []) }

  /// λ for a search: 1 for each stored column without a coefficient, so that its coefficient stays 0;
  /// otherwise 0.
  var penalties: [Double] {
    scale.map { $0 == 0 ? 1 : 0 } + (hasIntercept ? [0] : [])
  }
}
