import Logit
import Testing

@testable import LogitData

@Suite struct AutomaticTests {
  private static let count = 200

  private static func table() throws -> Table {
    let rows = 0..<count
    return try Table([
      Column("id", integers: rows.map { $0 + 1 }),
      Column("name", strings: rows.map { "row \($0)" }),
      Column("age", integers: rows.map { $0 % 7 == 0 ? nil : 20 + $0 % 50 }),
      Column("height", numbers: rows.map { 1.5 + Double($0 % 13) / 20 }),
      Column("smoker", booleans: rows.map { $0 % 3 == 0 }),
      Column("species", strings: rows.map { ["adelie", "gentoo", "chinstrap"][$0 % 3] }),
      Column("town", strings: rows.map { $0 < 100 ? "big\($0 % 5)" : "small\($0)" }),
      Column("admitted", strings: rows.map { "2024-0\(1 + $0 % 9)-1\($0 % 9)" }),
      Column("seen", strings: rows.map { "2024-0\(1 + $0 % 9)-1\($0 % 9)T1\($0 % 9):00:00" }),
      Column("note", strings: rows.map { "patient \($0) came in with a cough and a fever" }),
      Column("country", strings: rows.map { _ in "here" }),
      Column("one", numbers: rows.map { _ in 1 } as [Double]),
      Column("nothing", numbers: rows.map { _ in .nan } as [Double]),
      Column("outcome", integers: rows.map { $0 % 2 }),
    ])
  }

  @Test func `each column gets what a careful analyst would choose, and says why`() throws {
    var space = try FeatureSpace.automatic(for: Self.table(), excluding: ["outcome"])
    try space.adapt(to: Self.table())
    let found = space.decisions.map { "\($0.column): \($0.kindText): \($0.actionText)" }
    #expect(
      found == [
        "id: integer: left out: it numbers the rows from 1 to 200",
        "name: text: left out: it is different in every row, so as a category it tells nothing of others",
        "age: integer: normalized; missing: median 44 and an indicator",
        "height: number: normalized",
        "smoker: boolean: 0 or 1",
        "species: text: one-hot, 3 categories",
        "town: text: one-hot, 5 categories and the others",
        "admitted: text: date: days, month, weekday, cyclic",
        "seen: text: date: days, month, weekday, hour, cyclic",
        "note: text: text: words hashed into 256 bins",
        "country: text: left out: it is \"here\" in every row",
        "one: number: left out: it is 1 in every row",
        "nothing: number: left out: it has no values",
        "outcome: integer: excluded",
      ])
    #expect(space.decisions.filter(\.isExcludedByRequest).map(\.column) == ["outcome"])
    #expect(space.outputCount == 2 + 1 + 1 + 3 + 6 + 5 + 7 + 256)
    #expect(space.extraColumns(in: try Self.table()).isEmpty)
    let again = try FeatureSpace(json: JSON(json: space.json.description))
    #expect(again.decisions == space.decisions)
    #expect(try again.matrix(of: Self.table()) == space.matrix(of: Self.table()))
  }

  @Test func `dates that were asked for are not said to be in ISO 8601`() throws {
    let table = try Table([Column("day", strings: ["04/08/2023", "21/06/2023", "01/09/2023 17:30"])])
    let asked = try FeatureSpace.automatic(for: table, options: ColumnOptions(uses: ["day": .date]))
    #expect(asked.decisions[0].reason == "dates, as asked for")
    #expect(asked.decisions[0].actionText == "date: days, month, weekday, hour, cyclic")
    let found = try FeatureSpace.automatic(for: table)
    #expect(found.decisions[0].reason == "texts that are dates, day first")
  }

  @Test func `numbers of the rows stay if they are all there is`() throws {
    let table = try Table([
      Column("x", integers: Array(0..<50)), Column("y", integers: (0..<50).map { $0 / 25 }),
    ])
    let space = try FeatureSpace.automatic(for: table, excluding: ["y"])
    #expect(space.inputNames == ["x"])
    #expect(space.decisions[0].reason == "it is the only column there is")
  }

  @Test func `few rows are not taken to be numbered or named`() throws {
    let table = try Table([
      Column("x", integers: [1, 2, 3]), Column("s", strings: ["a", "b", "c"]),
      Column("z", numbers: [1, 2, 4] as [Double]),
    ])
    #expect(try FeatureSpace.automatic(for: table).inputNames == ["x", "s", "z"])
  }

  @Test func `a table without a usable column is an error that gives the reasons`() throws {
    let table = try Table([Column("c", strings: ["a", "a"]), Column("n", integers: [nil, nil])])
    #expect(
      throws: DataError.noFeatures(reasons: ["\"c\": it is \"a\" in every row", "\"n\": it has no values"])
    ) { try FeatureSpace.automatic(for: table) }
    #expect(throws: DataError.self) { try FeatureSpace.automatic(for: table, excluding: ["d"]) }
  }
}
