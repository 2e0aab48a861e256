import CLogitKernels

/// Newton's method with a Cholesky factorization of the Hessian, for smooth problems of up to a few thousand
/// coefficients.
///
/// A step is halved until the objective falls by a share of what its slope promises (Armijo); where what is
/// promised is below the rounding of the objective, until the largest entry of the gradient is no larger. Near
/// the optimum the last factor is used again with new gradients, which cost a fraction of a Hessian, as long as
/// each is a tenth of the one before; so the search ends where rounding does, far below the tolerance.
///
/// Without a penalty the objective may have no optimum. The search ends `diverging`
/// - when the classes are separated for certain: the loss of all rows together is below what one single row
///   on the wrong side would have, w log 2 (less where there are offsets);
/// - or when the gradient is below the tolerance, and below a thousandth of the share of the lightest row, and
///   Newton's steps still only divide it by about e, as they do when coefficients grow for ever. At an optimum
///   they square it, down to its rounding, where such a search has `converged`.
package enum Newton {
  /// Finds the minimum.
  ///
  /// - Parameters:
  ///   - problem: The problem; of a column whose scale is 0 the penalty must not be 0.
  ///   - start: Where to begin, `[coefficients]`. Of a multinomial model without a reference class sums over
  ///     the classes are 0 in each column.
  ///   - tolerance: The largest entry of the gradient at which the optimum counts as reached.
  ///   - iterationLimit: The most steps.
  ///   - separation: What is known of the rows for telling separated classes, if nothing is penalised.
  ///   - isCancelled: Asked before each step.
  /// - Throws: What reading the rows throws.
  package static func minimize(
    _ problem: LinearProblem, from start: [Double], tolerance: Double, iterationLimit: Int,
    separation: SeparationBound? = nil, isCancelled: () -> Bool
  ) throws -> LinearSearch {
    var search = NewtonSearch(problem, start, tolerance: tolerance, separation: separation)
    try search.begin()
    while search.iterations < iterationLimit {
      if isCancelled() { return search.result(.interrupted) }
      if let state = try search.advance() { return search.result(state) }
    }
    return search.result(search.isConverged ? .converged : .iterationLimit)
  }
}

/// What a search must know of the rows to tell separated classes from far away optima.
package struct SeparationBound: Sendable {
  /// The weight of the lightest row that has one, divided by the sum of the weights.
  package let leastShare: Double
  /// The largest absolute offset.
  package let largestOffset: Double

  package init(leastShare: Double, largestOffset: Double) {
    self.leastShare = leastShare
    self.largestOffset = largestOffset
  }

  /// The mean loss below which every row has its class's linear predictor above all others by more than
  /// offsets can explain.
  var separatedLoss: Double { leastShare * logit_log1p(exponential(-2 * largestOffset)) }
  /// The gradient below which the last wrong row would still be seen.
  var leastGradient: Double { leastShare * 1e-3 }
}

/// A search on its way.
private struct NewtonSearch {
  /// What rounding leaves of the gradient of standardized columns, whose entries are means of numbers around 1.
  private static let leastRounding = 1e-14
  private static let armijo = 1e-4

  private let problem: LinearProblem
  private let tolerance: Double
  private let separation: SeparationBound?
  private(set) var iterations = 0
  private var system: NewtonSystem
  private var point: [Double]
  private var here = LinearEvaluation()
  private var there = LinearEvaluation()

  init(_ problem: LinearProblem, _ start: [Double], tolerance: Double, separation: SeparationBound?) {
    self.problem = problem
    self.tolerance = tolerance
    self.separation = separation
    system = NewtonSystem(problem.model)
    point = start
  }

  var isConverged: Bool { here.gradientNorm <= max(tolerance, Self.leastRounding) }

  /// What rounding leaves of the gradient here.
  ///
  /// A predictor Σ bⱼ xⱼ of columns with a mean square of 1 is known to about ε Σ |bⱼ|, of which at most a quarter reaches
  /// the gradient. Where columns are nearly collinear, coefficients of thousands cancel, and that is what is left.
  private var roundingLevel: Double {
    let width = problem.model.coefficientsPerPredictor
    var largest = 0.0
    for first in stride(from: 0, to: point.count, by: max(width, 1)) {
      largest = max(largest, point[first..<min(first + width, point.count)].reduce(0) { $0 + abs($1) })
    }
    return max(Self.leastRounding, largest * Double.ulpOfOne / 4)
  }

