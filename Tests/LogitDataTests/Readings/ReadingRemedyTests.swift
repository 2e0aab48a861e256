import Logit
import Testing

@testable import LogitData

@Suite struct ReadingRemedyTests {
  @Test(
    arguments: [
      ("n.a.", [.missingWord("n.a.")]), ("?", [.missingWord("?")]), ("1,5", [.decimalComma]),
      ("327,928", [.oneOf([.thousands(","), .decimalComma])]), ("327,928.5", [.thousands(",")]),
      ("12%", [.strip("%")]), ("$5", [.strip("$")]),
      ("1.234,5 €", [.decimalComma, .thousands("."), .strip("€")]),
      ("<0.5", [.belowLimit(.half)]), ("12a7", []), ("2023-08-04", []), ("007", []),
      (String(repeating: "word ", count: 30), []),
    ] as [(String, [ReadingRemedy])])
  func `a text is made a number, and thrown away only if it has no digit`(
    text: String, remedies: [ReadingRemedy]
  ) { #expect([ReadingRemedy](forNumber: text) == remedies) }

  @Test func `what contradicts the spelling that was learned is not advised`() {
    let comma = NumberSpelling(thousands: ",")
    #expect([ReadingRemedy](forNumber: "1,5", in: comma).isEmpty)
    #expect([ReadingRemedy](forNumber: "1,500%", in: comma) == [.strip("%")])
  }

  @Test(
    arguments: [
      ("04/08/2023", nil, [.oneOf([.dateOrder(.dayMonthYear), .dateOrder(.monthDayYear)])]),
      ("21/06/2023", nil, [.dateOrder(.dayMonthYear)]),
      ("21/06/2023", .monthDayYear, [.dateOrder(.dayMonthYear)]),
      ("2023-13-45", nil, []), ("45.13.2023", nil, []), ("soon", nil, [.missingWord("soon")]),
      ("12.5", nil, []),
    ] as [(String, DateOrder?, [ReadingRemedy])])
  func `the order of day and month is advised only where it is in doubt`(
    text: String, order: DateOrder?, remedies: [ReadingRemedy]
  ) { #expect([ReadingRemedy](forDate: text, in: DateSpelling(order: order)) == remedies) }

  /// What a column of texts that is to be used as something is refused for.
  private static func remedies(
    _ texts: [String], as use: ColumnUse, _ change: (inout ColumnOptions) -> Void = { _ in }
  ) throws -> [ReadingRemedy]? {
    var options = ColumnOptions(uses: ["c": use])
    change(&options)
    do {
      _ = try ColumnPlan(Column("c", strings: texts), options: options)
      return nil
    } catch DataError.unreadableValue(_, _, _, _, _, let remedies) {
      return remedies
    }
  }

  @Test func `in training, what the whole column holds decides`() throws {
    #expect(try Self.remedies(["327,928", "72,023", "12"], as: .number) == [.thousands(",")])
    #expect(
      try Self.remedies(["1", "2", "3", "?", "-"], as: .number) == [.missingWord("?"), .missingWord("-")])
    #expect(
      try Self.remedies(["72 kg", "80 kg", "158 lb"], as: .number) { $0.numbers.stripped = ["kg"] } == [])
    #expect(try Self.remedies(["red", "blue", "1"], as: .number) == [.use(column: "c", .category)])
    #expect(try Self.remedies(["2023-08-04", "2023-08-05"], as: .number) == [.use(column: "c", .date)])
    #expect(try Self.remedies(["1.5", "2.5", "x"], as: .date) == [.use(column: "c", .number)])
    let dates = (1...12).map { "21/\($0)/2023" } + ["2023-01-01"]
    #expect(
      try Self.remedies(dates, as: .date) { $0.dateOrder = .monthDayYear } == [.dateOrder(.dayMonthYear)])
    #expect(try Self.remedies(["1", "2"], as: .number) == nil)
  }
}
