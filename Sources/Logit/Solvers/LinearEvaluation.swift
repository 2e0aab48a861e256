/// A linear model's objective at one place, and the memory in which it is worked out.
///
/// Hand the same evaluation in again and again: what it holds is overwritten, and no memory is taken as long
/// as the same or less is wanted.
package struct LinearEvaluation: Sendable {
  /// The number of rows.
  package internal(set) var rowCount = 0
  /// Σ wᵢ.
  package internal(set) var weight = 0.0
  /// Σ wᵢ lossᵢ / Σ wᵢ, without the penalty.
  package internal(set) var meanLoss = 0.0
  /// The objective: the mean loss and the penalty. Not finite where linear predictors overflow; a solver
  /// steps back then.
  package internal(set) var value = 0.0
  /// The gradient, `[coefficients]`, or empty if it was not wanted.
  package internal(set) var gradient: [Double] = []
  /// The Hessian times the direction, `[coefficients]`, or empty.
  package internal(set) var product: [Double] = []
  /// The Hessian, `[coefficients, coefficients]`, both triangles, or empty.
  package internal(set) var hessian: [Double] = []
  /// Σ w c x xᵀ / Σ w, `[coefficients of a predictor, coefficients of a predictor]`, without the penalty,
  /// with the mean curvature c of each row, or empty; see ``WantedSums/gram``.
  package internal(set) var gram: [Double] = []
  /// Of two classes: Σ w p (1 − p) / Σ w.
  package internal(set) var meanCurvature = 0.0
  /// Of two classes: Σ (w (p − t))² x xᵀ, not divided by anything, `[coefficients, coefficients]`, or empty.
  package internal(set) var scores: [Double] = []
  /// Of two classes: Σ w p (1 − p) (1 − 2p) x / Σ w, `[coefficients]`, or empty.
  package internal(set) var slopes: [Double] = []

  /// The sums over rows that all this was made of; they are of every class, a reference class too.
  package internal(set) var sums: PartialSums?
  var coefficients: [Double] = []
  var direction: [Double] = []

  package init() {}
}
