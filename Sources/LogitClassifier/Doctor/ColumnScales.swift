import Logit
import LogitData

/// What the sizes of numbers show: values far out, columns whose sizes differ, and digits that an offset
/// takes.
struct ColumnScales {
  /// Deviations that differ by more than this are worth knowing.
  private static let largeRatio = 1e6
  /// A mean of more than this many deviations leaves six of the sixteen digits of a number.
  private static let largeOffset = 1e10

  private var far: [Finding] = []
  private var offset: [Finding] = []
  private var deviations: [(column: String, deviation: Double)] = []

  /// Looks at a column.
  mutating func add(_ column: String, _ values: [Double], _ scan: NumberScan) {
    guard scan.count > 0, scan.deviation > 0, scan.deviation.isFinite else { return }
    deviations.append((column, scan.deviation))
    if abs(scan.mean) / scan.deviation > Self.largeOffset {
      offset.append(
        Finding(
          .scale, columns: [column],
          message: "The values of \"\(column)\" differ in their last digits only, by about "
            + "\(scan.deviation.scientific(decimals: 1)) at \(scan.mean.scientific(decimals: 1)), and few digits are left "
            + "to tell them apart: subtract what they have in common.",
          evidence: ["mean": .finite(scan.mean), "deviation": .finite(scan.deviation)]))
    }
    guard scan.count >= Suspicion.fewestRows else { return }
    let sample = SpreadRows(of: values.count, most: Suspicion.sampledRows).map { values[$0] }.filter {
      !$0.isNaN
    }.sorted()
    guard sample.count >= Suspicion.fewestRows,
      let times = Suspicion.timesFar(sample, reach: scan.greatest - scan.least)
    else { return }
    var finding = Finding.farOut(column, times: times)
    let middle = sample[sample.count / 2]
    finding.rows = [scan.greatest - middle > middle - scan.least ? scan.greatestRow : scan.leastRow]
    finding.evidence = [
      "reach": .finite(times), "least": .finite(scan.least), "greatest": .finite(scan.greatest),
    ]
    far.append(finding)
  }

  /// What was found.
  func findings() -> [Finding] { far + offset + differing }

  private var differing: [Finding] {
    guard let least = deviations.min(by: { $0.deviation < $1.deviation }),
      let greatest = deviations.max(by: { $0.deviation < $1.deviation }),
      greatest.deviation / least.deviation > Self.largeRatio
    else { return [] }
    return [
      Finding(
        .scale, severity: .info, columns: [least.column, greatest.column],
        message:
          "The columns' sizes differ: \"\(greatest.column)\" varies by \(greatest.deviation.scientific(decimals: 1)), "
          + "\"\(least.column)\" by \(least.deviation.scientific(decimals: 1)). They are brought to the same scale in "
          + "training; other programs may need that done.",
        evidence: [
          "least_deviation": .finite(least.deviation), "greatest_deviation": .finite(greatest.deviation),
        ])
    ]
  }
}
