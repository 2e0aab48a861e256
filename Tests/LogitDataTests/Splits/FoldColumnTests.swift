import LogitData
import Testing

@Suite struct FoldColumnTests {
  @Test func `each value of the column is held out once, in ascending order`() throws {
    let table = try Table([Column("fold", integers: [2, 1, 10, 2, 1, 1])])
    let splits = try FoldColumn("fold").splits(of: table)
    #expect(splits.map(\.validation) == [[1, 4, 5], [0, 3], [2]])
    #expect(splits.map(\.training) == [[0, 2, 3], [1, 2, 4, 5], [0, 1, 3, 4, 5]])
    let texts = try Table([Column("fold", strings: ["b", "a", "b"])])
    #expect(try FoldColumn("fold").splits(of: texts).map(\.validation) == [[1], [0, 2]])
  }

  @Test func `one fold, gaps and a column that is not there are refused`() throws {
    let table = try Table([
      Column("same", strings: ["a", "a", "a"]), Column("gap", strings: ["a", nil, "b"]),
    ])
    #expect(throws: DataError.self) { try FoldColumn("same").splits(of: table) }
    #expect(throws: DataError.missingKeys(column: "gap", role: "folds", count: 1, firstRow: 1)) {
      try FoldColumn("gap").splits(of: table)
    }
    #expect(throws: DataError.self) { try FoldColumn("none").splits(of: table) }
  }
}
