import Testing

@testable import LogitPlots

@Suite struct LossScaleTests {
  @Test func `a huge first loss does not flatten the rest, and is said`() {
    let falling = (0..<200).map { 0.3 + 0.2 / Double($0 + 1) }
    #expect(
      LossScale(falling).limits == nil
        || falling.filter { $0 > LossScale(falling).limits!.upperBound }.count < 10)
    let huge = [800.0, 50] + falling
    let scale = LossScale(huge)
    let limits = scale.limits
    #expect(limits.map { $0.upperBound < 1 && $0.lowerBound < 0.301 && $0.lowerBound > 0.2 } == true)
    #expect(
      scale.note(of: [huge.map { Float($0) }, []]).hasPrefix(" (the loss of ")
        && scale.note(of: [huge.map { Float($0) }, []]).contains("up to 800.00"))
    #expect(
      LossScale([0.5]).limits == nil && LossScale([]).limits == nil && LossScale([.nan, 1, 1]).limits == nil)
  }
}
