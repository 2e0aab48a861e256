import Testing

@testable import LogitData

@Suite struct CSVReaderTests {
  private func table(_ text: String, _ options: CSVOptions = CSVOptions()) throws -> Table {
    try CSVReader(bytes: Array(text.utf8), options: options).read()
  }

  private func kinds(_ text: String) throws -> [ColumnKind] { try table(text).columns.map(\.kind) }

  @Test func `each column gets the narrowest kind that holds its values`() throws {
    let table = try table(
      """
      id,mass,tame,name,note
      1,3.5,true,Ann,
      -2,4,FALSE,"Bob, jr.",
      NA,,,"say ""hi""
      there",NA
      9223372036854775807,1e5,True,007,nan

      """)
    #expect(table.columns.map(\.kind) == [.integer, .numeric, .boolean, .string, .numeric])
    #expect(table.columns[0].chunks == [.integer([1, -2, ColumnChunk.missingInteger, .max])])
    #expect(table.columns[1].chunks == [.numeric([3.5, 4, .nan, 1e5])])
    #expect(table.columns[2].chunks == [.boolean([1, 0, 255, 1])])
    #expect(table.columns[3].strings() == ["Ann", "Bob, jr.", "say \"hi\"\nthere", "007"])
    #expect(table.columns[4].missingCount == 4)
  }

  @Test(arguments: ["\n", "\r\n", "\r"]) func `lines end with any of the usual marks`(_ mark: String) throws {
    for text in ["a;b\n1;x\n\n2;\"y\"\n", "a;b\n1;x\n2;y", "\u{FEFF}a;b\n1;x\n  \n2;y\n\n\n"] {
      let lines = text.split(separator: "\n", omittingEmptySubsequences: false).joined(separator: mark)
      let table = try table(lines)
      #expect(table.columnNames == ["a", "b"])
      #expect(try table.column("a").chunks == [.integer([1, 2])])
      #expect(try table.column("b").strings() == ["x", "y"])
    }
  }

  @Test(arguments: [",", ";", "\t", "|"] as [Character])
  func `the separator is found from the first rows`(_ mark: Character) throws {
    let reader = try CSVReader(bytes: Array("a\(mark)b c\(mark)d\n1\(mark)\"x;,|\ty\"\(mark)2.5\n".utf8))
    #expect(reader.format.separator == mark)
    #expect(try reader.read().columns.map(\.kind) == [.integer, .string, .numeric])
  }

  @Test(arguments: [
    ("a,b\n1,2\n", ["a", "b"], 1), ("1,2\n3,4\n", ["column_1", "column_2"], 2),
    ("x,y\nu,v\nu,w\n", ["x", "y"], 2), ("x,y\nu,v\nx,w\n", ["column_1", "column_2"], 3),
    (",a\n0,1\n", ["column_1", "a"], 1), ("a\nb\n", ["a"], 1),
  ]) func `a header is told from values`(_ text: String, _ names: [String], _ rows: Int) throws {
    let table = try table(text)
    #expect(table.columnNames == names)
    #expect(table.rowCount == rows)
  }

  @Test func `a contradiction far down changes the kind and keeps every text as written`() throws {
    var lines = (0..<5000).map { "\($0),1.50,true,\($0)" }
    lines[4000] = "0.5,later,1,-0"
    for pieceByteCount in [64, 1000, 1 << 20] {
      let reader = try CSVReader(bytes: Array(("a,b,c,d\n" + lines.joined(separator: "\n")).utf8))
      let table = try reader.read(pieceByteCount: pieceByteCount)
      #expect(table.columns.map(\.kind) == [.numeric, .string, .string, .numeric])
      #expect(try table.column("a").numbers()[3999...4001] == [3999, 0.5, 4001])
      #expect(try table.column("b").dictionary == ["1.50", "later"])
      #expect(try table.column("c").dictionary == ["true", "1"])
      #expect(try table.column("d").numbers()[4000].sign == .minus)
    }
  }

  @Test func `pieces of any size give the same rows, also where quotes hide ends of line`() throws {
    var text = "id,text,tail\n"
    for row in 0..<300 {
      let inner = String(repeating: row % 3 == 0 ? "line\n" : "a,\"\"b\"\"\n,", count: row % 7)
      text += "\(row),\"\(inner)\",\(row % 2 == 0 ? "" : "\"\"")x\n".replacing("\"\"x", with: "\"x\"")
    }
    let reader = try CSVReader(bytes: Array(text.utf8))
    let whole = try reader.read(pieceByteCount: 1 << 20)
    #expect(try whole.column("id").numbers() == (0..<300).map { Double($0) })
    for pieceByteCount in [16, 50, 97, 256, 1000, 4096] {
      let table = try reader.read(pieceByteCount: pieceByteCount)
      #expect(table.rowCount == whole.rowCount)
      for (left, right) in zip(table.columns, whole.columns) {
        #expect(left.strings() == right.strings())
        #expect(left.dictionary == right.dictionary)
      }
    }
  }

  @Test func `batches give the rows and kinds of the whole`() throws {
    let text = "a,b\n" + (0..<1000).map { "\($0)\($0 == 900 ? ".5" : ""),w\($0 % 10)\n" }.joined()
    var reader = try CSVReader(bytes: Array(text.utf8))
    let whole = try reader.read()
    var strings: [[String?]] = [[], []]
    while let batch = try reader.next() {
      #expect(batch.columns.map(\.kind) == whole.columns.map(\.kind))
      for column in 0..<2 { strings[column] += batch.columns[column].strings() }
    }
    #expect(strings == whole.columns.map { $0.strings() })
  }

  @Test func `quotes keep a decimal comma apart from the commas between fields`() throws {
    let text = "price,count,y\n\"7,51\",3,ja\n\"-0,5\",12,nein\n"
    for separator in [nil, Character(",")] {
      let table = try table(text, CSVOptions(separator: separator, usesDecimalComma: true))
      #expect(table.columnNames == ["price", "count", "y"])
      #expect(try table.column("price").numbers() == [7.51, -0.5])
      #expect(try table.column("count").numbers() == [3, 12])
    }
  }

  @Test func `options say what is not to be found out`() throws {
    var options = CSVOptions(comment: "#", usesDecimalComma: true)
    let table = try table("# made by \"hand\na;b\n#x\n1,5;u\n-2;v\n", options)
    #expect(table.columnNames == ["a", "b"])
    #expect(try table.column("a").numbers() == [1.5, -2])
    options = CSVOptions(header: .none, missingWords: ["-999", "?"], kinds: ["column_2": .string])
    let other = try self.table("1,007\n-999,NA\n?,8\n", options)
    #expect(
      other.columns[0].chunks == [.integer([1, ColumnChunk.missingInteger, ColumnChunk.missingInteger])])
    #expect(other.columns[1].strings() == ["007", "NA", "8"])
    let single = try self.table("a,b\n1.1,2\n,3\n", CSVOptions(columns: ["a"], precision: .single))
    #expect(single.columns.map(\.chunks) == [[.single([1.1, .nan])]])
    #expect(
      try self.table("a\n007\n", CSVOptions(kinds: ["a": .integer])).columns[0].chunks == [.integer([7])])
    let latin = CSVOptions(encoding: .latin1)
    #expect(try CSVReader(bytes: [0x61, 10, 0xE9], options: latin).read().columns[0].dictionary == ["é"])
  }
}
