/// Lowers the learning rate when a number in the logs has stopped improving.
///
/// After `patience` consecutive epochs without an improvement of more than `minDelta`, η ← max(η · factor,
/// minimumLearningRate). Then `cooldown` epochs pass before counting starts again. The rate of an epoch is
/// added to its logs as `learning_rate`, before it is lowered.
///
/// Follows `keras.callbacks.ReduceLROnPlateau`.
public final class ReduceLROnPlateau: TrainBeginCallback, EpochEndCallback {
  private var monitor: Monitor
  private let factor: Double
  private let patience: Int
  private let cooldown: Int
  private let minimumLearningRate: Double
  private let verbose: Bool
  private var best: Double?
  private var wait = 0
  /// The number of epochs left before counting starts again.
  private var cooldownLeft = 0

  /// Configures when and how to lower the rate.
  ///
  /// - Parameters:
  ///   - monitor: The name of the number in the logs, `"val_loss"` by default.
  ///   - factor: What the rate is multiplied by, in 0..<1; 0.1 by default.
  ///   - patience: The number of consecutive epochs without improvement after which the rate is lowered, 0 or
  ///     more; 10 by default.
  ///   - mode: Whether smaller or larger is better; `.auto` by default.
  ///   - minDelta: The amount that an improvement must exceed, finite and not negative; 1e-4 by default.
  ///   - cooldown: The number of epochs to wait after the rate was lowered, 0 or more; 0 by default.
  ///   - minimumLearningRate: The lower bound of the rate, finite and not negative; 0 by default. Keras's
  ///     `min_lr`.
  ///   - verbose: Whether to print when the rate is lowered; `false` by default.
  /// - Throws: ``LogitError/invalidOption(name:value:expected:)`` if an option is out of range. Training
  ///   throws it too, at the end of the first epoch, if nothing determines whether smaller or larger is
  ///   better for the monitor, or if a schedule sets the optimizer's rate.
  public init(
    monitor: String = "val_loss", factor: Double = 0.1, patience: Int = 10, mode: MonitorMode = .auto,
    minDelta: Double = 1e-4, cooldown: Int = 0, minimumLearningRate: Double = 0, verbose: Bool = false
  ) throws {
    self.monitor = try Monitor(monitor, owner: "ReduceLROnPlateau", mode: mode, minDelta: minDelta)
    try LogitError.require((0..<1).contains(factor), "ReduceLROnPlateau's factor", factor, "in 0..<1")
    try LogitError.require(patience >= 0, "ReduceLROnPlateau's patience", patience, "0 or more")
    try LogitError.require(cooldown >= 0, "ReduceLROnPlateau's cooldown", cooldown, "0 or more")
    try LogitError.require(
      minimumLearningRate >= 0 && minimumLearningRate.isFinite, "ReduceLROnPlateau's minimumLearningRate",
      minimumLearningRate, "finite and not negative")
    self.factor = factor
    self.patience = patience
    self.cooldown = cooldown
    self.minimumLearningRate = minimumLearningRate
    self.verbose = verbose
  }

  /// Resets the state for a new training run; one that goes on keeps it.
  public func onTrainBegin(model: inout Sequential, control: inout TrainingControl) {
    guard !control.isResumed else { return }
    (best, wait, cooldownLeft) = (nil, 0, 0)
  }

  /// Checks the number, and lowers the rate when patience is exhausted.
  public func onEpochEnd(
    _ epoch: Int, logs: inout Logs, model: inout Sequential, control: inout TrainingControl
  ) throws {
    try monitor.resolve(control)
    logs.set("learning_rate", to: try model.learningRate)
    guard let current = monitor.value(in: logs, control) else { return }
    if cooldownLeft > 0 {
      cooldownLeft -= 1
      wait = 0
    }
    if monitor.isImprovement(current, over: best) {
      (best, wait) = (current, 0)
    } else if cooldownLeft == 0 {
      wait += 1
      if wait >= patience { try lowerRate(of: &model, epoch: epoch, &control) }
    }
  }

  private func lowerRate(of model: inout Sequential, epoch: Int, _ control: inout TrainingControl) throws {
    let old = try model.learningRate
    guard old > Double(Float(minimumLearningRate)) else { return }
    let new = max(old * factor, minimumLearningRate)
    try model.setLearningRate(new)
    (wait, cooldownLeft) = (0, cooldown)
    control.outcome.learningRateChanges.append(.init(epoch: epoch, learningRate: try model.learningRate))
    if verbose {
      control.say(
        "Epoch \(epoch + 1): ReduceLROnPlateau reducing learning rate to \(new.pythonDescription).")
    }
  }
}
