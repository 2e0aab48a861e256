import Logit
package import LogitData
import LogitStatistics

/// How far the weight of a feature is known where a ridge penalty was added to the likelihood.
package struct PenalizedInterval: Sendable, Equatable {
  /// The feature, as `Coefficient.feature` calls it.
  package let feature: String
  /// The class, as `Coefficient.className` calls it.
  package let className: String
  /// The ends for `Coefficient.weight`.
  package let weight: (low: Double, high: Double)
  /// The ends for `Coefficient.estimate`.
  package let estimate: (low: Double, high: Double)

  package static func == (left: PenalizedInterval, right: PenalizedInterval) -> Bool {
    left.feature == right.feature && left.className == right.className && left.weight == right.weight
      && left.estimate == right.estimate
  }
}

extension Classifier {
  /// With more parameters the curvature of the objective takes too long to be inverted for a report.
  private static let mostParameters = 700
  /// The same for so many products while it is summed up over the rows.
  private static let mostProducts = 2e9

  /// Intervals of the weights from the curvature of the penalized likelihood at its optimum.
  ///
  ///     H = Σᵢ pᵢ (1 − pᵢ) xᵢ xᵢᵀ + n λ D,   interval = wⱼ ± z √(H⁻¹)ⱼⱼ
  ///
  /// over the rows x, a constant among their features, with D = 1 for weights and 0 for the constant. It is the
  /// normal approximation of the posterior under the prior that a ridge penalty is (MacKay, "The evidence
  /// framework applied to classification networks", 1992). Since the penalty pulls estimates towards 0, it holds
  /// the true coefficient less often than a confidence interval would; without a penalty it is Wald's.
  ///
  /// With more than two classes k and l have a block Σᵢ pᵢₖ (δₖₗ − pᵢₗ) xᵢ xᵢᵀ each. Adding a number to the weights
  /// of all classes changes no probability, so that rows say nothing of their sum: the intervals are those of each
  /// weight's difference from the mean of all classes, which is 0 at the optimum.
  ///
  /// - Parameters:
  ///   - table: The rows that the classifier was trained on.
  ///   - level: The probability within the ends, above 0 and below 1; 0.95 by default.
  /// - Returns: One for each feature and class, of two classes the second; `nil` for a model that is no such
  ///   optimum: with hidden layers, trained in steps, with an L1 penalty, bounds, weights, offsets or another
  ///   tool's conventions, or one of more than 700 parameters or of too many rows for as many.
  /// - Throws: `LogitError.invalidOption(name:value:expected:)` for a level out of range, otherwise as
  ///   `labeledPredictions(of:)`.
  package func penalizedIntervals(of table: Table, level: Double = 0.95) throws -> [PenalizedInterval]? {
    guard let lambda = ridgeOfPlainOptimum, let estimates = linearEstimates, estimates.isCentred else {
      return nil
    }
    let (width, outputs) = (estimates.featureCount, estimates.outputCount)
    let order = (width + 1) * outputs
    guard order <= Self.mostParameters,
      Double(order) * Double(order) / 2 * Double(table.rowCount) <= Self.mostProducts
    else { return nil }
    let rows = try labeledRows(of: rowsWithClasses(of: table))
    let matrix = try features.matrix(of: rows.table, isPrecise: true)
    let x = matrix.double ?? Tensor<Double>(matrix.single)
    var curvature = LogitCurvature(x, estimates).matrix
    for output in 0..<outputs {
      for feature in 0..<width {
        let place = output * (width + 1) + feature
        curvature[place * order + place] += Double(rows.classes.count) * lambda
      }
    }
    if outputs > 1 { Self.bindSums(&curvature, features: width + 1, outputs: outputs) }
    guard let factor = Cholesky(curvature, order: order) else { return nil }
    let z = try StandardNormal.twoSidedQuantile(level: level)
    /// Half the length of the interval of a combination of an output's weights, less the mean of all outputs'.
    func half(_ contrast: [Double], _ output: Int) -> Double {
      var solved = [Double](repeating: 0, count: order)
      for other in 0..<outputs {
        let share = (other == output ? 1 : 0) - (outputs > 1 ? 1 / Double(outputs) : 0)
        for feature in 0..<width where contrast[feature] != 0 {
          solved[other * (width + 1) + feature] = share * contrast[feature]
        }
      }
      factor.solveLower(&solved)
      return z * solved.reduce(0) { $0 + $1 * $1 }.squareRoot()
    }
    let original = estimates.inOriginalUnits(features.units)
    let contrasts = Self.contrasts(features.units)
    let names = classes.head.curveClasses.map { classes.names[$0] }
    return features.featureNames.indices.flatMap { feature in
      names.indices.map { output in
        var unit = [Double](repeating: 0, count: width)
        unit[feature] = 1
        let own = half(unit, output)
        // A number in another unit is a multiple of itself.
        let isMultiple = !contrasts[feature].indices.contains { $0 != feature && contrasts[feature][$0] != 0 }
        let other = isMultiple ? abs(contrasts[feature][feature]) * own : half(contrasts[feature], output)
        let (weight, estimate) = (estimates.kernel[feature, output], original.kernel[feature, output])
        return PenalizedInterval(
          feature: features.featureNames[feature], className: names[output],
          weight: (weight - own, weight + own), estimate: (estimate - other, estimate + other))
      }
    }
  }

