/// Finds where a profile likelihood has fallen by a given amount, by root finding on refits.
///
/// The profile likelihood of a parameter is the largest likelihood ℓ(v) that is left where the parameter is
/// held at a value v. The limits of an interval are the nearest values below and above the estimate at which
///
///     D(v) = 2 (ℓ max − ℓ(v)) = fall,
///
/// the fall being a quantile of the chi-squared distribution with one degree of freedom (Venzon and
/// Moolgavkar 1988). Not D is followed but its root z(v) = √D(v), which is nearly a straight line: with
/// interpolation in z four or five refits give a limit to 10 digits.
///
/// A penalized likelihood can have several maxima. Then D is what the largest of them leaves, and the
/// interval is the one around the estimate: it ends at the first crossings that the search meets on its way
/// outwards from the estimate, in steps of no more than twice the distance so far. Values beyond them at
/// which the profile rises once more are not part of it. R's logistf and firthmodels also give the crossing
/// next to the estimate, but follow one maximum only.
///
/// Source: D. J. Venzon and S. H. Moolgavkar, "A Method for Computing Profile-Likelihood-Based Confidence
/// Intervals", Applied Statistics 37 (1988), 87-94.
package enum ProfileLikelihood {
  /// The likelihood that is left where the parameter is held at a value, and where its other parameters went,
  /// from which the next search begins. A likelihood that is not finite counts as minus infinity; `nil` says
  /// that it is not known.
  package typealias Refit =
    (_ value: Double, _ start: [Double]) throws -> (logLikelihood: Double, point: [Double])?

  /// The two values of a parameter at which 2 (maximum − profile) is `fall`.
  ///
  /// A refit starts from a line through the points of the two refits that are nearest, so what `refit`
  /// returns as its point must vary continuously with the value, and any combination of two such points must
  /// do as a start.
  ///
  /// - Parameters:
  ///   - estimate: The value at which the likelihood is largest.
  ///   - standardError: The error of the estimate, above 0; it only says where the search begins.
  ///   - maximum: The log likelihood at the estimate.
  ///   - point: The point there, as `refit` takes and returns it.
  ///   - fall: The fall of twice the log likelihood, above 0: 3.84 for 95 %.
  ///   - known: Limits that are known already; none by default.
  ///   - refit: Maximizes the likelihood with the parameter held; where there can be several maxima, by
  ///     several starts.
  /// - Returns: The limits, to about 10 digits of their distance from the estimate, or as far as rounding of
  ///   the likelihoods allows; `nil` for a side on which the profile levels off before it has fallen so far,
  ///   as it does on the side on which a separated coefficient diverges, or on which a refit fails.
  /// - Throws: What `refit` throws.
  package static func limits(
    estimate: Double, standardError: Double, maximum: Double, point: [Double], fall: Double,
    known: (low: Double?, high: Double?) = (nil, nil), refit: Refit
  ) throws -> (low: Double?, high: Double?) {
    guard standardError > 0, standardError.isFinite, fall > 0, maximum.isFinite, estimate.isFinite else {
      return (nil, nil)
    }
    func limit(_ sign: Double) throws -> Double? {
      var side = ProfileSide(
        estimate: estimate, step: sign * standardError * fall.squareRoot(), maximum: maximum, point: point,
        fall: fall)
      return try side.root(refit)
    }
    return (try known.low ?? limit(-1), try known.high ?? limit(1))
  }

  /// The value on one side at which 2 (maximum − profile) is `fall`, where the likelihood is largest at an
  /// infinite value.
  ///
  /// - Parameters:
  ///   - start: A value so far out that the profile is near the supremum.
  ///   - step: The first step towards the value that is looked for, with its sign.
  ///   - maximum: The supremum of the log likelihood.
  ///   - point: The point at the start, as `refit` takes and returns it.
  ///   - fall: The fall of twice the log likelihood, above 0.
  ///   - refit: Maximizes the likelihood with the parameter held.
  /// - Returns: The value; `nil` if the profile levels off before it has fallen so far, or a refit fails.
  /// - Throws: What `refit` throws.
  package static func limit(
    from start: Double, step: Double, maximum: Double, point: [Double], fall: Double, refit: Refit
  ) throws -> Double? {
    guard step != 0, step.isFinite, fall > 0, maximum.isFinite, start.isFinite else { return nil }
    var side = ProfileSide(estimate: start, step: step, maximum: maximum, point: point, fall: fall)
    return try side.root(refit)
  }
}
