import CLogitKernels

/// Adagrad: steps divided by the root of the sum of all squared gradients so far.
///
///     a ← a + g²
///     w ← w - η g / √(a + ε)
///
/// ε is inside the root.
///
/// Follows `keras.optimizers.Adagrad`. Source: J. Duchi, E. Hazan and Y. Singer, "Adaptive subgradient
/// methods for online learning and stochastic optimization", JMLR 12, 2011.
public struct Adagrad: Optimizer, Equatable {
  /// The step size η.
  public var learningRate: any LearningRateSchedule
  /// The initial value of the sum of squares.
  public var initialAccumulatorValue: Double
  /// The number ε that keeps the division finite.
  public var epsilon: Double
  /// Clipping, weight decay and other options that all optimizers have.
  public var options: OptimizerOptions

  /// Configures Adagrad.
  ///
  /// - Parameters:
  ///   - learningRate: The step size η, a number of 0 or more, or a schedule; 0.001 by default.
  ///   - initialAccumulatorValue: The initial value of the sum of squares, 0 or more; 0.1 by default.
  ///   - epsilon: ε, above 0; 1e-7 by default.
  ///   - options: Clipping, weight decay and other options that all optimizers have; none by default.
  public init(
    learningRate: any LearningRateSchedule = 0.001, initialAccumulatorValue: Double = 0.1,
    epsilon: Double = 1e-7, options: OptimizerOptions = OptimizerOptions()
  ) {
    self.learningRate = learningRate
    self.initialAccumulatorValue = initialAccumulatorValue
    self.epsilon = epsilon
    self.options = options
  }

  /// `["accumulator"]`, the sum a.
  public var slotNames: [String] { ["accumulator"] }

  /// The sum starts at ``initialAccumulatorValue``.
  public var initialSlotValues: [Float] { [Float(initialAccumulatorValue)] }

  /// Checks the options.
  ///
  /// - Throws: ``LogitError/invalidOption(name:value:expected:)`` if an option is out of range.
  public func validate() throws {
    let checks = Self.checks
    try validateCommon()
    try checks.requireNotNegative(initialAccumulatorValue, "initialAccumulatorValue")
    try checks.requirePositive(epsilon, "epsilon")
  }
}

extension Adagrad: RuleOptimizer {
  var rule: logit_rule {
    var rule = logit_rule()
    rule.kind = LOGIT_RULE_ADAGRAD
    rule.epsilon = Float(epsilon)
    return rule
  }
}

extension Adagrad: KerasSerializable {
  /// Keras's name of the class.
  public static var kerasClassName: String { "Adagrad" }

  /// The options under Keras's names.
  public var kerasConfiguration: [JSON.Member] {
    get throws {
      try commonKerasConfiguration + [
        JSON.Member("initial_accumulator_value", .number(initialAccumulatorValue)),
        JSON.Member("epsilon", .number(epsilon)),
      ]
    }
  }

  /// Reads the options under Keras's names.
  public init(keras options: inout JSONFields) throws {
    self.init(
      learningRate: try options.learningRate(default: 0.001),
      initialAccumulatorValue: try options.double("initial_accumulator_value", default: 0.1),
      epsilon: try options.double("epsilon", default: 1e-7),
      options: try OptimizerOptions(keras: &options))
  }
}

extension Optimizer where Self == Adagrad {
  /// Adagrad: steps divided by the root of the sum of all squared gradients so far; see ``Adagrad``.
  public static var adagrad: Adagrad { Adagrad() }

  /// Adagrad: steps divided by the root of the sum of all squared gradients so far; see ``Adagrad``.
  ///
  /// - Parameters:
  ///   - learningRate: The step size η, a number of 0 or more, or a schedule; 0.001 by default.
  ///   - initialAccumulatorValue: The initial value of the sum of squares, 0 or more; 0.1 by default.
  ///   - epsilon: ε, above 0; 1e-7 by default.
  ///   - options: Clipping, weight decay and other options that all optimizers have; none by default.
  public static func adagrad(
    learningRate: any LearningRateSchedule = 0.001, initialAccumulatorValue: Double = 0.1,
    epsilon: Double = 1e-7, options: OptimizerOptions = OptimizerOptions()
  ) -> Adagrad {
    Adagrad(
      learningRate: learningRate, initialAccumulatorValue: initialAccumulatorValue, epsilon: epsilon,
      options: options)
  }
}
