internal import CLogitKernels
internal import CLogitThreads

#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

/// How many threads training uses.
///
/// The result of training never depends on it: work is divided so that each number is computed by one thread exactly
/// as one thread alone would compute it. Small models do not use a second thread at all, because handing work over
/// would cost more than doing it.
///
///     try Threads.setCount(1)     // leave the other cores to somebody else
public enum Threads {
  /// The number of threads that training begun from now on uses: what was set, else the environment variable
  /// `LOGIT_NUM_THREADS`, else the number of processors.
  ///
  /// - Throws: ``LogitError/invalidEnvironment(variable:value:expected:)`` if the variable is no number from 1 to 1024.
  public static func count() throws -> Int { Int(try ThreadPool.shared().count) }

  /// Sets the number of threads that training begun from now on uses.
  ///
  /// - Parameter count: From 1 to 1024.
  /// - Throws: ``LogitError/invalidOption(name:value:expected:)``.
  public static func setCount(_ count: Int) throws {
    try LogitError.require(ThreadPool.counts.contains(count), "The number of threads", count, "in 1...1024")
    ThreadPool.holder.withLock { $0 = ThreadPool(count: count) }
  }
}

/// Threads that kernels are shared out over. They end when nobody holds the pool any more.
package final class ThreadPool: @unchecked Sendable {
  // The C pool guards itself: one caller uses it at a time, others work alone meanwhile.
  static let counts = 1...1024
  static let holder = Locked<ThreadPool?>(nil)

  private let pool: OpaquePointer?
  package let count: Int

  fileprivate init(count: Int) {
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
      let made = ThreadPool(count: requested)
      pool = made
      return made
    }
  }

  private static func requestedCount() throws(LogitError) -> Int {
    guard let text = Terminal.environment("LOGIT_NUM_THREADS") else {
      return min(max(sysconf(Int32(_SC_NPROCESSORS_ONLN)), 1), counts.upperBound)
    }
    guard let count = Int(text), counts.contains(count) else {
      throw .invalidEnvironment(
        variable: "LOGIT_NUM_THREADS", value: text, expected: "a number from 1 to 1024")
    }
    return count
  }
}

// MARK: - Kernels, shared out when there is enough to do

extension ThreadPool {
  /// Multiplications above which a product is worth sharing; about 3 microseconds of work.
  private static let productThreshold = 1 << 19
  /// Floats above which moving them is worth sharing.
  private static let streamThreshold = 1 << 15
  /// Weights above which updating them is worth sharing.
  private static let updateThreshold = 1 << 12

  /// Whether a product of these sizes is worth sharing.
  func isWorthSharing(rows: Int, features: Int, units: Int) -> Bool {
    pool != nil && rows * features * units >= Self.productThreshold
  }

  func denseForward(
    _ kernels: borrowing logit_kernels, _ input: UnsafePointer<Float>, _ kernel: UnsafePointer<Float>,
    _ bias: UnsafePointer<Float>?, rows: Int, features: Int, units: Int,
    into output: UnsafeMutablePointer<Float>
  ) {
    let (r, f, u) = (Int64(rows), Int64(features), Int64(units))
    guard let pool, isWorthSharing(rows: rows, features: features, units: units) else {
      return kernels.dense_forward(input, kernel, bias, r, f, u, output)
    }
    withUnsafePointer(to: kernels) {
      logit_pool_dense_forward(pool, $0, input, kernel, bias, r, f, u, output)
    }
  }

  func denseParameterGradient(
    _ kernels: borrowing logit_kernels, _ input: UnsafePointer<Float>, _ outputGradient: UnsafePointer<Float>,
    rows: Int, features: Int, units: Int, kernelGradient: UnsafeMutablePointer<Float>,
    biasGradient: UnsafeMutablePointer<Float>?
  ) {
    let (r, f, u) = (Int64(rows), Int64(features), Int64(units))
    guard let pool, isWorthSharing(rows: rows, features: features, units: units) else {
      return kernels.dense_parameter_gradient(input, outputGradient, r, f, u, kernelGradient, biasGradient)
    }
    withUnsafePointer(to: kernels) {
      logit_pool_dense_parameter_gradient(
        pool, $0, input, outputGradient, r, f, u, kernelGradient, biasGradient)
    }
  }

  func denseInputGradient(
    _ kernels: borrowing logit_kernels, _ outputGradient: UnsafePointer<Float>,
    _ kernel: UnsafePointer<Float>,
    rows: Int, features: Int, units: Int, inputGradient: UnsafeMutablePointer<Float>
  ) {
    let (r, f, u) = (Int64(rows), Int64(features), Int64(units))
    guard let pool, isWorthSharing(rows: rows, features: features, units: units) else {
      return kernels.dense_input_gradient(outputGradient, kernel, r, f, u, inputGradient)
    }
    withUnsafePointer(to: kernels) {
      logit_pool_dense_input_gradient(pool, $0, outputGradient, kernel, r, f, u, inputGradient)
    }
  }

  /// Calls `body` with ranges that together make 0..<count, each of whole blocks but the last, on any thread.
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

