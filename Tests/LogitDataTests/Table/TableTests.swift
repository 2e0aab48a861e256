import LogitData
import Testing

@Suite struct TableTests {
  private func penguins() throws -> Table {
    try Table([
      Column("species", strings: ["adelie", nil, "gentoo", "adelie"]),
      Column("mass", numbers: [3750, .nan, 5000.5, 3250] as [Double]),
      Column("year", integers: [2007, 2008, nil, 2009]),
      Column("male", booleans: [true, false, nil, true]),
    ])
  }

  @Test func `columns keep their values, kinds and gaps`() throws {
    let table = try penguins()
    #expect(table.rowCount == 4)
    #expect(table.columns.map(\.kind) == [.string, .numeric, .integer, .boolean])
    #expect(table.columns.map(\.missingCount) == [1, 1, 1, 1])
    #expect(try table.column("species").dictionary == ["adelie", "gentoo"])
    #expect(try table.column("mass").strings() == ["3750", nil, "5000.5", "3250"])
    #expect(try table.column("male").numbers().map { $0.isNaN ? -1 : $0 } == [1, 0, -1, 1])
  }

  @Test func `rows are taken in the order asked for, over several pieces`() throws {
    let column = Column(
      name: "n", kind: .integer, chunks: [.integer([0, 1, 2]), .integer([3]), .integer([4, 5])])
    let rows = try Table([column]).rows(at: [5, 0, 3, 3, 4, 2])
    #expect(try rows.column("n").numbers() == [5, 0, 3, 3, 4, 2])
    #expect(throws: DataError.rowOutOfRange(row: 6, count: 6)) { try Table([column]).rows(at: [6]) }
  }

  @Test func `a name that does not exist is answered with the nearest`() throws {
    let table = try penguins()
    let error = #expect(throws: DataError.self) { try table.column("sepcies") }
    #expect(
      error?.description
        == "There is no column \"sepcies\"; did you mean \"species\"? The columns are \"species\", \"mass\", "
        + "\"year\", \"male\".")
    #expect("xyzzy".nearest(among: table.columnNames) == nil)
    // A letter for another is no likeness.
    #expect("9".nearest(among: ["0", "1"]) == nil && "z".nearest(among: ["x"]) == nil)
    #expect("X".nearest(among: ["y", "x"]) == "x" && "z".nearest(among: ["zz"]) == "zz")
  }

  @Test func `names must differ and lengths agree`() throws {
    let column = Column("a", numbers: [1, 2] as [Double])
    #expect(throws: DataError.duplicateColumn(name: "a", first: 1, second: 2, source: nil)) {
      try Table([column, column])
    }
    #expect(throws: DataError.columnLengths(name: "b", expected: 2, found: 1)) {
      try Table([column, Column("b", numbers: [1] as [Double])])
    }
  }
}
