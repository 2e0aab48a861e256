import CLogitKernels

/// AdamW: Adam with decoupled weight decay.
///
/// Before each of Adam's steps, w ← w - w d η. ``Adam`` with ``OptimizerOptions/weightDecay`` does the same;
/// only the default d differs.
///
/// Follows `keras.optimizers.AdamW`, which also decays biases; exclude them with
/// ``OptimizerOptions/excludeFromWeightDecay(_:)``. Source: I. Loshchilov and F. Hutter, "Decoupled weight
/// decay regularization", ICLR 2019.
public struct AdamW: Optimizer, Equatable {
  private var adam: Adam

  /// The step size η.
  public var learningRate: any LearningRateSchedule {
    get { adam.learningRate }
    set { adam.learningRate = newValue }
  }
  /// The fraction d that the weights lose before each update, times the learning rate.
  public var weightDecay: Double {
    get { adam.options.weightDecay ?? 0 }
    set { adam.options.weightDecay = newValue }
  }
  /// The decay β₁ of the mean of gradients.
  public var beta1: Double { adam.beta1 }
  /// The decay β₂ of the mean of squared gradients.
  public var beta2: Double { adam.beta2 }
  /// The number ε that keeps the division finite.
  public var epsilon: Double { adam.epsilon }
  /// Whether the largest v so far replaces v.
  public var amsgrad: Bool { adam.amsgrad }
  /// Clipping and other options that all optimizers have, with the weight decay.
  public var options: OptimizerOptions { adam.options }

  /// Configures AdamW.
  ///
  /// - Parameters:
  ///   - learningRate: The step size η, a number of 0 or more, or a schedule; 0.001 by default.
  ///   - weightDecay: The fraction d, 0 or more; 0.004 by default. A decay in `options` overrides it.
  ///   - beta1: The decay β₁, in 0..<1; 0.9 by default.
  ///   - beta2: The decay β₂, in 0..<1; 0.999 by default.
  ///   - epsilon: ε, above 0; 1e-7 by default.
  ///   - amsgrad: Whether the largest v so far is used instead of v; `false` by default.
  ///   - options: Clipping and other options that all optimizers have; none by default.
  public init(
    learningRate: any LearningRateSchedule = 0.001, weightDecay: Double = 0.004, beta1: Double = 0.9,
    beta2: Double = 0.999, epsilon: Double = 1e-7, amsgrad: Bool = false,
    options: OptimizerOptions = OptimizerOptions()
  ) {
    adam = Adam(
      learningRate: learningRate, beta1: beta1, beta2: beta2, epsilon: epsilon, amsgrad: amsgrad,
      options: options)
    adam.options.weightDecay = options.weightDecay ?? weightDecay
  }

  /// `["momentum", "velocity"]`, Keras's names for m and v; with ``amsgrad`` also `"velocity_hat"`, the
  /// largest v.
  public var slotNames: [String] { adam.slotNames }

  /// Checks the options.
  ///
  /// - Throws: ``LogitError/invalidOption(name:value:expected:)`` if an option is out of range.
  public func validate() throws { try adam.validate(owner: Self.kerasClassName) }
}

extension AdamW: RuleOptimizer {
  var rule: logit_rule { adam.rule }

  func completeRates(
    _ rates: UnsafeMutableBufferPointer<logit_rates>, from update: Int, memory: inout RateMemory
  ) {
    adam.completeRates(rates, from: update, memory: &memory)
  }
}

extension AdamW: KerasSerializable {
  /// Keras's name of the class.
  public static var kerasClassName: String { "AdamW" }

  /// The options under Keras's names.
  public var kerasConfiguration: [JSON.Member] {
    get throws { try commonKerasConfiguration + adam.ownKerasConfiguration }
  }

  /// Reads the options under Keras's names.
  public init(keras options: inout JSONFields) throws {
    adam = try Adam(keras: &options)
    adam.options.weightDecay = adam.options.weightDecay ?? 0.004
  }
}

extension Optimizer where Self == AdamW {
  /// Adam with decoupled weight decay; see ``AdamW``.
  public static var adamW: AdamW { AdamW() }

  /// Adam with decoupled weight decay; see ``AdamW``.
  ///
  /// - Parameters:
  ///   - learningRate: The step size η, a number of 0 or more, or a schedule; 0.001 by default.
  ///   - weightDecay: The fraction d, 0 or more; 0.004 by default. A decay in `options` overrides it.
  ///   - beta1: The decay β₁, in 0..<1; 0.9 by default.
  ///   - beta2: The decay β₂, in 0..<1; 0.999 by default.
  ///   - epsilon: ε, above 0; 1e-7 by default.
  ///   - amsgrad: Whether the largest v so far is used instead of v; `false` by default.
  ///   - options: Clipping and other options that all optimizers have; none by default.
  public static func adamW(
    learningRate: any LearningRateSchedule = 0.001, weightDecay: Double = 0.004, beta1: Double = 0.9,
    beta2: Double = 0.999, epsilon: Double = 1e-7, amsgrad: Bool = false,
    options: OptimizerOptions = OptimizerOptions()
  ) -> AdamW {
    AdamW(
      learningRate: learningRate, weightDecay: weightDecay, beta1: beta1, beta2: beta2, epsilon: epsilon,
      amsgrad: amsgrad, options: options)
  }
}
