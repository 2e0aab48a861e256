extension Sequential {
  /// The learning rate of the next step, as `Float` rounds it; with a schedule, what that says.
  ///
  /// - Throws: ``LogitError/notCompiled(operation:)``.
  public var learningRate: Double {
    get throws {
      guard let schedule = learningRateSchedule else {
        throw LogitError.notCompiled(operation: "learningRate")
      }
      return Double(schedule.learningRate(step: optimizerState.iteration))
    }
  }

  /// Sets the learning rate of the steps to come, rounded to `Float` as Keras does.
  ///
  /// - Parameter rate: Finite and not negative.
  /// - Throws: ``LogitError/notCompiled(operation:)``, or ``LogitError/invalidOption(name:value:expected:)``
  ///   for a number out of range, or if a schedule sets the learning rate already.
  public mutating func setLearningRate(_ rate: Double) throws {
    guard var optimizer = compilation?.optimizer else {
      throw LogitError.notCompiled(operation: "setLearningRate")
    }
    guard optimizer.learningRate.constant != nil else {
      throw LogitError.invalidOption(
        name: "learningRate", value: "\(rate)",
        expected:
          "left to the optimizer's schedule, \(type(of: optimizer.learningRate)); compile with a number to set it"
      )
    }
    optimizer.learningRate = Double(Float(rate))
    try optimizer.validate()
    compilation?.optimizer = optimizer
  }

  /// The learning rate, unless a schedule sets it or there is no optimizer; not rounded.
  var settableLearningRate: Double? { learningRateSchedule?.constant }

  /// The one place that knows how an optimizer keeps its learning rate.
  private var learningRateSchedule: (any LearningRateSchedule)? { compilation?.optimizer.learningRate }
}
