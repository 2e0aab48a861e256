import Testing

@testable import Logit

/// How soon somebody who wants training to end is heard, by a clock that only steps move.
@Suite struct LookPaceTests {
  /// The longest time between two looks.
  ///
  /// - Parameter cost: What each step takes, by its number.
  private static func longestGap(steps: Int, cost: (Int) -> Duration) -> Duration {
    let start = ContinuousClock().now
    var (now, last, longest) = (start, start, Duration.zero)
    var pace = LookPace(start, interval: .milliseconds(2))
    var made = 0
    while made < steps {
      let count = pace.stepsLeft
      for step in made..<made + count { now += cost(step) }
      made += count
      let isDue = pace.pass(count)
      #expect(isDue)
      longest = max(longest, now - last)
      last = now
      pace.look(now)
    }
    return longest
  }

  @Test("However long steps take, 8 milliseconds pass between two looks, or one step", arguments: 0..<22)
  func steady(power: Int) {
    let cost = Duration.nanoseconds(100 << power)
    #expect(Self.longestGap(steps: 100_000, cost: { _ in cost }) <= max(.milliseconds(8), cost))
  }

  @Test("Where steps become six times as long, as on a machine that gets busy, still under 50 milliseconds")
  func slowing() {
    for power in 0..<14 {
      let cost = Duration.nanoseconds(100 << power)
      for change in stride(from: 1000, to: 50_000, by: 3333) {
        #expect(
          Self.longestGap(steps: 100_000, cost: { $0 < change ? cost : cost * 6 }) < .milliseconds(50))
      }
    }
  }
}
