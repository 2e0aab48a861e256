import Logit
import LogitFiles

extension FittedRegression {
  /// Replaces the intervals of the table with those of the profile likelihood.
  ///
  /// Of separated classes, of two, a coefficient that runs away has the one end that the likelihood gives it,
  /// and those with finite estimates have both.
  ///
  /// - Parameter isCancelled: Asked before each step; a limit whose search it ends is `nil`.
  mutating func addProfileIntervals(_ isCancelled: () -> Bool) throws {
    try LogitError.require(
      !inference.standardErrors.isRobust, "The interval with robust errors", "profile",
      "wald: the profile of a likelihood takes the model's errors for true")
    inference.interval = .profile
    for line in inference.coefficients.indices {
      inference.coefficients[line].confidenceLow = nil
      inference.coefficients[line].confidenceHigh = nil
    }
    let fall = try ChiSquared.quantileOfOneDegree(level: options.level)
    switch end {
    case .maximum:
      let search = try ConstrainedSearch(fit, iterationLimit: options.iterationLimit)
      try addIntervals(estimates, maximum: fit, search, fall: fall, isCancelled)
    case .limit(let separated) where fit.rows.classCount == 2:
      try addIntervals(of: separated, fall: fall, isCancelled)
    case .limit, .given, .unfinished: break
    }
  }

  /// Fills the intervals of finite estimates in.
  private mutating func addIntervals(
    _ estimates: RegressionEstimates, maximum: RegressionFit, _ search: ConstrainedSearch, fall: Double,
    _ isCancelled: () -> Bool
  ) throws {
    for (line, place) in TableLine.all(fit).enumerated() {
      guard let index = place.index, let estimate = estimates.values[index],
        let error = estimates.standardError(index)
      else { continue }
      let combination = self.combination(index)
      let limits = try ProfileLikelihood.limits(
        estimate: estimate, standardError: error, maximum: maximum.logLikelihood, point: maximum.point,
        fall: fall
      ) { value, start in
        try search.maximize(holding: combination, at: value, from: start, isCancelled: isCancelled)
      }
      inference.coefficients[line].confidenceLow = limits.low
      inference.coefficients[line].confidenceHigh = limits.high
    }
  }

  /// Fills in what the supremum of the likelihood leaves of separated classes, of two: intervals of finite
  /// estimates, and the one end of that of a coefficient that runs away, as R's `confint` has it.
  private mutating func addIntervals(
    of separated: SeparatedFit, fall: Double, _ isCancelled: () -> Bool
  ) throws {
    // Whatever a finite coefficient is held at, the rows beside the hyperplane come to have likelihood 1.
    if let limit = separated.limit {
      let weights = fit.rows.totals ?? [Double](repeating: 1, count: fit.rows.rowCount)
      let search = try ConstrainedSearch(
        limit.fit, weights: zip(weights, separated.isOnPlane).map { $1 ? $0 : 0 },
        iterationLimit: options.iterationLimit)
      try addIntervals(limit.estimates, maximum: limit.fit, search, fall: fall, isCancelled)
    }
    let search = try ConstrainedSearch(fit, iterationLimit: options.iterationLimit)
    for (line, place) in TableLine.all(fit).enumerated() {
      guard let index = place.index, let sign = separated.signs[index] else { continue }
      // The likelihood comes near its supremum wherever a coefficient is held that can go to both sides.
      guard separated.areSignsDetermined[index] != false else { continue }
      let combination = self.combination(index)
      // From where the search was given up, at which hardly anything of the likelihood is missing.
      let reached = zip(combination, fit.point).reduce(0) { $0 + $1.0 * $1.1 }
      let end = try ProfileLikelihood.limit(
        from: reached, step: -Double(sign) * abs(reached) / 16, maximum: separated.logLikelihood,
        point: fit.point, fall: fall
      ) { value, start in
        try search.maximize(holding: combination, at: value, from: start, isCancelled: isCancelled)
      }
      if sign > 0 {
        inference.coefficients[line].confidenceLow = end
      } else {
        inference.coefficients[line].confidenceHigh = end
      }
    }
  }

