import CLogitKernels

/// Turns the gradient of a batch into new weights: everything between the backward pass and the next step.
///
/// A chain of small stages, in Keras's order:
///
/// 1. ``GradientAccumulation``, if there is one: several batches make one update.
/// 2. ``UpdateRates``: the learning rate of the update.
/// 3. ``GradientAdjustment``: loss scale, clipping and weight decay.
/// 4. The optimizer's rule.
/// 5. ``WeightAverage``, if there is one: the moving average, which at times replaces the weights.
/// 6. Constraints.
///
/// (Regularizers are part of the gradient.) Stages 3 and 4 are one pass over the weights. Nothing is
/// allocated in a step, and the number of threads does not show in the result.
final class Updater {
  private(set) var optimizer: any Optimizer
  /// The floats of the model's arena.
  private let storageCount: Int
  /// Where trained weights stand, neighbours together.
  private let ranges: [Range<Int>]
  /// The same, variable by variable.
  private let variableRanges: [Range<Int>]
  private let isRegularized: Bool
  private let pool: ThreadPool
  /// Whether gradients come from a loss that was multiplied with the options' scale factor.
  private let lossIsScaled: Bool

  private var accumulation: GradientAccumulation?
  private let rates: UpdateRates
  private let adjustment: GradientAdjustment
  /// The rule, if it is one of the kernels'.
  private(set) var rule: logit_rule?
  /// The optimizer's own slots, which follow those of the stages.
  private var ownSlots = 0..<0
  /// What an optimizer that is none of the kernels' is called with at a time.
  private var ownRanges: [Range<Int>] = []
  private var average: WeightAverage?
  private let constraints: [PlacedConstraint]

  private struct PlacedConstraint {
    let constraint: any Constraint
    let range: Range<Int>
    let shape: [Int]
  }

  /// - Parameters:
  ///   - longestRun: The most steps whose rates are asked for together.
  ///   - lossIsScaled: Whether gradients come from a loss that was multiplied with the options' scale factor.
  init(
    _ optimizer: any Optimizer, stack: LayerStack, pool: ThreadPool, longestRun: Int,
    lossIsScaled: Bool = false
  ) {
    self.optimizer = optimizer
    storageCount = stack.storageCount
    ranges = stack.trainableRanges
    self.pool = pool
    self.lossIsScaled = lossIsScaled
    let variables = stack.trainableVariables
    variableRanges = variables.map(\.range)
    isRegularized = variables.contains { $0.regularizer != nil }
    constraints = variables.compactMap { variable in
      variable.constraint.map {
        PlacedConstraint(constraint: $0, range: variable.range, shape: variable.shape)
      }
    }
    rates = UpdateRates(optimizer, longestRun: longestRun)
    adjustment = GradientAdjustment(stack, pool: pool)
    use(optimizer)
  }

  /// Takes over other numbers: a callback may have changed the learning rate. The slots must be the same.
  func use(_ optimizer: any Optimizer) {
    self.optimizer = optimizer
    let options = optimizer.options
    let lossScale = lossIsScaled ? Float(options.lossScaleFactor ?? 1) : 1
    accumulation = options.gradientAccumulationSteps.flatMap { batches in
      guard batches > 1 else { return nil }
      let slot = options.averaging == nil ? 0 : 1
      return GradientAccumulation(batchCount: batches, slot: slot, lossScale: lossScale)
    }
    rates.use(optimizer)
    // What has been accumulated has been divided already.
    adjustment.use(options, lossScale: accumulation == nil ? lossScale : 1)
    rule = (optimizer as? any RuleOptimizer)?.rule
    let first = options.slotNames.count
    ownSlots = first..<first + optimizer.slotNames.count
    ownRanges = optimizer.updatesByVariable ? variableRanges : ranges
    average = options.averaging.map { WeightAverage($0) }
  }

  /// Takes over a model that callbacks may have changed: its weights, the numbers of its optimizer, and what
  /// the optimizer keeps, which is made anew if it was dropped. Buffers and kernels were chosen for the rest.
  ///
  /// - Throws: ``LogitError/invalidOption(name:value:expected:)`` for another architecture or kind of
  ///   optimizer.
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

  /// The number of slots of all kinds; ``Optimizer/keptSlotNames`` has their names.
  var slotCount: Int { ownSlots.upperBound }
}

