/// Sets the learning rate before each epoch.
///
///     let slower = LearningRateScheduler { epoch, rate in epoch < 10 ? rate : rate * 0.9 }
///
/// The rate of an epoch is added to its logs as `learning_rate`.
///
/// Follows `keras.callbacks.LearningRateScheduler`.
public final class LearningRateScheduler: EpochBeginCallback, EpochEndCallback {
  private let schedule: (_ epoch: Int, _ rate: Double) throws -> Double
  private let verbose: Bool

  /// Configures the rates.
  ///
  /// - Parameters:
  ///   - verbose: Whether to print the rate; `false` by default.
  ///   - schedule: Computes an epoch's rate, finite and not negative, from the epoch's number, counted from
  ///     0, and the current rate. An error that it throws ends training.
  public init(verbose: Bool = false, schedule: @escaping (_ epoch: Int, _ rate: Double) throws -> Double) {
    self.schedule = schedule
    self.verbose = verbose
  }

  /// Sets the rate.
  ///
  /// - Throws: ``LogitError/invalidOption(name:value:expected:)`` if the rate is out of range or the
  ///   optimizer has a schedule; or what the closure throws.
  public func onEpochBegin(_ epoch: Int, model: inout Sequential, control: inout TrainingControl) throws {
    let rate = try schedule(epoch, model.learningRate)
    try model.setLearningRate(rate)
    if verbose {
      control.say(
        "Epoch \(epoch + 1): LearningRateScheduler setting learning rate to \(rate.pythonDescription).")
    }
  }

  /// Adds the rate to the logs.
  public func onEpochEnd(
    _ epoch: Int, logs: inout Logs, model: inout Sequential, control: inout TrainingControl
  ) throws {
    logs.set("learning_rate", to: try model.learningRate)
  }
}
