import CLogitKernels
import LogitFiles

/// The memory of one fold over sparse rows, and what is known of them at the last coefficients.
final class SparseWork: @unchecked Sendable {
  // One caller at a time; threads write to places of their own in the storages.

  /// Totals of a leaf: rows, weight, loss, curvature; then come the sums of the residuals.
  private static let totalCount = 4

  private let rows: SparseRows
  private let pool: ThreadPool
  private let byRows: SparsePointers
  private let byColumns: SparsePointers
  private let predictors: Int
  private let columns: Int
  private let padded: Int
  private let leafCount: Int
  private let scratchCount: Int

  /// The coefficients at which residuals and curvatures are known, `[predictors, padded]`.
  private let known: TensorStorage<Double>
  private var isKnown = false
  /// Coefficients or a direction, scaled, `[columns, predictors]`; then the sums over rows, alike.
  private let scaled: TensorStorage<Double>
  /// `[rows, predictors]`; see `logit_kernels`.
  private let residuals: TensorStorage<Double>
  private let curvatures: TensorStorage<Double>
  private var directions: TensorStorage<Double>?
  private let leaves: TensorStorage<Double>
  private var totals: [Double] = []

  init(_ rows: SparseRows, pool: ThreadPool) {
    (self.rows, self.pool) = (rows, pool)
    byRows = SparsePointers(rows.matrix)
    byColumns = SparsePointers(rows.transposed)
    (predictors, columns) = (rows.model.predictorCount, rows.model.columnCount)
    padded = SumsShape(rows.model, .value).paddedCount
    leafCount = (rows.rowCount + RowCut.leafLength - 1) / RowCut.leafLength
    scratchCount = max(
      Int(logit_linear_scratch_count(0, 0, Int64(predictors))), Int(LOGIT_SPARSE_DEPTH) * predictors)
    known = TensorStorage(uninitializedCount: predictors * padded)
    scaled = TensorStorage(uninitializedCount: max(columns * predictors, 1))
    residuals = TensorStorage(uninitializedCount: rows.rowCount * predictors)
    curvatures = TensorStorage(uninitializedCount: rows.rowCount * predictors)
    leaves = TensorStorage(uninitializedCount: leafCount * (Self.totalCount + predictors))
  }

  /// Works out what is wanted: the losses, the gradient, the product with a direction.
  func sum(_ wanted: WantedSums, at point: LinearPoint, into sums: inout PartialSums) {
    if !isKnown(at: point.coefficients) { learn(point.coefficients) }
    for index in 0..<SumsShape.totalCount {
      sums.values[index] = index < Self.totalCount ? totals[index] : 0
    }
    if wanted.contains(.gradient) {
      write(
        residuals, constants: Array(totals[Self.totalCount...]), from: sums.shape.gradientStart,
        into: &sums.values)
    }
    if wanted.contains(.product), let direction = point.direction {
      let directions = directions ?? TensorStorage(uninitializedCount: rows.rowCount * predictors)
      self.directions = directions
      let constants = turn(direction, into: directions)
      write(directions, constants: constants, from: sums.shape.productStart, into: &sums.values)
    }
  }

  /// The diagonal of the Hessian's sum, `[free predictors, columns then intercept]`.
  func diagonal(at point: LinearPoint) -> [Double] {
    if !isKnown(at: point.coefficients) { learn(point.coefficients) }
    let directions = directions ?? TensorStorage(uninitializedCount: rows.rowCount * predictors)
    self.directions = directions
    let (factors, curvatures, sums) = (Self.base(directions), Self.base(curvatures), Self.base(scaled))
    var constants = [Double](repeating: 0, count: predictors)
    for row in 0..<rows.rowCount {
      let weight = rows.weights?[row] ?? 1
      for k in 0..<predictors {
        let place = row * predictors + k
        let p = curvatures[place]
        factors[place] = predictors == 1 ? p : weight * p * (1 - p)
        constants[k] += factors[place]
      }
    }
    let parts = rows.transposed.parts
    byColumns.withMatrix { x in
      pool.forEach(blocksOf: 1, count: parts.count - 1) { range in
        rows.shift.withUnsafeBufferPointer { shift in
          for part in range {
            rows.kernels.sparse_squares(
              x, factors, Int64(predictors), shift.baseAddress, Int64(parts[part]), Int64(parts[part + 1]),
              sums)
          }
        }
      }
    }
    let model = rows.model
    return (0..<model.freePredictorCount).flatMap { free -> [Double] in
      let k = model.predictor(ofFree: free)
      let own = (0..<columns).map { j in
        rows.scale[j] * rows.scale[j]
          * (sums[j * predictors + k] + rows.shift[j] * rows.shift[j] * constants[k])
      }
      return own + (model.hasIntercept ? [constants[k]] : [])
    }
  }

  // MARK: Rows

  private func isKnown(at coefficients: UnsafePointer<Double>) -> Bool {
    guard isKnown else { return false }
    let known = Self.base(known)
    for index in 0..<predictors * padded where known[index] != coefficients[index] { return false }
    return true
  }

