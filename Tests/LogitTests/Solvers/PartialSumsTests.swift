import CLogitKernels
import Testing

@testable import Logit

@Suite struct PartialSumsTests {
  private static func sums(_ wanted: WantedSums = .everything) throws -> PartialSums {
    var data = try RandomRows(.multinomial(classCount: 3), rows: 20, columns: 2)
    let at = data.coefficients()
    return try data.sums(wanted, at: at, leafLength: 8)
  }

  @Test(
    "Sums come back from their bytes", arguments: [.value, .gradient, .hessian, .everything] as [WantedSums])
  func roundTrip(_ wanted: WantedSums) throws {
    let sums = try Self.sums(wanted)
    let back = try PartialSums(encoded: sums.encoded)
    #expect(back == sums)
    #expect(back.rowCount == 20)
    #expect(back.weight == sums.weight && back.weight > 0)
  }

  @Test("There are as many sums as the kernels write")
  func count() throws {
    for predictors in [1, 2, 3, 10] {
      for columns in [1, 7, 8, 9, 64] {
        for hasIntercept in [true, false] {
          for wanted in (0..<256).filter({ $0 & 24 == 0 && ($0 < 64 || predictors == 1) }).map({
            WantedSums(rawValue: $0)
          }) {
            let shape = SumsShape(
              predictorCount: predictors, columnCount: columns, hasIntercept: hasIntercept, wanted: wanted)
            let written = logit_linear_sums_count(
              Int64(columns), hasIntercept ? 1 : 0, Int64(predictors), wanted.rawValue)
            #expect(shape.count == Int(written), "\(shape)")
          }
        }
      }
    }
  }

  @Test("The bytes are laid out as documented")
  func layout() throws {
    let sums = PartialSums(SumsShape(try LinearModel(.binary, columnCount: 3), .gradient), isFused: true)
    let bytes = sums.encoded
    #expect(Array(bytes[0..<8]) == Array("LogitSum".utf8))
    #expect(Array(bytes[8..<16]) == [1, 0, 0, 0, 1 + 8 + 16, 0, 0, 0])
    #expect(Array(bytes[16..<32]) == [1, 0, 0, 0, 0, 0, 0, 0, 3, 0, 0, 0, 0, 0, 0, 0])
    #expect(bytes.count == 32 + 8 * (8 + 8) + 8)
  }

  @Test("Bytes of which one bit changed, or that are cut short or too long, are refused")
  func damage() throws {
    let bytes = try Self.sums().encoded
    for bit in bytes.indices.map({ $0 * 8 + $0 % 8 }) {
      var damaged = bytes
      damaged[bit / 8] ^= 1 << (bit % 8)
      #expect(throws: LogitError.self, "bit \(bit)") { try PartialSums(encoded: damaged) }
    }
    for length in 0..<bytes.count {
      #expect(throws: LogitError.self, "\(length) bytes") {
        try PartialSums(encoded: Array(bytes.prefix(length)))
      }
    }
    #expect(throws: LogitError.self) { try PartialSums(encoded: bytes + [0]) }
    #expect(throws: LogitError.self) { try PartialSums(encoded: bytes + [UInt8](repeating: 0, count: 8)) }
  }

  @Test("A header that speaks of more than there is, is refused before memory is taken for it")
  func hugeHeader() throws {
    let bytes = try Self.sums().encoded
    for (place, value) in [
      (16, UInt64.max), (16, 1 << 40), (24, .max), (24, 1 << 39), (24, 1 << 23), (16, 0),
    ] {
      var damaged = bytes
      for index in 0..<8 { damaged[place + index] = UInt8(truncatingIfNeeded: value >> (8 * UInt64(index))) }
      #expect(throws: LogitError.self) { try PartialSums(encoded: damaged) }
    }
  }

  @Test("Sums of another model, of other things or with another arithmetic do not merge")
  func unlike() throws {
    let model = try LinearModel(.binary, columnCount: 3)
    var sums = PartialSums(SumsShape(model, .gradient), isFused: true)
    for other in [
      PartialSums(SumsShape(model, .value), isFused: true),
      PartialSums(SumsShape(model, .gradient), isFused: false),
      PartialSums(SumsShape(try LinearModel(.binary, columnCount: 4), .gradient), isFused: true),
      PartialSums(
        SumsShape(try LinearModel(.multinomial(classCount: 2), columnCount: 3), .gradient), isFused: true),
    ] {
      #expect(throws: LogitError.self) { try sums.merge(other) }
    }
    #expect(sums == PartialSums(SumsShape(model, .gradient), isFused: true))
  }
}
