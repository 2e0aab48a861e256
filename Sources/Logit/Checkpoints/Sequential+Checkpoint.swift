// What is in the file stands in the article "Callbacks and checkpoints".

extension Sequential {
  /// Saves all that training goes on from: weights, the optimizer's slots and counters, the learning rate,
  /// the seed, and in the middle of an epoch what was added up for its logs.
  ///
  ///     try model.save(checkpoint: "iris.safetensors")
  ///     ...
  ///     let epoch = try model.restore(checkpoint: "iris.safetensors")
  ///     try model.fit(xs, labels, epochs: 100, initialEpoch: epoch)
  ///
  /// The file is in the safetensors format; <doc:CallbacksAndCheckpoints> lists what it holds. It is written
  /// whole or not at all: a crash or a full disk leaves the file that was there before.
  ///
  /// - Parameters:
  ///   - path: Where to; by custom ending in `.safetensors`. The directory must exist.
  ///   - epoch: The epoch to go on with, by default the number of times that all rows were gone through, or
  ///     ``interruptedEpoch`` if training was cancelled; a callback that saves between batches gives the epoch
  ///     it is in.
  ///   - includingOptimizer: Whether to save the optimizer's state too, `true` by default. Without it the
  ///     file is smaller, and good for predictions, but training that goes on from it starts with a fresh
  ///     optimizer.
  /// - Throws: ``LogitError/notBuilt(operation:)`` when there are no weights yet, or
  ///   ``/LogitFiles/FileError/notWritten(path:reason:)``.
  public func save(checkpoint path: String, epoch: Int? = nil, includingOptimizer: Bool = true) throws {
    try save(
      checkpoint: path, epoch: epoch, includingOptimizer: includingOptimizer, using: Descriptor.writeSome)
  }

  /// Takes over what ``save(checkpoint:epoch:includingOptimizer:)`` saved, ``seed`` included. Training that
  /// goes on from it computes the same bits as if it had never been interrupted; what was saved between the
  /// batches of an epoch goes on with the next batch.
  ///
  /// The model must have the same layers and, to go on training, the same optimizer. When it is not compiled,
  /// the optimizer's state is left aside; when the file has none, the optimizer starts afresh.
  ///
  /// - Parameter path: The file.
  /// - Returns: The epoch to go on with, to be given to `fit` as `initialEpoch`.
  /// - Throws: ``/LogitFiles/FileError/notRead(path:reason:)``,
  ///   ``LogitError/invalidCheckpoint(path:item:expected:found:remedy:)`` or
  ///   ``/LogitFiles/FileError/invalidJSON(source:line:column:reason:)`` for a damaged file or another
  ///   model's, and ``LogitError/notBuilt(operation:)``; the model is then unchanged.
  @discardableResult
  public mutating func restore(checkpoint path: String) throws -> Int {
    _ = try builtStack(for: "restore")
    let checkpoint = try CheckpointFile(path: path)
    var restored = self
    try restored.build()
    let epoch = try checkpoint.restore(&restored)
    self = restored
    return epoch
  }

  func save(
    checkpoint path: String, epoch: Int?, includingOptimizer: Bool,
    using write: @escaping Descriptor.SystemWrite
  ) throws {
    let contents = try CheckpointContents(self, includesOptimizer: includingOptimizer)
    try StagedFile.write(
      contents.encoded(self, epoch: epoch ?? interruptedEpoch ?? position.pass), to: path, using: write)
  }
}
