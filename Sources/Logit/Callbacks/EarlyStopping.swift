/// Stops training when a number in the logs has stopped improving.
///
///     let stopping = try EarlyStopping(patience: 5, restoreBestWeights: true)
///     let history = try model.fit(xs, labels, epochs: 1000, callbacks: [stopping], validationSplit: 0.2)
///     print(history.bestEpoch ?? 0)
///
/// Training stops at the end of an epoch, but never the first, when none of the last `patience` epochs was
/// better than the best one by more than `minDelta`. With a `baseline`, an epoch that beats the best one but
/// not the baseline does not end the wait; by itself it is no reason to stop. An epoch whose logs lack the
/// number does not count.
///
/// Follows `keras.callbacks.EarlyStopping`.
public final class EarlyStopping: TrainBeginCallback, EpochEndCallback, TrainEndCallback {
  /// The epoch after which training was stopped, counted from 0; `nil` if it was not.
  public private(set) var stoppedEpoch: Int?
  /// The best epoch, counted from 0; `nil` before the first.
  public private(set) var bestEpoch: Int?
  /// The number of epochs since the last sufficient improvement.
  public private(set) var wait = 0

  private var monitor: Monitor
  private let patience: Int
  private let baseline: Double?
  private let restoreBestWeights: Bool
  private let startFromEpoch: Int
  private let verbose: Bool
  private var best: Double?
  private var bestWeights: Tensor<Float>?

  /// Configures when to stop.
  ///
  /// - Parameters:
  ///   - monitor: The name of the number in the logs, `"val_loss"` by default.
  ///   - minDelta: The amount that an improvement must exceed, finite and not negative; 0 by default.
  ///   - patience: The number of consecutive epochs without improvement after which training stops, 0 or
  ///     more; 0 by default.
  ///   - mode: Whether smaller or larger is better; `.auto` by default.
  ///   - baseline: A number that an epoch must beat to end the wait; none by default.
  ///   - restoreBestWeights: Whether to restore the best epoch's weights when training ends, however it ends;
  ///     `false` by default.
  ///   - startFromEpoch: The first epoch that counts, 0 or more; 0 by default.
  ///   - verbose: Whether to print when training is stopped and weights are restored; `false` by default.
  /// - Throws: ``LogitError/invalidOption(name:value:expected:)`` if an option is out of range. Training
  ///   throws it too, at the end of the first epoch, if nothing determines whether smaller or larger is
  ///   better for the monitor.
  public init(
    monitor: String = "val_loss", minDelta: Double = 0, patience: Int = 0, mode: MonitorMode = .auto,
    baseline: Double? = nil, restoreBestWeights: Bool = false, startFromEpoch: Int = 0, verbose: Bool = false
  ) throws {
    self.monitor = try Monitor(monitor, owner: "EarlyStopping", mode: mode, minDelta: minDelta)
    try LogitError.require(patience >= 0, "EarlyStopping's patience", patience, "0 or more")
    try LogitError.require(startFromEpoch >= 0, "EarlyStopping's startFromEpoch", startFromEpoch, "0 or more")
    if let baseline {
      try LogitError.require(!baseline.isNaN, "EarlyStopping's baseline", baseline, "a number")
    }
    self.patience = patience
    self.baseline = baseline
    self.restoreBestWeights = restoreBestWeights
    self.startFromEpoch = startFromEpoch
    self.verbose = verbose
  }

  /// Resets the state for a new training run; one that goes on keeps it.
  public func onTrainBegin(model: inout Sequential, control: inout TrainingControl) {
    guard !control.isResumed else { return }
    (wait, stoppedEpoch, best, bestEpoch, bestWeights) = (0, nil, nil, nil, nil)
  }

  /// Checks the number, and stops training when patience is exhausted.
  public func onEpochEnd(
    _ epoch: Int, logs: inout Logs, model: inout Sequential, control: inout TrainingControl
  ) throws {
    try monitor.resolve(control)
    guard let current = monitor.value(in: logs, control), epoch >= startFromEpoch else { return }
    if restoreBestWeights && bestWeights == nil { (bestWeights, bestEpoch) = (model.parameters, epoch) }
    wait += 1
    if monitor.isImprovement(current, over: best) {
      (best, bestEpoch) = (current, epoch)
      control.outcome.tell(
        .init(callback: "EarlyStopping", monitor: monitor.name, epoch: epoch, value: current))
      if restoreBestWeights { bestWeights = model.parameters }
      if baseline == nil || monitor.isImprovement(current, over: baseline) { wait = 0 }
    } else if wait >= patience && epoch > 0 {
      stoppedEpoch = epoch
      control.stopTraining = true
      control.outcome.stopReason = .earlyStopping(monitor: monitor.name, epoch: epoch)
    }
  }

  /// Restores the best weights.
  public func onTrainEnd(model: inout Sequential, control: inout TrainingControl) {
    if let stoppedEpoch, verbose { control.say("Epoch \(stoppedEpoch + 1): early stopping") }
    guard let bestWeights, let bestEpoch else { return }
    if verbose { control.say("Restoring model weights from the end of the best epoch: \(bestEpoch + 1).") }
    model.parameters = bestWeights
    control.outcome.restoredEpoch = bestEpoch
  }
}
