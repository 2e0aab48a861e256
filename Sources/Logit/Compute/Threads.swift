/// How many threads training uses.
///
/// The result of training never depends on it: work is divided so that each number is computed by one thread
/// exactly as one thread alone would compute it. Small models do not use a second thread at all, because
/// handing work over would cost more than doing it.
///
///     try Threads.setCount(1)     // leave the other cores to somebody else
public enum Threads {
  /// The number of threads that training begun from now on uses: what was set, else the environment variable
  /// `LOGIT_NUM_THREADS`, else the number of processors.
  ///
  /// - Throws: ``LogitError/invalidEnvironment(variable:value:expected:)`` if the variable is no number from
  ///   1 to 1024.
  public static func count() throws -> Int { try ThreadPool.shared().count }

  /// Sets the number of threads that training begun from now on uses.
  ///
  /// - Parameter count: From 1 to 1024.
  /// - Throws: ``LogitError/invalidOption(name:value:expected:)``.
  public static func setCount(_ count: Int) throws {
    try LogitError.require(ThreadPool.counts.contains(count), "The number of threads", count, "in 1...1024")
    ThreadPool.holder.withLock { $0 = ThreadPool(count: count) }
  }
}

/// The environment variables that Logit reads: `LOGIT_SIMD` and `LOGIT_NUM_THREADS`.
package enum ProcessEnvironment {
  /// Checks them all, so that a program can refuse a wrong one at its start, whatever it would use.
  ///
  /// - Throws: ``LogitError/invalidEnvironment(variable:value:expected:)``.
  package static func validate() throws(LogitError) {
    try Kernels.validateEnvironment()
    _ = try ThreadPool.requestedCount()
  }
}
