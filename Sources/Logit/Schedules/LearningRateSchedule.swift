/// A learning rate that depends on the number of the step.
///
/// A plain number is a schedule too, one that never changes, so `.adam(learningRate: 0.01)` and
/// `.adam(learningRate: .exponentialDecay(0.01, decaySteps: 100, decayRate: 0.9))` both work. Add your own by conforming.
public protocol LearningRateSchedule: Sendable {
  /// The learning rate of a step.
  ///
  /// - Parameter step: The number of steps made before this one: 0 for the first.
  func learningRate(step: Int) -> Float

  /// Checks the options.
  ///
  /// - Parameter owner: The optimizer's name, for the message.
  /// - Throws: ``LogitError/invalidOption(name:value:expected:)``.
  func validate(owner: String) throws
}

extension LearningRateSchedule {
  /// Any options will do.
  public func validate(owner: String) throws {}
}

extension Double: LearningRateSchedule {
  /// The number itself, rounded to `Float`.
  public func learningRate(step: Int) -> Float { Float(self) }

  /// Checks that the number is finite and not negative.
  public func validate(owner: String) throws {
    try LogitError.require(
      self >= 0 && isFinite, "\(owner)'s learningRate", self, "finite and not negative")
  }
}
