package import Logit

/// Logistic regression by the penalized likelihood of Firth (1993), whose maximum is finite even for
/// separated classes:
///
///     ℓ*(β) = Σ mᵢ (yᵢ log pᵢ + (1 − yᵢ) log(1 − pᵢ)) + ½ log det I(β),    I = Σ mᵢ pᵢ (1 − pᵢ) xᵢ xᵢᵀ
///
/// Its gradient is Σ (mᵢ (yᵢ − pᵢ) + hᵢ (½ − pᵢ)) xᵢ, hᵢ being the leverage of row i. A row of weight m is m
/// rows.
///
/// ℓ* is not concave and can have several maxima, mostly where coefficients are held in small or separated
/// samples. A search goes up from its start and ends in one of them;
/// ``fit(holding:from:near:iterationLimit:isCancelled:)`` says which starts are made.
///
/// Works on columns as they are given: the caller standardizes or orthogonalizes them. The penalty changes by
/// a constant with the scale of the columns, so that estimates and likelihood ratios do not depend on it.
///
/// Sources: D. Firth, "Bias Reduction of Maximum Likelihood Estimates", Biometrika 80 (1993), 27-38; G.
/// Heinze and M. Schemper, "A Solution to the Problem of Separation in Logistic Regression", Statistics in
/// Medicine 21 (2002), 2409-2419; I. Kosmidis and D. Firth, "Jeffreys-prior penalty, finiteness and shrinkage
/// in binomial-response generalized linear models", Biometrika 108 (2021), 71-82.
package struct FirthRegression: Sendable {
  /// Where a search ended.
  package struct Fit: Sendable {
    /// The columns', then the constant if there is one.
    package var coefficients: [Double]
    /// ℓ*.
    package var penalizedLogLikelihood: Double
    /// The first of its terms, without those of trials that can be ordered in several ways.
    package var logLikelihood: Double
    /// I, `[coefficients, coefficients]`, whose inverse is the estimates' covariance.
    package var information: [Double]
    /// Whether there is provably no other maximum.
    package var isOnlyMaximum: Bool
    /// How far linear predictors may be from those here for ℓ* to be concave between for certain.
    var hillRadius: Double
    /// The gradient of the penalty.
    var penaltyScore: [Double]
    /// What the search learned of minus the second derivative of the penalty.
    var penaltyCurvature: [Double]?
    package var iterationCount: Int
    /// The largest absolute element of the gradient along what is not held, divided by Σ m.
    package var gradientNorm: Double
    package var isConverged: Bool
  }

  /// The most steps of a search, unless another number is given.
  package static let defaultIterationLimit = 250

  private let rows: FirthRows
  /// Where all coefficients are 0, from which every search is made.
  private let origin: FirthStart

  /// - Parameters:
  ///   - x: `[rows, columns]`, finite, linearly independent (with the constant).
  ///   - shares: The share of successes in each row, 0 to 1.
  ///   - weights: Trials (or weights) of each row, finite and not negative; 1 each by default. Rows of weight
  ///     0 do not count.
  ///   - offsets: What is added to the linear predictor of each row; nothing by default.
  ///   - hasIntercept: Whether a constant column follows the others.
  /// - Throws: `LogitError` for shapes that do not fit, values outside of what is said above, and rows that
  ///   all have weight 0.
  package init(
    x: Tensor<Double>, shares: [Double], weights: [Double]?, offsets: [Double]?, hasIntercept: Bool
  ) throws {
    guard x.rank == 2, x.shape[1] + (hasIntercept ? 1 : 0) > 0 else {
      throw LogitError.shapeMismatch(
        operation: "A Firth regression", expected: "columns [rows, columns], one at least", found: x.shape,
        remedy: "give one column for each coefficient")
    }
    let count = x.shape[0]
    try Self.check(shares, "The shares", rows: count) { $0 >= 0 && $0 <= 1 ? nil : "from 0 to 1" }
    if let weights {
      try Self.check(weights, "The weights", rows: count) {
        $0 >= 0 && $0.isFinite ? nil : "finite and not negative"
      }
    }
    if let offsets { try Self.check(offsets, "The offsets", rows: count) { $0.isFinite ? nil : "finite" } }
    let counted = (0..<count).filter { row in weights.map { $0[row] > 0 } ?? true }
    guard !counted.isEmpty else { throw LogitError.emptyData(name: "x") }
    rows = FirthRows(
      x, rows: counted, shares: shares, weights: weights, offsets: offsets, hasIntercept: hasIntercept)
    let zero = [Double](repeating: 0, count: rows.columnCount)
    var evaluator = try FirthEvaluator(rows)
    origin = FirthStart(zero, factor: evaluator.state(at: zero)?.factor)
  }

  private static func check(
    _ values: [Double], _ name: String, rows: Int, _ expectation: (Double) -> String?
  ) throws(LogitError) {
    guard values.count == rows else {
      throw .rowCountMismatch(name: name, expected: rows, found: values.count)
    }
    for (row, value) in values.enumerated() {
      guard let expected = expectation(value) else { continue }
      throw .invalidOption(name: "\(name) in row \(row + 1)", value: "\(value)", expected: expected)
    }
  }

  /// Maximizes ℓ* with some coefficients, or linear combinations Σ aⱼβⱼ, held: the penalty stays that of all
  /// columns, as in logistf's `logistftest`, so that twice the difference to the fit without is the penalized
  /// likelihood ratio.
  ///
  /// Searches begin at the start, then where all coefficients are 0, and in small problems at a few points
  /// around 0 too; the best maximum counts. The others are left out as soon as one is found that is provably
  /// the only one, as it is with many rows for each column; and a search ends where it comes provably onto
  /// the hill of a maximum that has been found. A start that does not keep to what is held is moved to where
  /// it does, along the other coefficients' best linear answer.
  ///
  /// - Parameters:
  ///   - held: Directions, linearly independent, of one element for each coefficient, and the values of their
  ///     products with the coefficients.
  ///   - start: One number for each coefficient.
  ///   - near: A fit with less held, by whose information the start is moved, to save a pass over the rows.
  ///   - iterationLimit: The most steps of a search; 250 by default.
  ///   - isCancelled: Asked before each step; where it says yes, the search ends there. Never by default.
  /// - Returns: The maximum. It is not converged if the steps ran out, or the search was cancelled.
  /// - Throws: `LogitError.invalidOption(name:value:expected:)` if directions depend on each other, or if the
  ///   information is not positive definite at any start: columns depend on each other, or offsets and held
  ///   values are so large that all probabilities are 0 or 1.
  package func fit(
    holding held: [(direction: [Double], value: Double)] = [], from start: [Double]? = nil, near: Fit? = nil,
    iterationLimit: Int = defaultIterationLimit, isCancelled: () -> Bool = { false }
  ) throws -> Fit {
    let starts = start.map { [FirthStart($0, near: near)] } ?? []
    guard
      let best = try best(
        holding: held, from: starts, iterationLimit: iterationLimit, isCancelled: isCancelled)
    else {
      throw LogitError.invalidOption(
        name: "The information of the columns", value: "not positive definite",
        expected:
          "positive definite: leave out columns that others explain, and offsets or held values that make all "
          + "probabilities 0 or 1")
    }
    return best
  }

  /// `nil` if no search can begin.
  private func best(
    holding held: [(direction: [Double], value: Double)], from first: [FirthStart], iterationLimit: Int,
    isCancelled: () -> Bool
  ) throws -> Fit? {
    let count = rows.columnCount
    guard first.allSatisfy({ $0.coefficients.count == count }),
      held.allSatisfy({ $0.direction.count == count }),
      let combinations = HeldCombinations(held, coefficientCount: count)
    else {
      throw LogitError.invalidOption(
        name: "What a Firth regression holds", value: "\(held.map(\.direction))",
        expected: "linearly independent directions of \(count) elements, as every start")
    }
    var search = try FirthSearch(rows, combinations, iterationLimit: iterationLimit)
    var found: [Fit] = []
    for start in first + starts {
      guard let maximum = search.maximum(from: start, hills: found, isCancelled: isCancelled) else {
        continue
      }
      found.append(maximum)
      if maximum.isOnlyMaximum || isCancelled() { break }
    }
    return found.max { $0.penalizedLogLikelihood < $1.penalizedLogLikelihood }
  }

  /// Multiplications of a pass over the rows up to which a problem is small.
  private static let smallWork = 20_000
  /// How far from 0 other starts are, times the size of the column.
  private static let startDistance = 4.0

  private var isSmall: Bool {
    rows.stripCount * FirthRows.stripLength * rows.columnCount * rows.columnCount <= Self.smallWork
  }

  /// 0, and in small problems points at which one coefficient is not.
  private var starts: [FirthStart] {
    guard isSmall else { return [origin] }
    let zero = origin.coefficients
    let others = zero.indices.flatMap { j in
      [-1, 1].map { sign in
        var start = zero
        if rows.sizes[j] > 0 { start[j] = sign * Self.startDistance / rows.sizes[j] }
        return FirthStart(start)
      }
    }
    return [origin] + others
  }
}

