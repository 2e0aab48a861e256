/// Measures how fast a training is, and tells it at most some thirty times a second.
final class TrainingMeter {
  /// Ends of epochs are reported sooner than steps: with them come the numbers of validation. Epochs that are
  /// shorter than this do not all get a turn.
  private static let epochInterval = Duration.milliseconds(10)

  /// Seconds that nobody waits, a thousand years.
  private static let longestTime = 3e10

  private let tell: (TrainingProgress) -> Void
  private let clock = ContinuousClock()
  private let start: ContinuousClock.Instant
  private var lastTold: ContinuousClock.Instant
  private var record: HistoryRecord?
  private var epochs = 0
  private var place = Place()
  /// The logs that were told last.
  private var lastLogs = Logs()
  /// Those of an epoch that was left in its midst.
  private var interrupted: Logs?

  /// Where training stands: in one place, as what ``TrainingWatch`` keeps is.
  private struct Place {
    var epoch = 0
    /// The steps of the epoch that were made, and those of all.
    var (step, stepsMade) = (0, 0)
    var stepCount: Int?
    var isInEpoch = false
    /// Whether an epoch ended that was not reported, and where that was.
    var hasNews = false
    var ended = (epoch: 0, step: 0)

    mutating func begin(_ epoch: Int, from step: Int, stepCount: Int) {
      (self.epoch, self.step, isInEpoch) = (epoch, step, true)
      // A stream is most likely as long as the last time.
      if stepCount > 0 { self.stepCount = stepCount }
    }

    mutating func count(_ step: Int, isWhole: Bool) {
      stepsMade += step - self.step
      self.step = step
      if isWhole { stepCount = step }
    }

    mutating func end() { (isInEpoch, hasNews, ended) = (false, true, (epoch, step)) }

    /// Back to where an epoch ended; the next may have begun.
    mutating func goBack() { (epoch, step) = ended }
  }

  init(_ tell: @escaping (TrainingProgress) -> Void) {
    self.tell = tell
    start = clock.now
    lastTold = start
  }

  func trainingBegan(_ record: HistoryRecord, epochs: Int) {
    (self.record, self.epochs) = (record, epochs)
  }

  func epochBegan(_ epoch: Int, from step: Int, stepCount: Int) {
    place.begin(epoch, from: step, stepCount: stepCount)
  }

  func stepsEnded(_ step: Int, _ now: ContinuousClock.Instant, logs: () -> Logs) {
    place.count(step, isWhole: false)
    guard now - lastTold >= ReportPace.interval, let record else { return }
    say(logs(), now, record, record.end)
  }

  /// - Parameter isWhole: Whether the rows ended here, which tells how many steps there are.
  func lastStepEnded(_ step: Int, isWhole: Bool) {
    place.count(step, isWhole: isWhole)
  }

  /// - Parameter mayTell: Whether some time passed since the last report.
  func epochEnded(mayTell: Bool) {
    place.end()
    guard mayTell else { return }
    let now = clock.now
    if now - lastTold >= Self.epochInterval { sayEpochEnded(now) }
  }

  /// Training is left in the midst of an epoch, whose logs are told when it has ended.
  func epochInterrupted(_ logs: Logs) { interrupted = logs }

  /// Tells the end of a training that had begun, however it came, and with it what became of the training.
  func trainingEnded() {
    let now = clock.now
    if interrupted == nil, place.hasNews || !place.isInEpoch { return sayEpochEnded(now) }
    guard let record else { return }
    say(interrupted ?? lastLogs, now, record, record.end)
  }

  private func sayEpochEnded(_ now: ContinuousClock.Instant) {
    guard let record else { return }
    let (logs, end) = record.last
    // The epoch that these are of; there is none yet if training ended before its first step.
    if logs != nil { place.goBack() }
    say(logs ?? lastLogs, now, record, end)
  }

  /// - Parameter end: Where the history ends.
  private func say(
    _ logs: Logs, _ now: ContinuousClock.Instant, _ record: HistoryRecord, _ end: History.Place
  ) {
    place.hasNews = false
    (lastTold, lastLogs) = (now, logs)
    let (here, elapsed) = (place, now - start)
    let rate = Double(here.stepsMade) / max(elapsed.seconds, 1e-9)
    // As doubles, since a training that only its cancelling ends may have any number of epochs.
    let left = here.stepCount.map {
      Double(max($0 - here.step, 0)) + Double(max(epochs - here.epoch - 1, 0)) * Double($0)
    }
    let secondsLeft = left.map { $0 / rate }.flatMap { $0 < Self.longestTime ? $0 : nil }
    tell(
      TrainingProgress(
        epoch: here.epoch, epochs: epochs, step: here.step, stepCount: here.stepCount, logs: logs,
        elapsed: elapsed, stepsPerSecond: rate, timeLeft: secondsLeft.map { .seconds($0) }, record: record,
        place: end))
  }
}
