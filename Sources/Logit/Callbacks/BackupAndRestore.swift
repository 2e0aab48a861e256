/// Backs up the state of training at regular intervals, and resumes from it when training is started again.
///
///     // Killed at any moment and started again, this ends with the same weights, to the last bit.
///     try model.fit(xs, labels, epochs: 1000, callbacks: [BackupAndRestore("backup")])
///
/// The backup is a file like that of ``Sequential/save(to:epoch:includingOptimizer:)-(String,_,_)``, which is
/// replaced atomically: at any moment there is either the previous one or the new one, so Keras's
/// `double_checkpoint` has no counterpart. When `fit` starts and finds a backup, it restores weights,
/// optimizer and seed, and continues from the point where it was saved. The program must create the same
/// model, compile it in the same way, and pass the same data and options; seeds need not agree.
///
/// - Put it **last** among the callbacks, after those that change the model or the learning rate, so that it
///   saves what they changed.
/// - The state of other callbacks, such as how long ``EarlyStopping`` has been waiting, is not saved, nor are
///   the logs of past epochs. Keras does not save them either.
/// - With `.batches(n)` an interrupted epoch resumes with the batch after the last one that was saved, in the
///   same order of rows, and its logs are those of the whole epoch; Keras restarts such an epoch, so that
///   rows are trained on twice. Only a custom metric whose state grows starts over at the interruption.
/// - A stream must produce the same batches again, including those before the interruption, which are
///   skipped.
///
/// Follows `keras.callbacks.BackupAndRestore`.
public final class BackupAndRestore: TrainBeginCallback, EpochBeginCallback, TrainBatchEndCallback,
  EpochEndCallback, TrainEndCallback
{
  private static let fileName = "backup.safetensors"

  private let directory: String
  private let deleteCheckpoint: Bool
  private var counter: SaveCounter
  private var epoch = 0
  private var path: String { "\(directory)/\(Self.fileName)" }

  /// Configures where and when to save.
  ///
  /// - Parameters:
  ///   - directory: A directory used for this training alone; created if it is missing. Keras's `backup_dir`.
  ///   - saveFrequency: When to save; at the end of each epoch by default.
  ///   - deleteCheckpoint: Whether to remove the backup when training ends; `true` by default. If training
  ///     ends with an error, the backup is kept.
  /// - Throws: ``LogitError/invalidOption(name:value:expected:)`` if an option is out of range.
  public init(
    _ directory: String, saveFrequency: SaveFrequency = .epoch, deleteCheckpoint: Bool = true
  ) throws {
    try LogitError.require(
      !directory.isEmpty, "BackupAndRestore's directory", "\"\"", "the name of a directory")
    try saveFrequency.validate(owner: "BackupAndRestore")
    self.directory = directory
    self.deleteCheckpoint = deleteCheckpoint
    counter = SaveCounter(saveFrequency)
  }

  /// Whether backups are made within epochs.
  public var observesBatches: Bool { counter.frequency != .epoch }

  /// Resumes from the backup, if there is one, unless a job goes on from a later step.
  ///
  /// - Throws: What ``Sequential/restore(from:)-(String)`` throws; the model and the backup are then
  ///   unchanged.
  public func onTrainBegin(model: inout Sequential, control: inout TrainingControl) throws {
    removeUnfinished()
    guard !control.isResumed, FileSystem.exists(path) else { return }
    control.initialEpoch = try model.restore(from: path)
  }

  /// Remembers the epoch.
  public func onEpochBegin(_ epoch: Int, model: inout Sequential, control: inout TrainingControl) {
    self.epoch = epoch
  }

  /// Saves if a save is due.
  ///
  /// - Throws: ``/LogitFiles/FileError/notWritten(path:reason:)`` or
  ///   `FileError.directoryNotMade(path:reason:)` if the backup cannot be saved; the previous
  ///   backup is kept.
  public func onTrainBatchEnd(
    _ batch: Int, logs: Logs, model: inout Sequential, control: inout TrainingControl
  ) throws {
    if counter.countBatch() { try save(model, epoch: epoch) }
  }

  /// Saves, unless saves are made within epochs.
  ///
  /// - Throws: As ``onTrainBatchEnd(_:logs:model:control:)``.
  public func onEpochEnd(
    _ epoch: Int, logs: inout Logs, model: inout Sequential, control: inout TrainingControl
  ) throws {
    if counter.frequency == .epoch { try save(model, epoch: epoch + 1) }
  }

  /// Removes the backup, and the directory if nothing else is in it.
  public func onTrainEnd(model: inout Sequential, control: inout TrainingControl) {
    guard deleteCheckpoint else { return }
    FileSystem.removeFile(path)
    FileSystem.removeDirectoryIfEmpty(directory)
  }

  private func save(_ model: Sequential, epoch: Int) throws {
    if !FileSystem.exists(directory) { try FileSystem.createDirectory(directory) }
    try model.saveWhateverLayers(to: path, epoch: epoch, includingOptimizer: true)
  }

  /// Removes the unfinished file that a process killed while writing has left behind.
  private func removeUnfinished() {
    for name in FileSystem.names(in: directory)
    where name.hasPrefix(Self.fileName + ".") && name.hasSuffix(StagedFile.temporarySuffix) {
      FileSystem.removeFile("\(directory)/\(name)")
    }
  }
}
