import CLogitKernels

/// Adam: steps scaled by running means of the gradient and of its square.
///
/// At step t, with gradient g:
///
///     m ← m + (g - m)(1 - β₁)
///     v ← v + (g² - v)(1 - β₂)
///     α = η √(1 - β₂ᵗ) / (1 - β₁ᵗ)
///     w ← w - α m / (√v + ε)
///
/// ε is outside the root and is not bias-corrected, as in Keras; PyTorch and the paper's main text differ
/// there. With amsgrad the root is that of the largest v so far.
///
/// Follows `keras.optimizers.Adam`. Source: D. Kingma and J. Ba, "Adam: A method for stochastic
/// optimization", ICLR 2015 (section 2's note on the order of computation); S. Reddi et al., "On the
/// convergence of Adam and beyond", ICLR 2018.
public struct Adam: Optimizer, Equatable {
  /// The step size η.
  public var learningRate: any LearningRateSchedule
  /// The decay β₁ of the mean of gradients.
  public var beta1: Double
  /// The decay β₂ of the mean of squared gradients.
  public var beta2: Double
  /// The number ε that keeps the division finite.
  public var epsilon: Double
  /// Whether the largest v so far replaces v in the last line.
  public var amsgrad: Bool
  /// Clipping, weight decay and other options that all optimizers have.
  public var options: OptimizerOptions

  /// Configures Adam.
  ///
  /// - Parameters:
  ///   - learningRate: The step size η, a number of 0 or more, or a schedule; 0.001 by default.
  ///   - beta1: The decay β₁, in 0..<1; 0.9 by default.
  ///   - beta2: The decay β₂, in 0..<1; 0.999 by default.
  ///   - epsilon: ε, above 0; 1e-7 by default.
  ///   - amsgrad: Whether the largest v so far is used instead of v; `false` by default.
  ///   - options: Clipping, weight decay and other options that all optimizers have; none by default.
  public init(
    learningRate: any LearningRateSchedule = 0.001, beta1: Double = 0.9, beta2: Double = 0.999,
    epsilon: Double = 1e-7, amsgrad: Bool = false, options: OptimizerOptions = OptimizerOptions()
  ) {
    self.learningRate = learningRate
    self.beta1 = beta1
    self.beta2 = beta2
    self.epsilon = epsilon
    self.amsgrad = amsgrad
    self.options = options
  }

  /// `["momentum", "velocity"]`, Keras's names for m and v; with ``amsgrad`` also `"velocity_hat"`, the
  /// largest v.
  public var slotNames: [String] { ["momentum", "velocity"] + (amsgrad ? ["velocity_hat"] : []) }

  /// Checks the options.
  ///
  /// - Throws: ``LogitError/invalidOption(name:value:expected:)`` if an option is out of range.
  public func validate() throws { try validate(owner: Self.kerasClassName) }

  /// The checks, with another name in the messages.
  func validate(owner: String) throws {
    try learningRate.validate(owner: owner)
    try options.validate(owner: owner)
    let checks = OptionChecks(owner)
    try checks.requireDecay(beta1, "beta1")
    try checks.requireDecay(beta2, "beta2")
    try checks.requirePositive(epsilon, "epsilon")
  }
}

extension Adam: RuleOptimizer {
  var rule: logit_rule {
    var rule = logit_rule()
    rule.kind = amsgrad ? LOGIT_RULE_AMSGRAD : LOGIT_RULE_ADAM
    rule.one_minus_beta1 = Float(1 - beta1)
    rule.one_minus_beta2 = Float(1 - beta2)
    rule.epsilon = Float(epsilon)
    return rule
  }

  /// α = η √(1 - β₂ᵗ) / (1 - β₁ᵗ), rounded to `Float` where Keras rounds.
  func completeRates(
    _ rates: UnsafeMutableBufferPointer<logit_rates>, from update: Int, memory: inout RateMemory
  ) {
    var powers = memory.powers ?? Powers(SIMD2(Double(Float(beta1)), Double(Float(beta2))))
    for i in rates.indices {
      let power = powers[update + i]
      let (beta1Power, beta2Power) = (Float(power[0]), Float(power[1]))
      rates[i].rate = rates[i].learning_rate * (1 - beta2Power).squareRoot() / (1 - beta1Power)
    }
    memory.powers = powers
  }
}

extension Adam: KerasSerializable {
  /// Keras's name of the class.
  public static var kerasClassName: String { "Adam" }

  /// The options under Keras's names.
  public var kerasConfiguration: [JSON.Member] {
    get throws { try commonKerasConfiguration + ownKerasConfiguration }
  }

  /// The options that not all optimizers have.
  var ownKerasConfiguration: [JSON.Member] {
    [
      JSON.Member("beta_1", .number(beta1)),
      JSON.Member("beta_2", .number(beta2)),
      JSON.Member("epsilon", .number(epsilon)),
      JSON.Member("amsgrad", .bool(amsgrad)),
    ]
  }

  /// Reads the options under Keras's names.
  public init(keras options: inout JSONFields) throws {
    self.init(
      learningRate: try options.learningRate(default: 0.001),
      beta1: try options.double("beta_1", default: 0.9),
      beta2: try options.double("beta_2", default: 0.999),
      epsilon: try options.double("epsilon", default: 1e-7),
      amsgrad: try options.bool("amsgrad", default: false),
      options: try OptimizerOptions(keras: &options))
  }
}

extension Optimizer where Self == Adam {
  /// Adam: steps scaled by running means of the gradient and of its square; see ``Adam``.
  public static var adam: Adam { Adam() }

  /// Adam: steps scaled by running means of the gradient and of its square; see ``Adam``.
  ///
  /// - Parameters:
  ///   - learningRate: The step size η, a number of 0 or more, or a schedule; 0.001 by default.
  ///   - beta1: The decay β₁, in 0..<1; 0.9 by default.
  ///   - beta2: The decay β₂, in 0..<1; 0.999 by default.
  ///   - epsilon: ε, above 0; 1e-7 by default.
  ///   - amsgrad: Whether the largest v so far is used instead of v; `false` by default.
  ///   - options: Clipping, weight decay and other options that all optimizers have; none by default.
  public static func adam(
    learningRate: any LearningRateSchedule = 0.001, beta1: Double = 0.9, beta2: Double = 0.999,
    epsilon: Double = 1e-7, amsgrad: Bool = false, options: OptimizerOptions = OptimizerOptions()
  ) -> Adam {
    Adam(
      learningRate: learningRate, beta1: beta1, beta2: beta2, epsilon: epsilon, amsgrad: amsgrad,
      options: options)
  }
}
