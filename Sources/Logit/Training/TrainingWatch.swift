/// Looks at a training from time to time for whoever follows it: the line on a terminal, the readers of a
/// job, and the wish that it ends.
///
/// Steps are counted, across the ends of epochs, and after as many as take a few milliseconds somebody looks
/// at the clock, and at a task or a lock: neither steps nor epochs of microseconds are slowed down.
package final class TrainingWatch {
  /// What prints; `nil` for nothing.
  let reporter: ProgressReporter?
  /// What an earlier part of the same training recorded; `nil` if there was none.
  let earlierHistory: History?
  private let wantsEnd: (() -> Bool)?
  private let meter: TrainingMeter?
  private var record: HistoryRecord?
  private let clock = ContinuousClock()
  private var state: State

  /// What is kept track of in every epoch: in one place, since each use of a class's property is checked for
  /// others at the same time, which adds up where epochs take microseconds.
  private struct State {
    var pace: LookPace
    /// Whether the last look found that training is to end.
    var sawEnd = false
    /// Whether somebody looked since the epoch began.
    var hasLooked = false

    mutating func beginEpoch(looksAtEachStep: Bool) {
      hasLooked = false
      pace.look(atEachStep: looksAtEachStep)
    }

    mutating func look(_ now: ContinuousClock.Instant, isCancelled: Bool) {
      pace.look(now)
      (hasLooked, sawEnd) = (true, isCancelled)
    }
  }

  /// - Parameters:
  ///   - reporter: What prints; `nil` for nothing.
  ///   - earlierHistory: What an earlier part of the same training recorded; nothing by default.
  ///   - isCancelled: Whether training is to end; never if `nil`.
  ///   - onProgress: Called some thirty times a second; `nil` if nobody listens.
  ///   - lookInterval: The least time between two looks; after each step if it is 0.
  init(
    reporter: ProgressReporter?, earlierHistory: History? = nil, isCancelled: (() -> Bool)?,
    onProgress: ((TrainingProgress) -> Void)? = nil, lookInterval: Duration = .milliseconds(2)
  ) {
    (self.reporter, self.earlierHistory, wantsEnd) = (reporter, earlierHistory, isCancelled)
    meter = onProgress.map { TrainingMeter($0) }
    state = State(pace: LookPace(clock.now, interval: lookInterval))
  }

  /// For work that tells others how it goes along and asks them whether to end.
  ///
  /// - Parameters:
  ///   - verbose: What to print.
  ///   - epochs: The epoch to stop before, for what is printed.
  ///   - isCancelled: Whether training is to end.
  ///   - onProgress: Called some thirty times a second.
  package convenience init(
    verbose: Verbosity, epochs: Int, isCancelled: @escaping () -> Bool,
    onProgress: @escaping (TrainingProgress) -> Void
  ) {
    self.init(
      reporter: verbose.reporter(epochs: epochs), isCancelled: isCancelled, onProgress: onProgress)
  }

  /// For a call of `fit`, which ends when its task is cancelled; `nil` if it is not called from a task and
  /// prints nothing.
  static func ofCall(_ verbose: Verbosity, epochs: Int) -> TrainingWatch? {
    let reporter = verbose.reporter(epochs: epochs)
    let isInTask = withUnsafeCurrentTask { $0 != nil }
    guard isInTask || reporter != nil else { return nil }
    return TrainingWatch(reporter: reporter, isCancelled: isInTask ? { Task.isCancelled } : nil)
  }

  /// Loss and metrics of each epoch so far, however training ended; `nil` if it did not begin.
  package var history: History? { record?.history }

  /// Whether training is to end.
  var isCancelled: Bool { wantsEnd?() ?? false }

  /// Ends what is going on if training is to end.
  ///
  /// - Throws: `CancellationError`.
  func checkCancellation() throws {
    if isCancelled { throw CancellationError() }
  }
}

extension TrainingWatch {
  /// The number of steps to make before the next look.
  var stepsUntilNextLook: Int { state.pace.stepsLeft }

