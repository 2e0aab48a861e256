import CLogitKernels

/// Cuts rows in memory into batches, in their order or in a new one for each pass.
///
/// When all rows of a pass fit the cache they are gathered at its beginning, or rather before: while the steps of one
/// pass are made, another thread draws the order of the next one and gathers its rows, so that shuffling takes next to no
/// time. What comes out does not depend on who did it.
final class BatchSource {
  private let batchSize: Int
  private let givesIndices: Bool
  private let gathersWholePasses: Bool
  private let pool: ThreadPool
  private let source: RowSource
  private var current: ShuffledRows?
  private var upcoming: ShuffledRows?
  private var isPreparing = false

  /// Rows below which handing the shuffle over costs as much as shuffling.
  private static let fewestRowsToHandOver = 1024

  /// - Parameters:
  ///   - chunkLength: The most batches asked for together.
  ///   - shuffleSeed: The seed of the order of rows; `nil` to take them as they are.
  ///   - givesIndices: Whether shuffled rows may be named instead of gathered.
  init(
    _ data: TrainingData, batchSize: Int, chunkLength: Int = 1, shuffleSeed: UInt64? = nil,
    givesIndices: Bool = false, pool: ThreadPool
  ) {
    self.batchSize = batchSize
    self.givesIndices = givesIndices
    self.pool = pool
    source = RowSource(data)
    let longest = min(batchSize * chunkLength, data.rows)
    gathersWholePasses = shuffleSeed != nil && !givesIndices && longest == data.rows
    func shuffled() -> ShuffledRows? {
      shuffleSeed.map {
        ShuffledRows(source, seed: $0, longestRun: longest, gathers: !givesIndices)
      }
    }
    current = shuffled()
    upcoming = gathersWholePasses && data.rows >= Self.fewestRowsToHandOver ? shuffled() : nil
  }

  deinit {
    if isPreparing { pool.finish(shouldRun: false) }
  }

  /// Draws orders from another seed from now on.
  func use(seed: UInt64) {
    if isPreparing { pool.finish(shouldRun: false) }
    isPreparing = false
    current?.use(seed: seed)
    upcoming?.use(seed: seed)
  }

  /// The number of batches in a pass over all rows; the last one may be short.
  var stepCount: Int { (source.rowCount + batchSize - 1) / batchSize }

  /// Chooses the order of rows.
  func begin(pass: Int) {
    guard let current, current.pass != pass else { return }
    guard gathersWholePasses else { return current.shuffle(pass: pass) }
    guard let upcoming else {
      current.wantedPass = pass
      return current.run()
    }
    if isPreparing {
      pool.finish(shouldRun: upcoming.wantedPass == pass)
      isPreparing = false
    }
    if upcoming.pass == pass {
      swap(&self.current, &self.upcoming)
    } else {
      current.wantedPass = pass
      current.run()
    }
    self.upcoming?.wantedPass = pass + 1
    if let next = self.upcoming { isPreparing = pool.start(next) }
  }

  /// The rows of some steps, one batch after the other; valid until the next call.
  func batch(_ steps: Range<Int>) -> Batch {
    let first = steps.lowerBound * batchSize
    let places = first..<min(steps.upperBound * batchSize, source.rowCount)
    guard let current else { return source.batch(places) }
    if gathersWholePasses { return current.gathered(places) }
    return givesIndices ? current.indexed(places) : current.gathering(places, pool: pool)
  }
}

/// Rows in memory as plain pointers and counts, so that no reference is counted in a step.
final class RowSource {
  private let data: TrainingData
  let x: UnsafePointer<Float>
  let y: UnsafePointer<Float>
  let w: UnsafePointer<Float>?
  let rowCount: Int
  let features: Int
  let labelColumns: Int

  init(_ data: TrainingData) {
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
      pool.gatherRows(kernels, source.x, indices, rows: rows, columns: features, into: target)
    } else {
      kernels.gather_rows(source.x, indices, Int64(rows), Int64(features), target)
    }
    kernels.gather_rows(source.y, indices, Int64(rows), Int64(source.labelColumns), y.baseAddress)
    if let weights = source.w { kernels.gather_rows(weights, indices, Int64(rows), 1, w.baseAddress) }
  }
}
