import Logit

/// Whether predicted probabilities come true as often as they say: the calibration slope and intercept of Cox with
/// a likelihood-ratio test, and Spiegelhalter's z.
///
///     let test = try CalibrationTest(events: isPositive, probabilities: probabilities)
///     print(test.slope?.value ?? .nan, test.pValue ?? .nan)
///
/// With the log-odds lᵢ = log(pᵢ/(1 − pᵢ)) of the probabilities and their events yᵢ, the curve
///
///     logit P(yᵢ = 1) = a + b·lᵢ
///
/// is fitted by maximum likelihood. Probabilities that come true have a = 0 and b = 1. A slope b below 1 says that
/// they are too near 0 and 1, as those of a model that has learned its rows by heart, and one above 1 that they are
/// too near the middle. That both hold is tested by twice the gain in the log-likelihood, which has a χ²
/// distribution of two degrees of freedom where they do. ``intercept`` is a for b = 1 ("calibration in the large"):
/// below 0, events are rarer than the probabilities say.
///
/// Spiegelhalter's z needs no curve, and finds other departures too:
///
///     z = Σ (yᵢ − pᵢ)(1 − 2pᵢ) / √(Σ (1 − 2pᵢ)² pᵢ (1 − pᵢ))
///
/// The probabilities must be of rows that the model has not seen, or of models that have not seen the row.
/// Probabilities nearer 0 or 1 than 2⁻²⁴, which single precision does not tell from 1, count as that.
///
/// Sources: D. R. Cox, "Two further applications of a model for binary regression", Biometrika 45 (1958); M. E.
/// Miller, S. L. Hui and W. M. Tierney, "Validation techniques for logistic regression models", Statistics in
/// Medicine 10 (1991); D. J. Spiegelhalter, "Probabilistic prediction in patient management and clinical trials",
/// Statistics in Medicine 5 (1986); B. Van Calster et al., "Calibration: the Achilles heel of predictive
/// analytics", BMC Medicine 17 (2019).
public struct CalibrationTest: Sendable, Equatable {
  /// The number of rows.
  public let rowCount: Int
  /// b with its interval; `nil` where it has no finite value or is not determined: with one event or probability
  /// only, or where the probabilities divide the events without error.
  public let slope: Estimate?
  /// a for b = 1 with its interval; `nil` if all rows have the same event.
  public let intercept: Estimate?
  /// Twice the gain in the log-likelihood by the curve, at least 0; `nil` without ``slope``.
  public let likelihoodRatio: Double?
  /// Spiegelhalter's z; `nil` if all probabilities are one half.
  public let spiegelhalterZ: Double?

  /// The probability of so large a ``likelihoodRatio`` where probabilities come true; without one that of so large a
  /// ``spiegelhalterZ``; `nil` without both.
  public var pValue: Double? {
    likelihoodRatio.map { ChiSquared.upperTail($0, degreesOfFreedom: 2) } ?? spiegelhalterPValue
  }

  /// The probability of so large a ``spiegelhalterZ``, of either sign, where probabilities come true.
  public var spiegelhalterPValue: Double? { spiegelhalterZ.map(StandardNormal.twoSidedTail) }

  /// Probabilities are not nearer than this to 0 and 1.
  private static let nearest = 1.0 / 16_777_216

