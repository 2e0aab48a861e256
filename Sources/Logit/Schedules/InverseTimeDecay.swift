/// A learning rate that decays with the inverse of time: η₀ / (1 + r t/d) at step t.
///
/// With staircase the quotient t/d is rounded down, so that the rate stays the same for d steps.
///
/// Follows `keras.optimizers.schedules.InverseTimeDecay`.
public struct InverseTimeDecay: LearningRateSchedule, Equatable {
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
  ///   - decayRate: The rate r, 0 or more.
  ///   - staircase: Whether the rate changes only every d steps; `false` by default.
  ///   - name: The schedule's name in Keras; `"InverseTimeDecay"` by default.
  public init(
    _ initialLearningRate: Double, decaySteps: Int, decayRate: Double, staircase: Bool = false,
    name: String = "InverseTimeDecay"
  ) {
    self.initialLearningRate = initialLearningRate
    self.decaySteps = decaySteps
    self.decayRate = decayRate
    self.staircase = staircase
    self.name = name
  }

  /// The learning rate of a step, counted from 0.
  public func learningRate(step: Int) -> Float {
    Float(initialLearningRate) / (1 + Float(decayRate) * time(of: step))
  }
}

extension InverseTimeDecay: RatedDecay {
  /// Keras's name of the class.
  public static var kerasClassName: String { "InverseTimeDecay" }
}

extension LearningRateSchedule where Self == InverseTimeDecay {
  /// A learning rate that decays with the inverse of time; see ``InverseTimeDecay``.
  ///
  /// - Parameters:
  ///   - initialLearningRate: The initial learning rate η₀, 0 or more.
  ///   - decaySteps: The number of steps d of the decay, 1 or more.
  ///   - decayRate: The rate r, 0 or more.
  ///   - staircase: Whether the rate changes only every d steps; `false` by default.
  public static func inverseTimeDecay(
    _ initialLearningRate: Double, decaySteps: Int, decayRate: Double, staircase: Bool = false
  ) -> InverseTimeDecay {
    InverseTimeDecay(
      initialLearningRate, decaySteps: decaySteps, decayRate: decayRate, staircase: staircase)
  }
}