  /// Hands `work` to another thread, if one is there, and goes on at once; `work` must be held until ``finish(shouldRun:)``.
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

  /// A whole step of a single layer; blocks of rows are done by any thread and added up in order.
  func step(_ kernels: borrowing logit_kernels, _ step: logit_step) -> logit_totals {
    var (step, totals) = (step, logit_totals())
    let isShared = isWorthSharing(rows: Int(step.rows), features: Int(step.features), units: Int(step.units))
    withUnsafePointer(to: kernels) {
      if isShared { logit_pool_step(pool, $0, &step, &totals) } else { logit_step_all($0, &step, &totals) }
    }
    return totals
  }

  func update(
    _ kernels: borrowing logit_kernels, rule: logit_rule, rates: UnsafePointer<logit_rates>,
    adjustment: UnsafePointer<logit_adjustment>?, parameters: UnsafeMutablePointer<Float>,
    slots: UnsafeMutablePointer<Float>?, slotStride: Int, gradient: UnsafePointer<Float>, count: Int
  ) {
    var rule = rule
    guard let pool, count >= Self.updateThreshold else {
      return kernels.update(
        &rule, rates, adjustment, parameters, slots, Int64(slotStride), gradient, Int64(count))
    }
    withUnsafePointer(to: kernels) {
      logit_pool_update(
        pool, $0, &rule, rates, adjustment, parameters, slots, Int64(slotStride), gradient, Int64(count))
    }
  }

  func accumulate(
    _ kernels: borrowing logit_kernels, _ gradient: UnsafePointer<Float>, lossScale: Float,
    into sum: UnsafeMutablePointer<Float>, count: Int
  ) {
    guard let pool, count >= Self.streamThreshold else {
      return kernels.accumulate(sum, gradient, lossScale, Int64(count))
    }
    withUnsafePointer(to: kernels) {
      logit_pool_accumulate(pool, $0, sum, gradient, lossScale, Int64(count))
    }
  }

  func takeAccumulated(
    _ kernels: borrowing logit_kernels, _ sum: UnsafeMutablePointer<Float>,
    gradient: UnsafeMutablePointer<Float>, lossScale: Float, steps: Float, count: Int
  ) {
    guard let pool, count >= Self.streamThreshold else {
      return kernels.take_accumulated(sum, gradient, lossScale, steps, Int64(count))
    }
    withUnsafePointer(to: kernels) {
      logit_pool_take_accumulated(pool, $0, sum, gradient, lossScale, steps, Int64(count))
    }
  }

  func average(
    _ kernels: borrowing logit_kernels, _ values: UnsafePointer<Float>, momentum: Float,
    into average: UnsafeMutablePointer<Float>, count: Int
  ) {
    guard let pool, count >= Self.streamThreshold else {
      return kernels.average(average, values, momentum, Int64(count))
    }
    withUnsafePointer(to: kernels) {
      logit_pool_average(pool, $0, average, values, momentum, Int64(count))
    }
  }

  /// - Parameter sums: One for each block of `LOGIT_SUM_BLOCK` elements, to be filled.
  func sumsOfSquares(
    _ kernels: borrowing logit_kernels, _ values: UnsafePointer<Float>, lossScale: Float, count: Int,
    into sums: UnsafeMutableBufferPointer<Double>
  ) {
    guard let pool, count >= Self.streamThreshold else {
      let blocks = (Int64(count) + Int64(LOGIT_SUM_BLOCK) - 1) / Int64(LOGIT_SUM_BLOCK)
      return kernels.sums_of_squares(values, lossScale, Int64(count), 0, blocks, sums.baseAddress)
    }
    withUnsafePointer(to: kernels) {
      logit_pool_sums_of_squares(pool, $0, values, lossScale, Int64(count), sums.baseAddress)
    }
  }

  func gatherRows(
    _ kernels: borrowing logit_kernels, _ source: UnsafePointer<Float>, _ indices: UnsafePointer<UInt32>,
    rows: Int,
    columns: Int, into output: UnsafeMutablePointer<Float>
  ) {
    guard let pool, rows * columns >= Self.streamThreshold else {
      return kernels.gather_rows(source, indices, Int64(rows), Int64(columns), output)
    }
    withUnsafePointer(to: kernels) {
      logit_pool_gather_rows(pool, $0, source, indices, Int64(rows), Int64(columns), output)
    }
  }
}

/// Work that another thread may do.
class BackgroundWork {
  /// Does the work.
  func run() {}
}

/// A value that one thread at a time may use.
final class Locked<Value>: @unchecked Sendable {
  private var value: Value
  private let mutex: UnsafeMutablePointer<pthread_mutex_t>

  init(_ value: Value) {
    self.value = value
    mutex = .allocate(capacity: 1)
    pthread_mutex_init(mutex, nil)
  }

  deinit {
    pthread_mutex_destroy(mutex)
    mutex.deallocate()
  }

  func withLock<Result>(_ body: (inout Value) -> Result) -> Result {
    pthread_mutex_lock(mutex)
    defer { pthread_mutex_unlock(mutex) }
    return body(&value)
  }
}
