/// How the losses of a batch's rows are reduced to the one number that training minimizes.
///
/// With weights w, losses v and n rows, of which m are not of the ``Loss/ignoredClass``, sums running over
/// those m:
///
/// - ``sumOverBatchSize`` and ``mean``: Σ w v / m. Weights do not enter the divisor.
/// - ``sum``: Σ w v.
/// - ``meanWithSampleWeight``: Σ w v / Σ w.
///
/// 0 / 0 counts as 0. Without weights all w are 1.
///
/// Follows the `reduction` of Keras's losses, whose `"none"` leaves no number to minimize and has no
/// counterpart.
public enum LossReduction: String, Sendable, Equatable, CaseIterable {
  /// The weighted sum divided by the number of rows; Keras's default.
  case sumOverBatchSize = "sum_over_batch_size"
  /// The weighted sum.
  case sum
  /// The same as ``sumOverBatchSize``.
  case mean
  /// The weighted sum divided by the sum of the weights.
  case meanWithSampleWeight = "mean_with_sample_weight"
}

extension Loss {
  /// What the losses of a batch's rows, each times its weight, are multiplied by before they are added up.
  ///
  /// - Parameters:
  ///   - labels: The labels of the batch; read only when a class is ignored.
  ///   - weights: `[rows]`; empty when every row counts once.
  ///   - rows: The number of rows, at least 1.
  func reductionScale(labels: Span<Float>, weights: Span<Float>, rows: Int) -> Float {
    // The rows that count; their number and the sum of their weights.
    var count = Float(rows)
    var sum = Float(0)
    if let ignoredClass {
      count = 0
      for row in labels.indices where labels[row] != Float(ignoredClass) {
        count += 1
        if !weights.isEmpty { sum += weights[row] }
      }
    } else {
      for row in weights.indices { sum += weights[row] }
    }
    switch reduction {
    case .sum: return 1
    case .sumOverBatchSize, .mean: return count == 0 ? 0 : 1 / count
    case .meanWithSampleWeight:
      let divisor = weights.isEmpty ? count : sum
      return divisor == 0 ? 0 : 1 / divisor
    }
  }

  /// Turns the losses of a batch's rows into the batch's loss, and their gradients into its gradient.
  ///
  /// - Parameters:
  ///   - values: `[rows]`, as ``evaluate(labels:predictions:units:values:gradient:)`` left them.
  ///   - gradient: `[rows, units]`, likewise; scaled in place. Empty when it is not needed.
  ///   - labels: The labels of the batch.
  ///   - weights: `[rows]`; empty when every row counts once.
  /// - Returns: The loss of the batch.
  func reduce(
    values: Span<Float>, gradient: inout MutableSpan<Float>, labels: Span<Float>, weights: Span<Float>
  ) -> Double {
    let rows = values.count
    let units = gradient.count / max(rows, 1)
    if isWholeBatch {
      // Keras reduces it to a plain number, which no reduction divides or adds up unless there are weights.
      var factor: Float = 1
      if !weights.isEmpty {
        var sum: Float = 0
        for row in weights.indices { sum += weights[row] }
        factor = sum * reductionScale(labels: labels, weights: weights, rows: rows)
      }
      let scale = factor / Float(rows)
      for i in gradient.indices { gradient[i] *= scale }
      return Double(values[0] * factor)
    }
    let scale = reductionScale(labels: labels, weights: weights, rows: rows)
    var total = 0.0
    for row in 0..<rows {
      let weight = weights.isEmpty ? 1 : weights[row]
      total += Double(weight * values[row])
      guard units > 0 else { continue }
      let factor = weight * scale
      for i in row * units..<(row + 1) * units { gradient[i] *= factor }
    }
    return total * Double(scale)
  }
}
