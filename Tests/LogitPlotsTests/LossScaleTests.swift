import Testing

@testable import LogitPlots

@Suite struct LossScaleTests {
  private static let falling = (0..<200).map { 0.3 + 0.2 / Double($0 + 1) }

  @Test func `of a loss that falls as 1 / n the first few are cut off`() throws {
    let limits = try #require(LossScale([Self.falling]).limits)
    let beyond = Self.falling.count { $0 > limits.upperBound }
    #expect(beyond > 0 && beyond < 10)
  }

  @Test func `a huge first loss does not flatten the rest, and is said`() {
    let huge = [800.0, 50] + Self.falling
    let scale = LossScale([huge, []])
    #expect(scale.limits.map { $0.upperBound < 1 && $0.lowerBound < 0.301 && $0.lowerBound > 0.2 } == true)
    #expect(scale.note.hasPrefix(" (the loss of ") && scale.note.contains("up to 800.00"))
  }

  @Test(arguments: [[0.5], [], [.nan, 1, 1], [1, 0.8, 0.6]])
  func `where all fit, or there are none, the axis shows all`(values: [Double]) {
    let scale = LossScale([values, []])
    #expect(scale.limits == nil && scale.note.isEmpty)
  }
}
