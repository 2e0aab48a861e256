import LogitData
import Testing

@Suite struct TableDescriptionTests {
  @Test func `a table prints as its rows and its size`() throws {
    let table = try Table([
      Column("species", strings: ["adelie", nil, "gentoo"]),
      Column("mass", numbers: [3750, .nan, 5000.5] as [Double]),
      Column("year", integers: [2007, 2008, nil]), Column("male", booleans: [true, false, nil]),
    ])
    #expect(
      "\(table)" == """
           species    mass  year  male
        0  adelie     3750  2007  true
        1  nil         nil  2008  false
        2  gentoo   5000.5   nil  nil
        3 rows, 4 columns (1 integer, 1 numeric, 1 boolean, 1 string)

        """)
  }

  @Test func `a long column prints as its ends`() {
    let column = Column(name: "n", kind: .integer, chunks: [.integer([0, 1, 2]), .integer(Array(3..<700))])
    #expect(
      "\(column)" == """
               n
        0      0
        1      1
        2      2
        3      3
        4      4
        …
        695  695
        696  696
        697  697
        698  698
        699  699
        700 whole numbers, none missing

        """)
    #expect("\(Column("s", strings: ["a", nil, "a"]))".hasSuffix("3 texts, 1 different, 1 missing\n"))
  }

  @Test func `tables without rows, without columns and without memory print`() throws {
    #expect("\(try Table([]))".hasSuffix("0 rows, 0 columns\n"))
    #expect("\(try Table([Column("x", integers: [])]))".hasSuffix("0 rows, 1 column (1 integer)\n"))
    var table = try Table([Column("x", integers: [1, 2])])
    table.releaseChunk(0)
    #expect("\(table)".contains("1  …"))
  }
}
