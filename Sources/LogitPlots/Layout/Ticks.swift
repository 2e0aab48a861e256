import LogitFiles

/// Where an axis has ticks and what stands beside them; the choice matplotlib's `AutoLocator` and
/// `ScalarFormatter` make.
struct Ticks: Sendable, Equatable {
  /// The ticks that lie on the axis.
  private(set) var values: [Double]
  /// The text beside each.
  private(set) var labels: [String]
  /// What all labels are multiplied by or added to, such as `1e6` or `+1e3`, shown at the end of the axis;
  /// empty for none.
  private(set) var note: String

  /// - Parameters:
  ///   - range: The ends of the axis.
  ///   - length: The length of the axis in points.
  ///   - labelSpace: The room a label takes along the axis, in points: matplotlib counts 3 times the font's
  ///     size for horizontal axes and 2 times for vertical ones.
  init(_ range: AxisRange, length: Double, labelSpace: Double) {
    if range.scale == .logarithmic,
      let ticks = LogarithmicTicks(range, length: length, labelSpace: labelSpace)
    {
      (values, labels, note) = (ticks.values, ticks.labels, "")
      return
    }
    let binCount = min(max(Int((length / labelSpace).rounded(.down)), 1), 9)
    let candidates = Self.locate(range, binCount: binCount)
    let tolerance = (range.upper / 2 - range.lower / 2) * 2e-10
    let visible = candidates.filter { $0 >= range.lower - tolerance && $0 <= range.upper + tolerance }
    values = visible.isEmpty ? [range.lower, range.upper] : visible
    let format = LabelFormat(candidates: values, range: range)
    labels = values.map(format.text)
    note = format.note
  }

  /// Ticks of a horizontal axis: as many as matplotlib has, or so few that their labels do not touch.
  ///
  /// - Parameters:
  ///   - range: The ends of the axis.
  ///   - length: The length of the axis in points.
  init(sideBySide range: AxisRange, length: Double) {
    var space = 3 * PageLayout.fontSize
    self.init(range, length: length, labelSpace: space)
    while !haveRoom(every: 1, on: range, length: length), space < length {
      space *= 1.2
      self.init(range, length: length, labelSpace: space)
    }
    let step = values.indices.dropFirst().first { haveRoom(every: $0, on: range, length: length) }
    keep(every: step ?? max(values.count, 1))
  }

  /// Whether there is a gap between neighbouring labels that stand side by side, where only some are kept.
  private func haveRoom(every step: Int, on range: AxisRange, length: Double) -> Bool {
    let kept = stride(from: 0, to: values.count, by: step)
    return zip(kept, kept.dropFirst()).allSatisfy { one, next in
      let widths = [one, next].map { TextMetrics.width(of: labels[$0], size: PageLayout.fontSize) }
      return (range.share(values[next]) - range.share(values[one])) * length
        >= (widths[0] + widths[1]) / 2 + Self.leastGap
    }
  }

  private mutating func keep(every step: Int) {
    let kept = stride(from: 0, to: values.count, by: step)
    (values, labels) = (kept.map { values[$0] }, kept.map { labels[$0] })
  }

  /// The least gap between labels that stand side by side, in points.
  private static let leastGap = 0.4 * PageLayout.fontSize

  /// Ticks at 0, 1, 2 and so on, as far as they lie on the axis and have a name; where names would lie on top
  /// of each other, at every second, third and so on.
  ///
  /// - Parameter spacing: The distance between neighbours, in points; more than enough by default.
  init(_ range: AxisRange, names: [String], spacing: Double = .infinity) {
    let step = spacing >= Self.leastSpacing ? 1 : Int((Self.leastSpacing / max(spacing, 0.1)).rounded(.up))
    let visible = names.indices.filter {
      (range.lower...range.upper).contains(Double($0)) && $0 % step == 0 && !names[$0].isEmpty
    }
    values = visible.map { Double($0) }
    labels = visible.map { names[$0] }
    note = ""
  }

  /// The least distance between names, in points.
  private static let leastSpacing = PageLayout.fontSize

  /// The steps between ticks that are tried, in tens, from small to large.
  private static let steps = [0.1, 0.2, 0.25, 0.5, 1, 2, 2.5, 5, 10, 20]

  /// Matplotlib's `MaxNLocator._raw_ticks`: the largest nice step that leaves at most `binCount` gaps, or a
  /// smaller one if that shows fewer than two ticks.
  private static func locate(_ range: AxisRange, binCount: Int) -> [Double] {
    let span = range.upper - range.lower
    guard span.isFinite, span > 0 else { return [range.lower, range.upper] }
    let middle = range.lower / 2 + range.upper / 2
    let offset = abs(middle) / span < 100 ? 0 : (middle < 0 ? -1 : 1) * tenPower(decimalExponent(abs(middle)))
    let (low, high) = (range.lower - offset, range.upper - offset)
    let scale = tenPower(decimalExponent(span / Double(binCount)))
    let scaled = steps.map { $0 * scale }
    let raw = (high - low) / Double(binCount)
    let largest = scaled.firstIndex { $0 >= raw } ?? scaled.count - 1
    var ticks: [Double] = []
    for step in scaled[...largest].reversed() {
      let base = (low / step).rounded(.down) * step
      let tolerance = edgeTolerance(step: step, offset: offset)
      let first = lastEdge(low - base, step: step, tolerance: tolerance)
      let last = nextEdge(high - base, step: step, tolerance: tolerance)
      guard last >= first, last - first < 1000 else { continue }
      ticks = stride(from: first, through: last, by: 1).map { $0 * step + base }
      if ticks.count(where: { $0 >= low && $0 <= high }) >= 2 { break }
    }
    return ticks.map { $0 + offset }
  }