  /// Tests probabilities.
  ///
  /// - Parameters:
  ///   - events: Whether the event happened, for each row.
  ///   - probabilities: As many probabilities of it.
  ///   - level: The confidence of the intervals, Wald's, above 0 and below 1; 0.95 by default.
  /// - Throws: `LogitError.rowCountMismatch(name:expected:found:of:)` if the counts differ,
  ///   `LogitError.emptyData(name:)` without rows, `LogitError.nonFiniteInput(name:row:column:value:)` for a
  ///   probability that is not finite, or `LogitError.invalidOption(name:value:expected:)` for a level out of range.
  /// - Complexity: O(n) for n rows in each of about ten steps.
  public init(events: [Bool], probabilities: [Float], level: Double = 0.95) throws {
    guard events.count == probabilities.count else {
      throw LogitError.rowCountMismatch(
        name: "events", expected: probabilities.count, found: events.count, of: "probabilities")
    }
    guard !events.isEmpty else { throw LogitError.emptyData(name: "probabilities") }
    if let row = probabilities.firstIndex(where: { !$0.isFinite }) {
      throw LogitError.nonFiniteInput(name: "probabilities", row: row, column: 0, value: probabilities[row])
    }
    let z = try StandardNormal.twoSidedQuantile(level: level)
    func estimate(_ value: Double, variance: Double) -> Estimate {
      let half = z * variance.squareRoot()
      return Estimate(
        value, interval: ConfidenceInterval(lower: value - half, upper: value + half, level: level))
    }
    let shares = probabilities.map { min(max(Double($0), Self.nearest), 1 - Self.nearest) }
    let logOdds = shares.map { naturalLogarithm($0) - naturalLogarithm(1 - $0) }
    rowCount = events.count
    spiegelhalterZ = Self.spiegelhalter(events, shares)
    guard events.contains(true), events.contains(false) else {
      (slope, intercept, likelihoodRatio) = (nil, nil, nil)
      return
    }
    let large = Self.intercept(events, logOdds)
    intercept = estimate(large.value, variance: 1 / large.curvature)
    guard Self.hasMaximum(events, logOdds) else {
      (slope, likelihoodRatio) = (nil, nil)
      return
    }
    let start = LogisticCurve(slope: 1, intercept: 0)
    let loss = LogisticCurveSums(start, events, logOdds, nil, high: 1, low: 0).loss
    let (curve, sums) = start.minimum(events, logOdds)
    let (h, determinant) = (
      sums.curvature,
      sums.curvature.slope * sums.curvature.intercept - sums.curvature.both * sums.curvature.both
    )
    slope = estimate(curve.slope, variance: h.intercept / determinant)
    likelihoodRatio = max(2 * (loss - sums.loss), 0)
  }

  private static func spiegelhalter(_ events: [Bool], _ shares: [Double]) -> Double? {
    var (sum, variance) = (0.0, 0.0)
    for (event, p) in zip(events, shares) {
      sum += ((event ? 1 : 0) - p) * (1 - 2 * p)
      variance += (1 - 2 * p) * (1 - 2 * p) * p * (1 - p)
    }
    return variance > 0 ? sum / variance.squareRoot() : nil
  }

  /// The number that must be added to the log-odds for as many events to be expected as there are, and Σ p(1 − p)
  /// there.
  private static func intercept(_ events: [Bool], _ logOdds: [Double]) -> (value: Double, curvature: Double) {
    let count = Double(events.count { $0 })
    // What is expected grows with the number; the limits hold for every log-odds of single precision.
    var (low, high, value, curvature) = (-60.0, 60.0, 0.0, 0.0)
    for _ in 0..<200 {
      var expected = 0.0
      curvature = 0
      for logOdds in logOdds {
        let p = sigmoid(logOdds + value)
        expected += p
        curvature += p * (1 - p)
      }
      if expected > count { high = value } else { low = value }
      var next = value + (count - expected) / curvature
      if !(next > low && next < high) { next = (low + high) / 2 }
      if abs(next - value) <= 1e-13 * max(abs(value), 1) { break }
      value = next
    }
    return (value, curvature)
  }

  /// Whether no probability divides the events from the others, either way round.
  private static func hasMaximum(_ events: [Bool], _ logOdds: [Double]) -> Bool {
    var (own, others) = (
      (low: Double.infinity, high: -Double.infinity), (low: Double.infinity, high: -Double.infinity)
    )
    for (event, value) in zip(events, logOdds) {
      if event {
        own = (min(own.low, value), max(own.high, value))
      } else {
        others = (min(others.low, value), max(others.high, value))
      }
    }
    return own.low < others.high && others.low < own.high
  }
}
