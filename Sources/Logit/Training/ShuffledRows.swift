import CLogitKernels

/// Rows in memory as plain pointers and counts, so that no reference is counted in a step.
final class RowSource {
  private let data: CheckedRows
  let x: UnsafePointer<Float>
  let y: UnsafePointer<Float>
  let w: UnsafePointer<Float>?
  let rowCount: Int
  let features: Int
  let labelColumns: Int

  init(_ data: CheckedRows) {
    self.data = data
    (x, y, w) = (data.x, data.y, data.w)
    (rowCount, features, labelColumns) = (data.rows, data.features, data.labelColumns)
  }

  /// Rows as they stand.
  func batch(_ rows: Range<Int>) -> Batch {
    let first = rows.lowerBound
    return Batch(
      x: x + first * features, y: y + first * labelColumns, w: w.map { $0 + first }, rows: rows.count)
  }
}

/// The rows of one pass in an order of its own.
final class ShuffledRows: BackgroundWork {
  /// The pass that ``run()`` prepares.
  var wantedPass = 0
  /// The pass that is prepared.
  private(set) var pass: Int?
  private let source: RowSource
  private let order: EpochOrder
  private let workspace: Workspace
  private let x: Workspace.Slice
  private let y: Workspace.Slice
  private let w: Workspace.Slice
  private let kernels = Kernels.current

  init(_ source: RowSource, seed: UInt64, longestRun: Int, gathers: Bool) {
    self.source = source
    order = EpochOrder(rows: source.rowCount, seed: seed, longestRun: longestRun)
    let rows = gathers ? longestRun : 0
    let counts = [rows * source.features, rows * source.labelColumns, source.w == nil ? 0 : rows]
    workspace = Workspace(reserving: counts)
    (x, y, w) = (workspace.slice(counts[0]), workspace.slice(counts[1]), workspace.slice(counts[2]))
  }

  /// Forgets what was prepared, and draws from another seed from now on.
  func use(seed: UInt64) {
    order.seed = seed
    pass = nil
  }

  /// Draws the order of a pass.
  func shuffle(pass: Int) {
    order.shuffle(epoch: pass)
    self.pass = pass
  }

  /// Draws the order of ``wantedPass`` and gathers all its rows.
  override func run() {
    shuffle(pass: wantedPass)
    gather(0..<source.rowCount, pool: nil)
  }

  /// Rows of a pass that was gathered as a whole.
  func gathered(_ places: Range<Int>) -> Batch {
    let first = places.lowerBound
    return Batch(
      x: UnsafePointer(x.baseAddress.unsafelyUnwrapped + first * source.features),
      y: UnsafePointer(y.baseAddress.unsafelyUnwrapped + first * source.labelColumns),
      w: source.w == nil ? nil : w.baseAddress.map { UnsafePointer($0 + first) }, rows: places.count)
  }

  /// Rows gathered now.
  func gathering(_ places: Range<Int>, pool: ThreadPool) -> Batch {
    gather(places, pool: pool)
    return Batch(
      x: UnsafePointer(x.baseAddress.unsafelyUnwrapped), y: UnsafePointer(y.baseAddress.unsafelyUnwrapped),
      w: source.w == nil ? nil : UnsafePointer(w.baseAddress), rows: places.count)
  }

  /// Rows where they are, with the indices that name them.
  func indexed(_ places: Range<Int>) -> Batch {
    Batch(x: source.x, y: source.y, w: source.w, rows: places.count, indices: order.rows(places))
  }

  private func gather(_ places: Range<Int>, pool: ThreadPool?) {
    let indices = order.rows(places)
    let (rows, features) = (places.count, source.features)
    let target = x.baseAddress.unsafelyUnwrapped
    if let pool {
      pool.gatherRows(source.x, indices, rows: rows, columns: features, into: target)
    } else {
      kernels.gather_rows(source.x, indices, Int64(rows), Int64(features), target)
    }
    kernels.gather_rows(source.y, indices, Int64(rows), Int64(source.labelColumns), y.baseAddress)
    if let weights = source.w { kernels.gather_rows(weights, indices, Int64(rows), 1, w.baseAddress) }
  }
}
