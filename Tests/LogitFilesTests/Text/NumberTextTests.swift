import Foundation
import LogitFiles
import Testing

@Suite struct NumberTextTests {
  /// Numbers of every size, and those whose last decimal is decided by a tie or by the last bit.
  static let numbers: [Double] = {
    var state: UInt64 = 6
    func random(below bound: UInt64) -> UInt64 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return (state >> 11) % bound
    }
    var numbers: [Double] = [
      0, -0.0, 0.5, 1.5, 2.5, -2.5, 0.125, 0.375, 0.00005, 0.00015, 0.99995, 999_999_999.99995, 1e9, 1e300,
      .nan,
      .infinity, -.infinity, .leastNonzeroMagnitude, 0.03125, 0.09375, 1.005, 2.675, 1e-3,
    ]
    for exponent in -8...10 {
      for _ in 0..<400 {
        numbers.append((Double(random(below: 1 << 53)) * 0x1p-52 - 1) * pow(10, Double(exponent)))
      }
    }
    for _ in 0..<4000 {
      let tie = Double(random(below: 2_000_000)) / 32
      numbers += [tie, tie.nextUp, tie.nextDown, tie / 1000]
    }
    return numbers
  }()

  @Test("Decimals are rounded as printf rounds them", arguments: 0...7)
  func fixed(_ decimals: Int) {
    for number in Self.numbers {
      #expect(number.fixed(decimals: decimals) == String(format: "%.\(decimals)f", number))
    }
  }

  @Test("Exponents are written as printf writes them", arguments: [0, 4, 14])
  func scientific(_ decimals: Int) {
    for number in Self.numbers {
      #expect(number.scientific(decimals: decimals) == String(format: "%.\(decimals)e", number))
    }
  }
}
