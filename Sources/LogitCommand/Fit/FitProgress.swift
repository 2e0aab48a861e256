#if Command
import Logit

/// Shows how far training is, where it takes long enough to wonder.
final class FitProgress: EpochEndCallback, TrainEndCallback {
  private static let interval = Duration.milliseconds(100)

  private let line = ProgressLine()
  private var last: ContinuousClock.Instant?

  func onEpochEnd(
    _ epoch: Int, logs: inout Logs, model: inout Sequential, control: inout TrainingControl
  ) {
    guard line.isWatched, line.isLong else { return }
    let now = ContinuousClock.now
    guard last.map({ now - $0 > Self.interval }) ?? true else { return }
    last = now
    line.show("Epoch \(epoch + 1) of \(control.epochs) - \(logs)")
  }

  func onTrainEnd(model: inout Sequential, control: inout TrainingControl) { line.clear() }
}
#endif
