import Logit

/// What is known of each coefficient of a fit, in the design's own units: finite ones with their covariance, and where
/// the others go.
struct RegressionEstimates: Sendable {
  /// The estimates, in the order of the fit's coefficients; `nil` where there is none.
  var values: [Double?]
  /// Where separated ones go; `nil` of finite ones.
  var signs: [Int?]
  /// The covariance, with rows of zeros where there is none; `nil` if it is singular.
  var covariance: EstimateCovariance?
  /// The covariance of the working coefficients; `nil` if it is singular or classes are separated.
  var working: EstimateCovariance?
  /// The covariance that the curvature of the likelihood gives.
  var model: EstimateCovariance?
  var clusterCount: Int?

  /// The estimates of a fit with its maximum in finite coefficients.
  init(_ fit: RegressionFit, _ kind: RegressionOptions.StandardErrors) throws {
    values = (0..<fit.predictorCount).flatMap { fit.coefficients(of: $0) }
    signs = values.map { _ in nil }
    model = EstimateCovariance(modelOf: fit)
    if case .model = kind {
      covariance = model
      working = EstimateCovariance(modelOf: fit, isWorking: true)
    } else {
      let sums = try ScoreSquares.sum(fit, kind)
      covariance = EstimateCovariance(sandwichOf: fit, scores: sums.squares)
      working = EstimateCovariance(sandwichOf: fit, scores: sums.squares, isWorking: true)
      clusterCount = sums.clusterCount
    }
  }

  /// Estimates that were worked out elsewhere.
  init(values: [Double?], signs: [Int?], covariance: EstimateCovariance?) {
    (self.values, self.signs, self.covariance) = (values, signs, covariance)
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
    var estimates: [Double] = []
    for index in indices {
      guard let value = values[index] else { return nil }
      estimates.append(value)
    }
    return covariance?.wald(estimates, indices)
  }
}