  private func combination(_ index: Int) -> [Double] {
    fit.combination(index / fit.basis.width, index % fit.basis.width)
  }

  /// The profile likelihood of a coefficient, for a figure: values of the coefficient, and twice the fall of
  /// the log likelihood where it is held there and all others are fitted anew.
  ///
  /// Of a fit by Firth's method the penalized likelihood is profiled.
  ///
  /// - Parameters:
  ///   - coefficient: The place of its line in ``LogisticInference/coefficients``.
  ///   - pointCount: The number of values, at least 3; 41 by default. They are spread evenly over 3.5
  ///     standard errors to both sides of the estimate.
  /// - Returns: The points, from the smallest value to the largest, without those at which a search fails.
  /// - Throws: `LogitError` for a coefficient that is not there or has no finite estimate, and where the
  ///   estimates are no maximum.
  public func profile(of coefficient: Int, pointCount: Int = 41) throws -> [ProfilePoint] {
    let lines = TableLine.all(fit)
    try LogitError.require(
      lines.indices.contains(coefficient), "The coefficient to profile", coefficient,
      "in 0..<\(lines.count), the place of its line in the table")
    try LogitError.require(pointCount >= 3, "The number of points of a profile", pointCount, "at least 3")
    guard isMaximum, let index = lines[coefficient].index, let estimate = estimates.values[index],
      let error = estimates.model?.standardError(index), error > 0, error.isFinite
    else {
      throw LogitError.invalidOption(
        name: "The coefficient to profile",
        value: "\"\(inference.coefficients[coefficient].term)\", without an estimate at a maximum",
        expected: "one with a finite estimate, of classes that are not separated and a fit that converged")
    }
    let maximize = try profiled(index)
    let values = (0..<pointCount).map {
      estimate + 3.5 * error * (2 * Double($0) / Double(pointCount - 1) - 1)
    }
    var deviances = [Double](repeating: 0, count: pointCount)
    // From the estimate outwards, each search from where the one before it ended.
    let middle = values.firstIndex { $0 >= estimate } ?? 0
    for places in [Array(middle..<pointCount), Array((0..<middle).reversed())] {
      var start = fit.point
      for place in places {
        guard let held = try maximize(values[place], start) else {
          deviances[place] = .nan
          continue
        }
        deviances[place] = max(held.fall, 0)
        start = held.point
      }
    }
    let exponent = lines[coefficient].column.map { -(units?.exponents[$0] ?? 0) } ?? 0
    return zip(values, deviances).filter { $1.isFinite }.map {
      ProfilePoint(value: $0.scaled(by: exponent), deviance: $1)
    }
  }

  /// What tells, of a value at which a coefficient is held and a start, twice the fall of the likelihood
  /// there and where the other coefficients went; `nil` if a search fails.
  private func profiled(
    _ index: Int
  ) throws -> (_ value: Double, _ start: [Double]) throws -> (fall: Double, point: [Double])? {
    let combination = self.combination(index)
    if let firth {
      return { value, start in
        let held = try firth.maximize(holding: [(combination, value)], from: start) { false }
        guard held.isConverged else { return nil }
        return (2 * (firth.penalized - held.penalizedLogLikelihood), held.coefficients)
      }
    }
    let search = try ConstrainedSearch(fit, iterationLimit: options.iterationLimit)
    let most = fit.logLikelihood
    return { value, start in
      try search.maximize(holding: combination, at: value, from: start).map {
        (2 * (most - $0.logLikelihood), $0.point)
      }
    }
  }
}

/// A point of a profile likelihood.
public struct ProfilePoint: Sendable, Hashable, Codable {
  /// The value at which the coefficient is held.
  public let value: Double
  /// 2 (ℓ max − ℓ).
  public let deviance: Double
}
