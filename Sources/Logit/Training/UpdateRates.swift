import CLogitKernels

/// The numbers that change from update to update: the learning rate, and what the optimizer's rule makes of
/// it.
final class UpdateRates {
  private var schedule: any LearningRateSchedule
  /// The learning rate, if it is the same in all steps.
  private var constant: Double?
  private var rule: (any RuleOptimizer)?
  private var memory = RateMemory()
  private let rates: UnsafeMutableBufferPointer<logit_rates>

  /// - Parameter longestRun: The most updates whose rates are asked for together.
  init(_ optimizer: any Optimizer, longestRun: Int) {
    schedule = optimizer.learningRate
    rates = .allocate(capacity: max(longestRun, 1))
    rates.initialize(repeating: logit_rates())
    use(optimizer)
  }

  deinit { rates.deallocate() }

  func use(_ optimizer: any Optimizer) {
    schedule = optimizer.learningRate
    constant = schedule.constant
    rule = optimizer as? any RuleOptimizer
    memory = RateMemory()
  }

  /// The rates of some updates, valid until the next call.
  ///
  /// - Parameters:
  ///   - batch: The number of the batch that the first update follows, counted from 1; schedules count
  ///     batches.
  ///   - update: The number of the first update, counted from 1; rules count updates.
  func next(_ count: Int, batch: Int, update: Int) -> UnsafePointer<logit_rates> {
    let rates = UnsafeMutableBufferPointer(rebasing: rates[..<count])
    if let constant {
      for i in rates.indices { rates[i].learning_rate = Float(constant) }
    } else {
      let schedule = schedule
      for i in rates.indices { rates[i].learning_rate = schedule.learningRate(step: batch - 1 + i) }
    }
    rule?.completeRates(rates, from: update, memory: &memory)
    return UnsafePointer(rates.baseAddress.unsafelyUnwrapped)
  }
}
