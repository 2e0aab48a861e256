import Logit

extension RankedScores {
  /// As `init(labels:scores:weights:)`, without comparing scores where every row counts once.
  ///
  /// - Throws: The same.
  init(ranking labels: Tensor<Float>, by scores: Tensor<Float>, weights: Tensor<Float>?) throws {
    let (ones, values) = (labels.scalars, scores.scalars)
    guard weights == nil, ones.count == values.count else {
      try self.init(labels: labels, scores: scores, weights: weights)
      return
    }
    for row in ones.indices { try Self.requireUsable(label: ones[row], score: values[row], row: row) }
    let sorted = SortedScores(values, ones.map { $0 == 1 }).distinct
    self.init(ascending: sorted.scores, positives: sorted.positives, negatives: sorted.negatives)
  }
}
