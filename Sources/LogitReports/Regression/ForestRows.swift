import Logit
import LogitStatistics

/// The rows of a forest plot, counted from the bottom, with what stands to the left and to the right of each.
struct ForestRows {
  struct Row {
    let place: Int
    let line: LogisticInference.Coefficient
  }

  let places: [Row]
  /// The number of rows, with the empty ones between terms.
  let count: Int
  /// The term of each row, from the bottom.
  let names: [String]
  /// The odds ratio of each row with its interval, from the bottom.
  let notes: [String]

  /// Puts the lines of each term together, the first on top; of several classes with an empty row between
  /// terms.
  init(_ lines: [LogisticInference.Coefficient], classNames: [String]) {
    var terms: [String] = []
    var lineGroups: [String: [LogisticInference.Coefficient]] = [:]
    for line in lines {
      if lineGroups[line.term] == nil { terms.append(line.term) }
      lineGroups[line.term, default: []].append(line)
    }
    let hasGaps = classNames.count > 1
    var rows: [(name: String, note: String, line: LogisticInference.Coefficient?)] = []
    for term in terms {
      let group = lineGroups[term] ?? []
      if hasGaps, !rows.isEmpty { rows.append(("", "", nil)) }
      for (index, line) in group.enumerated() {
        // Beside the middle one.
        rows.append((index == (group.count - 1) / 2 ? term : "", OddsText.text(line), line))
      }
    }
    rows.reverse()
    count = rows.count
    (names, notes) = (rows.map(\.name), rows.map(\.note))
    places = rows.enumerated().compactMap { place, row in row.line.map { Row(place: place, line: $0) } }
  }
}

/// An odds ratio with its interval in text: `1.42 (1.10 to 1.83)`.
enum OddsText {
  /// The most decimals; with more a ratio near 1 is called 1.
  private static let mostDecimals = 5

  static func text(_ line: LogisticInference.Coefficient) -> String {
    if line.isAliased { return "not estimable" }
    if line.isSignDetermined == false { return "separated, of either sign" }
    if let sign = line.divergingSign { return sign > 0 ? "∞, separated" : "0, separated" }
    guard let estimate = line.estimate else { return "not estimable" }
    return text(estimate, low: line.confidenceLow, high: line.confidenceHigh)
  }

  /// - Parameters:
  ///   - estimate: The logarithm of the odds ratio.
  ///   - low: That of the lower end; `nil` where there is none.
  ///   - high: That of the upper end; `nil` where there is none.
  static func text(_ estimate: Double, low: Double?, high: Double?) -> String {
    let decimals = decimals(for: ([estimate] + [low, high].compactMap { $0 }).map { exponential($0) })
    let middle = text(logarithm: estimate, decimals: decimals)
    guard low != nil || high != nil else { return middle }
    let ends = [low, high].map { $0.map { text(logarithm: $0, decimals: decimals) } }
    return "\(middle) (\(ends[0] ?? "0") to \(ends[1] ?? "∞"))"
  }

  /// The number of this logarithm, even if it is beyond those of double precision.
  private static func text(logarithm: Double, decimals: Int) -> String {
    let ratio = exponential(logarithm)
    guard logarithm.isFinite, ratio == .infinity || ratio == 0 else { return text(ratio, decimals: decimals) }
    var power = (logarithm / naturalLogarithm(10)).rounded(.down)
    var leading = exponential(logarithm - power * naturalLogarithm(10)).rounded()
    if leading == 10 { (leading, power) = (1, power + 1) }
    return "\(Int(leading))e\(power < 0 ? "−" : "")\(Int(power.magnitude))"
  }

  /// Two, and more for ratios so near to 1 that all would look alike.
  private static func decimals(for ratios: [Double]) -> Int {
    let distances = ratios.filter { (0.5...2).contains($0) && $0 != 1 }.map { abs($0 - 1) }
    guard distances.count == ratios.count, let most = distances.max() else { return 2 }
    var (decimals, step) = (2, 0.1)
    while most < step, decimals < mostDecimals { (decimals, step) = (decimals + 1, step / 10) }
    return decimals
  }

  private static func text(_ ratio: Double, decimals: Int) -> String {
    if ratio == .infinity { return "∞" }
    switch ratio {
    case 0: return "0"
    case ..<0.001, 100_000...: return ratio.exponentText(decimals: 1)
    case ..<0.01: return ratio.fixed(decimals: max(decimals, 4))
    case ..<0.1: return ratio.fixed(decimals: max(decimals, 3))
    case 1000...: return Int(ratio.rounded()).grouped
    case 10...: return ratio.fixed(decimals: 1)
    default: return ratio.fixed(decimals: decimals)
    }
  }
}
