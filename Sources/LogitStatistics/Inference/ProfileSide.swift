/// The search for a limit on one side of an estimate; see ``ProfileLikelihood``.
///
/// Distances are counted from the estimate in the direction of the search, in units of the step to the Wald
/// limit, so that both sides look alike: a likelihood that is a parabola falls by the wanted amount at the
/// distance 1.
struct ProfileSide {
  /// A refit: how far away it was, the root of the fall there as a share of the wanted one, and where it
  /// ended.
  private struct Sample {
    var distance: Double
    var height: Double
    var point: [Double]
  }

  /// How far off the limit may be, as a share of its distance.
  private static let tolerance = 1e-12
  /// Heights more than this apart tell a slope, in spite of rounding.
  private static let tellingRise = 1e-9
  /// Doublings of the distance in a row that may change the height by less than `leastRise` before a profile
  /// is said to level off.
  private static let levelDoublings = 6
  private static let leastRise = 1e-3
  /// Doublings and refits there may be at all.
  private static let doublingLimit = 40
  private static let refitLimit = 100

  private let estimate: Double
  private let step: Double
  private let maximum: Double
  private let fall: Double
  private var samples: [Sample]

  /// - Parameters:
  ///   - step: From the estimate to the Wald limit, with its sign.
  ///   - point: Where the likelihood is largest.
  init(estimate: Double, step: Double, maximum: Double, point: [Double], fall: Double) {
    (self.estimate, self.step, self.maximum, self.fall) = (estimate, step, maximum, fall)
    samples = [Sample(distance: 0, height: 0, point: point)]
  }

  /// What rounding does to the height at the limit: a likelihood is a sum of terms that are rounded, and its
  /// refit ends a little below the maximum.
  private var rounding: Double { 16 * maximum.magnitude.ulp / fall }

  /// The value of the parameter at the first crossing, or `nil` if there is none, or a refit fails.
  mutating func root(_ refit: ProfileLikelihood.Refit) throws -> Double? {
    guard var (low, high) = try bracket(refit) else { return nil }
    // Interpolation may creep up to the root from one side; a bracket that does not halve in three refits is
    // halved.
    var (width, sinceHalved) = (high.distance - low.distance, 0)
    while samples.count < Self.refitLimit {
      let nearest = abs(low.height - 1) < abs(high.height - 1) ? low : high
      if abs(nearest.height - 1) <= rounding { return value(at: nearest.distance) }
      var (next, error) = foreseen(between: low, high)
      if error <= Self.tolerance { return value(at: next) }
      if sinceHalved >= 3 {
        next = (low.distance + high.distance) / 2
        if !(low.distance < next && next < high.distance) { return value(at: next) }
        sinceHalved = 0
      }
      guard let sample = try measure(next, refit) else { return nil }
      if sample.height < 1 { low = sample } else { high = sample }
      sinceHalved += 1
      if high.distance - low.distance <= width / 2 {
        (width, sinceHalved) = (high.distance - low.distance, 0)
      }
    }
    return value(at: (low.distance + high.distance) / 2)
  }

  private func value(at distance: Double) -> Double { estimate + distance * step }

  /// The root of the fall, as a share of the wanted one; below 0 where the likelihood is larger than at the
  /// estimate.
  private func height(_ logLikelihood: Double) -> Double {
    guard logLikelihood.isFinite else { return .infinity }
    let share = 2 * (maximum - logLikelihood) / fall
    return share < 0 ? -(-share).squareRoot() : share.squareRoot()
  }

  private mutating func measure(_ distance: Double, _ refit: ProfileLikelihood.Refit) throws -> Sample? {
    let value = value(at: distance)
    guard let found = try refit(value, start(at: distance)) else { return nil }
    let sample = Sample(distance: distance, height: height(found.logLikelihood), point: found.point)
    samples.append(sample)
    return sample
  }
}

// MARK: - Steps

extension ProfileSide {
  /// Two refits, one nearer than the first crossing and one beyond it; `nil` if the profile levels off.
  private mutating func bracket(_ refit: ProfileLikelihood.Refit) throws -> (low: Sample, high: Sample)? {
    var (low, levelCount) = (samples[0], 0)
    var next = 1.0
    for _ in 0..<Self.doublingLimit {
      guard let sample = try measure(next, refit) else { return nil }
      if sample.height >= 1 { return (low, sample) }
      levelCount = sample.height - low.height < Self.leastRise ? levelCount + 1 : 0
      if levelCount == Self.levelDoublings { return nil }
      // Along the line from the last refit, a little further so that it is beyond, but at most twice as far.
      let slope = (sample.height - low.height) / (sample.distance - low.distance)
      let ahead = slope > 0 ? 1.1 * (1 - sample.height) / slope : .infinity
      // Twice as far if it is level: only then do doublings count.
      next = sample.distance + min(max(ahead, 0.02 * sample.distance), sample.distance)
      low = sample
    }
    return nil
  }

  /// Where the height is 1 by what refits have shown: on the parabola, distance as a function of height,
  /// through the three that are nearest to it, or on the line through two.
  ///
  /// The error of interpolation is a derivative of that function, which is about 1 here or less, times the
  /// product of the distances from the refits, all as shares of the distance.
  private func foreseen(between low: Sample, _ high: Sample) -> (distance: Double, error: Double) {
    var near: [Sample] = []
    for sample in samples.sorted(by: { abs($0.height - 1) < abs($1.height - 1) })
    where near.count < 3 && sample.height.isFinite && near.allSatisfy({ isApart($0, sample) }) {
      near.append(sample)
    }
    if near.count > 1 {
      let slope = Self.slope(near[0], near[1])
      var next = near[0].distance + slope * (1 - near[0].height)
      if near.count > 2 {
        let curvature = (Self.slope(near[1], near[2]) - slope) / (near[2].height - near[0].height)
        next += curvature * (1 - near[0].height) * (1 - near[1].height)
      }
      if low.distance < next && next < high.distance {
        return (next, near.reduce(1) { $0 * abs($1.distance - next) / next })
      }
    }
    let share = (1 - low.height) / (high.height - low.height)
    let isLine = high.height.isFinite && share > 0 && share < 1
    return (low.distance + (isLine ? share : 0.5) * (high.distance - low.distance), .infinity)
  }

  private static func slope(_ one: Sample, _ other: Sample) -> Double {
    (other.distance - one.distance) / (other.height - one.height)
  }

  private func isApart(_ one: Sample, _ other: Sample) -> Bool {
    abs(one.height - other.height) > max(Self.tellingRise, 100 * rounding)
  }

  /// The point at a distance on the line through those of the two refits that are nearest.
  private func start(at distance: Double) -> [Double] {
    let near = samples.filter { $0.height.isFinite }.sorted {
      abs($0.distance - distance) < abs($1.distance - distance)
    }
    guard near.count > 1, near[0].distance != near[1].distance, near[0].point.count == near[1].point.count
    else {
      return samples[0].point
    }
    let share = (distance - near[0].distance) / (near[1].distance - near[0].distance)
    return zip(near[0].point, near[1].point).map { $0 + share * ($1 - $0) }
  }
}
