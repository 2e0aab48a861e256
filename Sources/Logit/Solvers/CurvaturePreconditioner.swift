/// An approximation M of the Hessian whose systems are cheap to solve.
///
///     M = (I − 1 1ᵀ / k) ⊗ G + I ⊗ Λ,    G = Σᵢ wᵢ cᵢ xᵢ xᵢᵀ / Σᵢ wᵢ
///
/// over the k classes and the coefficients of one, with cᵢ the mean curvature of a row. The row's own
/// curvature is diag(p) − p pᵀ; at p = 1/k this is cᵢ (I − 1 1ᵀ / k) exactly, and elsewhere has the same
/// trace. Böhning's bound has cᵢ = ½ for every row: it holds at any coefficients, which conjugate gradients
/// do not need, and takes rows that are certain of their class for as curved as others. Of two classes M is
/// the Hessian.
///
/// M is diagonal over the classes but for one direction: of the shifts common to all classes, which change no
/// loss, nothing is left, and where a reference class is fixed at 0 their curvature is G / k instead of G. So
/// one factor of size p, or two, serve all classes.
///
/// D. Böhning, Multinomial logistic regression algorithm, Annals of the Institute of Statistical Mathematics
/// 44 (1992).
struct CurvaturePreconditioner {
  /// The most coefficients of a class: the factor takes p² doubles and p³ / 3 multiplications.
  private static let largestSize = 4096

  private let classCount: Int
  private let size: Int
  private let factor: TriangularFactor
  /// The factor for the mean over the free classes, where there is a reference.
  private let meanFactor: TriangularFactor?
  private var lanes: [SIMD8<Double>]
  private var means: [Double]

  /// Whether M and its factor are small enough.
  static func isAffordable(_ model: LinearModel) -> Bool { model.coefficientsPerPredictor <= largestSize }

  /// Works out M at some coefficients, with one pass over the rows.
  init(_ problem: LinearProblem, at coefficients: [Double]) throws {
    var evaluation = LinearEvaluation()
    try problem.evaluate(.gram, at: coefficients, into: &evaluation)
    let model = problem.model
    classCount = model.freePredictorCount
    size = model.coefficientsPerPredictor
    factor = Self.factor(evaluation.gram, 1, problem.penalties)
    meanFactor =
      model.reference == nil
      ? nil : Self.factor(evaluation.gram, 1 / Double(model.classCount), problem.penalties)
    lanes = [SIMD8<Double>](repeating: .zero, count: size)
    means = [Double](repeating: 0, count: size)
  }

  private static func factor(_ gram: [Double], _ scale: Double, _ penalties: [Double]) -> TriangularFactor {
    let size = penalties.count
    var matrix = scale == 1 ? gram : gram.map { scale * $0 }
    for j in 0..<size { matrix[j * size + j] += penalties[j] }
    return TriangularFactor(matrix, size: size)
  }

  /// solution = M⁻¹ residual, both `[free predictors, columns then intercept]`.
  mutating func solve(_ residual: [Double], into solution: inout [Double]) {
    guard residual.count == classCount * size && solution.count == residual.count else {
      programmingError("The vectors have another length than the matrix has rows")
    }
    Vectors.copy(residual, into: &solution)
    solution.withUnsafeMutableBufferPointer { solution in
      if let meanFactor { takeMeans(from: solution, meanFactor) }
      for first in stride(from: 0, to: classCount, by: 8) {
        solveLanes(solution, first..<min(first + 8, classCount))
      }
      guard meanFactor != nil else { return }
      for index in solution.indices { solution[index] += means[index % size] }
    }
  }

  /// Takes the means over the classes out of the vector, and solves for them.
  private mutating func takeMeans(from vector: UnsafeMutableBufferPointer<Double>, _ factor: TriangularFactor)
  {
    for j in 0..<size {
      var sum = 0.0
      for k in 0..<classCount { sum += vector[k * size + j] }
      let mean = sum / Double(classCount)
      for k in 0..<classCount { vector[k * size + j] -= mean }
      lanes[j] = SIMD8(mean, 0, 0, 0, 0, 0, 0, 0)
    }
    lanes.withUnsafeMutableBufferPointer { factor.solve($0) }
    for j in 0..<size { means[j] = lanes[j][0] }
  }

  private mutating func solveLanes(_ vector: UnsafeMutableBufferPointer<Double>, _ classes: Range<Int>) {
    lanes.withUnsafeMutableBufferPointer { lanes in
      for j in 0..<size {
        var lane = SIMD8<Double>.zero
        for k in classes { lane[k - classes.lowerBound] = vector[k * size + j] }
        lanes[j] = lane
      }
      factor.solve(lanes)
      for j in 0..<size {
        for k in classes { vector[k * size + j] = lanes[j][k - classes.lowerBound] }
      }
    }
  }
}
