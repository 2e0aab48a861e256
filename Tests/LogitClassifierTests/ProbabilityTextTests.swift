import Testing

@testable import LogitClassifier

@Suite struct ProbabilityTextTests {
  @Test func `probabilities have the digits of their description`() {
    var bits: UInt32 = 0x2B00_0000
    var count = 0
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: ProbabilityText.maximumLength) { text in
      guard let start = text.baseAddress else { return }
      // Every 9973rd number from 4.5e-13 to 1.
      while bits <= 0x3F80_0000 {
        let number = Float(bitPattern: bits)
        let length = ProbabilityText.write(number, to: start, decimal: UInt8(ascii: "."))
        let written = String(decoding: text[..<length], as: UTF8.self)
        if written != number.shortText && Float(written) != number {
          Issue.record("\(written) is not \(number)")
        }
        if written != number.shortText { count += 1 }
        bits += 9973
      }
    }
    // Where two texts of as few digits read back as the number, the two may differ; that is rare.
    #expect(count <= 3)
  }
}
