import CLogitKernels
import CLogitThreads

// The kernels that threads can share, each cut into ranges here and nowhere else. A range computes its
// elements exactly as one thread alone would, so the number of threads never shows in a result.
//
// What a kernel works on is handed to the threads as plain values and a C function, since a closure that
// other threads can call is allocated, and a step allocates nothing.

extension ThreadPool {
  /// Multiplications above which a product is worth sharing; about 3 microseconds of work.
  private static let productThreshold = 1 << 19
  /// Floats above which moving them is worth sharing.
  private static let streamThreshold = 1 << 15
  /// Weights above which updating them is worth sharing.
  private static let updateThreshold = 1 << 12

  /// Rows, features or weights are shared in multiples of this many: whole tiles and whole cache lines.
  private static let grain = 16
  /// Fewer floats than this are not worth a part of their own.
  private static let streamGrain = 64 * grain

  private func isWorthSharing(rows: Int, features: Int, units: Int) -> Bool {
    count > 1 && rows * features * units >= Self.productThreshold
  }

  private func isWorthSharing(floats: Int) -> Bool { count > 1 && floats >= Self.streamThreshold }

  /// One share a thread, for parts that each have to pack a matrix first, and so that each thread has the
  /// elements it had the last time: what it wrote is in its own cache.
  private func share(of length: Int) -> Int {
    ((length + count - 1) / count).roundedUp(to: Self.grain)
  }

  /// Does `length` items of some work, in runs of whole blocks on any thread if it is to be shared.
  ///
  /// - Parameter part: Gets the address of `work`, and the first item and the end of a range.
  @inline(__always)
  private func run<Work>(
    _ work: Work, length: Int, blocksOf blockLength: @autoclosure () -> Int, if isShared: Bool,
    _ part: logit_part
  ) {
    withUnsafePointer(to: work) { work in
      if isShared {
        logit_pool_run(pool, part, work, Int64(length), Int64(blockLength()))
      } else {
        part(work, 0, Int64(length))
      }
    }
  }
}

extension UnsafeRawPointer? {
  /// What a part works on. Read field by field: a copy of what was just written field by field would wait for
  /// it.
  @inline(__always)
  fileprivate func work<Work>(as type: Work.Type) -> UnsafePointer<Work> {
    unsafelyUnwrapped.assumingMemoryBound(to: type)
  }
}

// MARK: - Products

/// One of a dense layer's products, with an input and an output of rows, features or both.
private struct Product {
  var input: UnsafePointer<Float>
  /// The kernel, or the output gradient.
  var factor: UnsafePointer<Float>
  var bias: UnsafePointer<Float>?
  var rows: Int
  var features: Int
  var units: Int
  var output: UnsafeMutablePointer<Float>
  var biasGradient: UnsafeMutablePointer<Float>?
}

extension ThreadPool {
  /// output = input · kernel + bias, over rows.
  ///
  /// - Parameters:
  ///   - input: `[rows, features]`.
  ///   - kernel: `[features, units]`.
  ///   - bias: `[units]`, or `nil`.
  ///   - output: `[rows, units]`.
  func denseForward(
    _ input: UnsafePointer<Float>, _ kernel: UnsafePointer<Float>, _ bias: UnsafePointer<Float>?, rows: Int,
    features: Int, units: Int, into output: UnsafeMutablePointer<Float>
  ) {
    let product = Product(
      input: input, factor: kernel, bias: bias, rows: rows, features: features, units: units, output: output)
    let isShared = isWorthSharing(rows: rows, features: features, units: units)
    run(product, length: rows, blocksOf: share(of: rows), if: isShared) { product, first, end in
      let p = product.work(as: Product.self)
      Kernels.current.dense_forward(
        p.pointee.input + Int(first) * p.pointee.features, p.pointee.factor, p.pointee.bias, end - first,
        Int64(p.pointee.features), Int64(p.pointee.units),
        p.pointee.output + Int(first) * p.pointee.units)
    }
  }

