/// A method that goes downhill from step to step, by the objective and its gradient, until the gradient is
/// small enough.
package protocol DescentSearch {
  /// Takes the memory of a search.
  ///
  /// - Parameter problem: What is minimized.
  init(_ problem: LinearProblem)

  /// Searches for the optimum; see ``minimize(_:from:tolerance:iterationLimit:isCancelled:)``.
  mutating func run(
    from start: [Double], tolerance: Double, iterationLimit: Int, isCancelled: () -> Bool
  ) throws -> LinearSearch
}

extension DescentSearch {
  /// Searches for the optimum.
  ///
  /// - Parameters:
  ///   - problem: What is minimized.
  ///   - start: Where to begin, `[free predictors, columns then intercept]`.
  ///   - tolerance: The largest entry of the gradient at which the search ends, 0 or more; of 0, it goes on
  ///     as far as rounding lets it.
  ///   - iterationLimit: The most steps.
  ///   - isCancelled: Asked before each step, or each pass over the rows of one; where it says yes, the
  ///     search ends where the last step led.
  /// - Throws: ``LogitError/shapeMismatch(operation:expected:found:remedy:)`` if the start has another
  ///   length; what ``LinearProblem/evaluate(_:at:direction:into:)`` throws.
  package static func minimize(
    _ problem: LinearProblem, from start: [Double], tolerance: Double, iterationLimit: Int,
    isCancelled: () -> Bool
  ) throws -> LinearSearch {
    var search = Self(problem)
    return try search.run(
      from: start, tolerance: tolerance, iterationLimit: iterationLimit, isCancelled: isCancelled)
  }
}
