/// How far the search for an optimum has come. Nobody knows how many steps are left.
public struct SearchProgress: Sendable, Equatable, CustomStringConvertible {
  /// The steps that were begun; of a method that goes through the rows several times a step, such as
  /// newton-cg, each time counts.
  public let steps: Int
  /// The time since the search began.
  public let elapsed: Duration

  /// `step 12, 0.4s`
  public var description: String { "step \(steps), \(elapsed.seconds.fixed(decimals: 1))s" }
}

/// Counts the steps of a search for whoever follows it, and asks whether it is to end.
package final class SearchWatch {
  private let wantsEnd: () -> Bool
  private let tell: (SearchProgress) -> Void
  private let clock = ContinuousClock()
  private let start: ContinuousClock.Instant
  private var pace = ReportPace()
  private var steps = 0

  /// - Parameters:
  ///   - isCancelled: Whether the search is to end.
  ///   - onProgress: Called some thirty times a second.
  package init(isCancelled: @escaping () -> Bool, onProgress: @escaping (SearchProgress) -> Void) {
    (wantsEnd, tell, start) = (isCancelled, onProgress, clock.now)
  }

  /// What a solver calls between steps.
  ///
  /// - Returns: Whether the search is to end.
  package func isCancelled() -> Bool {
    steps += 1
    if pace.isDue() { sayHowFar() }
    return wantsEnd()
  }

  /// Tells how far the search came in the end.
  package func ended() { sayHowFar() }

  private func sayHowFar() { tell(SearchProgress(steps: steps, elapsed: clock.now - start)) }
}
