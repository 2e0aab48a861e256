import CLogitKernels

/// RMSprop: steps divided by the root of a running mean of the squared gradient.
///
///     v ← ρ v + (1 - ρ) g²
///     w ← w - η g / √(v + ε)
///
/// With momentum μ the step goes into m ← μ m + η g / √(v + ε), w ← w - m. The centered version keeps the
/// mean gradient a ← ρ a + (1 - ρ) g as well, and takes the root of v - a² + ε. ε is inside the root.
///
/// Follows `keras.optimizers.RMSprop`. Source: G. Hinton, "Neural networks for machine learning", lecture 6,
/// 2012.
public struct RMSprop: Optimizer, Equatable {
  /// The step size η.
  public var learningRate: any LearningRateSchedule
  /// The decay ρ of the mean of squared gradients.
  public var rho: Double
  /// The fraction μ of the last step that is kept.
  public var momentum: Double
  /// The number ε that keeps the division finite.
  public var epsilon: Double
  /// Whether the gradient's variance replaces the mean of its square.
  public var centered: Bool
  /// Clipping, weight decay and other options that all optimizers have.
  public var options: OptimizerOptions

  /// Configures RMSprop.
  ///
  /// - Parameters:
  ///   - learningRate: The step size η, a number of 0 or more, or a schedule; 0.001 by default.
  ///   - rho: The decay ρ, in 0..<1; 0.9 by default.
  ///   - momentum: The fraction μ of the last step that is kept, in 0...1; 0 by default.
  ///   - epsilon: ε, above 0; 1e-7 by default.
  ///   - centered: Whether to divide by the root of the gradient's variance rather than of the mean of its
  ///     square; `false` by default.
  ///   - options: Clipping, weight decay and other options that all optimizers have; none by default.
  public init(
    learningRate: any LearningRateSchedule = 0.001, rho: Double = 0.9, momentum: Double = 0,
    epsilon: Double = 1e-7, centered: Bool = false, options: OptimizerOptions = OptimizerOptions()
  ) {
    self.learningRate = learningRate
    self.rho = rho
    self.momentum = momentum
    self.epsilon = epsilon
    self.centered = centered
    self.options = options
  }

  /// `["velocity"]`, then `"momentum"` if there is any, then `"average_gradient"` if ``centered``.
  public var slotNames: [String] {
    ["velocity"] + (momentum > 0 ? ["momentum"] : []) + (centered ? ["average_gradient"] : [])
  }

  /// Checks the options.
  ///
  /// - Throws: ``LogitError/invalidOption(name:value:expected:)`` if an option is out of range.
  public func validate() throws {
    let checks = Self.checks
    try validateCommon()
    try checks.requireDecay(rho, "rho")
    try checks.requireShare(momentum, "momentum")
    try checks.requirePositive(epsilon, "epsilon")
  }
}

extension RMSprop: RuleOptimizer {
  var rule: logit_rule {
    var rule = logit_rule()
    rule.kind =
      switch (momentum > 0, centered) {
      case (false, false): LOGIT_RULE_RMSPROP
      case (true, false): LOGIT_RULE_RMSPROP_MOMENTUM
      case (false, true): LOGIT_RULE_RMSPROP_CENTERED
      case (true, true): LOGIT_RULE_RMSPROP_CENTERED_MOMENTUM
      }
    rule.beta1 = Float(rho)
    rule.one_minus_beta1 = Float(1 - rho)
    rule.momentum = Float(momentum)
    rule.epsilon = Float(epsilon)
    return rule
  }
}

extension RMSprop: KerasSerializable {
  /// Keras's name of the class.
  public static var kerasClassName: String { "RMSprop" }

  /// The options under Keras's names.
  public var kerasConfiguration: [JSON.Member] {
    get throws {
      try commonKerasConfiguration + [
        JSON.Member("rho", .number(rho)),
        JSON.Member("momentum", .number(momentum)),
        JSON.Member("epsilon", .number(epsilon)),
        JSON.Member("centered", .bool(centered)),
      ]
    }
  }

  /// Reads the options under Keras's names.
  public init(keras options: inout JSONFields) throws {
    self.init(
      learningRate: try options.learningRate(default: 0.001),
      rho: try options.double("rho", default: 0.9),
      momentum: try options.double("momentum", default: 0),
      epsilon: try options.double("epsilon", default: 1e-7),
      centered: try options.bool("centered", default: false),
      options: try OptimizerOptions(keras: &options))
  }
}

extension Optimizer where Self == RMSprop {
  /// RMSprop: steps divided by the root of a running mean of the squared gradient; see ``RMSprop``.
  public static var rmsprop: RMSprop { RMSprop() }

  /// RMSprop: steps divided by the root of a running mean of the squared gradient; see ``RMSprop``.
  ///
  /// - Parameters:
  ///   - learningRate: The step size η, a number of 0 or more, or a schedule; 0.001 by default.
  ///   - rho: The decay ρ, in 0..<1; 0.9 by default.
  ///   - momentum: The fraction μ of the last step that is kept, in 0...1; 0 by default.
  ///   - epsilon: ε, above 0; 1e-7 by default.
  ///   - centered: Whether to divide by the root of the gradient's variance rather than of the mean of its
  ///     square; `false` by default.
  ///   - options: Clipping, weight decay and other options that all optimizers have; none by default.
  public static func rmsprop(
    learningRate: any LearningRateSchedule = 0.001, rho: Double = 0.9, momentum: Double = 0,
    epsilon: Double = 1e-7, centered: Bool = false, options: OptimizerOptions = OptimizerOptions()
  ) -> RMSprop {
    RMSprop(
      learningRate: learningRate, rho: rho, momentum: momentum, epsilon: epsilon, centered: centered,
      options: options)
  }
}