  private static func edgeTolerance(step: Double, offset: Double) -> Double {
    guard offset != 0 else { return 1e-10 }
    let digits = Double(decimalExponent(abs(offset) / step))
    return min(0.4999, max(1e-10, tenPower(Int(digits) - 12)))
  }

  /// The largest n with n · step ≤ x, forgiving rounding.
  private static func lastEdge(_ x: Double, step: Double, tolerance: Double) -> Double {
    let whole = (x / step).rounded(.down)
    return abs(x / step - whole - 1) < tolerance ? whole + 1 : whole
  }

  /// The smallest n with n · step ≥ x, forgiving rounding.
  private static func nextEdge(_ x: Double, step: Double, tolerance: Double) -> Double {
    let whole = (x / step).rounded(.down)
    return abs(x / step - whole) < tolerance ? whole : whole + 1
  }
}

/// How the numbers beside the ticks of one axis are written: the same decimals for all.
private struct LabelFormat {
  private let offset: Double
  private let exponent: Int
  private let decimals: Int

  init(candidates values: [Double], range: AxisRange) {
    let offset = Self.offset(values)
    let shifted = values.map { $0 - offset }
    let exponent = Self.commonExponent(
      shifted, extent: offset == 0 ? nil : range.upper - range.lower)
    let scale = tenPower(-exponent)
    self.offset = offset
    self.exponent = exponent
    let ends = [range.lower, range.upper].map { ($0 - offset) * scale }
    decimals = Self.decimals(shifted.map { $0 * scale } + ends, ticks: shifted.map { $0 * scale })
  }

  func text(_ value: Double) -> String {
    let scaled = (value - offset) * tenPower(-exponent)
    return Self.typographic((abs(scaled) < 1e-8 ? 0 : scaled).fixed(decimals: decimals))
  }

  var note: String {
    let factor = exponent == 0 ? "" : "1e\(exponent)"
    guard offset != 0 else { return Self.typographic(factor) }
    let power = decimalExponent(abs(offset))
    let leading = (offset / tenPower(power)).description
    let digits = leading.hasSuffix(".0") ? String(leading.dropLast(2)) : leading
    let text = power == 0 ? digits : "\(digits)e\(power)"
    return Self.typographic(factor + (offset > 0 ? "+" : "") + text)
  }

  /// What to subtract when the labels would otherwise share four or more leading digits.
  private static func offset(_ values: [Double]) -> Double {
    guard let low = values.min(), let high = values.max(), low != high, low * high > 0 else { return 0 }
    let (small, large) = (min(abs(low), abs(high)), max(abs(low), abs(high)))
    let top = decimalExponent(large) + 1
    guard large.isFinite, top > -290 else { return 0 }
    /// One above the highest power of ten whose multiples below the two ends differ.
    func power(differingBy least: Double) -> Int {
      let differs = { (power: Int) in
        let scale = tenPower(power)
        return (large / scale).rounded(.down) - (small / scale).rounded(.down) >= least
      }
      return 1 + (stride(from: top, to: top - 17, by: -1).first(where: differs) ?? top)
    }
    var shared = power(differingBy: 1)
    // Ends on two sides of a round number, such as 99.99 and 100.01, differ in all digits but lie close.
    if (large - small) / tenPower(shared) <= 1e-2 { shared = power(differingBy: 2) }
    let leading = (large / tenPower(shared)).rounded(.down)
    return leading >= 1000 ? (low < 0 ? -1 : 1) * leading * tenPower(shared) : 0
  }

  /// The power of ten taken out of numbers of 10⁶ and more, or of 10⁻⁵ and less.
  private static func commonExponent(_ values: [Double], extent: Double?) -> Int {
    let size = extent ?? values.map(abs).max() ?? 0
    guard size > 0, size.isFinite else { return 0 }
    let exponent = decimalExponent(size)
    return exponent <= -5 || exponent >= 6 ? exponent : 0
  }

  /// Matplotlib's rule: as few decimals as write every tick to a thousandth of the range.
  private static func decimals(_ values: [Double], ticks: [Double]) -> Int {
    var extent = (values.max() ?? 0) - (values.min() ?? 0)
    if extent == 0 { extent = values.map(abs).max() ?? 0 }
    guard extent > 0, extent.isFinite else { return 0 }
    let magnitude = decimalExponent(extent)
    let threshold = 1e-3 * tenPower(magnitude)
    var decimals = max(0, 3 - magnitude)
    while decimals >= 0 {
      let scale = tenPower(decimals)
      let error = ticks.map { abs($0 - ($0 * scale).rounded() / scale) }.max() ?? 0
      guard error < threshold else { break }
      decimals -= 1
    }
    return decimals + 1
  }

  /// With a minus sign instead of a hyphen.
  private static func typographic(_ text: String) -> String {
    String(text.map { $0 == "-" ? "\u{2212}" : $0 })
  }
}

/// 10 to a whole power.
func tenPower(_ exponent: Int) -> Double {
  Double("1e\(exponent)") ?? 0
}

/// The exponent of the number's leading decimal digit: 2 for 345.6, -1 for 0.5. A number that only rounding
/// keeps below a power of ten counts as that power.
func decimalExponent(_ value: Double) -> Int {
  let text = value.scientific(decimals: 14)
  return text.firstIndex(of: "e").flatMap { Int(text[text.index(after: $0)...].drop { $0 == "+" }) } ?? 0
}