  private func learn(_ coefficients: UnsafePointer<Double>) {
    Self.base(known).update(from: coefficients, count: predictors * padded)
    isKnown = true
    let bases = scale(coefficients)
    let width = Self.totalCount + predictors
    let (residuals, curvatures) = (Self.base(residuals), Self.base(curvatures))
    let (leaves, scaled) = (Self.base(leaves), Self.base(scaled))
    forEachLeaf { x, data, leaf, range, scratch in
      data.coefficients = UnsafePointer(scaled)
      rows.kernels.sparse_rows(
        x, &data, bases, Int64(range.lowerBound), Int64(range.upperBound), scratch, residuals, curvatures,
        leaves + leaf * width)
    }
    totals = merged(width: width)
  }

  /// What the Hessian of each row makes of a direction.
  ///
  /// - Returns: The sum over the rows, one a predictor.
  private func turn(_ direction: UnsafePointer<Double>, into directions: TensorStorage<Double>) -> [Double] {
    let bases = scale(direction)
    let (curvatures, directions) = (Self.base(curvatures), Self.base(directions))
    let (leaves, scaled) = (Self.base(leaves), Self.base(scaled))
    forEachLeaf { x, data, leaf, range, scratch in
      data.direction = UnsafePointer(scaled)
      rows.kernels.sparse_directions(
        x, &data, bases, Int64(range.lowerBound), Int64(range.upperBound), scratch, curvatures, directions,
        leaves + leaf * predictors)
    }
    return merged(width: predictors)
  }

  /// Lays coefficients out for the rows.
  ///
  /// - Returns: What is added to each predictor: the intercept, less what the shifts take away.
  private func scale(_ coefficients: UnsafePointer<Double>) -> [Double] {
    let (scaled, hasIntercept) = (Self.base(scaled), rows.model.hasIntercept)
    return rows.scale.withUnsafeBufferPointer { scale in
      rows.shift.withUnsafeBufferPointer { shift in
        (0..<predictors).map { k in
          let own = coefficients + k * padded
          var base = hasIntercept ? own[columns] : 0
          for j in 0..<columns {
            let factor = own[j] * scale[j]
            scaled[j * predictors + k] = factor
            base -= factor * shift[j]
          }
          return base
        }
      }
    }
  }

  /// Has threads go through the leaves, each with a scratch of its own.
  private func forEachLeaf(
    _ body: (
      _ x: UnsafePointer<logit_sparse>, _ data: inout logit_linear, _ leaf: Int, _ rows: Range<Int>,
      _ scratch: UnsafeMutablePointer<Double>
    ) -> Void
  ) {
    byRows.withMatrix { x in
      pool.forEach(blocksOf: 1, count: leafCount) { leaves in
        let scratch = TensorStorage<Double>(uninitializedCount: scratchCount)
        rows.withKernelRows { data in
          for leaf in leaves {
            let first = leaf * RowCut.leafLength
            body(
              x, &data, leaf, first..<min(first + RowCut.leafLength, rows.rowCount), Self.base(scratch))
          }
        }
      }
    }
  }

  /// Adds up what stands in `leaves`, `[leaves, width]`, along the tree.
  private func merged(width: Int) -> [Double] {
    let leaves = Self.base(leaves)
    var distance = 1
    while distance < leafCount {
      for left in stride(from: 0, to: leafCount - distance, by: 2 * distance) {
        for index in 0..<width { leaves[left * width + index] += leaves[(left + distance) * width + index] }
      }
      distance *= 2
    }
    return Array(UnsafeBufferPointer(start: leaves, count: width))
  }

  // MARK: Columns

  /// Sums up what rows have, column by column, and writes it where the sums have it.
  ///
  /// - Parameters:
  ///   - factors: `[rows, predictors]`.
  ///   - constants: The sum over the rows, one a predictor.
  ///   - start: Where the first predictor's sums go.
  ///   - values: Receives `[predictors, padded]`.
  private func write(
    _ factors: TensorStorage<Double>, constants: [Double], from start: Int, into values: inout [Double]
  ) {
    let (factors, sums) = (Self.base(factors), Self.base(scaled))
    let parts = rows.transposed.parts
    byColumns.withMatrix { x in
      pool.forEach(blocksOf: 1, count: parts.count - 1) { range in
        let stack = TensorStorage<Double>(uninitializedCount: scratchCount)
        for part in range {
          rows.kernels.sparse_columns(
            x, factors, Int64(predictors), Int64(parts[part]), Int64(parts[part + 1]), Self.base(stack), sums)
        }
      }
    }
    values.withUnsafeMutableBufferPointer { values in
      rows.scale.withUnsafeBufferPointer { scale in
        rows.shift.withUnsafeBufferPointer { shift in
          for k in 0..<predictors {
            let to = start + k * padded
            for j in 0..<columns {
              values[to + j] = scale[j] * (sums[j * predictors + k] - shift[j] * constants[k])
            }
            for j in columns..<padded { values[to + j] = 0 }
            if rows.model.hasIntercept { values[to + columns] = constants[k] }
          }
        }
      }
    }
  }

  private static func base(_ storage: TensorStorage<Double>) -> UnsafeMutablePointer<Double> {
    guard let base = storage.elements.baseAddress else { programmingError("There is no memory to work in") }
    return base
  }
}
