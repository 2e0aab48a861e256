/// How many steps to make between two looks at the clock: as many as fit in a few milliseconds, so that
/// looking costs nothing beside steps of a microsecond, and is soon enough for whoever watches.
struct LookPace {
  /// The least time between two looks.
  private let interval: Duration
  /// The number of steps to make before the next look.
  private(set) var stepsLeft = 1
  private var steps = 1
  /// The most steps between two looks: 1 where each may take any time.
  private var mostSteps = Self.manySteps
  private static let manySteps = 1 << 20
  private var last: ContinuousClock.Instant

  init(_ now: ContinuousClock.Instant, interval: Duration) { (last, self.interval) = (now, interval) }

  /// Counts steps, or other pieces of work like them. Returns whether it is time for a look.
  mutating func pass(_ count: Int) -> Bool {
    stepsLeft -= count
    return stepsLeft <= 0
  }

  /// Takes in how long the steps since the last look took.
  mutating func look(_ now: ContinuousClock.Instant) {
    let elapsed = now - last
    last = now
    if elapsed < interval {
      steps = min(steps * 2, Self.manySteps)
    } else if elapsed > interval * 4 {
      steps = max(Int(Double(steps) * (interval / elapsed)), 1)
    }
    stepsLeft = min(steps, mostSteps)
  }

  /// Looks after each step from now on, or not any more.
  mutating func look(atEachStep: Bool) {
    mostSteps = atEachStep ? 1 : Self.manySteps
    stepsLeft = min(stepsLeft, mostSteps)
  }
}
