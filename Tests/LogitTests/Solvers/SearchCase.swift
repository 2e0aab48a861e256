import Testing

@testable import Logit

/// A search over all coefficients at once.
enum Search: CaseIterable, Sendable {
  case truncatedNewton
  case limitedMemoryBFGS

  func callAsFunction(
    _ problem: LinearProblem, from start: [Double]? = nil, tolerance: Double = 1e-9,
    iterationLimit: Int = 2000, isCancelled: () -> Bool = { false }
  ) throws -> LinearSearch {
    let start = start ?? [Double](repeating: 0, count: problem.coefficientCount)
    switch self {
    case .truncatedNewton:
      return try TruncatedNewton.minimize(
        problem, from: start, tolerance: tolerance, iterationLimit: iterationLimit, isCancelled: isCancelled)
    case .limitedMemoryBFGS:
      return try LimitedMemoryBFGS.minimize(
        problem, from: start, tolerance: tolerance, iterationLimit: iterationLimit, isCancelled: isCancelled)
    }
  }
}

/// A problem whose optimum a search is to find.
struct SearchCase: CustomTestStringConvertible, Sendable {
  let testDescription: String
  let outcome: LinearModel.Outcome
  var ridge = 0.01
  var hasExtras = false
  /// What each column is multiplied with, in turn.
  var units: [Double] = [1]

  static let all = [
    SearchCase(testDescription: "two classes", outcome: .binary),
    SearchCase(testDescription: "two classes, no penalty", outcome: .binary, ridge: 0),
    SearchCase(testDescription: "four classes", outcome: .multinomial(classCount: 4)),
    SearchCase(testDescription: "four classes, no penalty", outcome: .multinomial(classCount: 4), ridge: 0),
    SearchCase(testDescription: "a reference", outcome: .multinomial(classCount: 4, reference: 1)),
    SearchCase(
      testDescription: "a reference, no penalty", outcome: .multinomial(classCount: 3, reference: 0), ridge: 0
    ),
    SearchCase(testDescription: "eleven classes", outcome: .multinomial(classCount: 11)),
    SearchCase(testDescription: "weights and offsets", outcome: .binary, hasExtras: true),
    SearchCase(
      testDescription: "several classes, weights and offsets", outcome: .multinomial(classCount: 3),
      hasExtras: true),
    SearchCase(testDescription: "columns of very different units", outcome: .binary, units: [1e3, 1, 1e-3]),
    SearchCase(
      testDescription: "several classes, columns of very different units",
      outcome: .multinomial(classCount: 3), units: [1e3, 1, 1e-2]),
  ]

  func problem(rows: Int = 600, columns: Int = 7, leafLength: Int = 64, threads: Int = 1) throws
    -> LinearProblem
  {
    var data = try RandomRows(outcome, rows: rows, columns: columns)
    let scalars = data.matrix.scalars.enumerated().map {
      Double($1) * units[$0 % columns % units.count]
    }
    let predictors = data.model.predictorCount
    let offsets = data.generator.normal(
      mean: 0, standardDeviation: 0.5, shape: [rows * predictors]
    ).scalars
    let dense = try DenseRows(
      .double(Tensor(scalars, shape: [rows, columns])), labels: .classes(data.labels), model: data.model,
      weights: hasExtras ? data.weights : nil, offsets: hasExtras ? offsets : nil)
    let fold = MemoryFold(
      dense, leafLength: leafLength, pool: ThreadPool(count: threads), kernels: Kernels.current)
    return try LinearProblem(fold, ridge: ridge)
  }

  /// The optimum by Newton's steps with the whole Hessian, of which rounding is all that is left.
  static func optimum(_ problem: LinearProblem) throws -> [Double] {
    let count = problem.coefficientCount
    var at = [Double](repeating: 0, count: count)
    var evaluation = LinearEvaluation()
    for _ in 0..<12 {
      try problem.evaluate([.gradient, .hessian], at: at, into: &evaluation)
      var (matrix, right) = (evaluation.hessian, evaluation.gradient)
      // The common shifts of all classes have no curvature; any that is given them leaves the step as it is,
      // since the gradient has no part along them.
      if problem.hasCommonShifts {
        let size = problem.model.coefficientsPerPredictor
        for i in 0..<count { for j in 0..<count where i % size == j % size { matrix[i * count + j] += 1 } }
        problem.removeCommonShifts(&right)
      }
      for pivot in 0..<count {
        for row in pivot + 1..<max(count, pivot + 1) {
          let factor = matrix[row * count + pivot] / matrix[pivot * count + pivot]
          for column in pivot..<count {
            matrix[row * count + column] -= factor * matrix[pivot * count + column]
          }
          right[row] -= factor * right[pivot]
        }
      }
      for row in (0..<count).reversed() {
        for column in row + 1..<max(count, row + 1) {
          right[row] -= matrix[row * count + column] * right[column]
        }
        right[row] /= matrix[row * count + row]
        at[row] -= right[row]
      }
    }
    return at
  }
}
