/// What became of a training, as its callbacks tell it; a part of its ``History``.
///
///     let history = try model.fit(x, y, epochs: 1000, callbacks: [stopping], validationSplit: 0.2)
///     print(history.outcome.stopReason, history.bestEpoch ?? 0)
///
/// It holds the callbacks' results, so that these need not be kept where a training runs elsewhere, in an
/// actor or as a ``TrainingJob``. A callback of your own adds to ``TrainingControl/outcome``.
public struct TrainingOutcome: Sendable, Equatable, Codable {
  /// Why training ended.
  public enum StopReason: Sendable, Equatable, Codable {
    /// All epochs were made.
    case allEpochs
    /// ``EarlyStopping`` ended it after an epoch, counted from 0, without enough improvement of a number.
    case earlyStopping(monitor: String, epoch: Int)
    /// The loss became NaN or infinite, in an epoch counted from 0, and a callback such as ``TerminateOnNaN``
    /// let training end with the weights from before.
    case divergence(epoch: Int)
    /// A callback set ``TrainingControl/stopTraining``.
    case callback
    /// It was cancelled.
    case cancelled
  }

  /// The best epoch by a number in the logs.
  public struct BestEpoch: Sendable, Equatable, Codable {
    /// The callback that tells it, such as `"EarlyStopping"`.
    public var callback: String
    /// The name of the number, such as `"val_loss"`.
    public var monitor: String
    /// The epoch, counted from 0.
    public var epoch: Int
    /// The number after that epoch.
    public var value: Double

    /// Tells a best epoch.
    ///
    /// - Parameters:
    ///   - callback: The callback that tells it.
    ///   - monitor: The name of the number.
    ///   - epoch: The epoch, counted from 0.
    ///   - value: The number after that epoch.
    public init(callback: String, monitor: String, epoch: Int, value: Double) {
      (self.callback, self.monitor, self.epoch, self.value) = (callback, monitor, epoch, value)
    }
  }

  /// A learning rate that a callback lowered.
  public struct LearningRateChange: Sendable, Equatable, Codable {
    /// The epoch, counted from 0, after which it was changed.
    public var epoch: Int
    /// The rate since then.
    public var learningRate: Double

    /// Tells a change.
    ///
    /// - Parameters:
    ///   - epoch: The epoch, counted from 0.
    ///   - learningRate: The rate since then.
    public init(epoch: Int, learningRate: Double) {
      (self.epoch, self.learningRate) = (epoch, learningRate)
    }
  }

  /// Why training ended; `nil` while it goes on, and if an error ended it.
  public var stopReason: StopReason?
  /// The best epochs by each number that a callback watched: ``EarlyStopping``, and ``ModelCheckpoint`` with
  /// `saveBestOnly`.
  public private(set) var best: [BestEpoch] = []
  /// The epoch, counted from 0, whose weights the model got back when training ended; `nil` if it kept the
  /// last ones.
  public var restoredEpoch: Int?
  /// The last file that ``ModelCheckpoint`` saved: with `saveBestOnly` the best model.
  public var checkpointPath: String?
  /// How ``ReduceLROnPlateau`` changed the learning rate.
  public var learningRateChanges: [LearningRateChange] = []

  /// Nothing yet.
  public init() {}

  /// Reports the best epoch so far, in place of what the same callback reported of the same number before.
  ///
  /// - Parameter epoch: The epoch, with the callback and the number.
  public mutating func tell(_ epoch: BestEpoch) {
    if let index = best.firstIndex(where: { $0.callback == epoch.callback && $0.monitor == epoch.monitor }) {
      best[index] = epoch
    } else {
      best.append(epoch)
    }
  }
}

extension History {
  /// The best epoch, counted from 0, that ``EarlyStopping`` found, or else another callback; `nil` if none
  /// looked for it. ``TrainingOutcome/best`` has all of them, with their numbers.
  public var bestEpoch: Int? {
    let name = "EarlyStopping"
    return (outcome.best.first { $0.callback == name } ?? outcome.best.first)?.epoch
  }

  /// Why training ended; `nil` while it goes on, and if an error ended it.
  public var stopReason: TrainingOutcome.StopReason? { outcome.stopReason }

  /// The epoch, counted from 0, whose weights the model got back when training ended; `nil` if it kept the
  /// last ones.
  public var restoredEpoch: Int? { outcome.restoredEpoch }
}
