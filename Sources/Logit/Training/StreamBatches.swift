import LogitFiles

/// Batches that come one after the other, as many as there may be.
///
/// Only one is held at a time, and the next is asked for when it is wanted, so data larger than memory can be
/// streamed through, at the speed of whichever is slower.
final class StreamBatches {
  private let preparation: Preparation
  private let classWeight: [Int: Float]?
  private let makeBatches: () throws -> AnyIterator<LabeledRows>
  private var batches: AnyIterator<LabeledRows>?
  /// A batch that was taken from the stream to see its size, and that no step was made with yet.
  private var drawn: LabeledRows?
  /// The batches taken from the stream at hand.
  private var takenCount = 0
  /// The most rows in the batch at hand; of the first one until it is asked for.
  private(set) var batchSize: Int
  /// The batch at hand, as it came until its step begins, and from then on as the kernels want it.
  private var rows: LabeledRows?
  private var data: CheckedRows?

  /// - Parameters:
  ///   - first: The first batch; it tells the usual number of rows.
  ///   - rest: What follows the first batch.
  ///   - makeBatches: Makes the stream anew once it has ended.
  init(
    _ preparation: Preparation, first: LabeledRows, rest: AnyIterator<LabeledRows>? = nil,
    classWeight: [Int: Float]?, makeBatches: @escaping () throws -> AnyIterator<LabeledRows>
  ) {
    self.preparation = preparation
    self.classWeight = classWeight
    self.makeBatches = makeBatches
    drawn = first
    batchSize = first.batchSize
    batches = rest
  }

  /// The next batch of the epoch; `nil` once at the end of the stream, after which it begins anew.
  private func nextBatch(_ position: inout TrainingPosition) throws -> LabeledRows? {
    if let rows = try takeBatch() { return rows }
    let isAtBeginning = position.step == 0
    position.endPass()
    // The epoch before ended just where the stream does.
    return position.batch == 0 && !isAtBeginning ? try takeBatch() : nil
  }

  private func takeBatch() throws -> LabeledRows? {
    if let rows = drawn {
      drawn = nil
      takenCount = 1
      return rows
    }
    if batches == nil { batches = try makeBatches() }
    let rows = batches?.next()
    if rows == nil { batches = nil }
    takenCount = rows == nil ? 0 : takenCount + 1
    return rows
  }
}

extension StreamBatches: BatchSource {
  /// Unknown before the end.
  var stepCount: Int? { nil }

  /// Rows are handed out as they come.
  func settle(chunkLength: Int, givesIndices: Bool) {}

  /// The order is the stream's.
  func use(seed: UInt64) {}

  /// Drops the batches that were trained on before an interruption.
  func beginEpoch(at position: inout TrainingPosition, stepsPerEpoch: Int?) throws -> Range<Int> {
    if position.isAtEndOfEpoch { return position.batch..<position.batch }
    while takenCount < position.step {
      let count = takenCount
      guard try takeBatch() != nil else {
        throw LogitError.invalidOption(
          name: "The stream", value: "\(count) batches long",
          expected: "at least \(position.step) batches long, as many as were trained on before training was "
            + "interrupted; give the batches of that training")
      }
    }
    // A callback that went back to an earlier model cannot take the stream back with it.
    position.step = takenCount
    return position.batch..<max(stepsPerEpoch ?? .max, position.batch)
  }

  /// One step: the batch before is gone, before the next one is made.
  func next(_ steps: Range<Int>, at position: inout TrainingPosition) throws -> Range<Int>? {
    (rows, data) = (nil, nil)
    guard let rows = try nextBatch(&position) else { return nil }
    batchSize = rows.batchSize
    self.rows = rows
    return steps.prefix(1)
  }

  func begin(pass: Int) throws {
    guard let rows else { programmingError("A run began before its batch was asked for") }
    data = try preparation.checked(rows.weighted(byClass: classWeight))
    self.rows = nil
  }

  func batch(_ steps: Range<Int>) -> Batch {
    guard let data else { programmingError("A batch was asked for before its run began") }
    return Batch(x: data.x, y: data.y, w: data.w, rows: data.rows)
  }

  /// Each batch is searched when it comes.
  func nonFiniteInput() -> LogitError? { nil }
}

extension LabeledRows {
  /// The rows of a batch, at least 1 so that there can be a plan for it; whether there are any is checked
  /// with the rest.
  fileprivate var batchSize: Int { max(x.shape.first ?? 1, 1) }
}