  /// Kernel gradient = inputᵀ · output gradient, bias gradient = its column sums; over features, so that each
  /// thread reads its columns of all rows.
  func denseParameterGradient(
    _ input: UnsafePointer<Float>, _ outputGradient: UnsafePointer<Float>, rows: Int, features: Int,
    units: Int, kernelGradient: UnsafeMutablePointer<Float>, biasGradient: UnsafeMutablePointer<Float>?
  ) {
    let product = Product(
      input: input, factor: outputGradient, rows: rows, features: features, units: units,
      output: kernelGradient, biasGradient: biasGradient)
    let isShared = isWorthSharing(rows: rows, features: features, units: units)
    run(product, length: features, blocksOf: share(of: features), if: isShared) { product, first, end in
      let p = product.work(as: Product.self)
      Kernels.current.dense_parameter_gradient_of_columns(
        p.pointee.input, p.pointee.factor, Int64(p.pointee.rows), Int64(p.pointee.features),
        Int64(p.pointee.units), first, end, p.pointee.output,
        first == 0 ? p.pointee.biasGradient : nil)
    }
  }

  /// Input gradient = output gradient · kernelᵀ, over rows.
  func denseInputGradient(
    _ outputGradient: UnsafePointer<Float>, _ kernel: UnsafePointer<Float>, rows: Int, features: Int,
    units: Int, inputGradient: UnsafeMutablePointer<Float>
  ) {
    let product = Product(
      input: outputGradient, factor: kernel, rows: rows, features: features, units: units,
      output: inputGradient)
    let isShared = isWorthSharing(rows: rows, features: features, units: units)
    run(product, length: rows, blocksOf: share(of: rows), if: isShared) { product, first, end in
      let p = product.work(as: Product.self)
      Kernels.current.dense_input_gradient(
        p.pointee.input + Int(first) * p.pointee.units, p.pointee.factor, end - first,
        Int64(p.pointee.features), Int64(p.pointee.units),
        p.pointee.output + Int(first) * p.pointee.features)
    }
  }
}

// MARK: - A whole step of a single layer

private struct WholeStep {
  var step: UnsafePointer<logit_step>
  var blocks: Int64
  var totals: UnsafeMutablePointer<logit_totals>
}

extension ThreadPool {
  /// Over features, then over blocks of rows, and what those left added up in order, over features again.
  func step(_ step: logit_step) -> logit_totals {
    let (rows, features, units) = (Int(step.rows), Int(step.features), Int(step.units))
    let isShared = isWorthSharing(rows: rows, features: features, units: units)
    let blocks = logit_step_block_count(step.rows, step.features, step.units)
    var totals = logit_totals()
    withUnsafePointer(to: step) { step in
      withUnsafeMutablePointer(to: &totals) { totals in
        let work = WholeStep(step: step, blocks: blocks, totals: totals)
        run(work, length: features, blocksOf: share(of: features), if: isShared) { work, first, end in
          Kernels.current.step_prepare(work.work(as: WholeStep.self).pointee.step, first, end)
        }
        run(work, length: Int(blocks), blocksOf: 1, if: isShared) { work, first, end in
          Kernels.current.step_blocks(work.work(as: WholeStep.self).pointee.step, first, end)
        }
        run(work, length: features, blocksOf: share(of: features), if: isShared) { work, first, end in
          let w = work.work(as: WholeStep.self)
          Kernels.current.step_reduce(
            w.pointee.step, w.pointee.blocks, first, end, first == 0 ? w.pointee.totals : nil)
        }
      }
    }
    return totals
  }
}

// MARK: - Over weights

private struct Update {
  var rule: UnsafePointer<logit_rule>
  var rates: UnsafePointer<logit_rates>
  var adjustment: UnsafePointer<logit_adjustment>?
  var parameters: UnsafeMutablePointer<Float>
  var slots: UnsafeMutablePointer<Float>?
  var slotStride: Int
  var gradient: UnsafePointer<Float>
}

extension ThreadPool {
  /// The rule and what comes before it, for some weights; see `logit_rule` and `logit_adjustment`.
  ///
  /// - Parameters:
  ///   - slots: As many as the rule keeps, `slotStride` apart.
  ///   - gradient: `[count]`, as are the parameters.
  func update(
    rule: UnsafePointer<logit_rule>, rates: UnsafePointer<logit_rates>,
    adjustment: UnsafePointer<logit_adjustment>?,
    parameters: UnsafeMutablePointer<Float>, slots: UnsafeMutablePointer<Float>?, slotStride: Int,
    gradient: UnsafePointer<Float>, count length: Int
  ) {
    let update = Update(
      rule: rule, rates: rates, adjustment: adjustment, parameters: parameters, slots: slots,
      slotStride: slotStride, gradient: gradient)
    let isShared = count > 1 && length >= Self.updateThreshold
    run(update, length: length, blocksOf: share(of: length), if: isShared) { update, first, end in
      let u = update.work(as: Update.self)
      let place = Int(first)
      Kernels.current.update(
        u.pointee.rule, u.pointee.rates, u.pointee.adjustment, u.pointee.parameters + place,
        u.pointee.slots.map { $0 + place }, Int64(u.pointee.slotStride), u.pointee.gradient + place,
        end - first)
    }
  }

