extension Newton {
  /// A step that is short against how far the optimum of a part of the rows is from that of all.
  private static let sampledLastStep = 1e-3
  /// How many times as many rows a second part has, where that is still a part: two steps over it leave less
  /// than half of the distance to all rows' optimum, which saves a pass over them.
  package static let largerSample = 8

  /// The optimum of a part of the rows, where the search over all of them begins: it is about 1/√rows away
  /// from theirs, which saves most steps over all rows. A part that has no optimum of its own is of no use.
  ///
  /// - Parameters:
  ///   - rows: All rows.
  ///   - penalties: λ of each coefficient of a predictor; see ``LinearProblem/init(_:penalties:)``.
  ///   - point: Where the search over the part begins, `[coefficients]`.
  ///   - isCancelled: Asked before each step.
  /// - Returns: The optimum of the part, with its Hessian; `point` if there are too few rows, or the part has
  ///   no optimum.
  /// - Throws: `LogitError` as ``LinearProblem`` does.
  package static func sampledStart(
    _ rows: DenseRows, penalties: [Double], from point: [Double], isCancelled: () -> Bool
  ) throws -> NewtonStart {
    try sampledStart(
      { rows.sample(times: $0) }, penalties: penalties, from: point, isCancelled: isCancelled)
  }

  /// The same for rows that only their samples are known of.
  ///
  /// - Parameter sample: A part of the rows that has so many times as many as would do; see
  ///   ``DenseRows/sample(times:)``.
  static func sampledStart(
    _ sample: (_ factor: Int) throws -> DenseRows?, penalties: [Double], from point: [Double],
    isCancelled: () -> Bool
  ) throws -> NewtonStart {
    guard let first = try sample(1) else { return NewtonStart(point) }
    let found = try Newton.optimum(
      LinearProblem(MemoryFold(first), penalties: penalties), from: NewtonStart(point), tolerance: 1e-6,
      iterationLimit: 25, with: .hessian, lastStep: sampledLastStep, isCancelled: isCancelled)
    guard found.search.state == .converged else { return NewtonStart(point) }
    let start = NewtonStart(found.search.coefficients, hessian: found.evaluation?.hessian)
    guard let larger = try sample(largerSample) else { return start }
    return try twoSteps(LinearProblem(MemoryFold(larger), penalties: penalties), from: start) ?? start
  }
}

/// Where a search of ``Newton`` begins.
package struct NewtonStart: Sendable {
  /// `[coefficients]`.
  package let coefficients: [Double]
  /// About the problem's Hessian there, `[coefficients, coefficients]`, such as that of a part of its rows;
  /// `nil` if it is not known. The first step is made by it, for the price of a gradient.
  package let hessian: [Double]?

  package init(_ coefficients: [Double], hessian: [Double]? = nil) {
    (self.coefficients, self.hessian) = (coefficients, hessian)
  }
}
