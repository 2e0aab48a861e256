/// Saves what training goes on from, again and again, and goes on from it when training starts anew.
///
///     // Killed at any moment and started again, this ends with the same weights, to the last bit.
///     try model.fit(xs, labels, epochs: 1000, callbacks: [BackupAndRestore("backup")])
///
/// The backup is a checkpoint (see ``Sequential/save(checkpoint:epoch:includingOptimizer:)``) that is replaced whole:
/// at every moment there is either the one before or the new one, so Keras's `double_checkpoint` has no counterpart. When
/// `fit` begins and finds one, it takes over weights, optimizer and seed, and goes on where training was when it was
/// saved. The program must make the same model, compile it in the same way, and pass the same data and options;
/// seeds need not agree.
///
/// - Put it **last** among the callbacks, after those that change the model or the learning rate, so that it saves what
///   they changed.
/// - Other callbacks' memory, such as how long ``EarlyStopping`` has been waiting, is not saved, nor are the logs of the
///   epochs that were. Keras does not save them either.
/// - With `.batches(n)` an epoch that was interrupted goes on with the batch after the last one that was saved, in the same
///   order of rows, and its logs are those of the whole epoch; Keras begins such an epoch again, so that rows are
///   trained on twice. Only a metric of your own whose state grows begins anew at the interruption.
/// - A stream must give the same batches again, those before the interruption included: these are dropped unseen.
///
/// Follows `keras.callbacks.BackupAndRestore`.
public final class BackupAndRestore: Callback {
  private static let fileName = "backup.safetensors"

  private let directory: String
  private let deleteCheckpoint: Bool
  private var counter: SaveCounter
  private var epoch = 0
  private var path: String { "\(directory)/\(Self.fileName)" }

  /// Configures where and when to save.
  ///
  /// - Parameters:
  ///   - directory: A directory for this training alone; made if it is missing. Keras's `backup_dir`.
  ///   - saveFrequency: When to save; at the end of each epoch by default.
  ///   - deleteCheckpoint: Whether to remove the backup when training has ended; `true` by default. Training that ends
  ///     with an error keeps it.
  /// - Throws: ``LogitError/invalidOption(name:value:expected:)``.
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

  /// Whether backups are made between epochs.
  public var observesBatches: Bool { counter.frequency != .epoch }

  /// Goes on from the backup, if there is one.
  ///
  /// - Throws: What ``Sequential/restore(checkpoint:)`` throws; the model and the backup are then unchanged.
  public func onTrainBegin(model: inout Sequential, control: inout TrainingControl) throws {
    removeUnfinished()
    guard FileSystem.exists(path) else { return }
    control.initialEpoch = try model.restore(checkpoint: path)
  }

  /// Remembers the epoch.
  public func onEpochBegin(_ epoch: Int, model: inout Sequential, control: inout TrainingControl) {
    self.epoch = epoch
  }

  /// Saves, if it is time.
  ///
  /// - Throws: ``FileError/notWritten(path:reason:)`` or ``FileError/directoryNotMade(path:reason:)``; the backup
  ///   before is still there.
  public func onTrainBatchEnd(
    _ batch: Int, logs: Logs, model: inout Sequential, control: inout TrainingControl
  ) throws {
    if counter.countBatch() { try save(model, epoch: epoch) }
  }

  /// Saves, unless that is done between epochs.
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
    try model.save(checkpoint: path, epoch: epoch)
  }

  /// A process that was killed while it wrote has left an unfinished file behind.
  private func removeUnfinished() {
    for name in FileSystem.names(in: directory)
    where name.hasPrefix(Self.fileName + ".") && name.hasSuffix(StagedFile.temporarySuffix) {
      FileSystem.removeFile("\(directory)/\(name)")
    }
  }
}
