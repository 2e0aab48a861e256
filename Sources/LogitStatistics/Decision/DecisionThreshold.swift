import Logit

/// The probability above which a row is predicted as positive, chosen so that some rows are predicted best.
///
///     let threshold = try DecisionThreshold(events: isSick, probabilities: outOfFold, metric: .f1)
///     print(threshold.value, threshold.score, threshold.scoreAtHalf)
///
/// Every division of the rows that some threshold makes is tried. Of those with the best value of the metric
/// (to twelve decimals) the one whose threshold is nearest a half is taken, of two equally near the smaller.
/// The threshold is the middle between the two neighbouring probabilities that it divides; 0 and 1 are the
/// neighbours of the least and the greatest.
///
/// Choose it by probabilities of models that have not seen the rows. The value of the metric on the rows that
/// it was chosen by flatters it; measure it on other rows.
public struct DecisionThreshold: Sendable, Equatable {
  /// The threshold, from 0 to 1. A row is predicted as positive if its probability is above it.
  public let value: Double
  /// What it was chosen by.
  public let metric: ThresholdMetric
  /// The metric at the threshold, on the rows that it was chosen by.
  public let score: Double
  /// The metric at a half, on the same rows.
  public let scoreAtHalf: Double

  /// Values that differ by less are equal.
  private static let tolerance = 1e-12

  /// Chooses the threshold.
  ///
  /// - Parameters:
  ///   - events: Whether each row is positive.
  ///   - probabilities: As many probabilities of being so, from 0 to 1.
  ///   - metric: What is to be as large as possible.
  ///   - eventWeight: How much each positive row counts, above 0; 1 by default. With w₁ = π/s for a share s
  ///     of positive rows among these and π among those to come, and w₀ = (1 − π)/(1 − s), the metric is that
  ///     of rows to come.
  ///   - otherWeight: How much each other row counts, above 0; 1 by default.
  ///   - weights: How much each row counts besides, 0 or more; every row once by default. Rows of weight 0
  ///     are left out.
  /// - Throws: `LogitError.emptyData(name:)` without rows,
  ///   `LogitError.rowCountMismatch(name:expected:found:of:)` if the counts differ,
  ///   `LogitError.nonFiniteInput(name:row:column:value:)` for a probability that is not finite, or
  ///   `LogitError.invalidOption(name:value:expected:)` for one beyond 0 to 1, or a weight out of range.
  /// - Complexity: O(n log n) for n rows.
  public init(
    events: [Bool], probabilities: [Float], metric: ThresholdMetric, eventWeight: Double = 1,
    otherWeight: Double = 1, weights: [Double]? = nil
  ) throws {
    try Self.require(events, probabilities)
    try CalibrationRows.require(weights, count: events.count)
    for weight in [eventWeight, otherWeight] {
      try LogitError.require(weight > 0 && weight.isFinite, "weight", weight, "above 0 and finite")
    }
    let order = probabilities.indices.filter { weights?[$0] != 0 }
      .sorted { probabilities[$0] > probabilities[$1] }
    // Added in the same order as below, so that all rows together are exactly these.
    var (positives, negatives) = (0.0, 0.0)
    for row in order {
      if events[row] { positives += weights?[row] ?? 1 } else { negatives += weights?[row] ?? 1 }
    }
    func metricOf(_ truePositives: Double, _ falsePositives: Double) -> Double {
      metric.value(
        truePositives: eventWeight * truePositives, falsePositives: otherWeight * falsePositives,
        positives: eventWeight * positives, negatives: otherWeight * negatives)
    }
    var best: (score: Double, threshold: Double)?
    var (truePositives, falsePositives, next) = (0.0, 0.0, 0)
    var atHalf = metricOf(0, 0)
    // The neighbour above; of the greatest probability, 1.
    var above = 1.0
    while true {
      let below = next < order.count ? Double(probabilities[order[next]]) : 0
      // Below a probability of 0 there is no threshold: nothing is left to divide.
      if next < order.count || above > 0 {
        let score = metricOf(truePositives, falsePositives)
        let middle = below + (above - below) / 2
        if let found = best, score <= found.score + Self.tolerance {
          // Thresholds fall, so that of two equally near a half the later is the smaller.
          if score >= found.score - Self.tolerance, abs(middle - 0.5) <= abs(found.threshold - 0.5) {
            best = (max(score, found.score), middle)
          }
        } else {
          best = (score, middle)
        }
      }
      guard next < order.count else { break }
      let probability = probabilities[order[next]]
      while next < order.count, probabilities[order[next]] == probability {
        let weight = weights?[order[next]] ?? 1
        if events[order[next]] { truePositives += weight } else { falsePositives += weight }
        next += 1
      }
      if probability > 0.5 { atHalf = metricOf(truePositives, falsePositives) }
      above = Double(probability)
    }
    (value, score) = (best?.threshold ?? 0.5, best?.score ?? 0)
    (self.metric, scoreAtHalf) = (metric, atHalf)
  }

  private static func require(_ events: [Bool], _ probabilities: [Float]) throws {
    guard events.count == probabilities.count else {
      throw LogitError.rowCountMismatch(
        name: "events", expected: probabilities.count, found: events.count, of: "probabilities")
    }
    guard !events.isEmpty else { throw LogitError.emptyData(name: "probabilities") }
    guard let row = probabilities.firstIndex(where: { !(0...1).contains($0) }) else { return }
    guard probabilities[row].isFinite else {
      throw LogitError.nonFiniteInput(name: "probabilities", row: row, column: 0, value: probabilities[row])
    }
    throw LogitError.invalidOption(
      name: "probability of row \(row + 1)", value: "\(probabilities[row])", expected: "from 0 to 1")
  }
}
