/// A learning rate that repeatedly falls along half a cosine, over longer and longer periods.
///
/// In period i (from 0), after a fraction x of the period, it is η₀ ((1 - α) Mⁱ (1 + cos(π x)) / 2 + α); the
/// period lasts d Tⁱ steps.
///
/// Follows `keras.optimizers.schedules.CosineDecayRestarts`. Source: I. Loshchilov and F. Hutter, "SGDR:
/// Stochastic gradient descent with warm restarts", ICLR 2017.
public struct CosineDecayRestarts: LearningRateSchedule, Equatable {
  /// The initial learning rate η₀.
  public var initialLearningRate: Double
  /// The number of steps d of the first period.
  public var firstDecaySteps: Int
  /// How many times longer each period is than the one before; Keras's `t_mul`.
  public var periodFactor: Double
  /// The factor from one period's initial learning rate to the next one's; Keras's `m_mul`.
  public var rateFactor: Double
  /// The fraction α of the learning rate that is left at the end of a period.
  public var alpha: Double
  /// The schedule's name in Keras.
  public var name: String

  /// Configures the schedule.
  ///
  /// - Parameters:
  ///   - initialLearningRate: The initial learning rate η₀, 0 or more.
  ///   - firstDecaySteps: The number of steps d of the first period, 1 or more.
  ///   - periodFactor: How many times longer each period is than the one before, 1 or more; 2 by default.
  ///     Keras's `t_mul`.
  ///   - rateFactor: The factor from one period's initial learning rate to the next one's, 0 or more; 1 by
  ///     default. Keras's `m_mul`.
  ///   - alpha: The fraction α of the learning rate that is left at the end of a period, in 0...1; 0 by
  ///     default.
  ///   - name: The schedule's name in Keras; `"SGDRDecay"` by default.
  public init(
    _ initialLearningRate: Double, firstDecaySteps: Int, periodFactor: Double = 2, rateFactor: Double = 1,
    alpha: Double = 0, name: String = "SGDRDecay"
  ) {
    self.initialLearningRate = initialLearningRate
    self.firstDecaySteps = firstDecaySteps
    self.periodFactor = periodFactor
    self.rateFactor = rateFactor
    self.alpha = alpha
    self.name = name
  }

  /// The learning rate of a step, counted from 0.
  public func learningRate(step: Int) -> Float {
    var fraction = Float(step) / Float(firstDecaySteps)
    let factor = Float(periodFactor)
    var period = fraction.rounded(.down)
    if factor == 1 {
      fraction -= period
    } else {
      period =
        (logarithm(1 - fraction * (1 - factor)) / logarithm(factor))
        .rounded(.down)
      let length = raised(factor, to: period)
      fraction = (fraction - (1 - length) / (1 - factor)) / length
    }
    let height = 0.5 * raised(Float(rateFactor), to: period)
    let share = height * (1 + cosine(Float.nearestPi * fraction))
    return Float(initialLearningRate) * ((1 - Float(alpha)) * share + Float(alpha))
  }

  /// Checks the options.
  public func validate(owner: String) throws {
    let checks = OptionChecks(owner).part(Self.kerasClassName)
    try checks.requireNotNegative(initialLearningRate, "initialLearningRate")
    try checks.requireCount(firstDecaySteps, "firstDecaySteps")
    try checks.require(
      periodFactor >= 1 && periodFactor.isFinite, "periodFactor", periodFactor,
      "finite and 1 or more")
    try checks.requireNotNegative(rateFactor, "rateFactor")
    try checks.requireShare(alpha, "alpha")
  }
}

extension CosineDecayRestarts: KerasSerializable {
  /// Keras's name of the class.
  public static var kerasClassName: String { "CosineDecayRestarts" }

  /// The options under Keras's names.
  public var kerasConfiguration: [JSON.Member] {
    [
      JSON.Member("initial_learning_rate", .number(initialLearningRate)),
      JSON.Member("first_decay_steps", .integer(firstDecaySteps)),
      JSON.Member("t_mul", .number(periodFactor)),
      JSON.Member("m_mul", .number(rateFactor)),
      JSON.Member("alpha", .number(alpha)),
      JSON.Member("name", .string(name)),
    ]
  }

  /// Reads the options under Keras's names.
  public init(keras options: inout JSONFields) throws {
    self.init(
      try options.requiredDouble("initial_learning_rate"),
      firstDecaySteps: try options.requiredInt("first_decay_steps"),
      periodFactor: try options.double("t_mul", default: 2),
      rateFactor: try options.double("m_mul", default: 1),
      alpha: try options.double("alpha", default: 0),
      name: try options.string("name", default: "SGDRDecay"))
  }
}

extension LearningRateSchedule where Self == CosineDecayRestarts {
  /// A learning rate that repeatedly falls along half a cosine, over longer and longer periods; see
  /// ``CosineDecayRestarts``.
  ///
  /// - Parameters:
  ///   - initialLearningRate: The initial learning rate η₀, 0 or more.
  ///   - firstDecaySteps: The number of steps d of the first period, 1 or more.
  ///   - periodFactor: How many times longer each period is than the one before, 1 or more; 2 by default.
  ///     Keras's `t_mul`.
  ///   - rateFactor: The factor from one period's initial learning rate to the next one's, 0 or more; 1 by
  ///     default. Keras's `m_mul`.
  ///   - alpha: The fraction α of the learning rate that is left at the end of a period, in 0...1; 0 by
  ///     default.
  public static func cosineDecayRestarts(
    _ initialLearningRate: Double, firstDecaySteps: Int, periodFactor: Double = 2, rateFactor: Double = 1,
    alpha: Double = 0
  ) -> CosineDecayRestarts {
    CosineDecayRestarts(
      initialLearningRate, firstDecaySteps: firstDecaySteps, periodFactor: periodFactor,
      rateFactor: rateFactor, alpha: alpha)
  }
}
