import LogitFiles

/// Where a logarithmic axis has ticks: at powers of ten, and at as many of their multiples as there is room
/// for.
struct LogarithmicTicks {
  /// The multiples that are tried, from many to few.
  private static let multiples: [[Double]] = [[1, 2, 3, 4, 5, 6, 7, 8, 9], [1, 2, 5], [1, 3], [1]]
  /// An axis with fewer ticks has those of a linear one: it spans less than a power of ten.
  private static let fewest = 3
  /// So does one of less than a power of ten where a larger share of it would have no tick.
  private static let widestGap = 0.45

  /// The ticks that lie on the axis.
  let values: [Double]

  var labels: [String] { values.map(Self.text) }

  /// Chooses ticks; `nil` if the axis is too short for ticks at multiples of powers of ten.
  ///
  /// - Parameters:
  ///   - range: The ends of the axis, above 0.
  ///   - length: The length of the axis in points.
  ///   - labelSpace: The room a label takes along the axis, in points.
  init?(_ range: AxisRange, length: Double, labelSpace: Double) {
    let powers = decimalExponent(range.lower) - 1...decimalExponent(range.upper) + 1
    func isOnAxis(_ value: Double) -> Bool { (-1e-9...1 + 1e-9).contains(range.share(value)) }
    func fit(_ values: [Double]) -> Bool {
      let widths = values.map { TextMetrics.width(of: Self.text($0), size: PageLayout.fontSize) }
      return zip(values.indices, values.indices.dropFirst()).allSatisfy { one, next in
        (range.share(values[next]) - range.share(values[one])) * length
          >= max(labelSpace, (widths[one] + widths[next]) / 2 + 0.6 * PageLayout.fontSize)
      }
    }
    for multiples in Self.multiples {
      let values = powers.flatMap { power in multiples.map { $0 * tenPower(power) } }.filter(isOnAxis)
      guard fit(values) else { continue }
      guard values.count >= Self.fewest || multiples.count < Self.multiples[0].count else { return nil }
      let places = [0] + values.map(range.share) + [1]
      let gap = zip(places, places.dropFirst()).map { $1 - $0 }.max() ?? 1
      guard gap <= Self.widestGap || range.upper / range.lower >= 10 else { return nil }
      self.values = values
      return
    }
    var step = 2
    while step < powers.count {
      let values = powers.filter { $0 % step == 0 }.map(tenPower).filter(isOnAxis)
      if fit(values) {
        self.values = values
        return
      }
      step += 1
    }
    return nil
  }

  /// Numbers near 1 in full, others with their power of ten: `0.05`, `2,000`, `5e−7`.
  private static func text(_ value: Double) -> String {
    let power = decimalExponent(value)
    if power >= 5 || power <= -5 {
      let leading = (value / tenPower(power)).rounded()
      return "\(Int(leading))e\(power < 0 ? "\u{2212}\(-power)" : "\(power)")"
    }
    return power >= 0 ? Int(value.rounded()).grouped : value.fixed(decimals: -power)
  }
}
