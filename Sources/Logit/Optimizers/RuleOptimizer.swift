import CLogitKernels

/// An optimizer whose update is a kernel, so that threads can share it and a run of steps can contain it.
protocol RuleOptimizer: Optimizer, KerasSerializable {
  /// The kernel's constants.
  var rule: logit_rule { get }

  /// Computes what changes from update to update.
  ///
  /// - Parameters:
  ///   - rates: One for each update, with its learning rate, to be completed.
  ///   - update: The number of the first of these updates, counted from 1. The same update gets the same
  ///     numbers in any run.
  ///   - memory: Intermediate results kept for the next call; they never change the outcome.
  func completeRates(
    _ rates: UnsafeMutableBufferPointer<logit_rates>, from update: Int, memory: inout RateMemory)
}

/// Intermediate results of ``RuleOptimizer/completeRates(_:from:memory:)``.
struct RateMemory {
  /// Powers of the optimizer's decays.
  var powers: Powers?
  /// Nadam's product of momenta up to an update.
  var product: (update: Int, value: Float) = (0, 1)
}

extension RuleOptimizer {
  func completeRates(
    _ rates: UnsafeMutableBufferPointer<logit_rates>, from update: Int, memory: inout RateMemory
  ) {
    for i in rates.indices { rates[i].rate = rates[i].learning_rate }
  }

  /// Makes one step.
  public func update(
    parameters: inout MutableSpan<Float>, gradient: Span<Float>, slots: OptimizerSlots, learningRate: Float,
    iteration: Int
  ) {
    let count = parameters.count
    slots.requireFit(slotCount: slotNames.count, weightCount: count, gradient: gradient)
    var (rule, rates, memory) = (rule, logit_rates(), RateMemory())
    rates.learning_rate = learningRate
    withUnsafeMutablePointer(to: &rates) {
      completeRates(UnsafeMutableBufferPointer(start: $0, count: 1), from: iteration, memory: &memory)
    }
    parameters.withUnsafeMutableBufferPointer { parameters in
      gradient.withUnsafeBufferPointer { gradient in
        Kernels.current.update(
          &rule, &rates, nil, parameters.baseAddress, slots.baseAddress, Int64(slots.stride),
          gradient.baseAddress,
          Int64(count))
      }
    }
  }

  /// The weights that do not decay, which Keras's configurations do not record.
  public var logitConfiguration: [JSON.Member] { commonLogitConfiguration }

  /// The name given, or Keras's for the class.
  public var name: String { options.name ?? Self.kerasClassName.lowercased() }
}
