/// What a column of a regression is for that is no predictor.
package enum RegressionColumnUse: String, Sendable, Hashable {
  case offset, weights, cluster, trials
}
