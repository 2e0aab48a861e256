import Logit
import LogitFiles

extension FittedRegression {
  /// Leverage, Cook's distance and residuals of each row, as R's `hatvalues`, `cooks.distance`, `residuals`
  /// and `rstandard` give them for a `glm`; two classes or counts only.
  ///
  /// With w the weight (and trials) of a row, y its share of successes and p its fitted probability, the
  /// leverage is h = w p (1 − p) zᵀ I⁻¹ z; the Pearson residual √w (y − p) / √(p (1 − p)); the deviance
  /// residual the signed root of the row's part of the deviance; standardized ones are divided by √(1 − h);
  /// and Cook's distance is the squared standardized Pearson residual times h / (1 − h), divided by the
  /// number of coefficients. A row that stands for several gets the numbers of each.
  ///
  /// Of separated classes these are limits: a row beside the hyperplane between them is fitted without a
  /// residual, and what such rows have of leverage is theirs together.
  ///
  /// - Returns: One for each row, in their order.
  /// - Throws: `LogitError` for three classes or more, where the information is singular, and where a search
  ///   ended early.
  public func influence() throws -> [RowInfluence] {
    try LogitError.require(
      fit.rows.classCount == 2, "The number of classes for the influence of rows", fit.rows.classCount, "2")
    switch end {
    case .limit(let separated): return try separated.influence(of: fit)
    case .unfinished:
      throw LogitError.invalidOption(
        name: "The fit", value: "one that did not converge",
        expected: "at its maximum for the influence of rows")
    case .maximum, .given: break
    }
    guard let leverages = try Leverages(fit) else {
      throw LogitError.invalidOption(
        name: "The information of the estimates", value: "singular",
        expected: "regular for the influence of rows; columns may be nearly the same")
    }
    return try RowInfluence.all(fit, leverages)
  }

  /// What is to be said of ``influence()``; `nil` if its numbers are those of a maximum.
  public var influenceNote: String? {
    guard case .limit = end else { return nil }
    return
      "Classes are separated, so what rows do is what it comes to as coefficients grow for ever: rows beside the "
      + "hyperplane between classes are fitted exactly, and have no leverage of their own."
  }
}

extension SeparatedFit {
  /// The limits of what rows do.
  fileprivate func influence(of fit: RegressionFit) throws -> [RowInfluence] {
    let rows = fit.rows
    let onPlane = try limit.map { try RowInfluence.all($0.fit, $0.leverages) }
    // Rows without weight may be on the wrong side.
    let fitted = rows.totals?.contains(0) == true ? try FittedProbabilities.positive(fit) : nil
    return (0..<rows.rowCount).map { row in
      if isOnPlane[row], let onPlane { return onPlane[row] }
      return RowInfluence(fittedExactly: rows.counts(row) ? rows.share(row) : fitted?[row] ?? 0)
    }
  }
}

/// What a row does to a regression.
public struct RowInfluence: Sendable, Hashable, Codable {
  /// The fitted probability of success, or of the second class.
  public let fitted: Double
  /// How much the row decides its own fitted value, from 0 to 1; `nil` of a row beside the hyperplane between
  /// separated classes.
  public let leverage: Double?
  /// How far the estimates move if the row is left out, in units of their covariance; `nil` with the leverage
  /// 1, as the next two that are divided.
  public let cooksDistance: Double?
  /// The Pearson residual.
  public let pearson: Double
  /// The deviance residual.
  public let deviance: Double
  /// The Pearson residual divided by √(1 − h).
  public let standardizedPearson: Double?
  /// The deviance residual divided by √(1 − h).
  public let standardizedDeviance: Double?

  /// Of every row of a fit.
  fileprivate static func all(_ fit: RegressionFit, _ leverages: Leverages) throws -> [RowInfluence] {
    let (rows, count) = (fit.rows, Double(fit.coefficientCount))
    let values = Numbers(count: rows.rowCount * 2)
    _ = try RowBlocks(fit).sums(count: 0, scratchCount: RowBlocks.blockLength) { block, _ in
      leverages.fill(block, into: block.scratch)
      for (i, row) in block.rows.enumerated() {
        values.base[2 * row] = block.predictors[i]
        values.base[2 * row + 1] = block.scratch[i]
      }
    }
    return (0..<rows.rowCount).map { row in
      RowInfluence(
        predictor: values.base[2 * row], leverage: values.base[2 * row + 1],
        weight: rows.weights?[row] ?? 1, share: rows.share(row), coefficientCount: count)
    }
  }

  private init(
    predictor: Double, leverage: Double, weight: Double, share: Double, coefficientCount: Double
  ) {
    let e = exponential(-abs(predictor))
    let (small, large) = (e / (1 + e), 1 / (1 + e))
    let (p, q) = predictor > 0 ? (large, small) : (small, large)
    let difference = share * q - (1 - share) * p
    let pearson = (weight / (p * q)).squareRoot() * difference
    // y log(y / p) + (1 − y) log((1 − y) / (1 − p)), with log p = −log(1 + e^−z).
    let logP = -logOfOnePlus(e) + min(predictor, 0)
    let logQ = -logOfOnePlus(e) - max(predictor, 0)
    var part = -share * logP - (1 - share) * logQ
    if share > 0 && share < 1 {
      part += share * naturalLogarithm(share) + (1 - share) * naturalLogarithm(1 - share)
    }
    let size = (2 * weight * max(part, 0)).squareRoot()
    let deviance = difference < 0 ? -size : size
    let left = 1 - leverage
    (fitted, self.leverage, self.pearson, self.deviance) = (p, leverage, pearson, deviance)
    standardizedPearson = left > 0 ? pearson / left.squareRoot() : nil
    standardizedDeviance = left > 0 ? deviance / left.squareRoot() : nil
    cooksDistance = left > 0 ? pearson * pearson * leverage / (left * left * coefficientCount) : nil
  }

  /// Of a row beside the hyperplane, whose likelihood is 1.
  fileprivate init(fittedExactly share: Double) {
    (fitted, pearson, deviance) = (share, 0, 0)
    (leverage, cooksDistance, standardizedPearson, standardizedDeviance) = (nil, nil, nil, nil)
  }
}
