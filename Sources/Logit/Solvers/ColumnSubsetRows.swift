import CLogitKernels

/// Some of the columns of dense rows: for a problem restricted to a working set.
///
/// Nothing is copied for good: the columns of one leaf are gathered when the leaf is summed up, as the
/// `Float` or `Double` they are, and shifted and scaled from there like whole rows.
struct ColumnSubsetRows: LeafRows {
  let model: LinearModel
  private let rows: DenseRows
  private let columns: [Int]
  private let shift: [Double]
  private let scale: [Double]
  private let leafLength: Int

  /// - Parameters:
  ///   - rows: All columns.
  ///   - columns: Those that are used, ascending; none only where there is an intercept.
  ///   - leafLength: The most rows that are summed up at a time.
  init(_ rows: DenseRows, columns: [Int], leafLength: Int) throws(LogitError) {
    self.rows = rows
    self.columns = columns
    self.leafLength = leafLength
    model = try LinearModel(
      rows.model.outcome, columnCount: columns.count, hasIntercept: rows.model.hasIntercept)
    let padded = SumsShape(model, .value).paddedCount
    let rest = [Double](repeating: 0, count: padded - columns.count)
    shift = columns.map { rows.shift[$0] } + rest
    scale = columns.map { rows.scale[$0] } + rest
  }

  var rowCount: Int { rows.rowCount }

  var scratchCount: Int {
    let values = leafLength * columns.count
    return switch rows.matrix {
    case .float: model.kernelScratchCount + (values + 1) / 2
    case .double: model.kernelScratchCount + values
    }
  }

  func sum(
    _ wanted: WantedSums, rows range: Range<Int>, at point: LinearPoint,
    scratch: UnsafeMutablePointer<Double>, into sums: UnsafeMutablePointer<Double>
  ) {
    let gathered = UnsafeMutableRawPointer(scratch + model.kernelScratchCount)
    switch rows.matrix {
    case .float(let x):
      x.withUnsafeBufferPointer { gather($0, range, into: gathered) }
    case .double(let x):
      x.withUnsafeBufferPointer { gather($0, range, into: gathered) }
    }
    rows.withKernelRows { data in
      shift.withUnsafeBufferPointer { shift in
        scale.withUnsafeBufferPointer { scale in
          // The gathered rows count from 0, so what belongs to them does too.
          data.input = UnsafeRawPointer(gathered)
          data.stride = Int64(columns.count)
          data.columns = Int64(columns.count)
          data.shift = shift.baseAddress
          data.scale = scale.baseAddress
          data.classes = data.classes.map { $0 + range.lowerBound }
          data.shares = data.shares.map { $0 + range.lowerBound }
          data.weights = data.weights.map { $0 + range.lowerBound }
          data.offsets = data.offsets.map { $0 + range.lowerBound * model.predictorCount }
          data.coefficients = point.coefficients
          data.direction = point.direction
          rows.kernels.linear_rows(&data, wanted.rawValue, 0, Int64(range.count), scratch, sums)
        }
      }
    }
  }

  private func gather<Scalar>(
    _ x: UnsafeBufferPointer<Scalar>, _ range: Range<Int>, into memory: UnsafeMutableRawPointer
  ) {
    guard let base = x.baseAddress, !columns.isEmpty else { return }
    let (width, count) = (rows.model.columnCount * rows.rowStride, columns.count)
    let target = memory.bindMemory(to: Scalar.self, capacity: range.count * count)
    columns.withUnsafeBufferPointer { columns in
      for row in range {
        let (from, to) = (base + row * width, target + (row - range.lowerBound) * count)
        for j in 0..<count { to[j] = from[columns[j]] }
      }
    }
  }
}
