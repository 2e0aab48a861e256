/// A learning rate that decays exponentially: η₀ rᵗᐟᵈ at step t.
///
/// With staircase the exponent is rounded down, so that the rate stays the same for d steps.
///
/// Follows `keras.optimizers.schedules.ExponentialDecay`.
public struct ExponentialDecay: LearningRateSchedule, Equatable {
  /// The initial learning rate η₀.
  public var initialLearningRate: Double
  /// The number of steps d of the decay.
  public var decaySteps: Int
  /// The rate r of the decay.
  public var decayRate: Double
  /// Whether the rate changes only every d steps.
  public var staircase: Bool
  /// The schedule's name in Keras.
  public var name: String

  /// Configures the schedule.
  ///
  /// - Parameters:
  ///   - initialLearningRate: The initial learning rate η₀, 0 or more.
  ///   - decaySteps: The number of steps d of the decay, 1 or more.
  ///   - decayRate: The factor r by which the learning rate changes in d steps, 0 or more.
  ///   - staircase: Whether the rate changes only every d steps; `false` by default.
  ///   - name: The schedule's name in Keras; `"ExponentialDecay"` by default.
  public init(
    _ initialLearningRate: Double, decaySteps: Int, decayRate: Double, staircase: Bool = false,
    name: String = "ExponentialDecay"
  ) {
    self.initialLearningRate = initialLearningRate
    self.decaySteps = decaySteps
    self.decayRate = decayRate
    self.staircase = staircase
    self.name = name
  }

  /// The learning rate of a step, counted from 0.
  public func learningRate(step: Int) -> Float {
    Float(initialLearningRate) * raised(Float(decayRate), to: time(of: step))
  }
}

extension ExponentialDecay: RatedDecay {
  /// Keras's name of the class.
  public static var kerasClassName: String { "ExponentialDecay" }
}

extension LearningRateSchedule where Self == ExponentialDecay {
  /// A learning rate that decays exponentially; see ``ExponentialDecay``.
  ///
  /// - Parameters:
  ///   - initialLearningRate: The initial learning rate η₀, 0 or more.
  ///   - decaySteps: The number of steps d of the decay, 1 or more.
  ///   - decayRate: The factor r by which the learning rate changes in d steps, 0 or more.
  ///   - staircase: Whether the rate changes only every d steps; `false` by default.
  public static func exponentialDecay(
    _ initialLearningRate: Double, decaySteps: Int, decayRate: Double, staircase: Bool = false
  ) -> ExponentialDecay {
    ExponentialDecay(
      initialLearningRate, decaySteps: decaySteps, decayRate: decayRate, staircase: staircase)
  }
}
