import CLogitKernels

/// Adamax: Adam with the largest recent gradient in place of the root mean square.
///
/// At step t:
///
///     m ← m + (g - m)(1 - β₁)
///     u ← max(β₂ u, |g|)
///     w ← w - η m / ((1 - β₁ᵗ)(u + ε))
///
/// Follows `keras.optimizers.Adamax`. Source: D. Kingma and J. Ba, "Adam: A method for stochastic
/// optimization", ICLR 2015 (section 7.1).
public struct Adamax: Optimizer, Equatable {
  /// The step size η.
  public var learningRate: any LearningRateSchedule
  /// The decay β₁ of the mean of gradients.
  public var beta1: Double
  /// The decay β₂ of the largest gradient.
  public var beta2: Double
  /// The number ε that keeps the division finite.
  public var epsilon: Double
  /// Clipping, weight decay and other options that all optimizers have.
  public var options: OptimizerOptions

  /// Configures Adamax.
  ///
  /// - Parameters:
  ///   - learningRate: The step size η, a number of 0 or more, or a schedule; 0.001 by default.
  ///   - beta1: The decay β₁, in 0..<1; 0.9 by default.
  ///   - beta2: The decay β₂, in 0..<1; 0.999 by default.
  ///   - epsilon: ε, above 0; 1e-7 by default.
  ///   - options: Clipping, weight decay and other options that all optimizers have; none by default.
  public init(
    learningRate: any LearningRateSchedule = 0.001, beta1: Double = 0.9, beta2: Double = 0.999,
    epsilon: Double = 1e-7, options: OptimizerOptions = OptimizerOptions()
  ) {
    self.learningRate = learningRate
    self.beta1 = beta1
    self.beta2 = beta2
    self.epsilon = epsilon
    self.options = options
  }

  /// `["momentum", "norm"]`, Keras's names for m and u.
  public var slotNames: [String] { ["momentum", "norm"] }
}

extension Adamax: RuleOptimizer, MomentOptimizer {
  /// Keras's name of the class.
  public static var kerasClassName: String { "Adamax" }

  var rule: logit_rule {
    var rule = logit_rule()
    rule.kind = LOGIT_RULE_ADAMAX
    rule.one_minus_beta1 = Float(1 - beta1)
    rule.beta2 = Float(beta2)
    rule.epsilon = Float(epsilon)
    return rule
  }

  /// 1 - β₁ᵗ.
  func completeRates(
    _ rates: UnsafeMutableBufferPointer<logit_rates>, from update: Int, memory: inout RateMemory
  ) {
    var powers = memory.powers ?? Powers(SIMD2(Double(Float(beta1)), 0))
    for i in rates.indices {
      rates[i].rate = rates[i].learning_rate
      rates[i].corrections.0 = 1 - Float(powers[update + i][0])
    }
    memory.powers = powers
  }
}

extension Optimizer where Self == Adamax {
  /// Adamax: Adam with the largest recent gradient in place of the root mean square; see ``Adamax``.
  public static var adamax: Adamax { Adamax() }

  /// Adamax: Adam with the largest recent gradient in place of the root mean square; see ``Adamax``.
  ///
  /// - Parameters:
  ///   - learningRate: The step size η, a number of 0 or more, or a schedule; 0.001 by default.
  ///   - beta1: The decay β₁, in 0..<1; 0.9 by default.
  ///   - beta2: The decay β₂, in 0..<1; 0.999 by default.
  ///   - epsilon: ε, above 0; 1e-7 by default.
  ///   - options: Clipping, weight decay and other options that all optimizers have; none by default.
  public static func adamax(
    learningRate: any LearningRateSchedule = 0.001, beta1: Double = 0.9, beta2: Double = 0.999,
    epsilon: Double = 1e-7, options: OptimizerOptions = OptimizerOptions()
  ) -> Adamax {
    Adamax(
      learningRate: learningRate, beta1: beta1, beta2: beta2, epsilon: epsilon, options: options)
  }
}
