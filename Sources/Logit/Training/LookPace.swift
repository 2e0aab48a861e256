/// How many steps to make between two looks at the clock: as many as fit in a few milliseconds, so that looking
/// costs nothing beside steps of a microsecond, and is soon enough for whoever watches.
struct LookPace {
  private static let interval = Duration.milliseconds(2)

  /// The number of steps to make before the next look.
  private(set) var steps = 1
  private var last: ContinuousClock.Instant

  init(_ now: ContinuousClock.Instant) { last = now }

  /// What follows takes as long as it takes, and says nothing about steps.
  mutating func pause(_ now: ContinuousClock.Instant) { last = now }

  /// Takes in how long the steps since the last look took.
  mutating func look(_ now: ContinuousClock.Instant) {
    let elapsed = now - last
    last = now
    if elapsed < Self.interval {
      steps = min(steps * 2, 1 << 20)
    } else if elapsed > Self.interval * 4 {
      steps = max(steps / 2, 1)
    }
  }
}
