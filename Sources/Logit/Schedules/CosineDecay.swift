/// A learning rate that falls along half a cosine: η₀ ((1 - α)(1 + cos(π t/d)) / 2 + α) at step t, and η₀ α
/// from step d on.
///
/// With a warm-up it first rises from η₀ to the target along a straight line, and then falls from the target
/// over d more steps.
///
/// Follows `keras.optimizers.schedules.CosineDecay`. Source: I. Loshchilov and F. Hutter, "SGDR: Stochastic
/// gradient descent with warm restarts", ICLR 2017.
public struct CosineDecay: LearningRateSchedule, Equatable {
  /// The initial learning rate η₀.
  public var initialLearningRate: Double
  /// The number of steps d of the decay.
  public var decaySteps: Int
  /// The fraction α of the learning rate that is left at the end.
  public var alpha: Double
  /// The learning rate after the warm-up; no warm-up if `nil`.
  public var warmupTarget: Double?
  /// The number of steps of the warm-up.
  public var warmupSteps: Int
  /// The schedule's name in Keras.
  public var name: String

  /// Configures the schedule.
  ///
  /// - Parameters:
  ///   - initialLearningRate: The initial learning rate η₀, 0 or more.
  ///   - decaySteps: The number of steps d of the decay, 1 or more.
  ///   - alpha: The fraction α of the learning rate that is left at the end, in 0...1; 0 by default.
  ///   - warmupTarget: The learning rate at the end of the warm-up, 0 or more; no warm-up by default.
  ///   - warmupSteps: The number of steps of the warm-up, 0 or more; 0 by default. Without a target they are
  ///     ignored.
  ///   - name: The schedule's name in Keras; `"CosineDecay"` by default.
  public init(
    _ initialLearningRate: Double, decaySteps: Int, alpha: Double = 0, warmupTarget: Double? = nil,
    warmupSteps: Int = 0, name: String = "CosineDecay"
  ) {
    self.initialLearningRate = initialLearningRate
    self.decaySteps = decaySteps
    self.alpha = alpha
    self.warmupTarget = warmupTarget
    self.warmupSteps = warmupSteps
    self.name = name
  }

  /// The learning rate of a step, counted from 0.
  public func learningRate(step: Int) -> Float {
    let (first, steps) = (Float(initialLearningRate), Float(decaySteps))
    guard let warmupTarget else { return decayed(min(Float(step), steps) / steps, from: first) }
    let (target, warmup) = (Float(warmupTarget), Float(warmupSteps))
    let time = min(Float(step), steps + warmup)
    guard time < warmup else { return decayed((time - warmup) / steps, from: target) }
    return (target - first) * (time / warmup) + first
  }

  private func decayed(_ fraction: Float, from rate: Float) -> Float {
    rate * (Float(1 - alpha) * cosineFactor(fraction) + Float(alpha))
  }

  /// Checks the options.
  public func validate(owner: String) throws {
    let checks = OptionChecks(owner).part(Self.kerasClassName)
    try checks.requireNotNegative(initialLearningRate, "initialLearningRate")
    try checks.requireCount(decaySteps, "decaySteps")
    try checks.requireShare(alpha, "alpha")
    if let warmupTarget { try checks.requireNotNegative(warmupTarget, "warmupTarget") }
    try checks.require(warmupSteps >= 0, "warmupSteps", warmupSteps, "a whole number, 0 or greater")
  }
}

extension CosineDecay: KerasSerializable {
  /// Keras's name of the class.
  public static var kerasClassName: String { "CosineDecay" }

  /// The options under Keras's names.
  public var kerasConfiguration: [JSON.Member] {
    [
      JSON.Member("initial_learning_rate", .number(initialLearningRate)),
      JSON.Member("decay_steps", .integer(decaySteps)),
      JSON.Member("alpha", .number(alpha)),
      JSON.Member("name", .string(name)),
      JSON.Member("warmup_target", .optional(warmupTarget)),
      JSON.Member("warmup_steps", .integer(warmupSteps)),
    ]
  }

  /// Reads the options under Keras's names.
  public init(keras options: inout JSONFields) throws {
    self.init(
      try options.requiredDouble("initial_learning_rate"),
      decaySteps: try options.requiredInt("decay_steps"),
      alpha: try options.double("alpha", default: 0),
      warmupTarget: try options.optionalDouble("warmup_target"),
      warmupSteps: try options.integer("warmup_steps", default: 0),
      name: try options.string("name", default: "CosineDecay"))
  }
}

extension LearningRateSchedule where Self == CosineDecay {
  /// A learning rate that falls along half a cosine; see ``CosineDecay``.
  ///
  /// - Parameters:
  ///   - initialLearningRate: The initial learning rate η₀, 0 or more.
  ///   - decaySteps: The number of steps d of the decay, 1 or more.
  ///   - alpha: The fraction α of the learning rate that is left at the end, in 0...1; 0 by default.
  ///   - warmupTarget: The learning rate at the end of the warm-up, 0 or more; no warm-up by default.
  ///   - warmupSteps: The number of steps of the warm-up, 0 or more; 0 by default. Without a target they are
  ///     ignored.
  public static func cosineDecay(
    _ initialLearningRate: Double, decaySteps: Int, alpha: Double = 0, warmupTarget: Double? = nil,
    warmupSteps: Int = 0
  ) -> CosineDecay {
    CosineDecay(
      initialLearningRate, decaySteps: decaySteps, alpha: alpha, warmupTarget: warmupTarget,
      warmupSteps: warmupSteps)
  }
}
