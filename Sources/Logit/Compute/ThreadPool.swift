import CLogitThreads

#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

/// Threads that kernels are shared out over. They end when nobody holds the pool any more.
package final class ThreadPool: @unchecked Sendable {
  // The C pool guards itself: one caller uses it at a time, others work alone meanwhile.
  static let counts = 1...1024
  static let holder = Locked<ThreadPool?>(nil)

  /// No threads but the caller's.
  static let alone = ThreadPool(count: 1)

  let pool: OpaquePointer?
  /// The number of threads, the caller's among them.
  package let count: Int

  init(count: Int) {
    pool = count > 1 ? logit_pool_create(Int32(count)) : nil
    self.count = pool.map { Int(logit_pool_thread_count($0)) } ?? 1
  }

  deinit {
    logit_pool_destroy(pool)
  }

  /// The pool everybody shares, made when first asked for.
  package static func shared() throws(LogitError) -> ThreadPool {
    let requested = try requestedCount()
    return holder.withLock { pool in
      if let pool { return pool }
      let made = ThreadPool(count: requested ?? processorCount)
      pool = made
      return made
    }
  }

  /// The processors this process may use. On Linux the system opens a file to count them, which takes
  /// microseconds.
  private static var processorCount: Int {
    min(max(sysconf(Int32(_SC_NPROCESSORS_ONLN)), 1), counts.upperBound)
  }

  /// What the environment asks for, if it does.
  static func requestedCount() throws(LogitError) -> Int? {
    guard let text = Terminal.environment("LOGIT_NUM_THREADS") else { return nil }
    guard let count = Int(text), counts.contains(count) else {
      throw .invalidEnvironment(
        variable: "LOGIT_NUM_THREADS", value: text, expected: "a number from 1 to 1024")
    }
    return count
  }
}

// MARK: - Sharing work

extension ThreadPool {
  /// Calls `body` with ranges that together make 0..<count, each of whole blocks but the last, on any thread.
  /// A closure that threads can call is allocated, so this is not for the loop over steps.
  ///
  /// - Parameters:
  ///   - blockLength: The items that are not divided any further.
  ///   - body: Called for ranges that do not overlap, from several threads at a time.
  package func forEach(blocksOf blockLength: Int, count: Int, _ body: (Range<Int>) -> Void) {
    withoutActuallyEscaping(body) { body in
      withUnsafePointer(to: body) { context in
        logit_pool_run(
          pool,
          { context, first, end in
            context?.assumingMemoryBound(to: ((Range<Int>) -> Void).self).pointee(Int(first)..<Int(end))
          }, context, Int64(count), Int64(blockLength))
      }
    }
  }

  /// Hands `work` to another thread, if one is there, and goes on at once; `work` must be held until
  /// ``finish(shouldRun:)``.
  ///
  /// - Returns: Whether it was handed over; if not, nothing was begun.
  func start(_ work: BackgroundWork) -> Bool {
    let context = Unmanaged.passUnretained(work).toOpaque()
    let part: logit_part = { context, _, _ in
      context.map { Unmanaged<BackgroundWork>.fromOpaque($0).takeUnretainedValue().run() }
    }
    return logit_pool_start(pool, part, context) != 0
  }

  /// Returns when what was handed over is done.
  ///
  /// - Parameter shouldRun: Whether to do it now if nobody has begun it yet; otherwise it is dropped.
  func finish(shouldRun: Bool) { logit_pool_finish(pool, shouldRun ? 1 : 0) }
}

/// Work that another thread may do.
class BackgroundWork {
  /// Does the work.
  func run() {}
}
