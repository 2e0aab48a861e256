#if Command
import Logit

/// A line on the terminal that shows how far something is, redrawn in place and gone at the end.
///
/// It goes to standard error, so that the report can be piped elsewhere, and appears only there where
/// somebody watches.
final class ProgressLine {
  /// How long nobody wonders yet.
  private static let patience = Duration.milliseconds(200)

  let isWatched = Terminal.isInteractive(.standardError)
  private let start = ContinuousClock.now
  private var isShown = false

  /// Whether it has taken long enough to wonder.
  var isLong: Bool { ContinuousClock.now - start > Self.patience }

  func show(_ text: String) {
    isShown = true
    Terminal.drawError("\r\u{1B}[2K" + text)
  }

  func clear() {
    if isShown { Terminal.drawError("\r\u{1B}[2K") }
  }
}
#endif
