import CAllocationCounter
import Logit
import LogitData
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

  /// Numbers of all sizes.
  private static let doubles: [Double] = {
    var random = RandomGenerator(seed: 5)
    let uniform = random.uniform(0, 1, count: 2_000).scalars.map { Double($0) }
    let mixed = zip(uniform, uniform.reversed()).map { $0 / 3 + $1 * 1e-9 }
    return mixed + zip(mixed, 0...).map { $0 * ([.leastNormalMagnitude, 1e-100, 1e-5, 1e17, 1e300][$1 % 5]) }
      + [0, 1, -1, 0.5, 10, 1e16, -2.5e-7, .leastNonzeroMagnitude, .greatestFiniteMagnitude]
  }()

  @Test(arguments: [UInt8(ascii: "."), UInt8(ascii: ",")])
  func `numbers in double precision have the digits of their shortest text`(decimal: UInt8) {
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: DoubleText.maximumLength) { text in
      guard let start = text.baseAddress else { return }
      for number in Self.doubles {
        let length = DoubleText.write(number, missing: "", to: start, decimal: decimal)
        let expected = number.shortText.utf8.map { $0 == UInt8(ascii: ".") ? decimal : $0 }
        #expect(Array(text[..<length]) == expected, "\(number)")
      }
      #expect(DoubleText.write(.nan, missing: "null", to: start, decimal: decimal) == 4)
    }
  }

  @Test(.enabled(if: allocation_counter_is_available() != 0, "needs glibc's malloc"))
  func `no number is written by way of a string`() {
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: DoubleText.maximumLength) { text in
      guard let start = text.baseAddress else { return }
      let numbers = Self.doubles
      func write() {
        // Unoptimized, a loop over the numbers themselves allocates.
        for index in numbers.indices {
          _ = DoubleText.write(numbers[index], missing: "", to: start, decimal: UInt8(ascii: "."))
          _ = ProbabilityText.write(Float(numbers[index]), to: start, decimal: UInt8(ascii: "."))
        }
      }
      write()
      let before = allocation_counter_current()
      write()
      #expect(allocation_counter_current() == before)
    }
  }
}
