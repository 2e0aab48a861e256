import CLogitKernels
import CLogitThreads

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