  /// - Parameters:
  ///   - record: What the epochs' logs are added to.
  ///   - epochs: The epoch to stop before.
  func trainingBegan(_ record: HistoryRecord, epochs: Int) {
    self.record = record
    meter?.trainingBegan(record, epochs: epochs)
  }

  /// - Parameters:
  ///   - step: The step that the epoch goes on with; not 0 where it was interrupted.
  ///   - stepCount: The number of steps in the epoch; 0 if it is not known.
  ///   - looksAtEachStep: Whether a step may take any time, with what others do before or after it.
  func epochBegan(_ epoch: Int, from step: Int, stepCount: Int, looksAtEachStep: Bool) {
    state.beginEpoch(looksAtEachStep: looksAtEachStep)
    reporter?.epochBegan(epoch, stepCount: stepCount)
    meter?.epochBegan(epoch, from: step, stepCount: stepCount)
  }

  /// Counts steps, and looks if it is time to.
  ///
  /// - Parameters:
  ///   - made: The steps made since the last call.
  ///   - step: The number of steps made in the epoch.
  ///   - count: The number of steps in the epoch; `Int.max` for a stream that does not tell where it ends.
  /// - Returns: Whether training is to end.
  func stepsEnded(_ made: Int, _ step: Int, of count: Int, totals: BatchTotals, plan: StepPlan) -> Bool {
    guard state.pace.pass(made) else { return false }
    let (now, sawEnd) = look()
    reporter?.stepsEnded(step, of: count, totals: totals, plan: plan)
    meter?.stepsEnded(step, now) { Logs(totals, plan: plan) }
    return sawEnd
  }

  /// The last step of an epoch ended.
  ///
  /// - Parameter isStream: Whether nobody knew that it would be the last.
  func lastStepEnded(_ step: Int, isStream: Bool) {
    if isStream { reporter?.stepCountBecameKnown(step) }
    meter?.lastStepEnded(step, isWhole: isStream)
  }

  /// Counts a batch of validation, and looks if it is time to.
  ///
  /// - Parameter steps: The number of training steps with as many rows.
  /// - Throws: `CancellationError` if training is to end.
  func validationBatchEnded(steps: Int) throws {
    // A row takes longer where many steps of a small model are one kernel call, so it counts more.
    guard state.pace.pass(4 * steps) else { return }
    if look().sawEnd { throw CancellationError() }
  }

  /// An epoch was left in its midst, or before it was validated.
  ///
  /// - Parameter totals: What was added up in it so far.
  func epochInterrupted(_ totals: BatchTotals, plan: StepPlan) {
    meter?.epochInterrupted(totals.rows > 0 ? Logs(totals, plan: plan) : Logs())
  }

  /// - Parameters:
  ///   - logs: The epoch's, for what is printed; `nil` if nobody prints.
  ///   - hasCallbacks: Whether there were others who may have taken any time.
  func epochEnded(_ logs: Logs?, hasCallbacks: Bool) {
    if let logs { reporter?.epochEnded(logs) }
    meter?.epochEnded(mayTell: hasCallbacks || state.hasLooked)
  }

  /// Ends training between epochs if it is to end.
  ///
  /// - Parameter hasCallbacks: Whether others may have taken any time since the last look.
  /// - Throws: `CancellationError`.
  func checkBetweenEpochs(hasCallbacks: Bool) throws {
    if state.sawEnd || (hasCallbacks && isCancelled) { throw CancellationError() }
  }

  /// Says what is still held back; called also when training ends with an error.
  func trainingEnded() {
    reporter?.trainingEnded()
    record?.complete()
    meter?.trainingEnded()
  }

  private func look() -> (now: ContinuousClock.Instant, sawEnd: Bool) {
    let (now, sawEnd) = (clock.now, isCancelled)
    state.look(now, isCancelled: sawEnd)
    return (now, sawEnd)
  }
}
