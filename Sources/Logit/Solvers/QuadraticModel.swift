import CLogitKernels

/// The quadratic model of a mean loss near some coefficients, g·d + ½ dᵀHd, and its minimum together with a
/// penalty.
///
/// H is worked out once and then follows the loss from step to step, without another pass over the rows. The
/// minimum is ``PenalizedQuadratic``'s.
struct QuadraticModel {
  /// H.
  private(set) var hessian: SymmetricMatrix
  /// What was factored the last time; it serves as long as H is about the same.
  private var factor: FaceFactor?

  /// The number of coefficients.
  var count: Int { hessian.order }

  init(_ hessian: SymmetricMatrix) { self.hessian = hessian }

  /// The minimum, and what it took.
  struct Minimum {
    var point: [Double]
    /// The largest breach of the model's optimality conditions.
    var breach: Double
    /// The number of turns.
    var turns: Int
  }

  /// Finds the minimum.
  ///
  /// - Parameters:
  ///   - gradient: g, of the loss alone.
  ///   - coefficients: Where the model was made.
  ///   - terms: What holds for each coefficient.
  ///   - tolerance: The largest breach of the model's optimality conditions that is left.
  mutating func minimum(
    gradient: [Double], from coefficients: [Double], terms: [ElasticPenalty.Term], tolerance: Double
  ) -> Minimum {
    var search = PenalizedQuadratic(
      hessian, terms, at: coefficients, slopes: gradient, factor: factor.take())
    let turns = search.descend(tolerance: tolerance)
    factor = search.faces.factor
    return Minimum(point: search.point, breach: search.largestBreach, turns: turns)
  }

  /// Takes in what the gradient turned out to change by over a step (Broyden, Fletcher, Goldfarb, Shanno).
  mutating func update(step: [Double], change: [Double]) {
    let moved = step.indices.filter { step[$0] != 0 }
    var product = [Double](repeating: 0, count: count)
    hessian.addRows(moved.map { Int32($0) }, times: moved.map { step[$0] }, to: &product)
    let (curvature, expected) = (Vectors.dot(step, change), Vectors.dot(step, product))
    guard expected > 0, curvature > 1e-3 * expected, curvature < 1e3 * expected else { return }
    hessian.addProducts(change, over: curvature, less: product, over: expected)
  }
}
