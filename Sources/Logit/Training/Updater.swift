import CLogitKernels

/// Turns the gradient of a batch into new weights: everything between the backward pass and the next step.
///
/// In Keras's order: the gradient is divided by the loss scale, if there is one, accumulated, clipped;
/// weights decay; the optimizer's rule; the moving average; overwriting by the average; constraints.
/// (Regularizers are part of the gradient.) All that can be done element by element is done in one pass over
/// the arena; only norms need a pass of their own before, and an average or an accumulator one after or
/// before.
///
/// Nothing is allocated in a step, and the number of threads does not show in the result: squares are added
/// up in blocks of fixed size.
final class Updater {
  private(set) var optimizer: any Optimizer
  /// The floats of the model's arena.
  private let storageCount: Int
  private(set) var ruleOptimizer: (any RuleOptimizer)?

  private let ranges: [Range<Int>]
  private let variables: [TrainableVariable]
  private let pool: ThreadPool
  private let kernels = Kernels.current

  // What follows from the optimizer, as plain values, so that a step copies no configuration.
  private var rule = logit_rule()
  private var memory = RateMemory()
  private var clipping = GradientClipping.none
  private let lossIsScaled: Bool
  private var lossScale: Float = 1
  private var accumulationSteps = 1
  private var averageMomentum: Float?
  private var overwriteFrequency = 0
  private var weightDecay: Float = 0
  /// The learning rate, if it is the same in all steps.
  private var constantRate: Double?
  private var ownSlotCount = 0
  /// Where kept slots stand, as multiples of the stride; the average stands first.
  private var (accumulatorSlot, firstOwnSlot) = (0, 0)

  // For each variable.
  private let variableRanges: [Range<Int>]
  private var decays: [Bool] = []
  private let constrained: [(range: Range<Int>, shape: [Int], constraint: any Constraint)]

  private let rates: UnsafeMutableBufferPointer<logit_rates>
  private let adjustment: UnsafeMutablePointer<logit_adjustment>
  private let sums: UnsafeMutableBufferPointer<Double>

  /// - Parameters:
  ///   - longestRun: The most steps whose rates are asked for together.
  ///   - lossIsScaled: Whether gradients come from a loss that was multiplied with the options' scale factor.
  init(
    _ optimizer: any Optimizer, stack: LayerStack, pool: ThreadPool, longestRun: Int,
    lossIsScaled: Bool = false
  ) {
    self.lossIsScaled = lossIsScaled
    self.optimizer = optimizer
    storageCount = stack.storageCount
    ranges = stack.trainableRanges
    variables = stack.trainableVariables
    self.pool = pool
    variableRanges = variables.map(\.range)
    constrained = variables.compactMap { variable in
      variable.constraint.map { (variable.range, variable.shape, $0) }
    }
    rates = .allocate(capacity: max(longestRun, 1))
    rates.initialize(repeating: logit_rates())
    adjustment = .allocate(capacity: 1)
    adjustment.initialize(to: logit_adjustment())
    let longest = variableRanges.map(\.count).max() ?? 0
    sums = .allocate(capacity: longest / Int(LOGIT_SUM_BLOCK) + 1)
    sums.initialize(repeating: 0)
    use(optimizer)
  }

  deinit {
    rates.deallocate()
    adjustment.deallocate()
    sums.deallocate()
  }

  /// Goes on with other options: a callback may have changed the learning rate. The slots must be the same.
  func use(_ optimizer: any Optimizer) {
    self.optimizer = optimizer
    let options = optimizer.options
    ruleOptimizer = optimizer as? any RuleOptimizer
    rule = ruleOptimizer?.rule ?? logit_rule()
    memory = RateMemory()
    clipping = options.clipping
    lossScale = lossIsScaled ? Float(options.lossScaleFactor ?? 1) : 1
    accumulationSteps = options.gradientAccumulationSteps ?? 1
    averageMomentum = options.averaging.map { Float($0.momentum) }
    overwriteFrequency = options.averaging?.overwriteFrequency ?? 0
    weightDecay = Float(options.weightDecay ?? 0)
    constantRate = optimizer.learningRate.constant
    let sparesSome = !options.excludedFromWeightDecay.isEmpty
    decays = variables.map { !sparesSome || options.decays($0.path) }
    ownSlotCount = optimizer.slotNames.count
    accumulatorSlot = options.averaging == nil ? 0 : 1
    firstOwnSlot = options.slotNames.count
    adjustment.pointee = plainAdjustment
  }

