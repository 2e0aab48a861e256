import Logit

/// A logistic curve 1/(1 + exp(−(a·f + b))) of a score f, and the search for the one that fits rows best.
struct LogisticCurve {
  /// a.
  var slope: Double
  /// b.
  var intercept: Double

  private static let mostSteps = 100
  private static let leastStep = 1e-10
  /// The square of the accuracy of a and b, in units of their standard errors.
  private static let tolerance = 1e-20

  /// Minimizes −Σ wᵢ·(tᵢ·log pᵢ + (1 − tᵢ)·log(1 − pᵢ)) by Newton's method with a line search, from this curve on.
  ///
  /// - Parameters:
  ///   - events: Whether each row is positive.
  ///   - scores: As many scores.
  ///   - weights: How much each row counts; once by default.
  ///   - high: The target t of a positive row.
  ///   - low: The target of another.
  /// - Returns: The best curve and the sums there.
  func minimum(
    _ events: [Bool], _ scores: [Double], _ weights: [Double]? = nil, high: Double = 1, low: Double = 0
  ) -> (curve: LogisticCurve, sums: LogisticCurveSums) {
    var point = self
    var sums = LogisticCurveSums(point, events, scores, weights, high: high, low: low)
    for _ in 0..<Self.mostSteps {
      guard let direction = sums.newtonDirection else { break }
      // What the step promises to gain is half of this.
      let slope = sums.gradient.slope * direction.slope + sums.gradient.intercept * direction.intercept
      guard slope < -Self.tolerance * (1 + abs(sums.loss)) else { break }
      var step = 1.0
      var next = point
      var nextSums = sums
      repeat {
        next = LogisticCurve(
          slope: point.slope + step * direction.slope, intercept: point.intercept + step * direction.intercept
        )
        nextSums = LogisticCurveSums(next, events, scores, weights, high: high, low: low)
        step /= 2
      } while !(nextSums.loss <= sums.loss + 1e-4 * 2 * step * slope) && step > Self.leastStep
      guard nextSums.loss <= sums.loss else { break }
      (point, sums) = (next, nextSums)
    }
    return (point, sums)
  }
}

/// The loss with its derivatives at a point.
struct LogisticCurveSums {
  private(set) var loss = 0.0
  private(set) var gradient = LogisticCurve(slope: 0, intercept: 0)
  private(set) var curvature = (slope: 0.0, both: 0.0, intercept: 0.0)

  init(
    _ point: LogisticCurve, _ events: [Bool], _ scores: [Double], _ weights: [Double]?, high: Double,
    low: Double
  ) {
    for row in scores.indices {
      let (score, target) = (scores[row], events[row] ? high : low)
      let value = point.slope * score + point.intercept
      let probability = sigmoid(value)
      // −t·log p − (1 − t)·log(1 − p).
      let rowWeight = weights?[row] ?? 1
      loss += rowWeight * (max(value, 0) - target * value + naturalLogarithm(1 + exponential(-abs(value))))
      let difference = rowWeight * (probability - target)
      gradient.slope += difference * score
      gradient.intercept += difference
      let weight = rowWeight * (probability * (1 - probability))
      curvature.slope += weight * score * score
      curvature.both += weight * score
      curvature.intercept += weight
    }
  }

  /// −H⁻¹·gradient; `nil` if there is nothing to divide by.
  var newtonDirection: LogisticCurve? {
    // A little more than the curvature, so that equal scores have a direction, too.
    let (a, c) = (curvature.slope + 1e-12, curvature.intercept + 1e-12)
    let determinant = a * c - curvature.both * curvature.both
    guard determinant > 0, determinant.isFinite else { return nil }
    return LogisticCurve(
      slope: -(c * gradient.slope - curvature.both * gradient.intercept) / determinant,
      intercept: -(a * gradient.intercept - curvature.both * gradient.slope) / determinant)
  }
}
