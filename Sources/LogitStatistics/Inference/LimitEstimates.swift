import Logit

/// The coefficients that the rows on the hyperplanes determine.
///
/// The curvature there is singular: a coefficient is determined if it does not change along any vector that
/// the curvature is 0 along. Its variance is that of any inverse on the rest.
struct LimitEstimates {
  /// What must be left of the curvature in a coefficient for it to be determined.
  private static let leastShare = 1e-9
  private static let leastProjection = 1e-6

  /// The fit of the rows on the hyperplanes.
  let fit: RegressionFit
  let estimates: RegressionEstimates
  /// L⁻ᵀ of the curvature, with rows and columns of zeros where it is flat, `[coefficients, coefficients]`.
  private let inverseTransposed: [Double]

  init(_ limit: RegressionFit, signs: [Int?]) {
    let order = limit.coefficientCount
    let space = CurvedSpace(limit, leastShare: Self.leastShare)
    (fit, inverseTransposed) = (limit, space.inverseTransposed(count: order))
    var values = [Double?](repeating: nil, count: order)
    let width = limit.basis.width
    for predictor in 0..<limit.predictorCount {
      let coefficients = limit.coefficients(of: predictor)
      for index in 0..<width {
        let place = predictor * width + index
        let combination = limit.combination(predictor, index)
        if signs[place] == nil, space.determines(combination, tolerance: Self.leastProjection) {
          values[place] = coefficients[index]
        }
      }
    }
    let covariance = EstimateCovariance(
      working: inverseTransposed, count: order, rank: order, limit.basis)
    estimates = RegressionEstimates(
      values: values, signs: signs, point: limit.point,
      covariance: EstimateCovariance(covariance, where: values.map { $0 != nil }))
  }

  /// The leverages of the rows on the hyperplanes, which the curvature there decides alone; of two classes.
  var leverages: Leverages { Leverages(fit, inverseTransposed: inverseTransposed) }
}

/// The coefficients along which a likelihood is curved, and the vectors along which it is not.
private struct CurvedSpace {
  /// Coefficients whose curvature is not that of others.
  let kept: [Int]
  private let factor: Cholesky?
  /// Vectors along which the curvature is 0.
  private let flat: [[Double]]

  init(_ limit: RegressionFit, leastShare: Double) {
    let order = limit.coefficientCount
    var information = limit.information
    // Without the penalty that only made the search well defined.
    let weight = limit.rows.totalWeight
    let largest = (0..<order).reduce(0) { max($0, information[$1 * (order + 1)]) }
    for i in 0..<order {
      let rest = information[i * (order + 1)] - SeparatedRows.ridge * weight
      information[i * (order + 1)] = rest > leastShare * largest ? rest : 0
    }
    let dropped = Cholesky.dependentColumns(information, order: order, least: leastShare)
    let isDropped = Set(dropped)
    let kept = (0..<order).filter { !isDropped.contains($0) }
    let factor = Cholesky(
      kept.flatMap { i in kept.map { information[i * order + $0] } }, order: kept.count)
    flat = dropped.map { column in
      var part = kept.map { -information[$0 * order + column] }
      factor?.solve(&part)
      var vector = [Double](repeating: 0, count: order)
      vector[column] = 1
      for (place, i) in kept.enumerated() { vector[i] = part[place] }
      return vector
    }
    (self.kept, self.factor) = (kept, factor)
  }

  /// Whether a combination of coefficients is the same along all flat vectors.
  func determines(_ combination: [Double], tolerance: Double) -> Bool {
    factor != nil
      && flat.allSatisfy { vector in
        var (sum, size) = (0.0, 0.0)
        for (a, b) in zip(combination, vector) {
          sum += a * b
          size += abs(a) * abs(b)
        }
        let lengths = combination.reduce(0) { max($0, abs($1)) } * vector.reduce(0) { max($0, abs($1)) }
        return abs(sum) <= tolerance * max(size, lengths * 1e-3)
      }
  }

  /// L⁻ᵀ of the coefficients kept, with rows and columns of zeros for the others, `[count, count]`.
  func inverseTransposed(count: Int) -> [Double] {
    var result = [Double](repeating: 0, count: count * count)
    guard let inverse = factor?.inverseTransposed else { return result }
    for (i, row) in kept.enumerated() {
      for (j, column) in kept.enumerated() { result[row * count + column] = inverse[i * kept.count + j] }
    }
    return result
  }
}
