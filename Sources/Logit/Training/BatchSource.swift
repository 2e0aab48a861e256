internal import CLogitKernels

/// Cuts rows in memory into batches, in their order or in a new one for each pass.
final class BatchSource {
  private let data: TrainingData
  private let batchSize: Int
  private let order: EpochOrder?
  private let givesIndices: Bool
  private let pool: ThreadPool
  private let workspace: Workspace
  private let gathered: (x: Workspace.Slice, y: Workspace.Slice, w: Workspace.Slice)
  private let kernels = Kernels.current
  // What every step reads, kept as plain pointers and counts so that no reference is counted there; `data` keeps the
  // memory alive.
  private let source: (x: UnsafePointer<Float>, y: UnsafePointer<Float>, w: UnsafePointer<Float>?)
  private let rowCount: Int
  private let features: Int
  private let labelColumns: Int
  private var pass: Int?

  /// - Parameters:
  ///   - chunkLength: The most batches asked for together.
  ///   - shuffleSeed: The seed of the order of rows; `nil` to take them as they are.
  ///   - givesIndices: Whether shuffled rows may be named instead of gathered.
  init(
    _ data: TrainingData, batchSize: Int, chunkLength: Int = 1, shuffleSeed: UInt64? = nil,
    givesIndices: Bool = false, pool: ThreadPool
  ) {
    self.data = data
    self.batchSize = batchSize
    self.givesIndices = givesIndices
    self.pool = pool
    source = (data.x, data.y, data.w)
    (rowCount, features, labelColumns) = (data.rows, data.features, data.labelColumns)
    let longest = min(batchSize * chunkLength, data.rows)
    order = shuffleSeed.map { EpochOrder(rows: data.rows, seed: $0, longestRun: longest) }
    let rows = order == nil || givesIndices ? 0 : longest
    let counts = [rows * data.features, rows * data.labelColumns, data.w == nil ? 0 : rows]
    workspace = Workspace(reserving: counts)
    gathered = (workspace.slice(counts[0]), workspace.slice(counts[1]), workspace.slice(counts[2]))
  }

  /// The number of batches in a pass over all rows; the last one may be short.
  var stepCount: Int { (rowCount + batchSize - 1) / batchSize }

  /// Chooses the order of rows.
  func begin(pass: Int) {
    if self.pass != pass { order?.shuffle(epoch: pass) }
    self.pass = pass
  }

  /// The rows of some steps, one batch after the other; valid until the next call.
  func batch(_ steps: Range<Int>) -> Batch {
    let first = steps.lowerBound * batchSize
    let rows = min(steps.upperBound * batchSize, rowCount) - first
    guard let order else {
      return Batch(
        x: source.x + first * features, y: source.y + first * labelColumns, w: source.w.map { $0 + first },
        rows: rows)
    }
    let indices = order.rows(first..<first + rows)
    guard !givesIndices else {
      return Batch(x: source.x, y: source.y, w: source.w, rows: rows, indices: indices)
    }
    let x = gathered.x.baseAddress.unsafelyUnwrapped
    let y = gathered.y.baseAddress.unsafelyUnwrapped
    pool.gatherRows(kernels, source.x, indices, rows: rows, columns: features, into: x)
    kernels.gather_rows(source.y, indices, Int64(rows), Int64(labelColumns), y)
    guard let weights = source.w else { return Batch(x: x, y: y, w: nil, rows: rows) }
    let w = gathered.w.baseAddress.unsafelyUnwrapped
    kernels.gather_rows(weights, indices, Int64(rows), 1, w)
    return Batch(x: x, y: y, w: w, rows: rows)
  }
}
