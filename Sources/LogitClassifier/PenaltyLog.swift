import Logit

/// Records how much of the loss of each epoch is the penalty λ·Σw² on the kernels, so that the rest can be
/// compared with a log loss that was measured.
///
/// `penalty` belongs to `loss`, a mean over the steps of an epoch, and is the mean of the penalties before
/// and after it; `val_penalty` belongs to `val_loss` and is the penalty after it.
final class PenaltyLog: EpochBeginCallback, EpochEndCallback {
  private let strength: Double
  private let isValidated: Bool
  private var before = 0.0

  /// - Parameters:
  ///   - strength: λ.
  ///   - isValidated: Whether the loss of held-out rows is logged, too.
  init(strength: Double, isValidated: Bool) {
    (self.strength, self.isValidated) = (strength, isValidated)
  }

  func onEpochBegin(_ epoch: Int, model: inout Sequential, control: inout TrainingControl) {
    before = penalty(of: model)
  }

  func onEpochEnd(
    _ epoch: Int, logs: inout Logs, model: inout Sequential, control: inout TrainingControl
  ) {
    let after = penalty(of: model)
    logs.set("penalty", to: (before + after) / 2)
    if isValidated { logs.set("val_penalty", to: after) }
  }

  private func penalty(of model: Sequential) -> Double {
    strength
      * model.layers.reduce(0) { sum, layer in
        guard let kernel = layer.weights.first, kernel.rank == 2 else { return sum }
        return sum + kernel.withUnsafeBufferPointer { $0.reduce(0) { $0 + Double($1) * Double($1) } }
      }
  }
}
