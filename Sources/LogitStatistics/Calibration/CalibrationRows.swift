import Logit

/// What calibrations have in common.
enum CalibrationRows {
  /// Checks rows to learn from.
  static func require(_ events: [Bool], _ scores: [Double], _ weights: [Double]?) throws {
    guard events.count == scores.count else {
      throw LogitError.rowCountMismatch(
        name: "events", expected: scores.count, found: events.count, of: "scores")
    }
    guard !events.isEmpty else { throw LogitError.emptyData(name: "scores") }
    try require(weights, count: events.count)
    guard let row = scores.firstIndex(where: { !$0.isFinite }) else { return }
    throw LogitError.nonFiniteInput(name: "scores", row: row, column: 0, value: Float(scores[row]))
  }

  /// Checks the weights of rows.
  static func require(_ weights: [Double]?, count: Int) throws {
    guard let weights else { return }
    try DenseRows.check(weights: weights, rowCount: count, of: "events")
    guard weights.contains(where: { $0 > 0 }) else {
      throw LogitError.invalidOption(name: "weights", value: "0 for all rows", expected: "above 0 for some")
    }
  }
}

/// 1/(1 + exp(−x)).
@inline(__always)
func sigmoid(_ x: Double) -> Double {
  if x >= 0 { return 1 / (1 + exponential(-x)) }
  let e = exponential(x)
  return e / (1 + e)
}

/// The log-odds of a class against all others, log p/(1 − p), from the logits of all classes.
///
/// - Parameters:
///   - label: The class.
///   - logits: The logit of each class, up to the same constant; of two classes that of the second alone.
@inline(__always)
func logOdds(of label: Int, _ logits: UnsafeBufferPointer<Float>) -> Double {
  if logits.count == 1 { return Double(label == 1 ? logits[0] : -logits[0]) }
  var greatest = -Double.infinity
  for other in logits.indices where other != label { greatest = max(greatest, Double(logits[other])) }
  var sum = 0.0
  for other in logits.indices where other != label { sum += exponential(Double(logits[other]) - greatest) }
  return Double(logits[label]) - greatest - naturalLogarithm(sum)
}
