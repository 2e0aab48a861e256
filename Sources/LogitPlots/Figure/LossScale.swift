import Logit

/// The part of a vertical axis in which nearly all values of a loss lie, so that a huge first one does not
/// make a flat line of all that follow.
package struct LossScale {
  /// The share of values that are always shown.
  private static let share = 0.95
  /// Larger values are cut off if they would make the axis more than this many times as long.
  private static let longest = 3.0

  /// The ends of the axis; `nil` if all values fit.
  package let limits: ClosedRange<Double>?

  /// Chooses the ends.
  ///
  /// - Parameter values: What the axis shows, of which a few may be cut off above.
  package init(_ values: [Double]) {
    let sorted = values.filter(\.isFinite).sorted()
    guard let least = sorted.first, let greatest = sorted.last else {
      limits = nil
      return
    }
    let usual = sorted[Int(Double(sorted.count - 1) * Self.share)]
    let span = usual - least
    guard span > 0, greatest - least > Self.longest * span else {
      limits = nil
      return
    }
    let margin = 0.05 * span
    limits = least - margin...usual + 0.3 * span
  }

  /// What the name of the axis of epochs says about values that are cut off; empty if none is.
  package func note(of curves: [[Float]]) -> String {
    guard let limits else { return "" }
    let beyond = curves.flatMap { $0 }.filter { Double($0) > limits.upperBound }
    guard let greatest = beyond.max() else { return "" }
    let epochs = curves.map { $0.count { Double($0) > limits.upperBound } }.max() ?? 0
    return
      " (the loss of \(epochs.counted("epoch")), up to \(Double(greatest).fixed(decimals: 2)), lies above)"
  }
}
