/// Measures how fast a training is, and tells it at most some thirty times a second.
final class TrainingMeter {
  /// Ends of epochs are told sooner than steps: with them come the numbers of validation. Epochs that are
  /// shorter than this do not all get a turn.
  private static let epochInterval = Duration.milliseconds(5)

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

  func stepCountBecameKnown(_ count: Int) { stepCount = count }

  /// - Parameter isLast: Whether training ends here, so that it must be told now.
  func stepsEnded(_ step: Int, isLast: Bool, logs: () -> Logs) {
    stepsMade += step - self.step
    self.step = step
    let now = clock.now
    if isLast || now - lastTold >= ReportPace.interval { say(logs(), now) }
  }

  func epochEnded() {
    let now = clock.now
    hasNews = true
    if now - lastTold >= Self.epochInterval { sayEpochEnded(now) }
  }

  func trainingEnded() {
    if hasNews { sayEpochEnded(clock.now) }
  }

  private func sayEpochEnded(_ now: ContinuousClock.Instant) {
    guard let logs = record?.history.last else { return }
    hasNews = false
    say(logs, now)
  }

  private func say(_ logs: Logs, _ now: ContinuousClock.Instant) {
    guard let record else { return }
    lastTold = now
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