// MARK: - Runs of steps

extension Updater {
  /// The rule, if an update is one pass over all weights with nothing before or after, so that a run of steps
  /// can contain it.
  var ruleOfRuns: logit_rule? {
    let isOnePass =
      ownSlots.lowerBound == 0 && adjustment.isOnePass && constraints.isEmpty && !isRegularized
    return isOnePass ? rule : nil
  }

  /// What a run of steps does to gradient and weights before the rule; `nil` if nothing.
  var adjustmentOfRuns: UnsafePointer<logit_adjustment>? { adjustment.ofRuns }

  /// The rates of a run of steps that begins with a batch, counted from 1.
  func rates(_ count: Int, from batch: Int) -> UnsafePointer<logit_rates> {
    rates.next(count, batch: batch, update: batch)
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
    let arena = UpdateArena(
      parameters: parameters.baseAddress.unsafelyUnwrapped, gradient: gradient.baseAddress.unsafelyUnwrapped,
      slots: slots.baseAddress, stride: parameters.count)
    var (isUpdate, updatesBefore) = (true, iteration - 1)
    if let accumulation {
      isUpdate = accumulation.take(arena, ranges: ranges, batch: iteration, pool: pool)
      updatesBefore = accumulation.updates(before: iteration)
    }
    if isUpdate { apply(arena, batch: iteration, update: updatesBefore + 1) }
    average?.follow(arena, ranges: ranges, updatesBefore: updatesBefore, pool: pool)
    for placed in constraints {
      var values = UnsafeMutableBufferPointer(
        start: arena.parameters + placed.range.lowerBound, count: placed.range.count
      ).mutableSpan
      placed.constraint.project(&values, shape: placed.shape)
    }
  }

  /// What must be done when training ends, Keras's `finalize_variable_values`: the moving average, if there
  /// is one, replaces the weights.
  func finish(parameters: Workspace.Slice, slots: Workspace.Slice) {
    guard let average, let start = parameters.baseAddress else { return }
    average.replaceWeights(
      UpdateArena(parameters: start, gradient: start, slots: slots.baseAddress, stride: parameters.count),
      ranges: ranges)
  }

  /// Clips, decays and applies the rule.
  private func apply(_ arena: UpdateArena, batch: Int, update: Int) {
    let rates = rates.next(1, batch: batch, update: update)
    adjustment.begin(arena)
    guard let rule else { return applyForeignRule(arena, rates: rates, update: update) }
    withUnsafePointer(to: rule) { rule in
      for part in adjustment.parts {
        let first = part.range.lowerBound
        pool.update(
          rule: rule, rates: rates, adjustment: adjustment.of(part, arena),
          parameters: arena.parameters + first, slots: slots(arena, part.range), slotStride: arena.stride,
          gradient: arena.gradient + first, count: part.range.count)
      }
    }
  }

  /// The same with the rule of an optimizer that has no kernel. It is called as seldom as can be.
  private func applyForeignRule(_ arena: UpdateArena, rates: UnsafePointer<logit_rates>, update: Int) {
    let learningRate = rates[0].learning_rate
    for part in adjustment.parts {
      guard let before = adjustment.of(part, arena) else { continue }
      let first = part.range.lowerBound
      Kernels.current.adjust(
        before, learningRate, arena.parameters + first, arena.gradient + first, Int64(part.range.count))
    }
    for range in ownRanges {
      var parameters = UnsafeMutableBufferPointer(
        start: arena.parameters + range.lowerBound, count: range.count
      ).mutableSpan
      let gradient = UnsafeBufferPointer(start: arena.gradient + range.lowerBound, count: range.count)
      let slots = OptimizerSlots(
        start: slots(arena, range), stride: arena.stride, count: ownSlots.count, length: range.count)
      optimizer.update(
        parameters: &parameters, gradient: gradient.span, slots: slots, learningRate: learningRate,
        iteration: update)
    }
  }

  /// The optimizer's own slots for some weights.
  private func slots(_ arena: UpdateArena, _ range: Range<Int>) -> UnsafeMutablePointer<Float>? {
    arena.slots.map { $0 + ownSlots.lowerBound * arena.stride + range.lowerBound }
  }
}
