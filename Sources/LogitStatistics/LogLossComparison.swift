package import Logit

/// How much smaller the log loss of class probabilities is than that of saying the same for every row.
///
/// With pᵢ the probability given to the class of row i and qᵢ the share of that class, the gain is the mean
/// of log pᵢ - log qᵢ over the rows. Both are measured on the same rows, so the interval of the gain is that
/// of the mean of differences, which is far narrower than the two losses' own intervals suggest.
package struct LogLossComparison: Sendable, Equatable {
  /// The mean log loss of the probabilities.
  package let logLoss: Double
  /// The mean log loss of saying the shares for every row.
  package let baseRateLogLoss: Double
  /// The mean gain, above 0 if the probabilities are better, with the normal interval of a mean.
  package let gain: Estimate

  /// Compares probabilities with shares of classes.
  ///
  /// - Parameters:
  ///   - classes: The class of each row, counted from 0.
  ///   - probabilities: `[rows]` or `[rows, 1]`, the probability of class 1 of two; or `[rows, classes]`.
  ///   - shares: The share of each class, such as among the rows trained on; clipped to above 0.
  ///   - level: The confidence of the interval, above 0 and below 1; 0.95 by default.
  /// - Throws: As ``ClassificationScores/init(labels:probabilities:level:)``.
  package init(classes: [Int32], probabilities: Tensor<Float>, shares: [Double], level: Double = 0.95) throws
  {
    try self.init(
      ProbabilityRows(classes: classes, probabilities: probabilities), shares: shares, level: level)
  }

  init(logLoss: Double, baseRateLogLoss: Double, gain: Estimate) {
    (self.logLoss, self.baseRateLogLoss, self.gain) = (logLoss, baseRateLogLoss, gain)
  }
}
