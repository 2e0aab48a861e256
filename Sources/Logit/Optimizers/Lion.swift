import CLogitKernels

/// Lion: steps of equal size, in the direction of the sign of a running mean.
///
///     w ← w - η sign(β₁ m + (1 - β₁) g)
///     m ← β₂ m + (1 - β₂) g
///
/// The sign of 0 is 0. Steps are larger than Adam's: use a third to a tenth of its learning rate, and three
/// to ten times its weight decay.
///
/// Follows `keras.optimizers.Lion`. Source: X. Chen et al., "Symbolic discovery of optimization algorithms",
/// NeurIPS 2023.
public struct Lion: Optimizer, Equatable {
  /// The step size η.
  public var learningRate: any LearningRateSchedule
  /// The fraction β₁ of the mean in the direction of a step.
  public var beta1: Double
  /// The decay β₂ of the mean of gradients.
  public var beta2: Double
  /// Clipping, weight decay and other options that all optimizers have.
  public var options: OptimizerOptions

  /// Configures Lion.
  ///
  /// - Parameters:
  ///   - learningRate: The step size η, a number of 0 or more, or a schedule; 0.001 by default.
  ///   - beta1: The fraction β₁ of the mean in the direction of a step, above 0 and up to 1; 0.9 by default.
  ///   - beta2: The decay β₂ of the mean of gradients, in 0...1; 0.99 by default.
  ///   - options: Clipping, weight decay and other options that all optimizers have; none by default.
  public init(
    learningRate: any LearningRateSchedule = 0.001, beta1: Double = 0.9, beta2: Double = 0.99,
    options: OptimizerOptions = OptimizerOptions()
  ) {
    self.learningRate = learningRate
    self.beta1 = beta1
    self.beta2 = beta2
    self.options = options
  }

  /// `["momentum"]`, Keras's name for m.
  public var slotNames: [String] { ["momentum"] }

  /// Checks the options.
  ///
  /// - Throws: ``LogitError/invalidOption(name:value:expected:)`` if an option is out of range.
  public func validate() throws {
    let checks = Self.checks
    try validateCommon()
    try checks.require(beta1 > 0 && beta1 <= 1, "beta1", beta1, "above 0 and at most 1")
    try checks.requireShare(beta2, "beta2")
  }
}

extension Lion: RuleOptimizer {
  var rule: logit_rule {
    var rule = logit_rule()
    rule.kind = LOGIT_RULE_LION
    rule.beta1 = Float(beta1)
    rule.one_minus_beta1 = 1 - Float(beta1)
    rule.beta2 = Float(beta2)
    rule.one_minus_beta2 = 1 - Float(beta2)
    return rule
  }
}

extension Lion: KerasSerializable {
  /// Keras's name of the class.
  public static var kerasClassName: String { "Lion" }

  /// The options under Keras's names.
  public var kerasConfiguration: [JSON.Member] {
    get throws {
      try commonKerasConfiguration + [
        JSON.Member("beta_1", .number(beta1)),
        JSON.Member("beta_2", .number(beta2)),
      ]
    }
  }

  /// Reads the options under Keras's names.
  public init(keras options: inout JSONFields) throws {
    self.init(
      learningRate: try options.learningRate(default: 0.001),
      beta1: try options.double("beta_1", default: 0.9),
      beta2: try options.double("beta_2", default: 0.99),
      options: try OptimizerOptions(keras: &options))
  }
}

extension Optimizer where Self == Lion {
  /// Lion: steps of equal size, in the direction of the sign of a running mean; see ``Lion``.
  public static var lion: Lion { Lion() }

  /// Lion: steps of equal size, in the direction of the sign of a running mean; see ``Lion``.
  ///
  /// - Parameters:
  ///   - learningRate: The step size η, a number of 0 or more, or a schedule; 0.001 by default.
  ///   - beta1: The fraction β₁ of the mean in the direction of a step, above 0 and up to 1; 0.9 by default.
  ///   - beta2: The decay β₂ of the mean of gradients, in 0...1; 0.99 by default.
  ///   - options: Clipping, weight decay and other options that all optimizers have; none by default.
  public static func lion(
    learningRate: any LearningRateSchedule = 0.001, beta1: Double = 0.9, beta2: Double = 0.99,
    options: OptimizerOptions = OptimizerOptions()
  ) -> Lion {
    Lion(
      learningRate: learningRate, beta1: beta1, beta2: beta2, options: options)
  }
}
