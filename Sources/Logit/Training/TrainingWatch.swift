/// Looks at a training from time to time for whoever follows it: the line on a terminal, the readers of a job,
/// and the wish that it ends.
///
/// Steps are made in runs that take a few milliseconds; only then does anybody look at the clock, at a task or
/// at a lock.
package final class TrainingWatch {
  /// What prints; `nil` for nothing.
  let reporter: ProgressReporter?
  /// What an earlier part of the same training recorded; `nil` if there was none.
  let earlierHistory: History?
  private let wantsEnd: (() -> Bool)?
  private let meter: TrainingMeter?
  private var record: HistoryRecord?
  private let clock = ContinuousClock()
  private var pace: LookPace

  /// - Parameters:
  ///   - reporter: What prints; `nil` for nothing.
  ///   - earlierHistory: What an earlier part of the same training recorded; nothing by default.
  ///   - isCancelled: Whether training is to end; never if `nil`.
  ///   - onProgress: Called some thirty times a second; `nil` if nobody listens.
  init(
    reporter: ProgressReporter?, earlierHistory: History? = nil, isCancelled: (() -> Bool)?,
    onProgress: ((TrainingProgress) -> Void)? = nil
  ) {
    (self.reporter, self.earlierHistory, wantsEnd) = (reporter, earlierHistory, isCancelled)
    meter = onProgress.map { TrainingMeter($0) }
    pace = LookPace(clock.now)
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
  /// The number of steps to make before the next call of ``stepsEnded(_:of:totals:plan:)``.
  var stepsUntilNextLook: Int { pace.steps }

  /// - Parameters:
  ///   - record: What the epochs' logs are added to.
  ///   - epochs: The epoch to stop before.
  func trainingBegan(_ record: HistoryRecord, epochs: Int) {
    self.record = record
    meter?.trainingBegan(record, epochs: epochs)
  }

  /// - Parameters:
  ///   - steps: The steps to be made of the epoch; the first is not 0 where it was interrupted.
  ///   - stepCount: The number of steps in the epoch; 0 if it is not known.
  func epochBegan(_ epoch: Int, from step: Int, stepCount: Int) {
    pace.pause(clock.now)
    reporter?.epochBegan(epoch, stepCount: stepCount)
    meter?.epochBegan(epoch, from: step, stepCount: stepCount)
  }

  /// Looks at the clock, after as many steps as ``stepsUntilNextLook`` said, or fewer.
  ///
  /// - Parameter count: The number of steps in the epoch; `Int.max` for a stream that does not tell where it
  ///   ends.
  /// - Returns: Whether training is to end.
  func stepsEnded(_ step: Int, of count: Int, totals: BatchTotals, plan: StepPlan) -> Bool {
    pace.look(clock.now)
    reporter?.stepsEnded(step, of: count, totals: totals, plan: plan)
    let isCancelled = isCancelled
    meter?.stepsEnded(step, isLast: isCancelled) { Logs(totals, plan: plan) }
    return isCancelled
  }

  /// A stream ended, which tells how many steps there were.
  func stepCountBecameKnown(_ count: Int) {
    reporter?.stepCountBecameKnown(count)
    meter?.stepCountBecameKnown(count)
  }

  /// - Parameter logs: The epoch's, for what is printed; `nil` if nobody prints.
  func epochEnded(_ logs: Logs?) {
    if let logs { reporter?.epochEnded(logs) }
    meter?.epochEnded()
  }

  /// Says what is still held back; called also when training ends with an error.
  func trainingEnded() {
    reporter?.trainingEnded()
    meter?.trainingEnded()
  }
}

/// The history of a training that goes on, in one place for who adds to it and who shows it.
final class HistoryRecord {
  var history: History
  init(_ history: History) { self.history = history }
}
