import CLogitKernels

/// Follow the regularized leader: weights stay exactly 0 until their gradients outweigh the penalty.
///
///     a' = a + g²
///     l ← l + g + 2 λₛ w - (a'⁻ᵖ - a⁻ᵖ) / η · w
///     w ← (clip(l, -λ₁, λ₁) - l) / (a'⁻ᵖ / η + 2 (λ₂ + β / (2 η)))
///     a ← a'
///
/// The weights are recomputed from l in every step, so the first step discards their initial values, and
/// weight decay has no lasting effect. A weight that never had a gradient is 0; with an
/// ``initialAccumulatorValue`` of 0 Keras makes it 0 / 0 = NaN.
///
/// Follows `keras.optimizers.Ftrl`. Source: H. B. McMahan et al., "Ad click prediction: a view from the
/// trenches", KDD 2013.
public struct Ftrl: Optimizer, Equatable {
  /// The step size η.
  public var learningRate: any LearningRateSchedule
  /// The power p by which the sum of squares slows the steps.
  public var learningRatePower: Double
  /// The initial value of the sum of squares.
  public var initialAccumulatorValue: Double
  /// The penalty λ₁ on absolute values, which makes weights exactly 0.
  public var l1RegularizationStrength: Double
  /// The penalty λ₂ on squares.
  public var l2RegularizationStrength: Double
  /// The penalty λₛ on squares that acts through the gradient.
  public var l2ShrinkageRegularizationStrength: Double
  /// The number β that slows the first steps.
  public var beta: Double
  /// Clipping, weight decay and other options that all optimizers have.
  public var options: OptimizerOptions

  /// Configures Ftrl.
  ///
  /// - Parameters:
  ///   - learningRate: The step size η, a number above 0, or a schedule; 0.001 by default.
  ///   - learningRatePower: The power p, 0 or less; with 0 the steps are not slowed. -0.5 by default.
  ///   - initialAccumulatorValue: The initial value of the sum of squares, 0 or more; 0.1 by default.
  ///   - l1RegularizationStrength: The penalty λ₁ on absolute values, 0 or more; 0 by default.
  ///   - l2RegularizationStrength: The penalty λ₂ on squares, 0 or more; 0 by default.
  ///   - l2ShrinkageRegularizationStrength: The penalty λₛ on squares that acts through the gradient, 0 or
  ///     more; 0 by default.
  ///   - beta: The number β that slows the first steps, 0 or more; 0 by default.
  ///   - options: Clipping, weight decay and other options that all optimizers have; none by default.
  public init(
    learningRate: any LearningRateSchedule = 0.001, learningRatePower: Double = -0.5,
    initialAccumulatorValue: Double = 0.1, l1RegularizationStrength: Double = 0,
    l2RegularizationStrength: Double = 0, l2ShrinkageRegularizationStrength: Double = 0, beta: Double = 0,
    options: OptimizerOptions = OptimizerOptions()
  ) {
    self.learningRate = learningRate
    self.learningRatePower = learningRatePower
    self.initialAccumulatorValue = initialAccumulatorValue
    self.l1RegularizationStrength = l1RegularizationStrength
    self.l2RegularizationStrength = l2RegularizationStrength
    self.l2ShrinkageRegularizationStrength = l2ShrinkageRegularizationStrength
    self.beta = beta
    self.options = options
  }

  /// `["accumulator", "linear"]`, Keras's names for a and l.
  public var slotNames: [String] { ["accumulator", "linear"] }

  /// The sum of squares starts at ``initialAccumulatorValue``.
  public var initialSlotValues: [Float] { [Float(initialAccumulatorValue), 0] }

  /// Checks the options.
  ///
  /// - Throws: ``LogitError/invalidOption(name:value:expected:)`` if an option is out of range.
  public func validate() throws {
    let checks = Self.checks
    try validateCommon()
    // The update divides by the learning rate.
    if let rate = learningRate.constant { try checks.requirePositive(rate, "learningRate") }
    try checks.require(
      learningRatePower <= 0 && learningRatePower.isFinite, "learningRatePower", learningRatePower,
      "finite and not positive")
    try checks.requireNotNegative(initialAccumulatorValue, "initialAccumulatorValue")
    try checks.requireNotNegative(l1RegularizationStrength, "l1RegularizationStrength")
    try checks.requireNotNegative(l2RegularizationStrength, "l2RegularizationStrength")
    try checks.requireNotNegative(
      l2ShrinkageRegularizationStrength, "l2ShrinkageRegularizationStrength")
    try checks.requireNotNegative(beta, "beta")
  }
}

