import Logit
import LogitStatistics
import Testing

@Suite struct LogLossComparisonTests {
  @Test func `the gain is the mean difference of the losses`() throws {
    let comparison = try LogLossComparison(
      classes: [0, 1, 1, 1], probabilities: Tensor<Float>([0.5, 0.5, 0.75, 0.75]), shares: [0.25, 0.75])
    // -log of 0.5, 0.5, 0.75, 0.75, and of the shares of the rows' classes: 0.25, 0.75, 0.75, 0.75.
    let (half, quarter, most) = (0.693_147_180_56, 1.386_294_361_12, 0.287_682_072_45)
    #expect(abs(comparison.logLoss - (2 * half + 2 * most) / 4) < 1e-9)
    #expect(abs(comparison.baseRateLogLoss - (quarter + 3 * most) / 4) < 1e-9)
    #expect(abs(comparison.gain.value - (comparison.baseRateLogLoss - comparison.logLoss)) < 1e-12)
    let interval = try #require(comparison.gain.interval)
    #expect(interval.lower < comparison.gain.value && comparison.gain.value < interval.upper)
  }

  @Test func `saying the shares gains nothing, for certain`() throws {
    let classes: [Int32] = (0..<60).map { Int32($0 % 3 == 0 ? 0 : $0 % 3) }
    let row: [Float] = [0.5, 0.25, 0.25]
    let probabilities = try Tensor<Float>(rows: classes.map { _ in row })
    let comparison = try LogLossComparison(
      classes: classes, probabilities: probabilities, shares: [0.5, 0.25, 0.25])
    #expect(abs(comparison.gain.value) < 1e-12)
    #expect(comparison.gain.interval.map { abs($0.lower) < 1e-12 && abs($0.upper) < 1e-12 } == true)
  }

  @Test func `a class that had no share does not make the loss infinite`() throws {
    let comparison = try LogLossComparison(
      classes: [0, 1], probabilities: Tensor<Float>([0.1, 0.9]), shares: [1, 0])
    #expect(comparison.baseRateLogLoss.isFinite && comparison.gain.value > 0)
  }
}
