/// A learning rate that falls along a polynomial: (η₀ - ηₑ)(1 - t/d)ᵖ + ηₑ at step t, and ηₑ from step d on.
///
/// With cycle, d is multiplied by the smallest whole number that makes it no less than t: the rate jumps up
/// after each multiple of d and falls again, more slowly each time.
///
/// Follows `keras.optimizers.schedules.PolynomialDecay`.
public struct PolynomialDecay: LearningRateSchedule, Equatable {
  /// The initial learning rate η₀.
  public var initialLearningRate: Double
  /// The number of steps d of the decay.
  public var decaySteps: Int
  /// The final learning rate ηₑ.
  public var endLearningRate: Double
  /// The power p; 1 is a straight line.
  public var power: Double
  /// Whether the decay starts over, for a longer time, when it has ended.
  public var cycle: Bool
  /// The schedule's name in Keras.
  public var name: String

  /// Configures the schedule.
  ///
  /// - Parameters:
  ///   - initialLearningRate: The initial learning rate η₀, 0 or more.
  ///   - decaySteps: The number of steps d of the decay, 1 or more.
  ///   - endLearningRate: The final learning rate ηₑ, 0 or more; 0.0001 by default.
  ///   - power: The power p, above 0; 1, a straight line, by default.
  ///   - cycle: Whether to start over when the decay has ended; `false` by default.
  ///   - name: The schedule's name in Keras; `"PolynomialDecay"` by default.
  public init(
    _ initialLearningRate: Double, decaySteps: Int, endLearningRate: Double = 0.0001, power: Double = 1,
    cycle: Bool = false, name: String = "PolynomialDecay"
  ) {
    self.initialLearningRate = initialLearningRate
    self.decaySteps = decaySteps
    self.endLearningRate = endLearningRate
    self.power = power
    self.cycle = cycle
    self.name = name
  }

  /// The learning rate of a step, counted from 0.
  public func learningRate(step: Int) -> Float {
    var (step, steps) = (Float(step), Float(decaySteps))
    if cycle {
      steps *= step == 0 ? 1 : (step / steps).rounded(.up)
    } else {
      step = min(step, steps)
    }
    let (first, last) = (Float(initialLearningRate), Float(endLearningRate))
    return (first - last) * raised(1 - step / steps, to: Float(power)) + last
  }

  /// Checks the options.
  public func validate(owner: String) throws {
    let checks = OptionChecks(owner).part(Self.kerasClassName)
    try checks.requireNotNegative(initialLearningRate, "initialLearningRate")
    try checks.requireCount(decaySteps, "decaySteps")
    try checks.requireNotNegative(endLearningRate, "endLearningRate")
    try checks.requirePositive(power, "power")
  }
}

extension PolynomialDecay: KerasSerializable {
  /// Keras's name of the class.
  public static var kerasClassName: String { "PolynomialDecay" }

  /// The options under Keras's names.
  public var kerasConfiguration: [JSON.Member] {
    [
      JSON.Member("initial_learning_rate", .number(initialLearningRate)),
      JSON.Member("decay_steps", .integer(decaySteps)),
      JSON.Member("end_learning_rate", .number(endLearningRate)),
      JSON.Member("power", .number(power)),
      JSON.Member("cycle", .bool(cycle)),
      JSON.Member("name", .string(name)),
    ]
  }

  /// Reads the options under Keras's names.
  public init(keras options: inout JSONFields) throws {
    self.init(
      try options.requiredDouble("initial_learning_rate"),
      decaySteps: try options.requiredInt("decay_steps"),
      endLearningRate: try options.double("end_learning_rate", default: 0.0001),
      power: try options.double("power", default: 1),
      cycle: try options.bool("cycle", default: false),
      name: try options.string("name", default: "PolynomialDecay"))
  }
}

extension LearningRateSchedule where Self == PolynomialDecay {
  /// A learning rate that falls along a polynomial; see ``PolynomialDecay``.
  ///
  /// - Parameters:
  ///   - initialLearningRate: The initial learning rate η₀, 0 or more.
  ///   - decaySteps: The number of steps d of the decay, 1 or more.
  ///   - endLearningRate: The final learning rate ηₑ, 0 or more; 0.0001 by default.
  ///   - power: The power p, above 0; 1, a straight line, by default.
  ///   - cycle: Whether to start over when the decay has ended; `false` by default.
  public static func polynomialDecay(
    _ initialLearningRate: Double, decaySteps: Int, endLearningRate: Double = 0.0001, power: Double = 1,
    cycle: Bool = false
  ) -> PolynomialDecay {
    PolynomialDecay(
      initialLearningRate, decaySteps: decaySteps, endLearningRate: endLearningRate, power: power,
      cycle: cycle)
  }
}
