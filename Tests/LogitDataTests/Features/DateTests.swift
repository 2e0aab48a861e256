import Logit
import Testing

@testable import LogitData

@Suite struct DateTests {
  @Test(arguments: try KerasCase.load("dates"))
  func `dates have the parts that Python finds`(_ example: KerasCase) throws {
    let date = try #require(DateParts(example["text"].text))
    #expect([date.year, date.month, date.day, date.hour, date.minute] == example["parts"].integers)
    #expect(date.second == example["second"].double)
    #expect(date.weekday == example["weekday"].integer)
    #expect(date.dayOfYear == example["day_of_year"].integer)
    #expect(date.daysSince1970 == example["days"].integer)
    #expect(date.hasTime == (example["text"].text.count > 10))
  }

  @Test(arguments: [
    "20240229", "2024-02-29T173000", "2024-02-29T17:30Z", "2024-02-29T17:30:00.5+02:00",
    "2024-02-29 17:30:00-0930",
    "2016-12-31T23:59:60Z",
  ])
  func `other forms of ISO 8601 are read`(_ text: String) { #expect(DateParts(text) != nil) }

  @Test(arguments: [
    "", "2024", "2024-02", "2024-02-30", "2023-02-29", "1900-02-29", "2024-13-01", "2024-00-01", "2024-01-00",
    "2024-0101", "202401-01", "24-01-01", "2024-01-01T", "2024-01-01T24:00", "2024-01-01T12:60",
    "2024-01-01T12:00:61",
    "2024-01-01T12:00:00.", "2024-01-01T12:00+", "2024-01-01T12:00+99:00", "2024-01-01x", " 2024-01-01",
    "2024-1-1",
    "２０２４-01-01",
  ])
  func `what is no date in ISO 8601 is none`(_ text: String) { #expect(DateParts(text) == nil) }

  @Test func `parts become numbers and points on circles`() throws {
    let column = Column("day", strings: ["2024-01-01", "2024-07-01", nil, "no date", "2024-01-01"])
    var space = try FeatureSpace([.dateParts("day", parts: [.year, .month, .weekday], isCyclic: true)])
    try space.adapt(to: Table([column]), rows: [0, 1, 2, 4])
    #expect(
      space.featureNames == [
        "day year", "day month sine", "day month cosine", "day weekday sine", "day weekday cosine",
        "day is missing",
      ])
    var counts = PredictionCounts()
    let x = try space.matrix(of: Table([column]), counts: &counts)
    #expect(counts.missing == ["day": 2])
    // All years are 2024; January is at angle 0, July at half a turn; both days are Mondays.
    let third = Float(1.0 / 3)
    for row in [0, 4] { #expect((0..<6).map { x[row, $0] } == [0, 0, 1, 0, 1, 0]) }
    // The sine of π is 1.2e-16 in double precision.
    #expect(abs(x[1, 1]) < 1e-15 && x[1, 2] == -1)
    // Missing ones are the mean: (1 + 1 − 1)/3 of the cosines.
    for row in [2, 3] {
      #expect(abs(x[row, 1]) < 1e-15)
      #expect([x[row, 0], x[row, 2], x[row, 3], x[row, 4], x[row, 5]] == [0, third, 0, 1, 1])
    }
    let again = try FeatureSpace(json: JSON(json: space.json.description))
    #expect(try again.matrix(of: Table([column])) == x)

    var plain = try FeatureSpace([.dateParts("day", parts: [.month, .days], isCyclic: false)])
    try plain.adapt(to: Table([column]), rows: [0, 1])
    #expect(try plain.matrix(of: Table([column]).rows(at: [0, 1])).scalars == [-1, -1, 1, 1])
  }

  /// In double precision, 15.1 · n / n is not always 15.1.
  @Test(arguments: 1...40) func `a part that is the same in every row tells nothing`(_ count: Int) throws {
    let texts = Array(repeating: "2024-01-01T10:00:15.1", count: count) + ["2024-07-02T11:20:15.1"]
    var space = try FeatureSpace([.dateParts("t", parts: [.second], isCyclic: false)])
    try space.adapt(to: Table([Column("t", strings: texts)]))
    let later = try Table([Column("t", strings: ["2024-01-01T10:00:16.1"])])
    #expect(try space.matrix(of: later).scalars == [0])
  }
}
