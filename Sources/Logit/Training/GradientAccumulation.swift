/// Adds up the gradients of several batches, and makes one update with their mean.
struct GradientAccumulation {
  /// The number of batches to an update, at least 2.
  let batchCount: Int
  /// The kept slot that holds the sum.
  let slot: Int
  /// What the gradient is divided by first.
  let lossScale: Float

  /// The number of updates made before a batch, counted from 1; Keras's `iterations`.
  func updates(before batch: Int) -> Int { (batch - 1) / batchCount }

  /// Adds the gradient to the sum or, for the last batch of an update, turns it into the mean and the sum
  /// into zeros.
  ///
  /// - Returns: Whether the gradient is now one to make an update with.
  func take(_ arena: UpdateArena, ranges: [Range<Int>], batch: Int, pool: ThreadPool) -> Bool {
    let isUpdate = batch % batchCount == 0
    let sum = arena.slot(slot)
    for range in ranges {
      let (sum, gradient) = (sum + range.lowerBound, arena.gradient + range.lowerBound)
      if isUpdate {
        pool.takeAccumulated(
          sum, gradient: gradient, lossScale: lossScale, steps: Float(batchCount),
          count: range.count)
      } else {
        pool.accumulate(gradient, lossScale: lossScale, into: sum, count: range.count)
      }
    }
    return isUpdate
  }
}
