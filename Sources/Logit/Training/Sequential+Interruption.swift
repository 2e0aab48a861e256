extension Sequential {
  /// The epoch, counted from 0, that the last training was in, or about to begin, when it was cancelled;
  /// `nil` if it was not.
  ///
  /// A file of the model (``save(to:epoch:includingOptimizer:)-(String,_,_)``) keeps it.
  public var interruptedEpoch: Int? { position.interruptedEpoch }

  /// Lets the next training go on with the step after the last one of a training that was cancelled.
  ///
  ///     if let epoch = model.resumeInterruptedEpoch() {
  ///       try model.fit(x, y, epochs: 30, initialEpoch: epoch)
  ///     }
  ///
  /// With the rows and options of that training the weights come out as if it had never been cancelled, to
  /// the last bit, and so do the logs of the epoch. Without this, the next training begins an epoch of its
  /// own.
  ///
  /// - Returns: The epoch to go on with, to be given to `fit` as `initialEpoch`; `nil` if the last training
  ///   was not cancelled, and then nothing changes.
  public mutating func resumeInterruptedEpoch() -> Int? {
    guard let epoch = position.interruptedEpoch else { return nil }
    position.isRestored = true
    return epoch
  }
  /// Prepares a training.
  ///
  /// - Parameter prepare: Prepares it, and changes the model once nothing can fail any more.
  /// - Throws: What `prepare` throws. Where that is a `CancellationError`, there is no training before this
  ///   one that could be gone on with, unless this one was to.
  mutating func prepareTraining<Result>(
    _ prepare: (inout Sequential) throws -> Result
  ) throws -> Result {
    do {
      return try prepare(&self)
    } catch let error as CancellationError {
      position.cancelBeforeTraining()
      throw error
    }
  }
}
