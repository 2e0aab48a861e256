/// Scores from the largest to the smallest, with ties merged, and the weight of either label at or above
/// each.
package struct RankedScores {
  /// A score with its label and weight.
  package struct Entry {
    var score: Double
    var isPositive: Bool
    var weight: Double
  }

  /// The distinct scores, falling.
  package private(set) var thresholds: [Double] = []
  /// The weight of positives that score as much or more.
  package private(set) var truePositives: [Double] = []
  /// The weight of negatives that score as much or more.
  package private(set) var falsePositives: [Double] = []

  /// Sorts entries; those of weight 0 do not count.
  init(_ entries: [Entry]) {
    let sorted = entries.filter { $0.weight != 0 }.sorted { $0.score > $1.score }
    var (right, wrong) = (0.0, 0.0)
    for (index, entry) in sorted.enumerated() {
      if entry.isPositive { right += entry.weight } else { wrong += entry.weight }
      guard index == sorted.count - 1 || sorted[index + 1].score != entry.score else { continue }
      thresholds.append(entry.score)
      truePositives.append(right)
      falsePositives.append(wrong)
    }
  }

  /// Takes distinct scores, each with the numbers of rows that have it; every row counts once.
  ///
  /// - Parameters:
  ///   - scores: The scores, ascending.
  ///   - positives: The number of positive rows of each score.
  ///   - negatives: The number of its negative rows.
  package init(ascending scores: [Float], positives: [Int], negatives: [Int]) {
    thresholds.reserveCapacity(scores.count)
    truePositives.reserveCapacity(scores.count)
    falsePositives.reserveCapacity(scores.count)
    var (right, wrong) = (0, 0)
    for place in scores.indices.reversed() {
      right += positives[place]
      wrong += negatives[place]
      thresholds.append(Double(scores[place]))
      truePositives.append(Double(right))
      falsePositives.append(Double(wrong))
    }
  }

  /// The area under the ROC curve, which is the probability that a positive scores higher than a negative,
  /// ties counting a half. NaN unless there are both.
  package var rocArea: Double {
    guard let positives = truePositives.last, let negatives = falsePositives.last, positives > 0,
      negatives > 0
    else { return .nan }
    var area = 0.0
    var (lastRight, lastWrong) = (0.0, 0.0)
    for (right, wrong) in zip(truePositives, falsePositives) {
      area += (wrong - lastWrong) * (right + lastRight) / 2
      (lastRight, lastWrong) = (right, wrong)
    }
    return area / (positives * negatives)
  }

  /// Σ (recall gained at a threshold) · (precision there); 0 without positives.
  package var averagePrecision: Double {
    guard let positives = truePositives.last, positives > 0 else { return 0 }
    var sum = 0.0
    var last = 0.0
    for (right, wrong) in zip(truePositives, falsePositives) {
      sum += (right - last) / positives * dividedOrZero(right, right + wrong)
      last = right
    }
    return sum
  }

  /// Entries from arrays of the same length.
  ///
  /// - Parameters:
  ///   - labels: 0 or 1 for each row.
  ///   - scores: As many numbers.
  ///   - weights: As many numbers; every row counts once without them.
  /// - Throws: ``LogitError/rowCountMismatch(name:expected:found:of:)`` if the counts differ,
  ///   ``LogitError/labelOutOfRange(row:column:value:expected:remedy:)`` if a label is neither 0 nor 1,
  ///   ``LogitError/nonFiniteInput(name:row:column:value:)`` if a score or weight is not finite, or
  ///   ``LogitError/invalidOption(name:value:expected:)`` if a weight is negative.
  package init(labels: Tensor<Float>, scores: Tensor<Float>, weights: Tensor<Float>?) throws {
    try weights?.requireWeights(name: "weights")
    let (labels, scores) = (labels.scalars, scores.scalars)
    guard labels.count == scores.count else {
      throw LogitError.rowCountMismatch(
        name: "labels", expected: scores.count, found: labels.count, of: "scores")
    }
    let weights = weights?.scalars
    if let weights, weights.count != scores.count {
      throw LogitError.rowCountMismatch(
        name: "weights", expected: scores.count, found: weights.count, of: "scores")
    }
    self.init(
      try scores.indices.map { row in
        try Self.requireUsable(label: labels[row], score: scores[row], row: row)
        return Entry(
          score: Double(scores[row]), isPositive: labels[row] == 1, weight: Double(weights?[row] ?? 1))
      })
  }

  /// Refuses a label that is neither 0 nor 1, and a score that is not finite.
  package static func requireUsable(label: Float, score: Float, row: Int) throws {
    guard label == 0 || label == 1 else {
      throw LogitError.labelOutOfRange(
        row: row, column: 0, value: label, expected: "0 or 1", remedy: "encode the two classes as 0 and 1")
    }
    guard score.isFinite else {
      throw LogitError.nonFiniteInput(name: "scores", row: row, column: 0, value: score)
    }
  }
}