  /// Adds curvature for the sum of each feature's weights over the outputs, of which rows say nothing: it makes the
  /// matrix invertible, and changes nothing for differences from the mean.
  private static func bindSums(_ curvature: inout [Double], features: Int, outputs: Int) {
    let order = features * outputs
    let scale = (0..<order).reduce(0) { max($0, curvature[$1 * order + $1]) }
    for feature in 0..<features {
      for i in 0..<outputs {
        for j in 0...i {
          curvature[(i * features + feature) * order + j * features + feature] += scale / Double(outputs)
        }
      }
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

extension LinearEstimates {
  /// Whether the weights of each feature add up to 0 over the outputs, if there are several, as they do at an
  /// optimum.
  fileprivate var isCentred: Bool {
    guard outputCount > 1 else { return true }
    let largest = kernel.scalars.reduce(0) { max($0, $1.magnitude) }
    return (0..<featureCount).allSatisfy { feature in
      let sum = (0..<outputCount).reduce(0) { $0 + kernel[feature, $1] }
      return abs(sum) <= 1e-6 * max(largest, 1e-300)
    }
  }
}

/// The curvature of the log-likelihood of a linear model's rows.
private struct LogitCurvature {
  /// `[outputs · (features + 1), outputs · (features + 1)]`, a constant as the last feature of each output; what is
  /// above the diagonal is of no meaning.
  private(set) var matrix: [Double]

  /// - Parameter x: `[rows, features]`.
  init(_ x: Tensor<Double>, _ estimates: LinearEstimates) {
    let (width, outputs) = (estimates.featureCount + 1, estimates.outputCount)
    // A lower triangle for each pair of outputs.
    let pairs = (0..<outputs).flatMap { first in (0...first).map { (first, $0) } }
    var sums = [[Double]](repeating: [Double](repeating: 0, count: width * width), count: pairs.count)
    var row = [Double](repeating: 1, count: width)
    var p = [Double](repeating: 0, count: outputs)
    let count = x.shape[0]
    x.withUnsafeBufferPointer { x in
      for index in 0..<count {
        for feature in 0..<width - 1 { row[feature] = x[index * (width - 1) + feature] }
        Self.fill(&p, row, estimates)
        for (pair, (first, second)) in pairs.enumerated() {
          let spread = p[first] * ((first == second ? 1 : 0) - p[second])
          sums[pair].withUnsafeMutableBufferPointer { Self.add(spread, row, to: $0) }
        }
      }
    }
    let order = outputs * width
    matrix = [Double](repeating: 0, count: order * order)
    for (pair, (first, second)) in pairs.enumerated() {
      for i in 0..<width {
        for j in 0..<width {
          matrix[(first * width + i) * order + second * width + j] = sums[pair][max(i, j) * width + min(i, j)]
        }
      }
    }
  }

  /// Adds a row's products to a lower triangle.
  private static func add(_ spread: Double, _ row: [Double], to sums: UnsafeMutableBufferPointer<Double>) {
    guard let start = sums.baseAddress else { return }
    row.withUnsafeBufferPointer { row in
      for i in row.indices {
        let (scaled, line) = (spread * row[i], start + i * row.count)
        for j in 0...i { line[j] += scaled * row[j] }
      }
    }
  }

  /// Works out the probability of each output's class.
  private static func fill(_ p: inout [Double], _ row: [Double], _ estimates: LinearEstimates) {
    let outputs = p.count
    for output in 0..<outputs { p[output] = estimates.bias[output] }
    estimates.kernel.withUnsafeBufferPointer { weights in
      for feature in 0..<row.count - 1 {
        for output in 0..<outputs { p[output] += weights[feature * outputs + output] * row[feature] }
      }
    }
    guard outputs > 1 else {
      p[0] = 1 / (1 + exponential(-p[0]))
      return
    }
    let greatest = p.reduce(-Double.infinity) { max($0, $1) }
    var sum = 0.0
    for output in 0..<outputs {
      p[output] = exponential(p[output] - greatest)
      sum += p[output]
    }
    for output in 0..<outputs { p[output] /= sum }
  }
}
