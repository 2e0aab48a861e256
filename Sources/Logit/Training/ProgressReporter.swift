/// Prints how training goes along, as Keras's `Progbar` does, at next to no cost.
///
/// On a terminal the line of the current epoch is redrawn at most 20 times a second. What finished epochs
/// have to say is collected and written together, so that even epochs of microseconds are not slowed down.
final class ProgressReporter {
  private static let redrawInterval = Duration.milliseconds(50)

  private let verbosity: Verbosity
  private let epochs: Int
  private let isInteractive: Bool
  private let isStyled: Bool
  private let write: (String) -> Void
  private let clock = ContinuousClock()
  private var pending = ""
  private var lastWrite: ContinuousClock.Instant?
  private var epochStart: ContinuousClock.Instant
  private var stepCount = 0

  /// - Parameters:
  ///   - isInteractive: Whether a line can be redrawn in place.
  ///   - isStyled: Whether a line redrawn in place may be bold and coloured.
  init(
    verbosity: Verbosity, epochs: Int, isInteractive: Bool, isStyled: Bool,
    write: @escaping (String) -> Void
  ) {
    self.verbosity = verbosity
    self.epochs = epochs
    self.isInteractive = isInteractive
    self.isStyled = isStyled && isInteractive
    self.write = write
    epochStart = clock.now
  }

  // MARK: Training

  func epochBegan(_ epoch: Int, stepCount: Int) {
    begin(stepCount: stepCount)
    if epochs > 1 { pending += "Epoch \(epoch + 1)/\(epochs)\n" }
  }

  /// - Parameter count: The number of steps in the epoch; `Int.max` for a stream that does not tell where it
  ///   ends.
  func stepsEnded(_ step: Int, of count: Int, totals: BatchTotals, plan: StepPlan) {
    let now = clock.now
    guard verbosity == .progressBar, isInteractive, step < count, isTimeToWrite(now) else { return }
    let line = ProgressText.bar(
      step: step, of: count == .max ? nil : count, elapsed: now - epochStart, logs: Logs(totals, plan: plan),
      isStyled: isStyled)
    pending += "\r" + line + ProgressText.eraseToEndOfLine
    flush(now)
  }

  /// A stream ended, which tells how many steps there were.
  func stepCountBecameKnown(_ count: Int) { stepCount = count }

  /// Prints a line of its own, such as a callback's.
  func say(_ line: String) { pending += line + "\n" }

  func epochEnded(_ logs: Logs) {
    let now = clock.now
    pending += finalLine(logs, elapsed: now - epochStart) + "\n"
    if isTimeToWrite(now) { flush(now) }
  }

  /// Writes what is still held back; called also when training ends with an error.
  func trainingEnded() {
    flush()
  }

  // MARK: Evaluation

  func evaluationBegan(stepCount: Int) {
    begin(stepCount: stepCount)
  }

  func evaluationEnded(_ logs: Logs) {
    epochEnded(logs)
    flush()
  }

  // MARK: Writing

  private func begin(stepCount: Int) {
    self.stepCount = stepCount
    epochStart = clock.now
  }

  private func finalLine(_ logs: Logs, elapsed: Duration) -> String {
    if verbosity == .oneLinePerEpoch {
      return ProgressText.summary(steps: stepCount, elapsed: elapsed, logs: logs)
    }
    let line = ProgressText.bar(
      step: stepCount, of: stepCount, elapsed: elapsed, logs: logs, isStyled: isStyled)
    return isInteractive ? "\r" + line + ProgressText.eraseToEndOfLine : line
  }

  private func isTimeToWrite(_ now: ContinuousClock.Instant) -> Bool {
    lastWrite.map { now - $0 >= Self.redrawInterval } ?? true
  }

  private func flush(_ now: ContinuousClock.Instant? = nil) {
    guard !pending.isEmpty else { return }
    write(pending)
    pending = ""
    lastWrite = now ?? clock.now
  }
}