  private typealias Accumulation = (
    sum: UnsafeMutablePointer<Float>, gradient: UnsafeMutablePointer<Float>, lossScale: Float, steps: Float
  )

  /// sum += gradient / lossScale.
  func accumulate(
    _ gradient: UnsafeMutablePointer<Float>, lossScale: Float, into sum: UnsafeMutablePointer<Float>,
    count length: Int
  ) {
    let work: Accumulation = (sum, gradient, lossScale, 1)
    run(work, length: length, blocksOf: Self.streamGrain, if: isWorthSharing(floats: length)) {
      let a = $0.work(as: Accumulation.self)
      Kernels.current.accumulate(
        a.pointee.sum + Int($1), a.pointee.gradient + Int($1), a.pointee.lossScale, $2 - $1)
    }
  }

  /// gradient = (gradient / lossScale + sum) / steps; sum = 0.
  func takeAccumulated(
    _ sum: UnsafeMutablePointer<Float>, gradient: UnsafeMutablePointer<Float>, lossScale: Float, steps: Float,
    count length: Int
  ) {
    let work: Accumulation = (sum, gradient, lossScale, steps)
    run(work, length: length, blocksOf: Self.streamGrain, if: isWorthSharing(floats: length)) {
      let a = $0.work(as: Accumulation.self)
      Kernels.current.take_accumulated(
        a.pointee.sum + Int($1), a.pointee.gradient + Int($1), a.pointee.lossScale, a.pointee.steps, $2 - $1)
    }
  }

  private typealias Average = (
    average: UnsafeMutablePointer<Float>, values: UnsafePointer<Float>, momentum: Float
  )

  /// average = momentum · average + (1 - momentum) · values.
  func average(
    _ values: UnsafePointer<Float>, momentum: Float, into average: UnsafeMutablePointer<Float>,
    count length: Int
  ) {
    let work: Average = (average, values, momentum)
    run(work, length: length, blocksOf: Self.streamGrain, if: isWorthSharing(floats: length)) {
      let a = $0.work(as: Average.self)
      Kernels.current.average(
        a.pointee.average + Int($1), a.pointee.values + Int($1), a.pointee.momentum, $2 - $1)
    }
  }

  private typealias Squares = (
    values: UnsafePointer<Float>, lossScale: Float, length: Int64, sums: UnsafeMutablePointer<Double>?
  )

  /// The sums of the squares of values / lossScale in blocks.
  ///
  /// - Parameter sums: One for each block of `LOGIT_SUM_BLOCK` elements, to be filled.
  func sumsOfSquares(
    _ values: UnsafePointer<Float>, lossScale: Float, count length: Int,
    into sums: UnsafeMutableBufferPointer<Double>
  ) {
    let blocks = (length + Int(LOGIT_SUM_BLOCK) - 1) / Int(LOGIT_SUM_BLOCK)
    let work: Squares = (values, lossScale, Int64(length), sums.baseAddress)
    run(work, length: blocks, blocksOf: 2, if: isWorthSharing(floats: length)) {
      let s = $0.work(as: Squares.self)
      Kernels.current.sums_of_squares(
        s.pointee.values, s.pointee.lossScale, s.pointee.length, $1, $2, s.pointee.sums)
    }
  }
}

// MARK: - Over rows

extension ThreadPool {
  private typealias Gathering = (
    source: UnsafePointer<Float>, indices: UnsafePointer<UInt32>, columns: Int,
    output: UnsafeMutablePointer<Float>
  )

  /// Output row r = source row indices[r].
  func gatherRows(
    _ source: UnsafePointer<Float>, _ indices: UnsafePointer<UInt32>, rows: Int, columns: Int,
    into output: UnsafeMutablePointer<Float>
  ) {
    let work: Gathering = (source, indices, columns, output)
    run(work, length: rows, blocksOf: Self.grain, if: isWorthSharing(floats: rows * columns)) {
      let g = $0.work(as: Gathering.self)
      Kernels.current.gather_rows(
        g.pointee.source, g.pointee.indices + Int($1), $2 - $1, Int64(g.pointee.columns),
        g.pointee.output + Int($1) * g.pointee.columns)
    }
  }
}
