import LogitStatistics

extension ScoringCode {
  /// What calibration and prior make of sums, where that is a straight line: a slope, and a shift of each.
  func line() throws -> (slope: Double, shift: [Double]) {
    var (slope, shift) = (1.0, head.isBinary ? [0.0] : head.classNames.map { _ in 0.0 })
    switch head.adjustment?.calibration {
    case nil: break
    case .temperature(let scaling)?: slope = 1 / scaling.temperature
    case .platt(let curves)? where head.isBinary: (slope, shift) = (curves[0].slope, [curves[0].intercept])
    case .platt?, .isotonic?:
      throw inexpressible("a calibration by curves", remedy: "train it without, or write another format")
    }
    if let ratios = head.ratios {
      shift =
        head.isBinary
        ? [shift[0] + naturalLogarithm(ratios[1] / ratios[0])]
        : zip(shift, ratios).map { $0 + naturalLogarithm($1) }
    }
    return (slope, shift)
  }
}