extension FirthRegression {
  /// The limits of a combination of coefficients by the profile of ℓ*; see ``ProfileLikelihood``.
  ///
  /// Each refit starts from its neighbours, and as ``fit(holding:from:near:iterationLimit:isCancelled:)``
  /// does. In problems that are not small, ``FirthLimitSearch`` comes first, and what it finds counts if a
  /// refit there shows no larger maximum.
  ///
  /// - Parameters:
  ///   - direction: One element for each coefficient.
  ///   - fit: The maximum with nothing held.
  ///   - standardError: The error of the combination.
  ///   - fall: How far 2 ℓ* falls, above 0: the quantile of a chi-squared distribution.
  ///   - iterationLimit: The most steps of a search; 250 by default.
  ///   - isCancelled: Asked before each step; never says yes by default.
  /// - Returns: The limits; `nil` for one that does not exist, or on whose way a search does not converge.
  /// - Throws: What ``fit(holding:from:near:iterationLimit:isCancelled:)`` throws for directions.
  package func limits(
    of direction: [Double], at fit: Fit, standardError: Double, fall: Double,
    iterationLimit: Int = defaultIterationLimit, isCancelled: () -> Bool = { false }
  ) throws -> (low: Double?, high: Double?) {
    let sought = try soughtLimits(of: direction, at: fit, fall, iterationLimit, isCancelled)
    return try ProfileLikelihood.limits(
      estimate: HeldCombinations.product(direction, fit.coefficients), standardError: standardError,
      maximum: fit.penalizedLogLikelihood, point: fit.coefficients, fall: fall, known: sought
    ) { value, start in
      let found = try best(
        holding: [(direction, value)], from: [FirthStart(start, near: fit)], iterationLimit: iterationLimit,
        isCancelled: isCancelled)
      guard let found else { return (-.infinity, start) }
      guard found.isConverged else { return nil }
      return (found.penalizedLogLikelihood, found.coefficients)
    }
  }

