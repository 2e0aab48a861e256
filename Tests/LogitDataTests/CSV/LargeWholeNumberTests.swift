import LogitFiles
import Testing

@testable import LogitData

@Suite struct LargeWholeNumberTests {
  private func table(_ text: String, _ options: CSVOptions = CSVOptions(), pieceByteCount: Int? = nil) throws
    -> Table
  {
    try CSVReader(bytes: Array(text.utf8), options: options).read(pieceByteCount: pieceByteCount)
  }

  @Test(arguments: [
    ("9223372036854775807", ColumnKind.integer), ("-9223372036854775807", .integer),
    ("9223372036854775808", .string), ("-9223372036854775808", .string), ("18446744073709551615", .string),
    ("89439382135305199831", .string), ("+89439382135305199831", .string), ("1.5", .numeric),
    ("89439382135305199831.0", .numeric), ("8e19", .numeric), ("1e400", .string), ("-1e309", .string),
    ("inf", .numeric), ("-0", .numeric), ("007", .string), (String(repeating: "9", count: 400), .string),
  ]) func `one value decides the kind of whole numbers`(_ text: String, _ kind: ColumnKind) throws {
    let first = (0..<3000).map { "\($0)\n" }.joined()
    for rows in [first + text + "\n", text + "\n" + first, "NA\n" + text + "\n"] {
      for size in [nil, 2000] {
        let column = try table("id\n" + rows, pieceByteCount: size).columns[0]
        #expect(column.kind == kind, "\(text)")
        #expect(kind != .string || column.strings().contains(text))
        #expect(kind != .string || rows.hasPrefix("NA") || column.strings().contains("17"))
      }
    }
  }

  @Test func `a fraction makes numbers of whole numbers of any length, before or behind them`() throws {
    let values = ["1", "89439382135305199831", "NA", "2.5", "18446744073709551616", "-7"]
    for size in [nil, 20] {
      for shift in values.indices {
        let rows = values[shift...] + values[..<shift]
        let column = try table("x\n" + rows.joined(separator: "\n") + "\n", pieceByteCount: size).columns[0]
        #expect(column.kind == .numeric)
        let expected = rows.map { Double($0) ?? .nan }
        #expect(zip(try column.numbers(), expected).allSatisfy { $0 == $1 || $0.isNaN && $1.isNaN })
      }
    }
    // Beyond double precision there is no number to be had.
    let digits = String(repeating: "9", count: 400)
    #expect(try table("x\n2.5\n\(digits)\n").columns[0].strings() == ["2.5", digits])
  }

  @Test func `batches and streams keep the digits`() throws {
    let text = "id,x\n1,2\n89439382135305199831,3\n18446744073709551615,4\n"
    let file = TemporaryFile(".csv")
    try StagedFile.write(Array(text.utf8), to: file.path)
    var reader = try CSVReader(path: file.path)
    let batch = try reader.next()
    let column = try #require(batch).column("id")
    #expect(column.strings() == ["1", "89439382135305199831", "18446744073709551615"])
    let streamed = try CSVStream(path: file.path).read().column("id")
    #expect(streamed.kind == .string && streamed.strings() == column.strings())
  }

  @Test func `whole numbers that may be widened keep their digits until a fraction comes`() throws {
    var options = CSVOptions(kinds: ["id": .integer])
    options.wideningColumns = ["id"]
    #expect(try table("id\n9007199254740993\n", options).column("id").strings() == ["9007199254740993"])
    for value in ["1.5", "89439382135305199831", "1e5"] {
      for size in [nil, 3] {
        let column = try table("id\n3\n\(value)\n4\n", options, pieceByteCount: size).column("id")
        #expect(try column.numbers() == [3, Double(value), 4])
      }
    }
    for value in ["x", "true", "1e400", String(repeating: "9", count: 400)] {
      let error = #expect(throws: DataError.self) { try self.table("id\n3\n\(value)\n", options) }
      #expect(error?.description.contains("number") == true)
    }
  }

  @Test func `numbers beyond single precision stay double where it was asked for`() throws {
    let options = CSVOptions(precision: .single)
    let column = try table("x\n0.1\n1e300\n-1e-300\n", options).columns[0]
    #expect(column.chunks == [.numeric([0.1, 1e300, -1e-300])])
    #expect(try table("x\n0.1\n0\n3e38\n", options).columns[0].chunks == [.single([0.1, 0, 3e38])])
    let mixed = try table("x\n0.1\n0.2\n1e300\n", options, pieceByteCount: 6)
    #expect(try mixed.rows(at: [2, 0]).columns[0].numbers() == [1e300, Double(Float(0.1))])
    for text in ["1e309", "-1e400"] {
      #expect(throws: DataError.self) {
        try self.table("x\n1\n\(text)\n", CSVOptions(kinds: ["x": .numeric]))
      }
    }
  }

  @Test func `groups, times and classes are whole numbers of any length, in the order of size`() throws {
    let ids = [
      "18446744073709551616", "9", "-18446744073709551616", "10", "-5", "-18446744073709551617", "0",
    ]
    let table = try Table([Column("id", strings: ids)])
    let keys = try RowKeys(table, column: "id", role: "groups")
    let ascending = [
      "-18446744073709551617", "-18446744073709551616", "-5", "0", "9", "10", "18446744073709551616",
    ]
    #expect(keys.count == 7 && (0..<7).map { keys.name(of: $0) } == ascending)
    let order = try #require(try table.columns[0].ascendingOrder(role: "times"))
    #expect(order.map { ids[$0] } == ascending)
    // Texts of small numbers are texts.
    #expect(!["9", "10"].areLargeWholeNumbers && !["007", ids[0]].areLargeWholeNumbers)
    let far = try Table([Column("id", integers: [1 << 60, (1 << 60) + 1])])
    #expect(try RowKeys(far, column: "id", role: "groups").count == 2)
  }

  @Test(arguments: [("ids-one-big", 201), ("ids-u64", 100)])
  func `ids of more than 64 bits stay apart in a split`(_ name: String, _ count: Int) throws {
    let path = Fixture.path("CSV/\(name).csv")
    let table = try Table(csv: path)
    #expect(try RowKeys(table, column: "user", role: "groups").count == count)
    let text = String(decoding: try Fixture.bytes("CSV/\(name).csv"), as: UTF8.self)
    let ids = text.split(separator: "\n").dropFirst().map { String($0.prefix { $0 != "," }) }
    #expect(try table.column("user").strings() == ids)
    let split = try GroupShuffleSplit(by: "user", validation: 0.2).split(table)
    let sides = [split.training, split.validation].map { rows in Set(rows.map { ids[$0] }) }
    #expect(sides[0].isDisjoint(with: sides[1]) && sides[0].count + sides[1].count == count)
  }

  @Test func `long ids are texts that a NumPy file keeps`() throws {
    let table = try Table(csv: Fixture.path("CSV/long-ids.csv"))
    let ids = try table.column("sim")
    #expect(ids.kind == .string && ids.strings()[0] == "89439382135305199831")
    let file = TemporaryFile(".npz")
    try NPZWriter().write(table, to: file.path)
    let again = try Table(npz: file.path)
    #expect(try again.column("sim").strings() == ids.strings())
  }

  @Test func `the smallest number of 64 bits, which marks a missing value, is not missing`() {
    let column = Column("x", integers: [.min, 3, nil])
    #expect(column.strings() == ["\(Int.min)", "3", nil] && column.missingCount == 1)
  }
}
