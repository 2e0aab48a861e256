/// What the work of a job knows of it, and what it reports.
package struct JobContext<Value: Sendable, Progress: Sendable>: Sendable {
  /// What an earlier job had got to, which this one goes on from.
  package struct Start: Sendable {
    /// What it had reached.
    package var value: Value?
    /// Its last progress.
    package var progress: Progress?
  }

  let state: JobState<Value, Progress>
  /// What to go on from; `nil` to begin.
  package var start: Start?

  /// Whether somebody wants the work to end.
  package var isCancelled: Bool { state.isCancelled }

  /// Ends the work if somebody wants it to.
  ///
  /// - Throws: `CancellationError`.
  package func checkCancellation() throws {
    if isCancelled { throw CancellationError() }
  }

  /// Tells everybody who reads how the work goes along.
  ///
  /// - Parameter progress: The newest state of it.
  package func report(_ progress: Progress) { state.report(progress) }

  /// Keeps what there is when the work ends without coming to its value.
  ///
  /// - Parameter value: What was reached.
  package func reach(_ value: Value) { state.reach(value) }
}

/// Says when to report again: some thirty times a second, which is as often as a screen needs it.
package struct ReportPace {
  /// The time between two reports.
  package static let interval = Duration.milliseconds(33)

  private let clock = ContinuousClock()
  private var last: ContinuousClock.Instant?

  package init() {}

  /// Whether it is time for a report, which is then counted as made; the first is at once.
  package mutating func isDue() -> Bool {
    let now = clock.now
    if let last, now - last < Self.interval { return false }
    last = now
    return true
  }
}
