import LogitStatistics
import Testing

@Suite struct ConfidenceIntervalTests {
  @Test func `an interval keeps its ends and level`() {
    let interval = ConfidenceInterval(lower: 0.2, upper: 0.4, level: 0.95)
    #expect([interval.lower, interval.upper, interval.level] == [0.2, 0.4, 0.95])
  }
}
