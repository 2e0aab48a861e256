/// The linear equations of a Newton step, H δ = −g, in coordinates in which they have one solution.
///
/// A multinomial model without a reference class has one set of coefficients too many: where all classes'
/// coefficients of a column move alike, no probability changes. Steps therefore keep the sum over the classes
/// at 0, which the optimum has with and without a ridge: the last class takes what the others leave. With
/// δ_K = −Σ δ_k that is H'ₖₗ = Hₖₗ − H_kK − H_Kl + H_KK and g'ₖ = gₖ − g_K, exactly, and nothing is added to
/// the Hessian. It needs coefficients whose sums over the classes are 0 to begin with.
struct NewtonSystem {
  private let width: Int
  private let classCount: Int
  private let isReduced: Bool
  private var factor: Cholesky?
  private var matrix: [Double] = []

  init(_ model: LinearModel) {
    width = model.coefficientsPerPredictor
    classCount = model.freePredictorCount
    isReduced = model.freePredictorCount > 1 && model.reference == nil
  }

  private var order: Int { width * (isReduced ? classCount - 1 : classCount) }

  /// Factors a Hessian.
  ///
  /// Where it is singular to rounding, as it becomes where probabilities are nearly 0 and 1, its diagonal is
  /// raised for this one step. That changes the way to the optimum and not the optimum.
  ///
  /// - Returns: Whether it was positive definite as it is.
  mutating func factor(_ hessian: [Double]) -> Bool {
    reduce(hessian)
    factor = Cholesky(matrix, order: order)
    if factor != nil { return true }
    var share = 1e-12
    let largest = (0..<order).reduce(0) { max($0, matrix[$1 * (order + 1)]) }
    while factor == nil && share < 1e3 {
      var raised = matrix
      for i in 0..<order { raised[i * (order + 1)] += share * max(matrix[i * (order + 1)], 1e-6 * largest) }
      factor = Cholesky(raised, order: order)
      share *= 100
    }
    return false
  }

  /// The step for a gradient, with the Hessian factored last; nil if none could be.
  func step(_ gradient: [Double]) -> [Double]? {
    guard let factor else { return nil }
    let count = order
    var step = [Double](repeating: 0, count: count)
    let last = gradient.count - width
    for i in 0..<count { step[i] = (isReduced ? gradient[last + i % width] : 0) - gradient[i] }
    factor.solve(&step)
    guard isReduced else { return step }
    for j in 0..<width {
      step.append(-(0..<classCount - 1).reduce(0) { $0 + step[$1 * width + j] })
    }
    return step
  }

  private mutating func reduce(_ hessian: [Double]) {
    guard isReduced else {
      matrix = hessian
      return
    }
    let (full, count, last) = (width * classCount, order, width * (classCount - 1))
    matrix.resize(to: count * count)
    hessian.withUnsafeBufferPointer { h in
      matrix.withUnsafeMutableBufferPointer { matrix in
        for i in 0..<count {
          let (row, end) = (i * full, (last + i % width) * full)
          for k in 0..<classCount - 1 {
            for j in 0..<width {
              matrix[i * count + k * width + j] =
                h[row + k * width + j] - h[row + last + j] - h[end + k * width + j] + h[end + last + j]
            }
          }
        }
      }
    }
  }
}
