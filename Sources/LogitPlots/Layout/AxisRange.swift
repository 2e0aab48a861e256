import Logit

/// The ends of an axis.
struct AxisRange: Sendable, Equatable {
  var lower: Double
  var upper: Double
  var scale = AxisScale.linear

  /// Larger values are held here, so that a range with its margins stays finite.
  private static let largest = 1e300
  /// Where values without a logarithm stand: as far below the lower end as many times the axis.
  private static let beyondLogarithm = -1e3
  /// A range narrower than this counts as one point; its parts would be too small for a `Double`.
  private static let narrowest = 1e-290

  /// The range that shows all values with a margin of 5 %; matplotlib's autoscaling.
  ///
  /// - Parameters:
  ///   - values: What must be shown; what is not finite is left out.
  ///   - edges: Ends beyond which no margin is added, unless values lie there: the edges of contours.
  init(showing values: some Sequence<Double>, edges: [Double] = []) {
    var (low, high) = (Double.infinity, -Double.infinity)
    for value in values where value.isFinite {
      low = min(low, value)
      high = max(high, value)
    }
    guard low <= high else {
      (lower, upper) = (0, 1)
      return
    }
    low = max(low, -Self.largest)
    high = min(high, Self.largest)
    let span = high - low
    let smallest = max(max(abs(low), abs(high)) * 1e-12, Self.narrowest)
    // Matplotlib widens a range of no extent by 5 % of its value, or to ±0.05 around 0.
    let isPoint = span <= smallest
    let margin = isPoint ? (abs(low) <= Self.narrowest ? 0.055 : abs(low) * 0.055) : span * 0.05
    lower = edges.contains(low) && !isPoint ? low : low - margin
    upper = edges.contains(high) && !isPoint ? high : high + margin
    if lower >= upper { (lower, upper) = (lower - 1, upper + 1) }
  }

  init(_ range: ClosedRange<Double>, scale: AxisScale = .linear) {
    let isUsable =
      range.lowerBound.isFinite && range.upperBound.isFinite && range.lowerBound < range.upperBound
      && (scale == .linear || range.lowerBound > 0)
    (lower, upper) = isUsable ? (range.lowerBound, range.upperBound) : scale == .linear ? (0, 1) : (0.1, 10)
    self.scale = scale
  }

  /// The range that shows all values, with a margin of 5 % on the scale of the axis.
  ///
  /// - Parameters:
  ///   - values: What must be shown; what has no place on the scale is left out.
  ///   - edges: As for the linear axis.
  init(showing values: [Double], edges: [Double], scale: AxisScale) {
    guard scale == .logarithmic else {
      self.init(showing: values, edges: edges)
      return
    }
    let places = values.filter { $0 > 0 && $0 < .infinity }.map(naturalLogarithm)
    let range = AxisRange(showing: places)
    // Beyond these a number has no reciprocal.
    let (low, high) = (
      max(exponential(range.lower), Self.narrowest), min(exponential(range.upper), Self.largest)
    )
    self.init(places.isEmpty || low >= high ? 0.1...10 : low...high, scale: scale)
  }

  /// Where a value stands between the ends: 0 at the lower, 1 at the upper.
  func share(_ value: Double) -> Double {
    if scale == .logarithmic {
      guard value > 0 else { return Self.beyondLogarithm }
      let (low, high) = (naturalLogarithm(lower), naturalLogarithm(upper))
      return (naturalLogarithm(value) - low) / (high - low)
    }
    // Halves, so that the span of the largest numbers does not overflow.
    return (value / 2 - lower / 2) / (upper / 2 - lower / 2)
  }

  func value(atShare share: Double) -> Double {
    if scale == .logarithmic {
      return exponential(naturalLogarithm(lower) * (1 - share) + naturalLogarithm(upper) * share)
    }
    return linearValue(atShare: share)
  }

  private func linearValue(atShare share: Double) -> Double {
    lower * (1 - share) + upper * share
  }
}

extension Axes {
  /// The ends of both axes: those set, or those that show everything.
  var ranges: (x: AxisRange, y: AxisRange) {
    var (xs, ys, xEdges, yEdges): ([Double], [Double], [Double], [Double]) = ([], [], [], [])
    for artist in artists {
      switch artist {
      case .marks(let marks):
        xs += marks.points.map(\.x)
        ys += marks.points.map(\.y)
      case .path(let path):
        let points = path.points.filter(\.isFinite)
        xs += points.map(\.x)
        ys += points.map(\.y)
      case .contour(let contour):
        let (x, y) = (contour.surface.x.filter(\.isFinite), contour.surface.y.filter(\.isFinite))
        xs += x
        ys += y
        xEdges += [x.min() ?? 0, x.max() ?? 1]
        yEdges += [y.min() ?? 0, y.max() ?? 1]
      case .cells(let cells):
        let (x, y) = ([-0.5, Double(cells.columns) - 0.5], [-0.5, Double(cells.rows) - 0.5])
        (xs, ys, xEdges, yEdges) = (xs + x, ys + y, xEdges + x, yEdges + y)
      case .bars(let bars):
        xs += bars.bars.flatMap { [$0.left, $0.right] }
        ys += bars.bars.flatMap { [$0.bottom, $0.top] }
        // No margin below the foot of bars, as in matplotlib.
        if bars.isHorizontal { xEdges.append(0) } else { yEdges.append(0) }
      case .errorBars(let bars):
        xs += bars.ends.map(\.lower.x)
        ys += bars.ends.flatMap { [$0.lower.y, $0.upper.y] }
        if bars.isHorizontal { xs += bars.ends.map(\.upper.x) }
      case .band(let band):
        for (lower, upper) in band.ends where lower.isFinite && upper.isFinite {
          xs.append(lower.x)
          ys += [lower.y, upper.y]
        }
      case .notes(let notes):
        xs += notes.items.map(\.point.x)
        ys += notes.items.map(\.point.y)
      }
    }
    return (
      xLimits.map { AxisRange($0, scale: xScale) } ?? AxisRange(showing: xs, edges: xEdges, scale: xScale),
      yLimits.map { AxisRange($0, scale: yScale) } ?? AxisRange(showing: ys, edges: yEdges, scale: yScale)
    )
  }
}
