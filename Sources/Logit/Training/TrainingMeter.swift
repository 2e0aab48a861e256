/// Measures how fast a training is, and tells it at most some thirty times a second.
final class TrainingMeter {
  /// Ends of epochs are told sooner than steps: with them come the numbers of validation. Epochs that are
  /// shorter than this do not all get a turn.
  private static let epochInterval = Duration.milliseconds(5)
  /// With each number of a long history there is more time between two reports: a hundred times what copying it
  /// takes.
  private static let intervalPerNumber = Duration.nanoseconds(100)

  /// Seconds that nobody waits, a thousand years.
  private static let longestTime = 3e10

  private let tell: (TrainingProgress) -> Void
  private let clock = ContinuousClock()
  private let start: ContinuousClock.Instant
  private var lastTold: ContinuousClock.Instant
  private var record: HistoryRecord?
  private var epochs = 0
  private var epoch = 0
  /// The steps of the epoch that were made, and those of all.
  private var (step, stepsMade) = (0, 0)
  private var stepCount: Int?
  /// Whether an epoch ended that nobody was told of, and where that was.
  private var hasNews = false
  private var ended = (epoch: 0, step: 0)

  init(_ tell: @escaping (TrainingProgress) -> Void) {
    self.tell = tell
    start = clock.now
    lastTold = start
  }

  func trainingBegan(_ record: HistoryRecord, epochs: Int) {
    (self.record, self.epochs) = (record, epochs)
  }

  func epochBegan(_ epoch: Int, from step: Int, stepCount: Int) {
    (self.epoch, self.step) = (epoch, step)
    // A stream is most likely as long as the last time.
    if stepCount > 0 { self.stepCount = stepCount }
  }

  /// - Parameter isLast: Whether training ends here, so that it must be told now.
  func stepsEnded(_ step: Int, isLast: Bool, _ now: ContinuousClock.Instant, logs: () -> Logs) {
    count(step)
    if isLast || now - lastTold >= interval(ReportPace.interval) { say(logs(), now) }
  }

  /// - Parameter isWhole: Whether the rows ended here, which tells how many steps there are.
  func lastStepEnded(_ step: Int, isWhole: Bool) {
    count(step)
    if isWhole { stepCount = step }
  }

  /// - Parameter mayTell: Whether some time passed since the last report.
  func epochEnded(mayTell: Bool) {
    (hasNews, ended) = (true, (epoch, step))
    guard mayTell else { return }
    let now = clock.now
    if now - lastTold >= interval(Self.epochInterval) { sayEpochEnded(now) }
  }

  func trainingEnded() {
    // What became of the training is told, too, but for what whoever cancelled it knows.
    let reason = record?.history.stopReason ?? .cancelled
    if hasNews || reason != .cancelled { sayEpochEnded(clock.now) }
  }

  private func count(_ step: Int) {
    stepsMade += step - self.step
    self.step = step
  }

  private func interval(_ usual: Duration) -> Duration {
    guard let history = record?.history else { return usual }
    return usual + Self.intervalPerNumber * (history.epochs.count * (1 + 2 * history.names.count))
  }

  private func sayEpochEnded(_ now: ContinuousClock.Instant) {
    guard let logs = record?.history.last else { return }
    // The epoch that these are of; the next may have begun.
    (epoch, step) = ended
    say(logs, now)
  }

  private func say(_ logs: Logs, _ now: ContinuousClock.Instant) {
    guard let record else { return }
    (lastTold, hasNews) = (now, false)
    let elapsed = now - start
    let rate = Double(stepsMade) / max(elapsed.seconds, 1e-9)
    // As doubles, since a training that only its cancelling ends may have any number of epochs.
    let left = stepCount.map { Double(max($0 - step, 0)) + Double(max(epochs - epoch - 1, 0)) * Double($0) }
    let secondsLeft = left.map { $0 / rate }.flatMap { $0 < Self.longestTime ? $0 : nil }
    tell(
      TrainingProgress(
        epoch: epoch, epochs: epochs, step: step, stepCount: stepCount, logs: logs, elapsed: elapsed,
        stepsPerSecond: rate, timeLeft: secondsLeft.map { .seconds($0) },
        history: record.history))
  }
}