extension Ftrl: RuleOptimizer {
  var rule: logit_rule {
    var rule = logit_rule()
    rule.kind = LOGIT_RULE_FTRL
    rule.power = Float(-learningRatePower)
    rule.l1 = Float(l1RegularizationStrength)
    rule.two_shrinkage = Float(2 * l2ShrinkageRegularizationStrength)
    return rule
  }

  /// 2 (λ₂ + β / (2 η)).
  func completeRates(
    _ rates: UnsafeMutableBufferPointer<logit_rates>, from update: Int, memory: inout RateMemory
  ) {
    for i in rates.indices {
      let rate = rates[i].learning_rate
      rates[i].rate = rate
      rates[i].corrections.0 = 2 * (Float(l2RegularizationStrength) + Float(beta) / (2 * rate))
    }
  }
}

extension Ftrl: KerasSerializable {
  /// Keras's name of the class.
  public static var kerasClassName: String { "Ftrl" }

  /// The options under Keras's names.
  public var kerasConfiguration: [JSON.Member] {
    get throws {
      try commonKerasConfiguration + [
        JSON.Member("learning_rate_power", .number(learningRatePower)),
        JSON.Member("initial_accumulator_value", .number(initialAccumulatorValue)),
        JSON.Member("l1_regularization_strength", .number(l1RegularizationStrength)),
        JSON.Member("l2_regularization_strength", .number(l2RegularizationStrength)),
        JSON.Member("l2_shrinkage_regularization_strength", .number(l2ShrinkageRegularizationStrength)),
        JSON.Member("beta", .number(beta)),
      ]
    }
  }

  /// Reads the options under Keras's names.
  public init(keras options: inout JSONFields) throws {
    self.init(
      learningRate: try options.learningRate(default: 0.001),
      learningRatePower: try options.double("learning_rate_power", default: -0.5),
      initialAccumulatorValue: try options.double("initial_accumulator_value", default: 0.1),
      l1RegularizationStrength: try options.double("l1_regularization_strength", default: 0),
      l2RegularizationStrength: try options.double("l2_regularization_strength", default: 0),
      l2ShrinkageRegularizationStrength: try options.double(
        "l2_shrinkage_regularization_strength", default: 0),
      beta: try options.double("beta", default: 0),
      options: try OptimizerOptions(keras: &options))
  }
}

extension Optimizer where Self == Ftrl {
  /// Follow the regularized leader: weights stay exactly 0 until their gradients outweigh the penalty; see
  /// ``Ftrl``.
  public static var ftrl: Ftrl { Ftrl() }

  /// Follow the regularized leader: weights stay exactly 0 until their gradients outweigh the penalty; see
  /// ``Ftrl``.
  ///
  /// - Parameters:
  ///   - learningRate: The step size η, a number above 0, or a schedule; 0.001 by default.
  ///   - learningRatePower: The power p, 0 or less; with 0 the steps are not slowed. -0.5 by default.
  ///   - initialAccumulatorValue: The initial value of the sum of squares, 0 or more; 0.1 by default.
  ///   - l1RegularizationStrength: The penalty λ₁ on absolute values, 0 or more; 0 by default.
  ///   - l2RegularizationStrength: The penalty λ₂ on squares, 0 or more; 0 by default.
  ///   - l2ShrinkageRegularizationStrength: The penalty λₛ on squares that acts through the gradient, 0 or
  ///     more; 0 by default.
  ///   - beta: The number β that slows the first steps, 0 or more; 0 by default.
  ///   - options: Clipping, weight decay and other options that all optimizers have; none by default.
  public static func ftrl(
    learningRate: any LearningRateSchedule = 0.001, learningRatePower: Double = -0.5,
    initialAccumulatorValue: Double = 0.1, l1RegularizationStrength: Double = 0,
    l2RegularizationStrength: Double = 0, l2ShrinkageRegularizationStrength: Double = 0, beta: Double = 0,
    options: OptimizerOptions = OptimizerOptions()
  ) -> Ftrl {
    Ftrl(
      learningRate: learningRate, learningRatePower: learningRatePower,
      initialAccumulatorValue: initialAccumulatorValue, l1RegularizationStrength: l1RegularizationStrength,
      l2RegularizationStrength: l2RegularizationStrength,
      l2ShrinkageRegularizationStrength: l2ShrinkageRegularizationStrength, beta: beta, options: options)
  }
}
