import Logit
import Testing

@testable import LogitData

@Suite struct DateSpellingTests {
  /// A spelling of a date, and what it is in ISO 8601 with the day first, with the month first, with the year
  /// first and without any order; `nil` for no date.
  struct Example: Sendable, CustomTestStringConvertible {
    var text: String
    var dates: [String?]

    var testDescription: String { text }

    /// The same date whatever the order.
    init(_ text: String, _ date: String?) { (self.text, dates) = (text, [date, date, date, date]) }

    init(_ text: String, dmy: String? = nil, mdy: String? = nil, ymd: String? = nil, none: String? = nil) {
      (self.text, dates) = (text, [dmy, mdy, ymd, none])
    }
  }

  static let examples: [Example] = [
    // ISO 8601 and the year first.
    Example("2023-08-04", "2023-08-04"), Example("2023-8-4", "2023-08-04"),
    Example(" 2023-8-4 ", "2023-08-04"), Example("20230804", "2023-08-04"),
    Example("2023/08/04", "2023-08-04"), Example("2023/8/4", "2023-08-04"),
    Example("2023.08.04", "2023-08-04"), Example("2023-02-29", nil), Example("2023-13-01", nil),
    Example("2023/08-04", nil), Example("2023-08", nil), Example("2023", nil), Example("2023-08-044", nil),
    // The year last.
    Example("04/08/2023", dmy: "2023-08-04", mdy: "2023-04-08"),
    Example("4/8/2023", dmy: "2023-08-04", mdy: "2023-04-08"), Example("14/03/2023", dmy: "2023-03-14"),
    Example("3/14/2023", mdy: "2023-03-14"), Example("04-08-2023", dmy: "2023-08-04", mdy: "2023-04-08"),
    Example("04.08.2023", dmy: "2023-08-04", mdy: "2023-04-08", none: "2023-08-04"),
    Example("4.8.2023", dmy: "2023-08-04", mdy: "2023-04-08", none: "2023-08-04"),
    Example("31.12.2023", dmy: "2023-12-31", none: "2023-12-31"), Example("32/01/2023", nil),
    Example("04/08.2023", nil), Example("04 08 2023", nil), Example("04/08/202", nil),
    // Years of two digits.
    Example("04/08/23", dmy: "2023-08-04", mdy: "2023-04-08", ymd: "2004-08-23"),
    Example("31.12.99", dmy: "1999-12-31"), Example("68-01-31", ymd: "2068-01-31"),
    Example("69-01-31", ymd: "1969-01-31"),
    // Names of months.
    Example("4-Aug-2023", "2023-08-04"), Example("04-AUG-2023", "2023-08-04"),
    Example("4 August 2023", "2023-08-04"), Example("04Aug2023", "2023-08-04"),
    Example("4/Sept/2023", "2023-09-04"), Example("4-Aug-23", "2023-08-04"),
    Example("Aug 4, 2023", "2023-08-04"), Example("August 4 2023", "2023-08-04"),
    Example("Sep. 4, 2023", "2023-09-04"), Example("30-Feb-2023", nil), Example("4-Foo-2023", nil),
    Example("4-Aug", nil), Example("Aug 2023", nil), Example("may", nil),
    // Times and zones.
    Example("2023-08-04T17:30", "2023-08-04T17:30"), Example("2023-8-4 7:05", "2023-08-04T07:05:00"),
    Example("2023/08/04 17:30:15.250", "2023-08-04T17:30:15.25"),
    Example("2023-08-04T17:30:00Z", "2023-08-04T17:30:00Z"),
    Example("2023-8-4 17:30:00 UTC", "2023-08-04T17:30:00Z"),
    Example("2023-8-4T17:30:00-0330", "2023-08-04T17:30:00-03:30"),
    Example("2023/8/4 17:30:00 +02:00", "2023-08-04T17:30:00+02:00"),
    Example(
      "04.08.2023 17:30", dmy: "2023-08-04T17:30:00", mdy: "2023-04-08T17:30:00", none: "2023-08-04T17:30:00"),
    Example("8/14/2023 12:05 AM", mdy: "2023-08-14T00:05:00"),
    Example("8/14/2023 12:05:09 pm", mdy: "2023-08-14T12:05:09"),
    Example("04AUG2023:17:30:00", "2023-08-04T17:30:00"), Example("4-Aug-2023, 17:30", "2023-08-04T17:30:00"),
    Example("2023-8-4 24:00", nil), Example("2023-8-4 12:60", nil), Example("2023-8-4 13:00 PM", nil),
    Example("2023-8-4 12:00 CET", nil), Example("2023-8-4 12", nil), Example("2023-8-4 x", nil),
    Example("2023-8-4T", nil),
    // What is none.
    Example("", nil), Example("-", nil), Example("1.5", nil), Example("12:30", nil), Example("1/2", nil),
    Example("192.168.1.10", nil), Example("1.2.3.4", nil), Example("555-12-3456", nil),
    Example("２０２３-08-04", nil),
  ]

  @Test(arguments: examples) func `a text is the date it is written for`(_ example: Example) {
    let orders: [DateOrder?] = [.dayMonthYear, .monthDayYear, .yearMonthDay, nil]
    for (order, expected) in zip(orders, example.dates) {
      let date = DateSpelling(order: order).date(of: example.text)
      // An ISO text has no seconds where none are written.
      let wanted = expected.flatMap { DateParts($0) }
      #expect(date == wanted, "\(order?.rawValue ?? "no order"): \(date?.isoText ?? "no date")")
      #expect(date.flatMap { DateParts($0.isoText) } == wanted)
    }
  }

  @Test func `times are compared across zones`() throws {
    let early = try #require(DateSpelling().date(of: "2023-08-04T12:00:00+02:00"))
    let late = try #require(DateSpelling().date(of: "2023-08-04T11:00:00Z"))
    #expect(late.secondsSince1970 - early.secondsSince1970 == 3600)
  }
}
