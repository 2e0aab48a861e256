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

  @Test("Mistakes are told")
  func errors() {
    #expect(throws: LogitError.self) { try ReliabilityCurve(events: [true], probabilities: [0.5, 0.5]) }
    #expect(throws: LogitError.self) { try ReliabilityCurve(events: [true], probabilities: [.nan]) }
    #expect(throws: LogitError.self) {
      try ReliabilityCurve(events: [true], probabilities: [0.5], binCount: 0)
    }
  }
}
