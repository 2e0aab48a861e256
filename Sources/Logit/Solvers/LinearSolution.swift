import LogitFiles

/// How a search for the optimum ended, and what certifies the result.
public struct LinearSolution: Sendable, Hashable, Codable {
  /// How it ended.
  public enum State: String, Sendable, Hashable, Codable {
    /// The gradient is as small as was asked for, or as small as rounding lets it be.
    case converged
    /// The number of steps was used up.
    case iterationLimit = "iteration_limit"
    /// The objective falls for ever as coefficients grow: without a penalty, or with one too
    /// small for the tolerance, classes are separated.
    case diverging
    /// It was stopped from outside; the coefficients are the last ones reached.
    case interrupted
    /// No step makes the objective smaller, though the gradient is above what was asked for.
    case stalled
  }

  /// The method used, never `automatic`.
  public let solver: LogisticRegression.Solver
  /// Why this method, in a few words.
  public let reason: String
  /// How the search ended.
  public let state: State
  /// The number of steps.
  public let iterations: Int
  /// The mean loss and the penalty.
  public let objective: Double
  /// The mean loss without the penalty.
  public let meanLoss: Double
  /// The penalty's λ as used; 0 without a penalty.
  public let lambda: Double
  /// The share of the penalty that is on absolute values.
  public let l1Ratio: Double
  /// The largest entry of the gradient of the objective, of standardized columns; with an L1 penalty or
  /// bounds the largest breach of the optimality conditions.
  public let gradientNorm: Double
  /// An upper bound on how far the objective is above the optimum, where one is defined: with a penalty on
  /// every column.
  public let dualityGap: Double?

  /// Whether the optimum was reached.
  public var isConverged: Bool { state == .converged }

  /// Describes the end of a search.
  package init(
    solver: LogisticRegression.Solver, reason: String, state: State, iterations: Int, objective: Double,
    meanLoss: Double, lambda: Double, l1Ratio: Double, gradientNorm: Double, dualityGap: Double?
  ) {
    self.solver = solver
    self.reason = reason
    self.state = state
    self.iterations = iterations
    self.objective = objective
    self.meanLoss = meanLoss
    self.lambda = lambda
    self.l1Ratio = l1Ratio
    self.gradientNorm = gradientNorm
    self.dualityGap = dualityGap
  }
}
