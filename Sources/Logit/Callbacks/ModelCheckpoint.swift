/// Saves checkpoints while a model trains: all of them, or only the best so far.
///
///     let best = try ModelCheckpoint("run/{epoch:02d}-{val_loss:.2f}.safetensors", saveBestOnly: true)
///
/// The path may contain `epoch` (counted from 1), `batch` (counted from 1, with `.batches`) and the names in
/// the logs, in braces and with a format as in Python's `str.format`. Missing directories are created.
///
/// The files are those of ``Sequential/save(to:epoch:includingOptimizer:)-(String,_,_)``, not Keras's: open
/// them with ``Sequential/init(contentsOf:)-(String)``. A model with a part that a file cannot describe, such
/// as a layer of your own that is not ``KerasSerializable``, is saved without the description, which is said
/// once; ``Sequential/restore(from:)-(String)`` takes such a file into a model that is made in the program.
/// With `saveBestOnly`, an epoch whose logs lack the number is saved, and if checkpoints are made within
/// epochs, the best is chosen by the epoch's logs so far, both as in Keras.
///
/// Follows `keras.callbacks.ModelCheckpoint`.
public final class ModelCheckpoint: EpochBeginCallback, TrainBatchEndCallback, EpochEndCallback {
  /// The path of the last checkpoint saved; `nil` before the first.
  public private(set) var lastPath: String?

  private static let suffix = ".safetensors"

  private let pattern: PathPattern
  private var monitor: Monitor
  private let saveBestOnly: Bool
  private let saveWeightsOnly: Bool
  private let verbose: Bool
  private var counter: SaveCounter
  private var best: Double?
  private var epoch = 0
  private var hasSaidWhatIsMissing = false

  /// Configures what to save, when and where.
  ///
  /// - Parameters:
  ///   - path: The pattern for paths, ending in `.safetensors`. Keras's `filepath`.
  ///   - monitor: The name in the logs of the number by which checkpoints are compared, `"val_loss"` by
  ///     default.
  ///   - saveBestOnly: Whether to save only when the number is better than ever before; `false` by default.
  ///   - saveWeightsOnly: Whether to leave out the optimizer's state; `false` by default.
  ///   - mode: Whether smaller or larger is better; `.auto` by default.
  ///   - saveFrequency: When to save; at the end of each epoch by default.
  ///   - initialValueThreshold: A number that the first checkpoint must beat; none by default.
  ///   - verbose: Whether to print what is saved; `false` by default.
  /// - Throws: ``LogitError/invalidOption(name:value:expected:)`` if an option is out of range or the path is
  ///   not a valid pattern. Training throws it too, if the path contains a name that is not in the logs, and
  ///   with `saveBestOnly` if nothing determines whether smaller or larger is better for the monitor.
  public init(
    _ path: String, monitor: String = "val_loss", saveBestOnly: Bool = false, saveWeightsOnly: Bool = false,
    mode: MonitorMode = .auto, saveFrequency: SaveFrequency = .epoch, initialValueThreshold: Double? = nil,
    verbose: Bool = false
  ) throws {
    let option = "ModelCheckpoint's path"
    try LogitError.require(
      path.hasSuffix(Self.suffix), option, path, "a path that ends in \(Self.suffix), the format of the file")
    pattern = try PathPattern(path, option: option)
    try saveFrequency.validate(owner: "ModelCheckpoint")
    try LogitError.require(
      saveFrequency != .epoch || !pattern.names.contains("batch"), option, path,
      "without {batch} when saveFrequency is .epoch")
    if let initialValueThreshold {
      try LogitError.require(
        !initialValueThreshold.isNaN, "ModelCheckpoint's initialValueThreshold", initialValueThreshold,
        "a number")
    }
    self.monitor = try Monitor(monitor, owner: "ModelCheckpoint", mode: mode)
    self.saveBestOnly = saveBestOnly
    self.saveWeightsOnly = saveWeightsOnly
    self.verbose = verbose
    counter = SaveCounter(saveFrequency)
    best = initialValueThreshold
  }

  /// Whether checkpoints are made within epochs.
  public var observesBatches: Bool { counter.frequency != .epoch }

  /// Remembers the epoch.
  public func onEpochBegin(_ epoch: Int, model: inout Sequential, control: inout TrainingControl) {
    self.epoch = epoch
  }

  /// Saves if a save is due.
  ///
  /// - Throws: ``/LogitFiles/FileError/notWritten(path:reason:)`` or
  ///   `FileError.directoryNotMade(path:reason:)` if the checkpoint cannot be saved.
  public func onTrainBatchEnd(
    _ batch: Int, logs: Logs, model: inout Sequential, control: inout TrainingControl
  ) throws {
    guard counter.countBatch() else { return }
    try save(model, resumingAt: epoch, epoch: epoch, batch: batch, logs: logs, &control)
  }

  /// Saves, unless saves are made within epochs.
  ///
  /// - Throws: As ``onTrainBatchEnd(_:logs:model:control:)``.
  public func onEpochEnd(
    _ epoch: Int, logs: inout Logs, model: inout Sequential, control: inout TrainingControl
  ) throws {
    guard counter.frequency == .epoch else { return }
    try save(model, resumingAt: epoch + 1, epoch: epoch, batch: nil, logs: logs, &control)
  }

  private func save(
    _ model: Sequential, resumingAt nextEpoch: Int, epoch: Int, batch: Int?, logs: Logs,
    _ control: inout TrainingControl
  ) throws {
    let path = try pattern.path { name in
      if let value = logs[name] { return .number(Double(Float(value))) }
      switch name {
      case "epoch": return .integer(epoch + 1)
      case "batch": return batch.map { .integer($0 + 1) }
      default: return nil
      }
    }
    guard try shouldSave(to: path, epoch: epoch, logs: logs, &control) else { return }
    if let directory = FileSystem.directory(of: path), !FileSystem.exists(directory) {
      try FileSystem.createDirectory(directory)
    }
    let missing = try model.saveWhateverLayers(
      to: path, epoch: nextEpoch, includingOptimizer: !saveWeightsOnly)
    if let missing, !hasSaidWhatIsMissing {
      hasSaidWhatIsMissing = true
      control.say(
        "ModelCheckpoint saves the weights without the layers. \(missing) Sequential.restore(from:) takes such a file into "
          + "a model that the program makes.")
    }
    lastPath = path
    control.outcome.checkpointPath = path
    if verbose { control.say("Epoch \(epoch + 1): finished saving model to \(path)") }
  }

  private func shouldSave(
    to path: String, epoch: Int, logs: Logs, _ control: inout TrainingControl
  ) throws -> Bool {
    guard saveBestOnly else {
      if verbose { control.say("Epoch \(epoch + 1): saving model to \(path)") }
      return true
    }
    try monitor.resolve(control)
    guard let current = monitor.value(in: logs, control) else { return true }
    let bestText = best.map { $0.fixed(decimals: 5) } ?? "None"
    guard monitor.isImprovement(current, over: best) else {
      if verbose { control.say("Epoch \(epoch + 1): \(monitor.name) did not improve from \(bestText)") }
      return false
    }
    if verbose {
      control.say(
        "Epoch \(epoch + 1): \(monitor.name) improved from \(bestText) to \(current.fixed(decimals: 5)), "
          + "saving model to \(path)")
    }
    best = current
    control.outcome.tell(
      .init(callback: "ModelCheckpoint", monitor: monitor.name, epoch: epoch, value: current))
    return true
  }
}
