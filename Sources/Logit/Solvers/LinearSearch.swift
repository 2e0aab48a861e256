/// Where a search for the optimum of a linear problem ended, in the problem's own (shifted and scaled)
/// coefficients.
package struct LinearSearch: Sendable {
  /// The coefficients reached, `[free predictors, columns then intercept]`.
  package var coefficients: [Double]
  /// The objective there.
  package var value: Double
  /// The mean loss there, without the penalty.
  package var meanLoss: Double
  /// The largest entry of the gradient there.
  package var gradientNorm: Double
  /// The number of steps.
  package var iterations: Int
  /// How it ended.
  package var state: LinearSolution.State

  package init(
    coefficients: [Double], value: Double, meanLoss: Double, gradientNorm: Double, iterations: Int,
    state: LinearSolution.State
  ) {
    self.coefficients = coefficients
    self.value = value
    self.meanLoss = meanLoss
    self.gradientNorm = gradientNorm
    self.iterations = iterations
    self.state = state
  }
}
