/// Something of your own to do while a model trains.
///
/// Implement the moments you need; each gets the model and may change it, or ask for training to stop:
///
///     final class StopWhenGood: Callback {
///       func onEpochEnd(_ epoch: Int, logs: Logs, model: inout Sequential, control: inout TrainingControl) {
///         if logs.loss < 0.1 { control.stopTraining = true }
///       }
///     }
///
/// A callback that remembers something between calls is a class.
public protocol Callback {
  /// Called once before the first epoch.
  func onTrainBegin(model: inout Sequential, control: inout TrainingControl) throws
  /// Called before each epoch; `epoch` counts from 0.
  func onEpochBegin(_ epoch: Int, model: inout Sequential, control: inout TrainingControl) throws
  /// Called after each epoch, validation included; `epoch` counts from 0.
  func onEpochEnd(_ epoch: Int, logs: Logs, model: inout Sequential, control: inout TrainingControl) throws
  /// Called once after the last epoch.
  func onTrainEnd(model: inout Sequential, control: inout TrainingControl) throws
}

extension Callback {
  /// Does nothing.
  public func onTrainBegin(model: inout Sequential, control: inout TrainingControl) {}
  /// Does nothing.
  public func onEpochBegin(_ epoch: Int, model: inout Sequential, control: inout TrainingControl) {}
  /// Does nothing.
  public func onEpochEnd(
    _ epoch: Int, logs: Logs, model: inout Sequential, control: inout TrainingControl
  ) {}
  /// Does nothing.
  public func onTrainEnd(model: inout Sequential, control: inout TrainingControl) {}
}

/// What a callback can ask of training.
public struct TrainingControl: Sendable {
  /// Set to end training after the current epoch.
  public var stopTraining = false
}
