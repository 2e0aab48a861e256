/// Something of your own to do while a model trains.
///
/// Say at which moments by conforming to the protocol of each. A callback gets the model and may change it,
/// or ask for training to stop:
///
///     final class StopWhenGood: EpochEndCallback {
///       func onEpochEnd(
///         _ epoch: Int, logs: inout Logs, model: inout Sequential, control: inout TrainingControl
///       ) {
///         if logs.loss < 0.1 { control.stopTraining = true }
///       }
///     }
///
/// | protocol | called |
/// |---|---|
/// | ``TrainBeginCallback`` | once before the first epoch |
/// | ``EpochBeginCallback`` | before each epoch |
/// | ``TrainBatchBeginCallback`` | before each step |
/// | ``TrainBatchEndCallback`` | after each step |
/// | ``EpochEndCallback`` | after each epoch, validation included |
/// | ``TrainEndCallback`` | once after the last epoch |
///
/// Each requires the method that Keras has for the moment, so that one whose name or arguments differ does
/// not compile instead of never being called. For the same reason a type cannot conform to `Callback` alone.
///
/// A callback that remembers something between calls is a class. ``LambdaCallback`` is made of closures.
public protocol Callback {
  /// Whether the calls around each batch are wanted in this training, where there are any; `true` by default.
  /// Without them runs of steps stay in one kernel.
  var observesBatches: Bool { get }

  /// Whether a loss that becomes NaN or infinite ends training quietly instead of with an error; `false` by
  /// default.
  var toleratesDivergence: Bool { get }

  /// Whether there is a moment to be called at; given by the protocol of each moment.
  static var hasMoment: Bool { get }
}

extension Callback {
  /// `true`.
  public var observesBatches: Bool { true }
  /// `false`.
  public var toleratesDivergence: Bool { false }

  /// Refuses a callback that would never be called.
  @available(
    *, unavailable,
    message: """
      A callback says when it is called: conform to EpochEndCallback, EpochBeginCallback, TrainBeginCallback, \
      TrainEndCallback, TrainBatchBeginCallback or TrainBatchEndCallback instead of Callback
      """
  )
  public static var hasMoment: Bool { false }
}

/// What the protocols of all moments have in common: one of them is to be conformed to.
public protocol MomentCallback: Callback {}

extension MomentCallback {
  /// `true`.
  public static var hasMoment: Bool { true }
}

/// A callback that is called once before the first epoch.
public protocol TrainBeginCallback: MomentCallback {
  /// Called once before the first epoch.
  ///
  /// - Parameters:
  ///   - model: The model in training; it may be changed.
  ///   - control: What training tells, and what it can be asked for.
  /// - Throws: An error that ends training; `fit` throws it on.
  func onTrainBegin(model: inout Sequential, control: inout TrainingControl) throws
}

/// A callback that is called before each epoch.
public protocol EpochBeginCallback: MomentCallback {
  /// Called before each epoch, and before one that was interrupted goes on.
  ///
  /// - Parameters:
  ///   - epoch: The epoch, counted from 0.
  ///   - model: The model in training; it may be changed.
  ///   - control: What training tells, and what it can be asked for.
  /// - Throws: An error that ends training; `fit` throws it on.
  func onEpochBegin(_ epoch: Int, model: inout Sequential, control: inout TrainingControl) throws
}

/// A callback that is called before each step, if it ``Callback/observesBatches``.
public protocol TrainBatchBeginCallback: MomentCallback {
  /// Called before each step, if the callback ``Callback/observesBatches``.
  ///
  /// - Parameters:
  ///   - batch: The step, counted from 0 in each epoch.
  ///   - model: The model in training; it may be changed.
  ///   - control: What training tells, and what it can be asked for.
  /// - Throws: An error that ends training; `fit` throws it on.
  func onTrainBatchBegin(_ batch: Int, model: inout Sequential, control: inout TrainingControl) throws
}

/// A callback that is called after each step, if it ``Callback/observesBatches``.
public protocol TrainBatchEndCallback: MomentCallback {
  /// Called after each step, if the callback ``Callback/observesBatches``.
  ///
  /// - Parameters:
  ///   - batch: The step, counted from 0 in each epoch.
  ///   - logs: The means of loss and metrics over the epoch so far.
  ///   - model: The model in training; it may be changed.
  ///   - control: What training tells, and what it can be asked for.
  /// - Throws: An error that ends training; `fit` throws it on.
  func onTrainBatchEnd(
    _ batch: Int, logs: Logs, model: inout Sequential, control: inout TrainingControl) throws
}

/// A callback that is called after each epoch.
public protocol EpochEndCallback: MomentCallback {
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
}

/// A callback that is called once after the last epoch.
public protocol TrainEndCallback: MomentCallback {
  /// Called once after the last epoch; not if training ends with an error.
  ///
  /// - Parameters:
  ///   - model: The model in training; it may be changed.
  ///   - control: What training tells, and what it can be asked for.
  /// - Throws: An error that ends training; `fit` throws it on.
  func onTrainEnd(model: inout Sequential, control: inout TrainingControl) throws
}

/// What training tells a callback, and what a callback can ask of training.
public struct TrainingControl {
  /// Set to end training after the current epoch (or, set after a batch, after that batch).
  public var stopTraining = false
  /// The epoch that training will not begin; Keras's `epochs`.
  public internal(set) var epochs = 0
  /// The number of steps in an epoch.
  public internal(set) var stepCount = 0
  /// The epoch to begin with. Set it in ``TrainBeginCallback/onTrainBegin(model:control:)`` to resume earlier
  /// training; a model that was restored goes on with the batch of it at which it was saved.
  public var initialEpoch = 0
  /// Whether training goes on where a ``TrainingJob`` was cancelled, with the same callbacks: one that
  /// remembers something then keeps it instead of beginning anew, so that the training ends as if it had
  /// never been cancelled.
  public internal(set) var isResumed = false
  /// Whether larger is better, for the metrics that know; names as in the logs, without `val_`.
  public internal(set) var isBetterWhenHigher: [String: Bool] = [:]
  /// What became of the training so far, which ends in ``History/outcome``. A callback adds what it did.
  public var outcome = TrainingOutcome()
  /// Where to say something to whoever watches, such as "Epoch 5: early stopping"; a line without its end.
  public internal(set) var say: (String) -> Void = { _ in }

  /// Goes on from what became of the training until it was cancelled.
  mutating func resume(_ earlier: TrainingOutcome) {
    (isResumed, outcome) = (true, earlier)
    outcome.stopReason = nil
  }
}