  /// Goes on with a model that callbacks may have changed: its weights, the numbers of its optimizer, and what the
  /// optimizer keeps, which is made anew if it was dropped. Buffers and kernels were chosen for the rest.
  ///
  /// - Throws: ``LogitError/invalidOption(name:value:expected:)`` for another architecture or kind of optimizer.
  func prepare(_ model: inout Sequential) throws {
    model.prepareOptimizerState()
    guard let other = model.compilation?.optimizer, model.parameters.count == storageCount,
      model.optimizerState.slots.count == slotCount * storageCount, type(of: other) == type(of: optimizer),
      other.keptSlotNames == optimizer.keptSlotNames, other.options == optimizer.options
    else {
      let name = model.compilation.map { "with the optimizer \($0.optimizer.name)" } ?? "not compiled"
      throw LogitError.invalidOption(
        name: "The model that a callback left",
        value: "one of \(model.parameterCount) parameters, \(name)",
        expected:
          "the one in training, whose weights and learning rate a callback may change, but neither its "
          + "layers nor the kind and options of its optimizer, \(optimizer.name); do that before fit")
    }
    use(other)
  }

  /// Without clipping by norms.
  private var plainAdjustment: logit_adjustment {
    var adjustment = logit_adjustment()
    // What has been accumulated has been divided already.
    adjustment.loss_scale = accumulationSteps > 1 ? 1 : lossScale
    (adjustment.multiplier, adjustment.divisor) = (1, 1)
    adjustment.largest = .infinity
    if case .value(let bound) = clipping { adjustment.largest = Float(bound) }
    adjustment.weight_decay = decays.contains(true) ? weightDecay : 0
    return adjustment
  }

  /// Whether an update is one pass over all weights with nothing before or after, so that a run of steps can
  /// contain it.
  var isPlainRule: Bool {
    ruleOptimizer != nil && ranges.count == 1 && firstOwnSlot == 0 && !needsNorms && !mixesDecays
      && variables.allSatisfy { $0.regularizer == nil && $0.constraint == nil }
  }

  private var needsNorms: Bool {
    switch clipping {
    case .norm, .globalNorm: true
    case .none, .value: false
    }
  }

  /// Whether some weights decay and others do not.
  private var mixesDecays: Bool { weightDecay != 0 && decays.contains(true) && decays.contains(false) }

  /// The number of slots of all kinds; ``Optimizer/keptSlotNames`` has their names.
  var slotCount: Int { firstOwnSlot + ownSlotCount }

  /// What a run of steps does to gradient and weights before the rule; `nil` if nothing.
  var adjustmentOfRuns: UnsafePointer<logit_adjustment>? {
    let before = adjustment.pointee
    let isNeutral = before.loss_scale == 1 && before.largest == .infinity && before.weight_decay == 0
    return isNeutral ? nil : UnsafePointer(adjustment)
  }

  /// The rates of a run of steps that begins with iteration `iteration`, counted from 1.
  func rates(_ count: Int, from iteration: Int) -> UnsafePointer<logit_rates> {
    rates(count, fromCall: iteration, update: iteration)
  }

