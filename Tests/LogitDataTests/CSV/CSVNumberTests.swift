import CLogitData
import Testing

#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

@Suite struct CSVNumberTests {
  /// What a text becomes on each level of this machine, in a column long enough for the loops over many rows.
  private func values(_ text: String) -> [Double?] {
    let (count, padding) = (9, [UInt8](repeating: 0, count: Int(LOGIT_DATA_PADDING)))
    let bytes = padding + (0..<count).flatMap { _ in Array("\(text),".utf8) } + padding
    let length = UInt32(text.utf8.count)
    let befores = (0..<UInt32(count)).map { $0 * (length + 1) &- 1 }
    let ends = (0..<UInt32(count)).map { $0 * (length + 1) + length }
    return [LOGIT_DATA_BASELINE, LOGIT_DATA_AVX2, LOGIT_DATA_AVX512].compactMap { level -> Double?? in
      guard let kernels = logit_data_kernels_for_level(level) else { return nil }
      var words = logit_csv_words()
      var values = [Double](repeating: 0, count: count)
      let done = bytes.withUnsafeBufferPointer { bytes in
        befores.withUnsafeBufferPointer { befores in
          ends.withUnsafeBufferPointer { ends in
            withUnsafePointer(to: &words) { words in
              var fields = logit_csv_fields(
                bytes: bytes.baseAddress.map { $0 + padding.count }, befores: befores.baseAddress,
                ends: ends.baseAddress, before_stride: 1, end_stride: 1, drops_return: 1,
                decimal: UInt8(ascii: "."), allows_zeros: 1, escape: 0, words: words)
              return kernels.pointee.numbers(&fields, 0, count, &values)
            }
          }
        }
      }
      guard done == count else { return .some(nil) }
      #expect(Set(values.map(\.bitPattern)).count == 1)
      return values[0]
    }
  }

  private func expectStandard(_ text: String) {
    let expected = strtod(text, nil)
    for value in values(text) {
      #expect(value?.bitPattern == expected.bitPattern, "\(text): \(value ?? .nan) instead of \(expected)")
    }
  }

  @Test(arguments: [
    "0", "-0", "+1", "1.", ".5", "-.5", "1e5", "1E+05", "5e-324", "2.4703282292062327e-324",
    "2.4703282292062328e-324", "2.2250738585072011e-308", "2.2250738585072014e-308",
    "1.7976931348623157e308", "1.7976931348623158e308", "1.7976931348623159e308", "1e309", "1e-400",
    "9007199254740993", "9007199254740992.5", "9007199254740993.0000000000000000000000000000000001",
    "0.1000000000000000055511151231257827021181583404541015625", "123456789012345678901234567890", "1e23",
    "8.5e22", "7205759403792793200001e-5", "inf", "-Infinity", "0.000000000000000000000000000000000001",
    "6250000000000000000000000000000000e-12", "1e1000000000000000000000", "0e999999999999",
    "3.14159265358979",
    "179769313486231580793e289", "1448997445238699", "12345678", "1234567.8", "12345678.9",
    "0.12345678901234",
  ]) func `hard numbers have the bits that strtod gives`(_ text: String) { expectStandard(text) }

  @Test func `random numbers of every length have the bits that strtod gives`() {
    var generator = SystemRandomNumberGenerator()
    for _ in 0..<20_000 {
      let bits = Double(bitPattern: generator.next())
      if bits.isFinite {
        expectStandard("\(bits)")
        // Half-way between two numbers, or nearly so.
        expectStandard("\(bits)".replacing("e", with: "5e"))
      }
      let digits = (0..<Int.random(in: 1...22)).map { _ in "\(Int.random(in: 0...9))" }.joined()
      let place = Int.random(in: 0...digits.count)
      expectStandard("-\(digits.prefix(place)).\(digits.dropFirst(place))")
      expectStandard("\(digits)e\(Int.random(in: -340...310))")
    }
  }

  @Test(arguments: [
    "", "-", ".", "-.", "e5", "1e", "1e+", "1.2.3", "0x10", "1_000", "1,5", "infin", "--1", "1 2", "1a",
  ])
  func `what is no decimal number is refused`(_ text: String) {
    #expect(values(text).allSatisfy { $0 == nil })
  }
}
