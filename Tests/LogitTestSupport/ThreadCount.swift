import Logit

/// Lets one test at a time choose the number of threads, which belongs to the process that all tests share.
private let chosen = Locked(())

/// Runs a test's body while no other test changes the number of threads, and restores the number afterwards.
///
/// - Parameter body: Receives a function that sets the number of threads.
/// - Throws: What the body throws.
package func choosingThreads<Result>(_ body: ((Int) throws -> Void) throws -> Result) throws -> Result {
  try chosen.withLock { _ in
    Swift.Result<Result, any Error> {
      let before = try Threads.count()
      defer { try? Threads.setCount(before) }
      return try body { try Threads.setCount($0) }
    }
  }.get()
}
