internal import CLogitKernels

/// Turns the gradient of a batch into new weights: everything between the backward pass and the next step.
final class Updater {
  private var optimizer: any Optimizer
  private(set) var ruleOptimizer: (any RuleOptimizer)?
  private let ranges: [Range<Int>]
  private let variables: [TrainableVariable]
  private let pool: ThreadPool
  private let kernels = Kernels.current
  private let workspace: Workspace
  private let rates: Workspace.Slice

  /// - Parameter longestRun: The most steps whose rates are asked for together.
  init(_ optimizer: any Optimizer, stack: LayerStack, pool: ThreadPool, longestRun: Int) {
    self.optimizer = optimizer
    ruleOptimizer = optimizer as? any RuleOptimizer
    ranges = stack.trainableRanges
    variables = stack.trainableVariables
    self.pool = pool
    workspace = Workspace(reserving: [longestRun])
    rates = workspace.slice(longestRun)
  }

  /// Whether an update is nothing but the optimizer's rule on all weights, so that a run of steps can contain it.
  var isPlainRule: Bool {
    ruleOptimizer != nil && ranges.count == 1
      && variables.allSatisfy { $0.regularizer == nil && $0.constraint == nil }
  }

  /// Takes over options that a callback changed, such as the learning rate.
  func use(_ optimizer: any Optimizer) {
    self.optimizer = optimizer
    ruleOptimizer = optimizer as? any RuleOptimizer
  }

  /// Does what the optimizer wants done when training ends.
  func finish(_ model: inout Sequential) {}

  var slotCount: Int { optimizer.slotNames.count }

  /// The step sizes of a run of steps that begins with iteration `iteration`, counted from 1.
  func rates(_ count: Int, from iteration: Int) -> UnsafePointer<Float> {
    ruleOptimizer?.fillRates(rates.first(count), from: iteration)
    return UnsafePointer(rates.baseAddress.unsafelyUnwrapped)
  }

  /// Makes one step with the gradient of a batch.
  ///
  /// - Parameters:
  ///   - gradient: Laid out as the parameters are.
  ///   - iteration: The number of the step, counted from 1.
  func update(
    parameters: Workspace.Slice, slots: Workspace.Slice, gradient: Workspace.Slice, iteration: Int
  ) {
    let rate = ruleOptimizer.map { _ in rates(1, from: iteration)[0] }
    for range in ranges {
      let gradient = UnsafePointer(gradient.baseAddress.unsafelyUnwrapped + range.lowerBound)
      let weights = parameters.baseAddress.unsafelyUnwrapped + range.lowerBound
      if let ruleOptimizer, let rate {
        pool.update(
          kernels, rule: ruleOptimizer.rule, rate: rate, parameters: weights,
          slots: slots.baseAddress.map { $0 + range.lowerBound }, slotStride: parameters.count,
          gradient: gradient, count: range.count)
      } else {
        var weightSpan = UnsafeMutableBufferPointer(start: weights, count: range.count).mutableSpan
        var slotSpan = slots.mutableSpan
        optimizer.update(
          parameters: &weightSpan, gradient: UnsafeBufferPointer(start: gradient, count: range.count).span,
          slots: &slotSpan, iteration: iteration)
      }
    }
  }
}