  /// How far off the fall at a limit may be, as a share of it.
  private static let fallTolerance = 1e-9

  /// The limits that a search for them finds; `nil` for one that it does not find, or at which another
  /// maximum is larger.
  private func soughtLimits(
    of direction: [Double], at fit: Fit, _ fall: Double, _ iterationLimit: Int, _ isCancelled: () -> Bool
  ) throws -> (low: Double?, high: Double?) {
    guard !isSmall, fit.isConverged, direction.count == rows.columnCount, fall > 0 else { return (nil, nil) }
    var search = try FirthLimitSearch(rows, of: direction, at: fit, fall: fall)
    let estimate = HeldCombinations.product(direction, fit.coefficients)
    func limit(_ sign: Double) throws -> Double? {
      guard let point = search.point(sign: sign, isCancelled: isCancelled) else { return nil }
      let value = HeldCombinations.product(direction, point)
      guard sign * (value - estimate) > 0 else { return nil }
      let best = try best(
        holding: [(direction, value)], from: [FirthStart(point, near: fit)], iterationLimit: iterationLimit,
        isCancelled: isCancelled)
      guard let best, best.isConverged else { return nil }
      let share = 2 * (fit.penalizedLogLikelihood - best.penalizedLogLikelihood) / fall
      return abs(share - 1) <= Self.fallTolerance ? value : nil
    }
    return (try limit(-1), try limit(1))
  }
}
