import Logit
import Testing

/// What Keras's vectors do not show of the coefficient of determination.
@Suite struct R2ScoreTests {
  /// Errors of ½ around a mean of 1.5, with squares of 5 in all: the score is 1 - 1 / 5.
  private static let labels: [Float] = [0, 1, 2, 3]
  private static let errors: [Float] = [0.5, -0.5, 0.5, -0.5]

  /// The score of labels that lie around a center.
  private func score(_ metric: R2Score, center: Float = 0, batchSize: Int = 4) -> Double {
    let (labels, unweighted) = (Self.labels.map { $0 + center }, [Float]())
    let predictions = zip(labels, Self.errors).map { $0 + $1 }
    var state = metric.initialState
    for first in stride(from: 0, to: labels.count, by: batchSize) {
      let rows = first..<first + batchSize
      metric.update(
        &state, labels: Array(labels[rows]).span, predictions: Array(predictions[rows]).span,
        weights: unweighted.span, units: 1)
    }
    return metric.result(state)
  }

  @Test(arguments: [0, 1000, -1e6] as [Float], [1, 2, 4])
  func `labels far from 0 lose no digits, in however many batches`(center: Float, batchSize: Int) {
    // The sums are of numbers that a `Float` holds, so they are exact; the rest is two roundings.
    #expect(abs(score(R2Score(), center: center, batchSize: batchSize) - 0.8) < 1e-15)
  }

  @Test(arguments: [(0, 0.8), (1, 0.7), (2, 0.4), (3, 0.8), (4, 0.8)])
  func `a score is adjusted to features as long as rows are left`(features: Int, expected: Double) {
    #expect(abs(score(R2Score(regressorCount: features)) - expected) < 1e-14)
  }

  @Test func `labels that are all the same have the score 0, or NaN where they are predicted`() {
    func score(_ predictions: [Float]) -> Double {
      let (labels, unweighted): ([Float], [Float]) = ([7, 7], [])
      var state = R2Score().initialState
      R2Score().update(
        &state, labels: labels.span, predictions: predictions.span, weights: unweighted.span, units: 1)
      return R2Score().result(state)
    }
    #expect(score([7, 8]) == 0)
    #expect(score([7, 7]).isNaN)
  }
}
