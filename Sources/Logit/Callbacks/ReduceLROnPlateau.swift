/// Lowers the learning rate when a number in the logs has stopped getting better.
///
/// After `patience` epochs in a row that were not better by more than `minDelta`, η ← max(η · factor,
/// minimumLearningRate). Then `cooldown` epochs pass before epochs are counted again. The rate of an epoch is added to
/// its logs as `learning_rate`, before it is lowered.
///
/// Follows `keras.callbacks.ReduceLROnPlateau`.
public final class ReduceLROnPlateau: Callback {
  private var monitor: Monitor
  private let factor: Double
  private let patience: Int
  private let cooldown: Int
  private let minimumLearningRate: Double
  private let verbose: Bool
  private var best: Double?
  private var wait = 0
  /// The number of epochs still to pass before epochs are counted.
  private var cooldownLeft = 0

  /// Configures when and how to lower the rate.
  ///
  /// - Parameters:
  ///   - monitor: The name of the number in the logs, `"val_loss"` by default.
  ///   - factor: What the rate is multiplied with, in 0..<1; 0.1 by default.
  ///   - patience: How many epochs in a row may be no better, 0 or more; 10 by default.
  ///   - mode: Which way is better; `.auto` by default.
  ///   - minDelta: By how much more a number must be better to count as better, finite and not negative; 1e-4 by default.
  ///   - cooldown: How many epochs to let pass after the rate was lowered, 0 or more; 0 by default.
  ///   - minimumLearningRate: Below which the rate does not fall, finite and not negative; 0 by default. Keras's `min_lr`.
  ///   - verbose: Whether to say when the rate is lowered; `false` by default.
  /// - Throws: ``LogitError/invalidOption(name:value:expected:)``. Training throws it too, at the end of the first epoch,
  ///   for a monitor of which nothing tells which way is better, and for an optimizer whose rate a schedule sets.
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

  /// Forgets earlier training.
  public func onTrainBegin(model: inout Sequential, control: inout TrainingControl) {
    (best, wait, cooldownLeft) = (nil, 0, 0)
  }

  /// Looks at the number, and lowers the rate when it is time.
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
      if wait >= patience { try lowerRate(of: &model, epoch: epoch, control) }
    }
  }

  private func lowerRate(of model: inout Sequential, epoch: Int, _ control: TrainingControl) throws {
    let old = try model.learningRate
    guard old > Double(Float(minimumLearningRate)) else { return }
    let new = max(old * factor, minimumLearningRate)
    try model.setLearningRate(new)
    (wait, cooldownLeft) = (0, cooldown)
    if verbose {
      control.say(
        "Epoch \(epoch + 1): ReduceLROnPlateau reducing learning rate to \(new.pythonDescription).")
    }
  }
}
