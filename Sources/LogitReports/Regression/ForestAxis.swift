import Logit
import LogitStatistics

/// The horizontal axis of a forest plot: wide enough for all estimates and most intervals, so that a single
/// one that tells nothing does not press the others together.
struct ForestAxis {
  /// Estimates further from 1 than so many times the median one, and than a thousandfold, lie beyond the
  /// axis.
  private static let farthest = (times: 6.0, logarithm: naturalLogarithm(1000))
  /// Intervals are cut further from the estimates than this share of what these span.
  private static let intervalShare = 1.5
  /// The least that an axis spans to both sides of the estimates, as the logarithm of a ratio.
  private static let leastReach = naturalLogarithm(1.5)
  private static let margin = 0.04

  /// The ends of the axis.
  let limits: ClosedRange<Double>
  /// Where arrows stand, within the ends.
  let leftArrow: Double
  let rightArrow: Double

  init(_ lines: [LogisticInference.Coefficient]) {
    let sizes = lines.compactMap(\.estimate).map(\.magnitude).filter(\.isFinite).sorted()
    let median = sizes.isEmpty ? 0 : sizes[sizes.count / 2]
    let cap = max(Self.farthest.times * median, Self.farthest.logarithm)
    let kept = lines.filter { ($0.estimate?.magnitude ?? .infinity) <= cap }
    let estimates = kept.compactMap(\.estimate) + [0]
    let (least, greatest) = (estimates.min() ?? 0, estimates.max() ?? 0)
    let ends = kept.flatMap { [$0.confidenceLow, $0.confidenceHigh] }.compactMap { $0 }.filter(\.isFinite)
    // Where all intervals are short, the axis need not be long.
    let typical = kept.compactMap { line -> Double? in
      guard let low = line.confidenceLow, let high = line.confidenceHigh else { return nil }
      return high - low
    }.filter(\.isFinite).sorted()
    let width = typical.isEmpty ? Self.leastReach : typical[typical.count / 2]
    let reach = max(Self.intervalShare * (greatest - least), 1.5 * width)
    let low = max(ends.min() ?? least, least - reach)
    let high = min(ends.max() ?? greatest, greatest + reach)
    let hasLeft = lines.contains { $0.divergingSign == -1 || $0.isSignDetermined == false }
    let hasRight = lines.contains { $0.divergingSign == 1 || $0.isSignDetermined == false }
    let (left, right) = (
      min(low, least, hasLeft ? -Self.leastReach : 0), max(high, greatest, hasRight ? Self.leastReach : 0)
    )
    let span = max(right - left, 1e-6)
    limits = exponential(left - Self.margin * span)...exponential(right + Self.margin * span)
    (leftArrow, rightArrow) = (
      exponential(left - 0.5 * Self.margin * span), exponential(right + 0.5 * Self.margin * span)
    )
  }

  /// The part of an interval that lies on the axis; `nil` if there is none.
  func interval(_ line: LogisticInference.Coefficient) -> ClosedRange<Double>? {
    if line.isSignDetermined == false { return leftArrow...rightArrow }
    if let sign = line.divergingSign { return sign > 0 ? 1...rightArrow : leftArrow...1 }
    guard line.estimate != nil, line.oddsRatioLow != nil || line.oddsRatioHigh != nil else { return nil }
    let low = max(line.oddsRatioLow ?? 0, leftArrow)
    let high = min(line.oddsRatioHigh ?? .infinity, rightArrow)
    return low < high ? low...high : nil
  }

  /// Whether an arrow says that a line goes on to the left.
  func isCutLeft(_ line: LogisticInference.Coefficient) -> Bool {
    if let sign = line.divergingSign { return sign < 0 || line.isSignDetermined == false }
    guard let ratio = line.oddsRatio else { return false }
    return ratio < limits.lowerBound || (line.oddsRatioLow ?? (line.oddsRatioHigh == nil ? 1 : 0)) < leftArrow
  }

  /// Whether an arrow says that a line goes on to the right.
  func isCutRight(_ line: LogisticInference.Coefficient) -> Bool {
    if let sign = line.divergingSign { return sign > 0 || line.isSignDetermined == false }
    guard let ratio = line.oddsRatio else { return false }
    return ratio > limits.upperBound
      || (line.oddsRatioHigh ?? (line.oddsRatioLow == nil ? 1 : .infinity)) > rightArrow
  }
}