  mutating func begin() throws {
    try problem.evaluate([.gradient, .hessian], at: point, into: &here)
  }

  func result(_ state: LinearSolution.State) -> LinearSearch {
    LinearSearch(
      coefficients: point, value: here.value, meanLoss: here.meanLoss, gradientNorm: here.gradientNorm,
      iterations: iterations, state: state)
  }

  /// Takes a step, or ends.
  mutating func advance() throws -> LinearSolution.State? {
    if let separation, here.meanLoss < separation.separatedLoss { return .diverging }
    if here.gradientNorm == 0 { return .converged }
    let isDefinite = system.factor(here.hessian)
    guard let step = system.step(here.gradient), step.allSatisfy(\.isFinite) else { return ended }
    let promised = -zip(here.gradient, step).reduce(0) { $0 + $1.0 * $1.1 }
    let norm = here.gradientNorm
    if isDefinite && promised < 1e-7 * min(here.value, 1) {
      if try polish(step) { return .converged }
      if here.gradientNorm < norm {
        // The factor was too old; the point is better, and a new one is made there.
        try problem.evaluate([.gradient, .hessian], at: point, into: &here)
        return judge(norm)
      }
    }
    guard try move(along: step, promised: promised) else { return ended }
    return judge(norm)
  }

  /// After a step from a gradient of `norm`: whether the search is over.
  private mutating func judge(_ norm: Double) -> LinearSolution.State? {
    guard let separation, here.gradientNorm > 0.1 * norm else { return nil }
    let limit = min(tolerance, separation.leastGradient)
    // A gradient that is rounding falls no faster at an optimum. A search that diverges is told before it comes there.
    if here.gradientNorm <= min(roundingLevel, 0.1 * limit) { return .converged }
    return here.gradientNorm <= limit ? .diverging : nil
  }

  /// How a search ends that finds no better point.
  private var ended: LinearSolution.State { isConverged ? .converged : .stalled }

  /// Goes on with the same factor as long as each step leaves a tenth of the gradient.
  ///
  /// - Returns: Whether the optimum is reached, and rounding too.
  private mutating func polish(_ first: [Double]) throws -> Bool {
    var step = first
    while true {
      let norm = here.gradientNorm
      let next = zip(point, step).map(+)
      try problem.evaluate(.gradient, at: next, into: &there)
      let ratio = there.gradientNorm / norm
      guard ratio < 1 else { return isConverged }
      point = next
      iterations += 1
      swap(&here, &there)
      if here.gradientNorm == 0 { return true }
      guard ratio < 0.1, let following = system.step(here.gradient) else {
        return isConverged && (ratio < 0.1 || here.gradientNorm <= roundingLevel)
      }
      step = following
    }
  }

  /// Takes a step, halved as often as it needs; false if no length of it helps.
  private mutating func move(along step: [Double], promised: Double) throws -> Bool {
    var length = 1.0
    while length > 1e-12 {
      let next = zip(point, step).map { $0 + length * $1 }
      try problem.evaluate(length == 1 ? [.gradient, .hessian] : .gradient, at: next, into: &there)
      if isBetter(length * promised) {
        if there.hessian.isEmpty { try problem.evaluate([.gradient, .hessian], at: next, into: &there) }
        point = next
        iterations += 1
        swap(&here, &there)
        return true
      }
      length /= 2
    }
    return false
  }

  private func isBetter(_ promised: Double) -> Bool {
    guard there.value.isFinite else { return false }
    // What is promised is lost in the rounding of a sum of many losses.
    if promised < 1e-13 * abs(here.value) { return there.gradientNorm < here.gradientNorm }
    return there.value <= here.value - Self.armijo * promised
  }
}

extension LinearEvaluation {
  /// The largest absolute entry of the gradient.
  package var gradientNorm: Double {
    gradient.reduce(0) { $1.isNaN ? .infinity : max($0, abs($1)) }
  }
}
