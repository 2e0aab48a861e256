import Logit
package import LogitData
import LogitStatistics

/// How far the weight of a feature is known where a ridge penalty was added to the likelihood.
package struct PenalizedInterval: Sendable, Equatable {
  /// The feature, as `Coefficient.feature` calls it.
  package let feature: String
  /// The ends for `Coefficient.weight`.
  package let weight: (low: Double, high: Double)
  /// The ends for `Coefficient.estimate`.
  package let estimate: (low: Double, high: Double)

  package static func == (left: PenalizedInterval, right: PenalizedInterval) -> Bool {
    left.feature == right.feature && left.weight == right.weight && left.estimate == right.estimate
  }
}

extension Classifier {
  /// With more features the curvature of the objective takes too long to be inverted for a report.
  private static let mostFeaturesWithIntervals = 400

  /// Intervals of the weights of two classes from the curvature of the penalized likelihood at its optimum.
  ///
  ///     H = Σᵢ pᵢ (1 − pᵢ) xᵢ xᵢᵀ + n λ D,   interval = wⱼ ± z √(H⁻¹)ⱼⱼ
  ///
  /// over the rows x, a constant among their features, with D = 1 for weights and 0 for the constant. It is the
  /// normal approximation of the posterior under the prior that a ridge penalty is (MacKay, "The evidence
  /// framework applied to classification networks", 1992). Since the penalty pulls estimates towards 0, it holds
  /// the true coefficient less often than a confidence interval would; without a penalty it is Wald's.
  ///
  /// - Parameters:
  ///   - table: The rows that the classifier was trained on.
  ///   - level: The probability within the ends, above 0 and below 1; 0.95 by default.
  /// - Returns: One for each feature; `nil` for a model that is no such optimum: with hidden layers, trained in
  ///   steps, with more than two classes, an L1 penalty, bounds, weights, offsets or another tool's conventions,
  ///   or of more than 400 features.
  /// - Throws: `LogitError.invalidOption(name:value:expected:)` for a level out of range, otherwise as
  ///   `labeledPredictions(of:)`.
  package func penalizedIntervals(of table: Table, level: Double = 0.95) throws -> [PenalizedInterval]? {
    guard let lambda = ridgeOfPlainOptimum, let estimates = linearEstimates, estimates.outputCount == 1,
      estimates.featureCount <= Self.mostFeaturesWithIntervals
    else { return nil }
    let rows = try labeledRows(of: table)
    let matrix = try features.matrix(of: rows.table, isPrecise: true)
    let x = matrix.double ?? Tensor<Double>(matrix.single)
    var curvature = Self.curvature(x, estimates)
    let order = estimates.featureCount + 1
    for feature in 0..<estimates.featureCount {
      curvature[feature * order + feature] += Double(rows.classes.count) * lambda
    }
    guard let factor = Cholesky(curvature, order: order) else { return nil }
    let z = try StandardNormal.twoSidedQuantile(level: level)
    func deviation(_ contrast: [Double]) -> Double {
      var solved = contrast
      factor.solveLower(&solved)
      return solved.reduce(0) { $0 + $1 * $1 }.squareRoot()
    }
    let original = estimates.inOriginalUnits(features.units)
    let contrasts = Self.contrasts(features.units)
    return features.featureNames.indices.map { feature in
      var unit = [Double](repeating: 0, count: order)
      unit[feature] = 1
      let (weight, own) = (estimates.kernel[feature, 0], z * deviation(unit))
      let (estimate, half) = (original.kernel[feature, 0], z * deviation(contrasts[feature] + [0]))
      return PenalizedInterval(
        feature: features.featureNames[feature], weight: (weight - own, weight + own),
        estimate: (estimate - half, estimate + half))
    }
  }

  /// The λ of an optimum whose curvature is the likelihood's and a ridge penalty's; `nil` for another model.
  private var ridgeOfPlainOptimum: Double? {
    guard let options = provenance.options, options.regression == nil, provenance.state == .converged,
      options.weights == nil, options.offset == nil, options.classWeight == .equal,
      case .optimum(let optimum) = options.training, optimum.like == nil, optimum.standardizes == nil,
      optimum.penaltyFactors.isEmpty, optimum.bounds.isEmpty
    else { return nil }
    switch optimum.penalty {
    case .none: return 0
    case .ridge(let lambda): return lambda
    case .lasso, .elasticNet: return nil
    }
  }

  /// Σ p (1 − p) x xᵀ over rows with a constant as their last feature, `[features + 1, features + 1]`.
  private static func curvature(_ x: Tensor<Double>, _ estimates: LinearEstimates) -> [Double] {
    let (count, width) = (x.shape[0], estimates.featureCount)
    let order = width + 1
    var sums = [Double](repeating: 0, count: order * order)
    let weights = estimates.kernel.scalars
    x.withUnsafeBufferPointer { x in
      var row = [Double](repeating: 1, count: order)
      for index in 0..<count {
        var logit = estimates.bias[0]
        for feature in 0..<width {
          row[feature] = x[index * width + feature]
          logit += weights[feature] * row[feature]
        }
        let p = 1 / (1 + exponential(-logit))
        let spread = p * (1 - p)
        for i in 0..<order {
          let scaled = spread * row[i]
          for j in 0...i { sums[i * order + j] += scaled * row[j] }
        }
      }
    }
    return sums
  }

  /// What of the weights an estimate in original units is, for each feature.
  private static func contrasts(_ units: [FeatureUnit]) -> [[Double]] {
    var members: [Int: [Int]] = [:]
    for (feature, unit) in units.enumerated() {
      if case .category(let group) = unit { members[group, default: []].append(feature) }
    }
    return units.enumerated().map { feature, unit in
      var contrast = [Double](repeating: 0, count: units.count)
      switch unit {
      case .scaled(_, let deviation): contrast[feature] = deviation > 0 ? 1 / deviation : 0
      case .rescaled(let factor, _): contrast[feature] = factor
      case .category(let group):
        let all = members[group] ?? []
        for other in all { contrast[other] = -1 / Double(all.count) }
        contrast[feature] += 1
      }
      return contrast
    }
  }
}
