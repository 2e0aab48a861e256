import Testing

@testable import LogitData

@Suite struct ColumnarTextTests {
  @Test(arguments: [
    (Int64(0), "1970-01-01"), (-1, "1969-12-31"), (-719_162, "0001-01-01"), (-719_528, "0000-01-01"),
    (-719_529, "-0001-12-31"), (2_932_896, "9999-12-31"), (2_932_897, "10000-01-01"), (11_016, "2000-02-29"),
    (19_782, "2024-02-29"),
  ]) func `days since 1970 are dates`(day: Int64, text: String) {
    let moment = Moment(days: day)
    #expect(MomentText(.date, for: [moment]).text(of: moment) == text)
  }

  @Test func `every day of four centuries is the one after the day before`() {
    for day in Int64(-150_000)...1000 {
      let moment = Moment(days: day)
      #expect(DateParts(MomentText(.date, for: []).text(of: moment))?.daysSince1970 == Int(day))
    }
  }

  @Test func `times before 1970 have seconds above 0`() {
    let moment = Moment(-1, .nanoseconds)
    #expect(moment.seconds == -1 && moment.nanoseconds == 999_999_999)
    let writer = MomentText(.timestamp(isUniversal: false), for: [moment])
    #expect(writer.text(of: moment) == "1969-12-31 23:59:59.999999999")
    for unit in [TimeUnit.seconds, .milliseconds, .microseconds, .nanoseconds] {
      for count in [Int64.min, .max, -1_000_000_001] {
        let moment = Moment(count, unit)
        #expect((0..<1_000_000_000).contains(moment.nanoseconds))
        _ = MomentText(.timestamp(isUniversal: true), for: [moment]).text(of: moment)
      }
    }
  }

  @Test func `whole numbers of any size have their digits`() {
    #expect(DecimalDigits.text([]) == "0")
    #expect(DecimalDigits.text([0]) == "0")
    #expect(DecimalDigits.text([0xFF]) == "-1")
    #expect(DecimalDigits.text([0x80]) == "-128")
    #expect(
      DecimalDigits.text([0x80] + [UInt8](repeating: 0, count: 15))
        == "-170141183460469231731687303715884105728")
    #expect(DecimalDigits.text([0x3B, 0x9A, 0xCA, 0]) == "1000000000")
    #expect(DecimalDigits.integer([0xFF, 0xFF, 0x80]) == -128)
    #expect(DecimalDigits.integer([0, 0x80, 0, 0, 0, 0, 0, 0, 0]) == nil)
    #expect(DecimalDigits.integer([0x80, 0, 0, 0, 0, 0, 0, 0]) == .min)
    #expect(DecimalDigits.integer([UInt8]()) == 0)
  }

  @Test func `decimal numbers are rounded once`() {
    for (unscaled, scale) in [
      (Int64(123_456_789_012_345_678), 5), (-1, 76), (9_007_199_254_740_993, 1), (15, 1),
    ] {
      #expect(
        DecimalDigits.number(unscaled, scale: scale) == Double("\(unscaled)e-\(scale)"))
    }
  }

  @Test func `numbers in half precision keep their values`() {
    #expect(LittleEndian.single(0x3C00) == 1)
    #expect(LittleEndian.single(0xC000) == -2)
    #expect(LittleEndian.single(0x7BFF) == 65504)
    #expect(LittleEndian.single(1) == 0x1p-24)
    #expect(LittleEndian.single(0xFC00) == -.infinity)
    #expect(LittleEndian.single(0x7E00).isNaN)
  }
}
