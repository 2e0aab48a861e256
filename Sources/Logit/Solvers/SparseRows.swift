import CLogitKernels

/// Sparse rows in memory, with what belongs to each row: class, weight, offset.
///
/// Columns are shifted and scaled like those of ``DenseRows``, and no zero becomes anything else: the scale
/// goes to the coefficients, and what the shifts add is the same for all rows. With an intercept the optimum
/// does not depend on the shift, but a search gets there in fewer steps.
struct SparseRows: ColumnRows {
  let model: LinearModel
  let weights: [Double]?
  let offsets: [Double]?
  let scale: [Double]
  let shift: [Double]
  let classes: [Int32]
  let kernels: logit_kernels
  let matrix: SparseMatrix
  let transposed: TransposedMatrix

  var rowCount: Int { matrix.rowCount }
  var isSparse: Bool { true }

  /// - Parameters:
  ///   - matrix: `[rows, columns]`, with at least one row.
  ///   - transposed: The same by columns.
  ///   - classes: The class of each row, one of the model's.
  ///   - model: What is predicted; its number of columns must be the matrix's.
  ///   - weights: One a row, finite and not negative; by default 1 each.
  ///   - offsets: `[rows, predictors]`, finite; none by default.
  ///   - shift: What is subtracted from each column.
  ///   - scale: What the difference is multiplied with.
  init(
    _ matrix: SparseMatrix, _ transposed: TransposedMatrix, classes: [Int32], model: LinearModel,
    weights: [Double]?, offsets: [Double]?, shift: [Double], scale: [Double],
    kernels: logit_kernels = Kernels.current
  ) throws(LogitError) {
    guard matrix.columnCount == model.columnCount, shift.count >= model.columnCount,
      scale.count >= model.columnCount
    else {
      throw .shapeMismatch(
        operation: "A linear model", expected: "rows of \(model.columnCount) columns",
        found: [matrix.rowCount, matrix.columnCount], remedy: "give as many columns as the model has")
    }
    (self.matrix, self.transposed, self.model) = (matrix, transposed, model)
    (self.classes, self.weights, self.offsets) = (classes, weights, offsets)
    (self.shift, self.scale) = (shift, scale)
    self.kernels = kernels
    if let offsets, let index = offsets.firstIndex(where: { !$0.isFinite }) {
      throw .nonFiniteInput(
        name: "offsets", row: index / model.predictorCount, column: index % model.predictorCount,
        value: Float(offsets[index]))
    }
  }

  func fold(pool: ThreadPool) -> any RowFold { SparseFold(self, pool: pool) }

  func fold(columns: [Int], pool: ThreadPool) throws(LogitError) -> any RowFold {
    let kept = matrix.keeping(columns.map { Int32($0) })
    let subset = try SparseRows(
      kept, TransposedMatrix(kept, pool: pool), classes: classes,
      model: try LinearModel(
        model.outcome, columnCount: columns.count, hasIntercept: model.hasIntercept),
      weights: weights, offsets: offsets, shift: columns.map { shift[$0] }, scale: columns.map { scale[$0] },
      kernels: kernels)
    return SparseFold(subset, pool: pool)
  }

  func withOffsets(_ offsets: [Double]?) throws(LogitError) -> SparseRows {
    guard let offsets else { return self }
    return try SparseRows(
      matrix, transposed, classes: classes, model: model, weights: weights, offsets: offsets, shift: shift,
      scale: scale, kernels: kernels)
  }

  func addPredictors(of columns: [Int], _ coefficients: [Double], to offsets: inout [Double]) {
    let (width, predictors) = (model.coefficientsPerPredictor, model.predictorCount)
    for k in 0..<model.freePredictorCount {
      let common = columns.reduce(0) { $0 - shift[$1] * scale[$1] * coefficients[k * width + $1] }
      for row in 0..<rowCount { offsets[row * predictors + k] += common }
      for j in columns {
        let factor = scale[j] * coefficients[k * width + j]
        for entry in transposed.starts[j]..<transposed.starts[j + 1] {
          offsets[Int(transposed.rows[entry]) * predictors + k] += transposed.values[entry] * factor
        }
      }
    }
  }

  /// Lends what belongs to each row to a kernel for the length of one call.
  func withKernelRows<Result>(_ body: (inout logit_linear) -> Result) -> Result {
    var data = logit_linear()
    data.columns = Int64(model.columnCount)
    data.predictors = Int64(model.predictorCount)
    data.has_intercept = model.hasIntercept ? 1 : 0
    return classes.withUnsafeBufferPointer { classes in
      data.classes = classes.baseAddress
      return Self.withPointer(weights) { weights in
        data.weights = weights
        return Self.withPointer(offsets) { offsets in
          data.offsets = offsets
          return body(&data)
        }
      }
    }
  }

  private static func withPointer<Result>(
    _ array: [Double]?, _ body: (UnsafePointer<Double>?) -> Result
  ) -> Result {
    guard let array else { return body(nil) }
    return array.withUnsafeBufferPointer { body($0.baseAddress) }
  }
}

/// Sparse rows that are written out leaf by leaf, for what needs every column of a row: the products of
/// columns with each other. Only for few columns.
struct SparseLeafRows: LeafRows {
  let rows: SparseRows
  private let shift: [Double]
  private let scale: [Double]

  init(_ rows: SparseRows) {
    self.rows = rows
    let count = rows.model.columnCount
    let rest = [Double](repeating: 0, count: SumsShape(rows.model, .value).paddedCount - count)
    shift = rows.shift.prefix(count) + rest
    scale = rows.scale.prefix(count) + rest
  }

  var model: LinearModel { rows.model }
  var rowCount: Int { rows.rowCount }

  var scratchCount: Int { model.kernelScratchCount + RowCut.leafLength * model.columnCount }

  func sum(
    _ wanted: WantedSums, rows range: Range<Int>, at point: LinearPoint,
    scratch: UnsafeMutablePointer<Double>, into sums: UnsafeMutablePointer<Double>
  ) {
    let written = scratch + model.kernelScratchCount
    let width = model.columnCount
    written.update(repeating: 0, count: range.count * width)
    for row in range {
      let to = written + (row - range.lowerBound) * width
      for entry in rows.matrix.entries(ofRow: row) {
        to[Int(rows.matrix.columns[entry])] = rows.matrix.values[entry]
      }
    }
    rows.withKernelRows { data in
      shift.withUnsafeBufferPointer { shift in
        scale.withUnsafeBufferPointer { scale in
          // The rows that are written out count from 0, so what belongs to them does too.
          data.input = UnsafeRawPointer(written)
          data.is_double = 1
          data.stride = Int64(width)
          data.shift = shift.baseAddress
          data.scale = scale.baseAddress
          data.classes = data.classes.map { $0 + range.lowerBound }
          data.weights = data.weights.map { $0 + range.lowerBound }
          data.offsets = data.offsets.map { $0 + range.lowerBound * model.predictorCount }
          data.coefficients = point.coefficients
          data.direction = point.direction
          rows.kernels.linear_rows(&data, wanted.rawValue, 0, Int64(range.count), scratch, sums)
        }
      }
    }
  }
}
