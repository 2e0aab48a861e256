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
  /// What the name of the axis of epochs says about values that are cut off; empty if none is.
  package let note: String

  /// Chooses the ends.
  ///
  /// - Parameter curves: What the axis shows, a value for each epoch, of which a few may be cut off above.
  package init(_ curves: [[Double]]) {
    limits = Self.limits(curves.flatMap { $0 })
    note = limits.map { Self.note(of: curves, above: $0.upperBound) } ?? ""
  }

  private static func limits(_ values: [Double]) -> ClosedRange<Double>? {
    let sorted = values.filter(\.isFinite).sorted()
    guard let least = sorted.first, let greatest = sorted.last else { return nil }
    let usual = sorted[Int(Double(sorted.count - 1) * share)]
    let span = usual - least
    guard span > 0, greatest - least > longest * span else { return nil }
    return least - 0.05 * span...usual + 0.3 * span
  }

  private static func note(of curves: [[Double]], above limit: Double) -> String {
    guard let greatest = curves.joined().filter({ $0 > limit }).max() else { return "" }
    let epochs = curves.map { $0.count { $0 > limit } }.max() ?? 0
    return " (the loss of \(epochs.counted("epoch")), up to \(greatest.fixed(decimals: 2)), lies above)"
  }
}
