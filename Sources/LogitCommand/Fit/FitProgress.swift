#if Command
import Logit

/// A line on the terminal that shows how far training is, redrawn in place and gone at the end.
///
/// It goes to standard error, so that the report can be piped elsewhere, and appears only there where
/// somebody watches and training takes long enough to wonder.
final class FitProgress: EpochEndCallback, TrainEndCallback {
  private static let patience = Duration.milliseconds(200)
  private static let interval = Duration.milliseconds(100)

  private let isWatched = Terminal.isInteractive(.standardError)
  private let start = ContinuousClock.now
  private var last: ContinuousClock.Instant?

  func onEpochEnd(
    _ epoch: Int, logs: inout Logs, model: inout Sequential, control: inout TrainingControl
  ) {
    guard isWatched else { return }
    let now = ContinuousClock.now
    guard now - start > Self.patience, last.map({ now - $0 > Self.interval }) ?? true else { return }
    last = now
    write("\r\u{1B}[2KEpoch \(epoch + 1) of \(control.epochs) - \(logs)")
  }

  func onTrainEnd(model: inout Sequential, control: inout TrainingControl) {
    if last != nil { write("\r\u{1B}[2K") }
  }

  private func write(_ text: String) {
    Terminal.drawError(text)
  }
}
#endif
