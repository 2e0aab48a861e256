/// Newton's steps on faces: solutions d of A d = −r for the free coefficients, with A the rows and columns of
/// H that are theirs and the ridge, and r the derivatives.
///
/// Conjugate gradients with the diagonal as preconditioner take a handful of products as long as columns are
/// not too much alike. Where that is not enough, A is factored, and the factor is kept as the preconditioner
/// for the faces and the models that follow: each coefficient that came or went costs a product or two more,
/// a factor anew some hundred.
struct FaceSolver {
  /// Faces so small that factoring takes less than a few products do.
  private static let smallFace = 48
  /// The products that a factor may take, before another is made.
  private static let factoredLimit = 16
  /// A step on a face.
  struct Step {
    /// One element a free coefficient.
    var direction: [Double]
    /// How much of the direction the minimum is away: 1, but where the function has no curvature.
    var length: Double
    /// Whether there is no curvature along it but rounding.
    var isFlat: Bool
  }

  private let hessian: SymmetricMatrix
  private let terms: [ElasticPenalty.Term]
  /// The last factor.
  private(set) var factor: FaceFactor?
  private var product: [Double]

  init(_ hessian: SymmetricMatrix, _ terms: [ElasticPenalty.Term], _ factor: FaceFactor?) {
    self.hessian = hessian
    self.terms = terms
    self.factor = factor
    product = [Double](repeating: 0, count: hessian.order)
  }

  /// The step to the minimum of a face, from conjugate gradients that end where the derivatives are small
  /// enough.
  ///
  /// - Parameters:
  ///   - face: The free coefficients.
  ///   - point: All coefficients.
  ///   - slopes: The derivatives by them of the function without the penalty.
  ///   - tolerance: The derivatives that need not be made smaller.
  /// - Returns: A direction in which the function falls; nil if the derivatives are as small as that already.
  mutating func step(_ face: [Int], _ point: [Double], _ slopes: [Double], tolerance: Double) -> Step? {
    let residual = face.map { j in
      let sign = point[j] > 0 ? 1.0 : point[j] < 0 ? -1.0 : 0
      return -(slopes[j] + terms[j].square * point[j] + terms[j].absolute * sign)
    }
    let largest = Vectors.largestAbsolute(residual)
    guard largest > 0.5 * tolerance, largest.isFinite else { return nil }
    let system = FaceSystem(face, residual, hessian, terms)
    // A little smaller than asked for, so that rounding does not take another turn.
    let target = 0.3 * tolerance
    if face.count <= Self.smallFace {
      let own = FaceFactor(face, hessian, terms)
      return system.step(to: target, limit: Self.factoredLimit, own, &product).step
    }
    let limit = factor == nil ? max(20, face.count / 12) : Self.factoredLimit
    let (step, isExact) = system.step(to: target, limit: limit, factor, &product)
    if isExact { return step }
    factor = FaceFactor(face, hessian, terms)
    return system.step(to: target, limit: Self.factoredLimit, factor, &product).step
  }
}