  private func rates(_ count: Int, fromCall call: Int, update: Int) -> UnsafePointer<logit_rates> {
    let rates = UnsafeMutableBufferPointer(rebasing: rates[..<count])
    let schedule = optimizer.learningRate
    if let constantRate {
      for i in rates.indices { rates[i].learning_rate = Float(constantRate) }
    } else {
      for i in rates.indices { rates[i].learning_rate = schedule.learningRate(step: call - 1 + i) }
    }
    ruleOptimizer?.completeRates(rates, from: update, memory: &memory)
    return UnsafePointer(rates.baseAddress.unsafelyUnwrapped)
  }
}

// MARK: - A step

extension Updater {
  /// Makes one step with the gradient of a batch.
  ///
  /// - Parameters:
  ///   - gradient: Laid out as the parameters are; used as working space.
  ///   - iteration: The number of the batch, counted from 1.
  func update(
    parameters: Workspace.Slice, slots: Workspace.Slice, gradient: Workspace.Slice, iteration: Int
  ) {
    let arena = Arena(
      parameters: parameters.baseAddress.unsafelyUnwrapped, gradient: gradient.baseAddress.unsafelyUnwrapped,
      slots: slots.baseAddress, stride: parameters.count)
    // Keras's `iterations`.
    let updatesBefore = (iteration - 1) / accumulationSteps
    if accumulationSteps == 1 {
      apply(arena, call: iteration, update: iteration)
    } else if accumulate(arena, isUpdate: iteration % accumulationSteps == 0) {
      apply(arena, call: iteration, update: updatesBefore + 1)
    }
    if let averageMomentum {
      average(arena, momentum: updatesBefore == 0 ? 0 : averageMomentum)
      if overwriteFrequency > 0 && (updatesBefore + 1) % overwriteFrequency == 0 { overwrite(arena) }
    }
    for (range, shape, constraint) in constrained {
      var values = UnsafeMutableBufferPointer(start: arena.parameters + range.lowerBound, count: range.count)
        .mutableSpan
      constraint.project(&values, shape: shape)
    }
  }

  /// What must be done when training ends, Keras's `finalize_variable_values`: the moving average, if there
  /// is one, replaces the weights.
  func finish(parameters: Workspace.Slice, slots: Workspace.Slice) {
    guard averageMomentum != nil, let start = parameters.baseAddress else { return }
    overwrite(Arena(parameters: start, gradient: start, slots: slots.baseAddress, stride: parameters.count))
  }

  private struct Arena {
    var parameters: UnsafeMutablePointer<Float>
    var gradient: UnsafeMutablePointer<Float>
    var slots: UnsafeMutablePointer<Float>?
    var stride: Int

    func slot(_ index: Int) -> UnsafeMutablePointer<Float> { slots.unsafelyUnwrapped + index * stride }
  }

  /// Adds the gradient to the accumulator, or turns both into the mean gradient; returns whether it did the
  /// latter.
  private func accumulate(_ arena: Arena, isUpdate: Bool) -> Bool {
    let sum = arena.slot(accumulatorSlot)
    for range in ranges {
      let (sum, gradient) = (sum + range.lowerBound, arena.gradient + range.lowerBound)
      if isUpdate {
        pool.takeAccumulated(
          kernels, sum, gradient: gradient, lossScale: lossScale, steps: Float(accumulationSteps),
          count: range.count)
      } else {
        pool.accumulate(kernels, gradient, lossScale: lossScale, into: sum, count: range.count)
      }
    }
    return isUpdate
  }

  private func average(_ arena: Arena, momentum: Float) {
    let average = arena.slot(0)
    for range in ranges {
      pool.average(
        kernels, arena.parameters + range.lowerBound, momentum: momentum, into: average + range.lowerBound,
        count: range.count)
    }
  }

  private func overwrite(_ arena: Arena) {
    let average = arena.slot(0)
    for range in ranges {
      (arena.parameters + range.lowerBound).update(from: average + range.lowerBound, count: range.count)
    }
  }

