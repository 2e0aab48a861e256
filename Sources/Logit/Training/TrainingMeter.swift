/// Measures how fast a training is, and tells it at most some thirty times a second.
final class TrainingMeter {
  /// Ends of epochs are told sooner than steps: with them come the numbers of validation. Epochs that are
  /// shorter than this do not all get a turn.
  private static let epochInterval = Duration.milliseconds(5)
  /// With each number of a long history there is more time between two reports: a hundred times what copying it
  /// takes.
  private static let intervalPerNumber = Duration.nanoseconds(100)

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
  /// Whether an epoch ended that nobody was told of.
  private var hasNews = false

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
    hasNews = true
    guard mayTell else { return }
    let now = clock.now
    if now - lastTold >= interval(Self.epochInterval) { sayEpochEnded(now) }
  }

  func trainingEnded() {
    if hasNews { sayEpochEnded(clock.now) }
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
    say(logs, now)
  }

  private func say(_ logs: Logs, _ now: ContinuousClock.Instant) {
    guard let record else { return }
    (lastTold, hasNews) = (now, false)
    let elapsed = now - start
    let rate = Double(stepsMade) / max(elapsed.seconds, 1e-9)
    let left = stepCount.map { max($0 - step, 0) + max(epochs - epoch - 1, 0) * $0 }
    tell(
      TrainingProgress(
        epoch: epoch, epochs: epochs, step: step, stepCount: stepCount, logs: logs, elapsed: elapsed,
        stepsPerSecond: rate, timeLeft: rate > 0 ? left.map { .seconds(Double($0) / rate) } : nil,
        history: record.history))
  }
}
