import Logit

/// What is known of each coefficient of a fit, in the design's own units: finite ones with their covariance,
/// and where the others go.
struct RegressionEstimates: Sendable {
  /// The estimates, in the order of the fit's coefficients; `nil` where there is none.
  var values: [Double?]
  /// Where separated ones go; `nil` of finite ones.
  var signs: [Int?]
  /// The working coefficients that the estimates are made of.
  let point: [Double]
  /// The covariance, with rows of zeros where there is none; `nil` if it is singular.
  var covariance: EstimateCovariance?
  /// The covariance that the curvature of the likelihood gives.
  var model: EstimateCovariance?
  var clusterCount: Int?

  /// The estimates of a fit with its maximum in finite coefficients.
  init(_ fit: RegressionFit, _ kind: RegressionOptions.StandardErrors) throws {
    point = fit.point
    values = (0..<fit.predictorCount).flatMap { fit.coefficients(of: $0) }
    signs = values.map { _ in nil }
    model = EstimateCovariance(modelOf: fit)
    if case .model = kind {
      covariance = model
    } else {
      let sums = try ScoreSquares.sum(fit, kind)
      covariance = EstimateCovariance(sandwichOf: fit, scores: sums.squares)
      clusterCount = sums.clusterCount
    }
  }

  /// Estimates that were worked out elsewhere.
  init(values: [Double?], signs: [Int?], point: [Double], covariance: EstimateCovariance?) {
    (self.values, self.signs, self.point, self.covariance) = (values, signs, point, covariance)
    model = covariance
  }

  /// Whether every coefficient has a finite estimate.
  var areFinite: Bool { values.allSatisfy { $0 != nil } }

  /// The standard error of an estimate; `nil` where there is none.
  func standardError(_ index: Int) -> Double? {
    guard values[index] != nil, let error = covariance?.standardError(index), error.isFinite, error > 0 else {
      return nil
    }
    return error
  }

  /// bᵀ V⁻¹ b of some coefficients; `nil` where it does not exist.
  func wald(_ indices: [Int]) -> Double? {
    guard indices.allSatisfy({ values[$0] != nil }) else { return nil }
    return covariance?.wald(point, indices)
  }
}