  /// Clips, decays and applies the rule.
  private func apply(_ arena: Arena, call: Int, update: Int) {
    let rates = rates(1, fromCall: call, update: update)
    var before = plainAdjustment
    if case .globalNorm(let bound) = clipping {
      before.is_norm_clipped = 1
      before.multiplier = globalScale(arena, bound: Float(bound), lossScale: before.loss_scale)
    }
    if case .norm(let bound) = clipping {
      before.is_norm_clipped = 1
      before.multiplier = Float(bound)
      for (index, range) in variableRanges.enumerated() {
        before.divisor = max(norm(arena, range, lossScale: before.loss_scale), before.multiplier)
        before.weight_decay = decays[index] ? weightDecay : 0
        step(arena, range, rates, before, update: update)
      }
    } else if mixesDecays {
      for (index, range) in variableRanges.enumerated() {
        before.weight_decay = decays[index] ? weightDecay : 0
        step(arena, range, rates, before, update: update)
      }
    } else {
      for range in ranges { step(arena, range, rates, before, update: update) }
    }
    guard ruleOptimizer == nil else { return }
    // The gradient is clipped and the weights have decayed; the optimizer is called as seldom as can be.
    for range in ranges {
      var parameters = UnsafeMutableBufferPointer(
        start: arena.parameters + range.lowerBound, count: range.count
      ).mutableSpan
      let gradient = UnsafeBufferPointer(start: arena.gradient + range.lowerBound, count: range.count)
      let slots = OptimizerSlots(
        start: ownSlots(arena, range), stride: arena.stride, count: ownSlotCount, length: range.count)
      optimizer.update(
        parameters: &parameters, gradient: gradient.span, slots: slots, learningRate: rates[0].learning_rate,
        iteration: update)
    }
  }

  private func step(
    _ arena: Arena, _ range: Range<Int>, _ rates: UnsafePointer<logit_rates>, _ before: logit_adjustment,
    update: Int
  ) {
    let isNeutral =
      before.loss_scale == 1 && before.largest == .infinity && before.weight_decay == 0
      && before.is_norm_clipped == 0
    adjustment.pointee = before
    let parameters = arena.parameters + range.lowerBound
    let gradient = arena.gradient + range.lowerBound
    guard ruleOptimizer != nil else {
      if !isNeutral {
        kernels.adjust(adjustment, rates[0].learning_rate, parameters, gradient, Int64(range.count))
      }
      return
    }
    pool.update(
      kernels, rule: rule, rates: rates, adjustment: isNeutral ? nil : UnsafePointer(adjustment),
      parameters: parameters, slots: ownSlots(arena, range), slotStride: arena.stride, gradient: gradient,
      count: range.count)
  }

  private func ownSlots(_ arena: Arena, _ range: Range<Int>) -> UnsafeMutablePointer<Float>? {
    arena.slots.map { $0 + firstOwnSlot * arena.stride + range.lowerBound }
  }

  // MARK: Norms

  /// The sum of squares of a variable's gradient, rounded to `Float` as Keras has it, so that it may be
  /// infinite.
  private func squares(_ arena: Arena, _ range: Range<Int>, lossScale: Float) -> Float {
    let blocks = (range.count + Int(LOGIT_SUM_BLOCK) - 1) / Int(LOGIT_SUM_BLOCK)
    pool.sumsOfSquares(
      kernels, arena.gradient + range.lowerBound, lossScale: lossScale, count: range.count, into: sums)
    return Float(sums[..<blocks].reduce(0, +))
  }

  private func norm(_ arena: Arena, _ range: Range<Int>, lossScale: Float) -> Float {
    squares(arena, range, lossScale: lossScale).squareRoot()
  }

  /// What all gradients are multiplied with: NaN when their norm is not finite.
  private func globalScale(_ arena: Arena, bound: Float, lossScale: Float) -> Float {
    var sum: Float = 0
    for range in variableRanges { sum += squares(arena, range, lossScale: lossScale) }
    let norm = sum.squareRoot()
    return bound * min(1 / norm, 1 / bound) + (norm - norm)
  }
}
