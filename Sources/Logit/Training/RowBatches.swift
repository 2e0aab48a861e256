/// Cuts rows in memory into batches, in their order or in a new one for each pass.
///
/// When all rows of a pass fit the cache they are gathered at its beginning, or rather before: while the
/// steps of one pass are made, another thread draws the order of the next one and gathers its rows, so that
/// shuffling takes next to no time. What comes out does not depend on who did it.
final class RowBatches {
  let batchSize: Int
  private let data: CheckedRows
  private let source: RowSource
  private let shuffleSeed: UInt64?
  private let pool: ThreadPool
  private var givesIndices = false
  private var gathersWholePasses = false
  private var current: ShuffledRows?
  private var upcoming: ShuffledRows?
  private var isPreparing = false
  /// The step of the pass that the epoch began with.
  private var epochStart = 0

  /// Rows below which handing the shuffle over costs as much as shuffling.
  private static let fewestRowsToHandOver = 1024

  /// - Parameters:
  ///   - batchSize: The number of rows in a batch, if there are so many.
  ///   - shuffleSeed: The seed of the order of rows; `nil` to take them as they are. They are shuffled once
  ///     it is settled how they are handed out.
  init(_ data: CheckedRows, batchSize: Int, shuffleSeed: UInt64? = nil, pool: ThreadPool) {
    self.data = data
    self.batchSize = min(batchSize, data.rows)
    self.shuffleSeed = shuffleSeed
    self.pool = pool
    source = RowSource(data)
  }

  deinit {
    if isPreparing { pool.finish(shouldRun: false) }
  }

  /// The number of batches in a pass over all rows.
  var count: Int { (source.rowCount + batchSize - 1) / batchSize }

  /// Chooses the order of rows.
  private func shuffle(pass: Int) {
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
}

extension RowBatches: BatchSource {
  /// The last batch of a pass may be short.
  var stepCount: Int? { count }

  func settle(chunkLength: Int, givesIndices: Bool) {
    guard let shuffleSeed else { return }
    self.givesIndices = givesIndices
    let longest = min(batchSize * chunkLength, source.rowCount)
    gathersWholePasses = !givesIndices && longest == source.rowCount
    func shuffled() -> ShuffledRows {
      ShuffledRows(source, seed: shuffleSeed, longestRun: longest, gathers: !givesIndices)
    }
    current = shuffled()
    upcoming = gathersWholePasses && source.rowCount >= Self.fewestRowsToHandOver ? shuffled() : nil
  }

  func use(seed: UInt64) {
    if isPreparing { pool.finish(shouldRun: false) }
    isPreparing = false
    current?.use(seed: seed)
    upcoming?.use(seed: seed)
  }

  func beginEpoch(at position: inout TrainingPosition, stepsPerEpoch: Int?) throws -> Range<Int> {
    if position.isAtEndOfEpoch { return position.batch..<position.batch }
    // A position that other data or another batch size left may lie behind the end: that pass is over.
    if position.batch == 0 && position.step >= count { position.endPass() }
    epochStart = position.step - position.batch
    let end = epochStart + min(stepsPerEpoch ?? .max, count - epochStart)
    guard position.batch == 0 || position.step <= end else {
      throw LogitError.invalidOption(
        name: "The step that the interrupted training goes on with", value: "\(position.step)",
        expected:
          "at most \(end), where its epoch ends; give the rows, batchSize and stepsPerEpoch of that training"
      )
    }
    return position.batch..<end - epochStart
  }

  func next(_ steps: Range<Int>, at position: inout TrainingPosition) -> Range<Int>? { steps }

  func begin(pass: Int) { shuffle(pass: pass) }

  func batch(_ steps: Range<Int>) -> Batch {
    let first = (epochStart + steps.lowerBound) * batchSize
    let places = first..<min((epochStart + steps.upperBound) * batchSize, source.rowCount)
    guard let current else { return source.batch(places) }
    if gathersWholePasses { return current.gathered(places) }
    return givesIndices ? current.indexed(places) : current.gathering(places, pool: pool)
  }

  func nonFiniteInput() -> LogitError? { data.nonFiniteInput() }
}
