/// Something of your own to do while a model trains.
///
/// Implement the moments you need; each gets the model and may change it, or ask for training to stop:
///
///     final class StopWhenGood: Callback {
///       func onEpochEnd(
///         _ epoch: Int, logs: inout Logs, model: inout Sequential, control: inout TrainingControl
///       ) {
///         if logs.loss < 0.1 { control.stopTraining = true }
///       }
///     }
///
/// A callback that remembers something between calls is a class.
public protocol Callback {
  /// Whether the two calls around each batch are wanted; `false` (the default) lets runs of steps stay in one kernel.
  var observesBatches: Bool { get }

  /// Whether a loss that becomes NaN or infinite ends training quietly instead of with an error; `false` by default.
  var toleratesDivergence: Bool { get }

  /// Called once before the first epoch.
  func onTrainBegin(model: inout Sequential, control: inout TrainingControl) throws
  /// Called before each epoch, and before one that was interrupted goes on; `epoch` counts from 0.
  func onEpochBegin(_ epoch: Int, model: inout Sequential, control: inout TrainingControl) throws
  /// Called before each step, if ``observesBatches``; `batch` counts from 0 in each epoch.
  func onTrainBatchBegin(_ batch: Int, model: inout Sequential, control: inout TrainingControl) throws
  /// Called after each step, if ``observesBatches``; `logs` holds the means over the epoch so far.
  func onTrainBatchEnd(
    _ batch: Int, logs: Logs, model: inout Sequential, control: inout TrainingControl) throws
  /// Called after each epoch, validation included; `epoch` counts from 0. What is added to `logs` is seen by the
  /// callbacks that follow, by the progress line and by the history.
  func onEpochEnd(
    _ epoch: Int, logs: inout Logs, model: inout Sequential, control: inout TrainingControl) throws
  /// Called once after the last epoch.
  func onTrainEnd(model: inout Sequential, control: inout TrainingControl) throws
}

extension Callback {
  /// `false`.
  public var toleratesDivergence: Bool { false }
  /// `false`.
  public var observesBatches: Bool { false }
  /// Does nothing.
  public func onTrainBegin(model: inout Sequential, control: inout TrainingControl) {}
  /// Does nothing.
  public func onEpochBegin(_ epoch: Int, model: inout Sequential, control: inout TrainingControl) {}
  /// Does nothing.
  public func onTrainBatchBegin(_ batch: Int, model: inout Sequential, control: inout TrainingControl) {}
  /// Does nothing.
  public func onTrainBatchEnd(
    _ batch: Int, logs: Logs, model: inout Sequential, control: inout TrainingControl
  ) {}
  /// Does nothing.
  public func onEpochEnd(
    _ epoch: Int, logs: inout Logs, model: inout Sequential, control: inout TrainingControl
  ) {}
  /// Does nothing.
  public func onTrainEnd(model: inout Sequential, control: inout TrainingControl) {}
}

/// What training tells a callback, and what a callback can ask of training.
public struct TrainingControl {
  /// Set to end training after the current epoch (or, set after a batch, after that batch).
  public var stopTraining = false
  /// The epoch that training will not begin; Keras's `epochs`.
  public internal(set) var epochs = 0
  /// The number of steps in an epoch.
  public internal(set) var stepCount = 0
  /// The epoch to begin with. Set it in ``Callback/onTrainBegin(model:control:)`` to resume earlier training; a model that
  /// was restored goes on with the batch of it at which it was saved.
  public var initialEpoch = 0
  /// Whether larger is better, for the metrics that know; names as in the logs, without `val_`.
  public internal(set) var isBetterWhenHigher: [String: Bool] = [:]
  /// Where to say something to whoever watches, such as "Epoch 5: early stopping"; a line without its end.
  public internal(set) var say: (String) -> Void = { _ in }
}
