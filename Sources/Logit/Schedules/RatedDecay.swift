/// What ``ExponentialDecay`` and ``InverseTimeDecay`` have in common: a decay rate over a number of steps.
protocol RatedDecay: LearningRateSchedule, KerasSerializable {
  var initialLearningRate: Double { get }
  var decaySteps: Int { get }
  var decayRate: Double { get }
  var staircase: Bool { get }
  var name: String { get }

  init(_ initialLearningRate: Double, decaySteps: Int, decayRate: Double, staircase: Bool, name: String)
}

extension RatedDecay {
  /// The step in units of the decay steps, rounded down with staircase.
  func time(of step: Int) -> Float {
    let time = Float(step) / Float(decaySteps)
    return staircase ? time.rounded(.down) : time
  }

  /// Checks the options.
  public func validate(owner: String) throws {
    let checks = OptionChecks(owner).part(Self.kerasClassName)
    try checks.requireNotNegative(initialLearningRate, "initialLearningRate")
    try checks.requireCount(decaySteps, "decaySteps")
    try checks.requireNotNegative(decayRate, "decayRate")
  }

  /// The options under Keras's names.
  public var kerasConfiguration: [JSON.Member] {
    [
      JSON.Member("initial_learning_rate", .number(initialLearningRate)),
      JSON.Member("decay_steps", .integer(decaySteps)),
      JSON.Member("decay_rate", .number(decayRate)),
      JSON.Member("staircase", .bool(staircase)),
      JSON.Member("name", .string(name)),
    ]
  }

  /// Reads the options under Keras's names.
  public init(keras options: inout JSONFields) throws {
    self.init(
      try options.requiredDouble("initial_learning_rate"),
      decaySteps: try options.requiredInt("decay_steps"),
      decayRate: try options.requiredDouble("decay_rate"),
      staircase: try options.bool("staircase", default: false),
      name: try options.string("name", default: Self.kerasClassName))
  }
}
