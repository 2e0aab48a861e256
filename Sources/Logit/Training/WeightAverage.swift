/// The moving average of the weights, kept in the first slot, which replaces the weights at times and at the
/// end.
struct WeightAverage {
  let momentum: Float
  /// The number of updates after which the average replaces the weights; 0 for never before the end.
  let overwriteFrequency: Int

  init(_ options: MovingAverage) {
    momentum = Float(options.momentum)
    overwriteFrequency = options.overwriteFrequency ?? 0
  }

  /// average = momentum · average + (1 - momentum) · weights; the first one is the weights themselves.
  func follow(_ arena: UpdateArena, ranges: [Range<Int>], updatesBefore: Int, pool: ThreadPool) {
    for range in ranges {
      pool.average(
        arena.parameters + range.lowerBound, momentum: updatesBefore == 0 ? 0 : momentum,
        into: arena.slot(0) + range.lowerBound, count: range.count)
    }
    if overwriteFrequency > 0 && (updatesBefore + 1) % overwriteFrequency == 0 {
      replaceWeights(arena, ranges: ranges)
    }
  }

  func replaceWeights(_ arena: UpdateArena, ranges: [Range<Int>]) {
    for range in ranges {
      (arena.parameters + range.lowerBound).update(
        from: arena.slot(0) + range.lowerBound, count: range.count)
    }
  }
}
