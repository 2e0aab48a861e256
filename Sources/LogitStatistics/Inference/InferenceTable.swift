import Logit

#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

/// Makes the table of coefficients, and what describes the model, of a fit.
struct InferenceTable {
  let problem: RegressionProblem
  let fit: RegressionFit
  let estimates: RegressionEstimates
  let level: Double
  let standardErrors: LogisticInference.StandardErrors
  /// The two-sided quantile of the level.
  private let quantile: Double

  init(
    _ problem: RegressionProblem, _ fit: RegressionFit, _ estimates: RegressionEstimates, level: Double,
    standardErrors: LogisticInference.StandardErrors
  ) throws {
    quantile = try StandardNormal.twoSidedQuantile(level: level)
    (self.problem, self.fit, self.estimates) = (problem, fit, estimates)
    (self.level, self.standardErrors) = (level, standardErrors)
  }

  private var design: RegressionDesign { problem.rows.design }

  /// Everything that does not have to be asked for.
  func inference(nullLogLikelihood: Double?, logLikelihood: Double, isSeparated: Bool) -> LogisticInference {
    let rows = problem.rows
    let lines = TableLine.all(fit)
    let count = fit.coefficientCount
    let slopes = self.slopes
    return LogisticInference(
      classNames: rows.classNames, baseClass: rows.baseClass, observationCount: rows.observationCount,
      coefficients: lines.map(coefficient), interval: .wald, level: level, standardErrors: standardErrors,
      clusterCount: estimates.clusterCount, logLikelihood: logLikelihood,
      nullLogLikelihood: nullLogLikelihood, wald: test(estimates.wald(slopes), slopes.count),
      modelDegreesOfFreedom: slopes.count, residualDegreesOfFreedom: rows.observationCount - count,
      isConverged: fit.state == .converged && !isSeparated, iterationCount: fit.iterationCount,
      gradientNorm: fit.gradientNorm, separated: [],
      aliased: fit.basis.aliased.map { design.columnNames[$0] },
      covariance: covariance(lines),
      centers: design.hasIntercept
        ? problem.moments.means : [Double](repeating: 0, count: design.columnCount),
      centeredFactor: centeredFactor(lines))
  }

  /// The places of all coefficients but the constants.
  var slopes: [Int] { fit.indices(of: Set(fit.basis.columns)) }

  private func test(_ statistic: Double?, _ degrees: Int) -> LogisticInference.Test? {
    guard let statistic, degrees > 0 else { return nil }
    return LogisticInference.Test(statistic: statistic, degreesOfFreedom: degrees)
  }

  private func coefficient(_ place: TableLine) -> LogisticInference.Coefficient {
    var line = LogisticInference.Coefficient(
      term: place.term(design), className: problem.rows.classNames[fit.classIndex(of: place.predictor)],
      isAliased: place.index == nil)
    guard let index = place.index else { return line }
    line.estimate = estimates.values[index]
    line.divergingSign = estimates.signs[index]
    guard let estimate = line.estimate, let error = estimates.standardError(index) else { return line }
    let statistic = estimate / error
    line.standardError = error
    line.statistic = statistic
    line.pValue = StandardNormal.twoSidedTail(statistic)
    line.confidenceLow = estimate - quantile * error
    line.confidenceHigh = estimate + quantile * error
    return line
  }

  /// The place of each line's estimate, if it has an error.
  private func indices(_ lines: [TableLine]) -> [Int?] {
    lines.map { line in line.index.flatMap { estimates.standardError($0) == nil ? nil : $0 } }
  }

  private func covariance(_ lines: [TableLine]) -> [[Double?]] {
    let indices = indices(lines)
    guard let covariance = estimates.covariance else { return lines.map { _ in lines.map { _ in nil } } }
    let (matrix, count) = (covariance.matrix, covariance.count)
    return indices.map { i in
      guard let i else { return lines.map { _ in nil } }
      return indices.map { j in j.map { matrix[i * count + $0] } }
    }
  }

  /// A of the covariance V = A Aᵀ with the mean subtracted from each column, a row for each line, with zeros
  /// up to as many columns as there are lines.
  ///
  /// The constant is then the working one, as both bases have columns with the mean 0.
  private func centeredFactor(_ lines: [TableLine]) -> [[Double?]] {
    let width = fit.basis.width
    return indices(lines).map { index in
      // Of separated classes the working constant need not be determined, even if the other is.
      guard let index, let covariance = estimates.covariance, estimates.areFinite || !fit.basis.hasIntercept
      else { return lines.map { _ in nil } }
      let isConstant = fit.basis.hasIntercept && index % width == width - 1
      let factor = isConstant ? covariance.working : covariance.factor
      let row = factor[index * covariance.rank..<(index + 1) * covariance.rank]
      return row.map { $0 } + [Double?](repeating: 0, count: max(lines.count - covariance.rank, 0))
    }
  }
}

extension LogisticInference.Test {
  /// A statistic with its p-value.
  init(statistic: Double, degreesOfFreedom: Int) {
    self.init(
      statistic: statistic, degreesOfFreedom: degreesOfFreedom,
      pValue: ChiSquared.upperTail(statistic, degreesOfFreedom: degreesOfFreedom))
  }
}

extension LogisticInference {
  /// Fills in what likelihoods give: the likelihood-ratio test, information criteria, and pseudo R².
  ///
  /// - Parameters:
  ///   - coefficientCount: All coefficients that are estimated.
  ///   - rows: The rows.
  mutating func compareLikelihoods(coefficientCount: Int, _ rows: RegressionRows) {
    guard let null = nullLogLikelihood else { return }
    let gain = logLikelihood - null
    if !standardErrors.isRobust {
      if modelDegreesOfFreedom > 0 {
        likelihoodRatio = Test(statistic: max(2 * gain, 0), degreesOfFreedom: modelDegreesOfFreedom)
      }
      aic = -2 * logLikelihood + 2 * Double(coefficientCount)
      bic =
        -2 * logLikelihood + naturalLogarithm(Double(observationCount)) * Double(coefficientCount)
    }
    mcFadden = null == 0 ? nil : 1 - logLikelihood / null
    // 1 − exp(−2 gain / n), and its largest value: the ways to order the trials of a row are no part of it,
    // so that counts have the number of the same trials in rows of their own.
    let weight = rows.totalWeight
    let share = -expm1(-2 * gain / weight)
    let largest = -expm1(2 * (null - rows.logConstant) / weight)
    coxSnell = share
    nagelkerke = largest > 0 ? share / largest : nil
  }
}

extension LogisticInference.StandardErrors {
  /// Whether errors come from the rows' scores.
  var isRobust: Bool {
    switch self {
    case .model, .firth: false
    case .hc0, .hc1, .hc2, .hc3, .cluster: true
    }
  }

  /// The errors that options ask for.
  init(_ options: RegressionOptions) {
    if options.usesFirthPenalty {
      self = .firth
      return
    }
    switch options.standardErrors {
    case .model: self = .model
    case .robust(.hc0): self = .hc0
    case .robust(.hc1): self = .hc1
    case .robust(.hc2): self = .hc2
    case .robust(.hc3): self = .hc3
    case .cluster: self = .cluster
    }
  }
}
