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
  /// Whether the two calls around each batch are wanted; `false` (the default) lets runs of steps stay in one
  /// kernel.
  var observesBatches: Bool { get }

  /// Whether a loss that becomes NaN or infinite ends training quietly instead of with an error; `false` by
  /// default.
  var toleratesDivergence: Bool { get }

  /// Called once before the first epoch.
  ///
  /// - Parameters:
  ///   - model: The model in training; it may be changed.
  ///   - control: What training tells, and what it can be asked for.
  /// - Throws: An error that ends training; `fit` throws it on.
  func onTrainBegin(model: inout Sequential, control: inout TrainingControl) throws

  /// Called before each epoch, and before one that was interrupted goes on.
  ///
  /// - Parameters:
  ///   - epoch: The epoch, counted from 0.
  ///   - model: The model in training; it may be changed.
  ///   - control: What training tells, and what it can be asked for.
  /// - Throws: An error that ends training; `fit` throws it on.
  func onEpochBegin(_ epoch: Int, model: inout Sequential, control: inout TrainingControl) throws

  /// Called before each step, if ``observesBatches``.
  ///
  /// - Parameters:
  ///   - batch: The step, counted from 0 in each epoch.
  ///   - model: The model in training; it may be changed.
  ///   - control: What training tells, and what it can be asked for.
  /// - Throws: An error that ends training; `fit` throws it on.
  func onTrainBatchBegin(_ batch: Int, model: inout Sequential, control: inout TrainingControl) throws

  /// Called after each step, if ``observesBatches``.
  ///
  /// - Parameters:
  ///   - batch: The step, counted from 0 in each epoch.
  ///   - logs: The means of loss and metrics over the epoch so far.
  ///   - model: The model in training; it may be changed.
  ///   - control: What training tells, and what it can be asked for.
  /// - Throws: An error that ends training; `fit` throws it on.
  func onTrainBatchEnd(
    _ batch: Int, logs: Logs, model: inout Sequential, control: inout TrainingControl) throws

  /// Called after each epoch, validation included.
  ///
  /// - Parameters:
  ///   - epoch: The epoch, counted from 0.
  ///   - logs: Loss and metrics of the epoch. What is added to them is seen by the callbacks that follow, by
  ///     the progress line and by the history.
  ///   - model: The model in training; it may be changed.
  ///   - control: What training tells, and what it can be asked for.
  /// - Throws: An error that ends training; `fit` throws it on.
  func onEpochEnd(
    _ epoch: Int, logs: inout Logs, model: inout Sequential, control: inout TrainingControl) throws

  /// Called once after the last epoch; not if training ends with an error.
  ///
  /// - Parameters:
  ///   - model: The model in training; it may be changed.
  ///   - control: What training tells, and what it can be asked for.
  /// - Throws: An error that ends training; `fit` throws it on.
  func onTrainEnd(model: inout Sequential, control: inout TrainingControl) throws
}

extension Callback {
  /// `false`.
  public var toleratesDivergence: Bool { false }
  /// `false`.
  public var observesBatches: Bool { false }

  /// Does nothing.
  ///
  /// - Parameters:
  ///   - model: Left as it is.
  ///   - control: Left as it is.
  public func onTrainBegin(model: inout Sequential, control: inout TrainingControl) {}

  /// Does nothing.
  ///
  /// - Parameters:
  ///   - epoch: The epoch, counted from 0.
  ///   - model: Left as it is.
  ///   - control: Left as it is.
  public func onEpochBegin(_ epoch: Int, model: inout Sequential, control: inout TrainingControl) {}

  /// Does nothing.
  ///
  /// - Parameters:
  ///   - batch: The step, counted from 0 in each epoch.
  ///   - model: Left as it is.
  ///   - control: Left as it is.
  public func onTrainBatchBegin(_ batch: Int, model: inout Sequential, control: inout TrainingControl) {}

  /// Does nothing.
  ///
  /// - Parameters:
  ///   - batch: The step, counted from 0 in each epoch.
  ///   - logs: The means of loss and metrics over the epoch so far.
  ///   - model: Left as it is.
  ///   - control: Left as it is.
  public func onTrainBatchEnd(
    _ batch: Int, logs: Logs, model: inout Sequential, control: inout TrainingControl
  ) {}

  /// Does nothing.
  ///
  /// - Parameters:
  ///   - epoch: The epoch, counted from 0.
  ///   - logs: Left as they are.
  ///   - model: Left as it is.
  ///   - control: Left as it is.
  public func onEpochEnd(
    _ epoch: Int, logs: inout Logs, model: inout Sequential, control: inout TrainingControl
  ) {}

  /// Does nothing.
  ///
  /// - Parameters:
  ///   - model: Left as it is.
  ///   - control: Left as it is.
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
  /// The epoch to begin with. Set it in ``Callback/onTrainBegin(model:control:)`` to resume earlier training;
  /// a model that was restored goes on with the batch of it at which it was saved.
  public var initialEpoch = 0
  /// Whether larger is better, for the metrics that know; names as in the logs, without `val_`.
  public internal(set) var isBetterWhenHigher: [String: Bool] = [:]
  /// What became of the training so far, which ends in ``History/outcome``. A callback adds what it did.
  public var outcome = TrainingOutcome()
  /// Where to say something to whoever watches, such as "Epoch 5: early stopping"; a line without its end.
  public internal(set) var say: (String) -> Void = { _ in }
}
