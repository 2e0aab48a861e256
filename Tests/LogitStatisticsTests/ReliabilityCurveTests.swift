import Logit
import Testing

@testable import LogitStatistics

@Suite struct ReliabilityCurveTests {
  @Test("Rows are divided into bins of equal numbers by their probability, whatever their order")
  func bins() throws {
    let curve = try ReliabilityCurve(
      events: [true, false, true, true, false, false], probabilities: [0.9, 0.1, 0.5, 0.75, 0.25, 0.375],
      binCount: 3)
    #expect(curve.bins.map(\.rowCount) == [2, 2, 2])
    #expect(curve.bins.map(\.eventCount) == [0, 1, 2])
    // 0.1 and 0.9 are rounded to single precision.
    for (found, expected) in zip(curve.bins.map(\.meanProbability), [0.175, 0.4375, 0.825]) {
      #expect(abs(found - expected) < 1e-7)
    }
    #expect(curve.bins[1].share == 0.5)
    #expect(curve.bins[1].interval == (try ConfidenceInterval.wilson(successes: 1, trials: 2)))
  }

  @Test("Rows of the same probability stay together, and no bin is empty")
  func ties() throws {
    let curve = try ReliabilityCurve(
      events: [false, false, true, false, true, true], probabilities: [0, 0, 0, 0, 1, 1], binCount: 4)
    #expect(curve.bins.map(\.rowCount) == [4, 2])
    #expect(curve.bins.map(\.share) == [0.25, 1])
    #expect(try ReliabilityCurve(events: [true], probabilities: [0.5]).bins.map(\.rowCount) == [1])
    #expect(try ReliabilityCurve(events: [], probabilities: []).bins.isEmpty)
  }

  @Test("The bins are those of rows that are sorted one by one", arguments: [1, 2, 7, 10, 64, 300])
  func sorted(_ binCount: Int) throws {
    var generator = RandomGenerator(seed: UInt64(binCount))
    // Of 300 rows many are alike.
    let probabilities = generator.normal(mean: 0.5, standardDeviation: 0.2, count: 300).scalars
      .map { (Float($0) * 40).rounded() / 40 }
    let events = generator.normal(mean: 0, standardDeviation: 1, count: 300).scalars.map { $0 > 0 }
    let order = probabilities.indices.sorted { probabilities[$0] < probabilities[$1] }
    var (rowCounts, eventCounts, means): ([Int], [Int], [Double]) = ([], [], [])
    var start = 0
    for index in 0..<binCount {
      var end = max((index + 1) * 300 / binCount, start)
      guard end > start else { continue }
      while end < 300, probabilities[order[end]] == probabilities[order[end - 1]] { end += 1 }
      rowCounts.append(end - start)
      eventCounts.append(order[start..<end].count { events[$0] })
      means.append(order[start..<end].reduce(0) { $0 + Double(probabilities[$1]) } / Double(end - start))
      start = end
    }
    let bins = try ReliabilityCurve(events: events, probabilities: probabilities, binCount: binCount).bins
    #expect(bins.map(\.rowCount) == rowCounts && bins.map(\.eventCount) == eventCounts)
    #expect(bins.map(\.meanProbability) == means)
  }

  @Test("Mistakes are told")
  func errors() {
    #expect(throws: LogitError.self) { try ReliabilityCurve(events: [true], probabilities: [0.5, 0.5]) }
    #expect(throws: LogitError.self) { try ReliabilityCurve(events: [true], probabilities: [.nan]) }
    #expect(throws: LogitError.self) {
      try ReliabilityCurve(events: [true], probabilities: [0.5], binCount: 0)
    }
  }
}
