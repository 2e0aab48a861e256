import CLogitKernels

/// Newton's method with a Cholesky factorization of the Hessian, for smooth problems of up to a few thousand
/// coefficients.
///
/// A step is halved until the objective falls by a share of what its slope promises (Armijo); where what is
/// promised is below the rounding of the objective, until the largest entry of the gradient is no larger.
/// Near the optimum the last factor is used again with new gradients, which cost a fraction of a Hessian, as
/// long as each is a tenth of the one before; so the search ends where rounding does, far below the
/// tolerance.
///
/// Without a penalty the objective may have no optimum. The search ends `diverging`
/// - when the classes are separated for certain: the loss of all rows together is below what one single row
///   on the wrong side would have, w log 2 (less where there are offsets);
/// - or when the gradient is below the tolerance, and below a thousandth of the share of the lightest row,
///   and Newton's steps still only divide it by about e, as they do when coefficients grow for ever. At an
///   optimum they square it, down to its rounding, where such a search has `converged`.
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
    try minimize(
      problem, from: NewtonStart(start), tolerance: tolerance, iterationLimit: iterationLimit,
      separation: separation, isCancelled: isCancelled)
  }

  /// Finds the minimum from where about the Hessian may be known, which saves a pass over the rows; see the
  /// other method.
  static func minimize(
    _ problem: LinearProblem, from start: NewtonStart, tolerance: Double, iterationLimit: Int,
    separation: SeparationBound? = nil, isCancelled: () -> Bool
  ) throws -> LinearSearch {
    var search = NewtonSearch(
      problem, start.coefficients, tolerance: tolerance, separation: separation, last: [])
    try search.begin(start.hessian)
    let state = try search.run(iterationLimit: iterationLimit, isCancelled)
    return search.result(state)
  }

  /// Finds the minimum, and what else is wanted there.
  ///
  /// Once the step that is left is so short that it changes nothing but the last digits of what is wanted, it
  /// is made without another look.
  ///
  /// - Parameters:
  ///   - problem: As of ``minimize(_:from:tolerance:iterationLimit:separation:isCancelled:)``, and so are
  ///     those that follow.
  ///   - start: Where to begin.
  ///   - tolerance: The largest entry of the gradient at which the optimum counts as reached.
  ///   - iterationLimit: The most steps.
  ///   - separation: What is known of the rows for telling separated classes, if nothing is penalised.
  ///   - wanted: What is wanted at the end besides the gradient.
  ///   - lastStep: The length of the step that is made without another look, with standardized columns about
  ///     the root of the mean square of how far it moves a row's linear predictor.
  ///   - isCancelled: Asked before each step.
  /// - Returns: The end, and what is wanted there or before the last step; `nil` if that is not known.
  /// - Throws: What reading the rows throws.
  package static func optimum(
    _ problem: LinearProblem, from start: NewtonStart, tolerance: Double, iterationLimit: Int,
    separation: SeparationBound? = nil, with wanted: WantedSums, lastStep: Double = 1e-9,
    isCancelled: () -> Bool
  ) throws -> (search: LinearSearch, evaluation: LinearEvaluation?) {
    var search = NewtonSearch(
      problem, start.coefficients, tolerance: tolerance, separation: separation,
      last: wanted.union(.gradient), lastStep: lastStep)
    try search.begin(start.hessian)
    let state = try search.run(iterationLimit: iterationLimit, isCancelled)
    return (search.result(state), search.known(wanted))
  }

  /// A step by the Hessian of the start, and one by that of where it leads, without a look at where the
  /// second ends.
  ///
  /// - Returns: `nil` if the first leads to no better point, or the Hessian there is not positive definite.
  static func twoSteps(_ problem: LinearProblem, from start: NewtonStart) throws -> NewtonStart? {
    var search = NewtonSearch(problem, start.coefficients, tolerance: 0, separation: nil, last: .gradient)
    try search.begin(start.hessian)
    return search.following()
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
  /// What rounding leaves of the gradient of standardized columns, whose entries are means of numbers around
  /// 1.
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
  /// What is wanted of the last point; nothing of a search that ends with a look at where it is.
  private let last: WantedSums
  private let lastStep: Double
  /// What a step may promise, as a share of the objective, for its factor to be used again: more where rows
  /// are so many that a gradient is much cheaper, and a part of them has shown that they have an optimum.
  private var polishedShare = 1e-7

  init(
    _ problem: LinearProblem, _ start: [Double], tolerance: Double, separation: SeparationBound?,
    last: WantedSums, lastStep: Double = 0
  ) {
    self.problem = problem
    self.tolerance = tolerance
    self.separation = separation
    (self.last, self.lastStep) = (last, lastStep)
    system = NewtonSystem(problem.model)
    point = start
  }

  var isConverged: Bool { here.gradientNorm <= max(tolerance, Self.leastRounding) }

  /// What rounding leaves of the gradient here.
  ///
  /// A predictor Σ bⱼ xⱼ of columns with a mean square of 1 is known to about ε Σ |bⱼ|, of which at most a
  /// quarter reaches the gradient. Where columns are nearly collinear, coefficients of thousands cancel, and
  /// that is what is left.
  private var roundingLevel: Double {
    let width = problem.model.coefficientsPerPredictor
    var largest = 0.0
    for first in stride(from: 0, to: point.count, by: max(width, 1)) {
      largest = max(largest, point[first..<min(first + width, point.count)].reduce(0) { $0 + abs($1) })
    }
    return max(Self.leastRounding, largest * Double.ulpOfOne / 4)
  }

  /// - Parameter hessian: About that of the start, for the first step; `nil` if it is not known.
  mutating func begin(_ hessian: [Double]?) throws {
    if let hessian, try stepped(by: hessian) {
      polishedShare = 1e-5
      return
    }
    try problem.evaluate([.gradient, .hessian], at: point, into: &here)
  }

  /// Steps from the start with the Hessian of a part of the rows, if that leads to a better point.
  private mutating func stepped(by hessian: [Double]) throws -> Bool {
    try problem.evaluate(.gradient, at: point, into: &here)
    guard here.value.isFinite, system.factor(hessian), let step = system.step(here.gradient),
      step.allSatisfy(\.isFinite)
    else { return false }
    return try move(along: step, promised: promised(by: step))
  }

  /// Where a step from here leads, with the Hessian here.
  mutating func following() -> NewtonStart? {
    guard iterations > 0, system.factor(here.hessian), let step = system.step(here.gradient),
      step.allSatisfy(\.isFinite)
    else { return nil }
    return NewtonStart(zip(point, step).map(+), hessian: here.hessian)
  }

  /// How a search ends.
  mutating func run(iterationLimit: Int, _ isCancelled: () -> Bool) throws -> LinearSolution.State {
    while iterations < iterationLimit {
      if isCancelled() { return .interrupted }
      if let state = try advance() { return state }
    }
    return isConverged ? .converged : .iterationLimit
  }

  /// What is known of the end, if all is that is wanted.
  func known(_ wanted: WantedSums) -> LinearEvaluation? {
    here.sums.map { $0.shape.wanted.isSuperset(of: wanted) } ?? false ? here : nil
  }

  func result(_ state: LinearSolution.State) -> LinearSearch {
    LinearSearch(
      coefficients: point, value: here.value, meanLoss: here.meanLoss, gradientNorm: here.gradientNorm,
      iterations: iterations, state: state)
  }

  /// Takes a step, or ends.
  private mutating func advance() throws -> LinearSolution.State? {
    if let separation, here.meanLoss < separation.separatedLoss { return .diverging }
    if here.gradientNorm == 0 { return .converged }
    let isDefinite = system.factor(here.hessian)
    guard let step = system.step(here.gradient), step.allSatisfy(\.isFinite) else { return ended }
    let promised = promised(by: step)
    let norm = here.gradientNorm
    if isDefinite && promised < polishedShare * min(here.value, 1) {
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
    // A gradient that is rounding falls no faster at an optimum. A search that diverges is recognized before
    // it comes there.
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
    // Of a factor that was made here, what is left of an error is about its square.
    var share = Self.length(first)
    while true {
      if isLast(step) {
        point = zip(point, step).map(+)
        iterations += 1
        return true
      }
      let norm = here.gradientNorm
      let next = zip(point, step).map(+)
      let isNearEnd = !last.isEmpty && share * Self.length(step) <= lastStep / 2
      try problem.evaluate(isNearEnd ? last : .gradient, at: next, into: &there)
      let ratio = there.gradientNorm / norm
      guard ratio < 1 else { return isConverged }
      point = next
      iterations += 1
      swap(&here, &there)
      if here.gradientNorm == 0 { return true }
      let isFresh = !here.hessian.isEmpty && system.factor(here.hessian)
      guard ratio < 0.1, let following = system.step(here.gradient) else {
        return isConverged && (ratio < 0.1 || here.gradientNorm <= roundingLevel)
      }
      step = following
      share = isFresh ? Self.length(step) : ratio
    }
  }

  /// Whether a step may be made without another look: it is short, and all that is wanted is known.
  private func isLast(_ step: [Double]) -> Bool {
    !last.isEmpty && Self.length(step) <= lastStep && known(last) != nil
  }

  /// How much a step promises to gain, twice.
  private func promised(by step: [Double]) -> Double {
    -zip(here.gradient, step).reduce(0) { $0 + $1.0 * $1.1 }
  }

  private static func length(_ step: [Double]) -> Double {
    step.reduce(0) { $0 + $1 * $1 }.squareRoot()
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
