import Testing

@testable import LogitData

/// Files that are laid out as spreadsheets, R and other programs write them.
@Suite struct CSVLayoutTests {
  private func reader(_ text: String, _ options: CSVOptions = CSVOptions(), name: String = "f") throws
    -> CSVReader
  {
    try CSVReader(bytes: Array(text.utf8), name: name, options: options)
  }

  private func table(_ text: String, _ options: CSVOptions = CSVOptions(), name: String = "f") throws -> Table
  {
    try reader(text, options, name: name).read()
  }

  private func error(_ text: String, _ options: CSVOptions = CSVOptions()) -> DataError? {
    #expect(throws: DataError.self) { try table(text, options) }
  }

  // MARK: Headers

  @Test(arguments: [
    "year,inf,y\n1990,2.5,a\n1991,3.5,b\n", "country,2019,2020\nNorway,5.1,6.2\nSweden,4,5\n",
    "country,2019\nNorway,5\nSweden,7\n", "2019,2020,2021\n5,6,7\n8,9,1\n", "id,true,false\na,5,6\nb,7,8\n",
    "x,Infinity,y\n1,2,a\n", "age,1,2\n30,90,85\n35,85,90\n",
    "name,grade,1,2,3\nAnn,a,9,8,5\nBob,b,5,9,9\n",
    "country,1990,1991\n1,2,3\n", "0,1,2\n0.5,7,1\n0.25,2,9\n", ",0,1\n0,5,6\n1,8,9\n", "\"\",\"\"\n1,2\n",
    "Year,NA,2020\n1,2,3\n",
    "a,1,2\n9223372036854775807,9223372036854775806,3\nx,9223372036854775807,5\n",
  ]) func `a header with numbers among its names is one`(_ text: String) throws {
    let reader = try reader(text)
    #expect(reader.format.hasHeader, "\(text)")
    #expect(try reader.read().rowCount == text.split(separator: "\n").count - 1)
  }

  @Test(arguments: [
    "1,2,3\n4,5,6\n", "1,2,3\n7,9,4\n", "0,0,0\n0,1,1\n", "Norway,2019,5.1\nSweden,2020,6.2\n",
    "Ann,true\nBob,false\n", "a,inf\nb,inf\nc,2\n", "2020,5\n2021,6\n", "Ann,1,2\nBob,2,3\n",
    "5,abc\n7,def\n",
    "2019,2020\n2021,2022\n", "0,1,2\n5,9,4\n",
    // Nothing comes behind the largest number, and nothing before the smallest.
    "9223372036854775807,1\n1,2\n2,1\n", "1,2\n9223372036854775807,9223372036854775807\n",
    "9223372036854775807,-9223372036854775808,1\n9223372036854775807,9223372036854775807,0\n",
    // Whole numbers of more than 64 bits are texts as values, but no names.
    "12345678901234567890,98765432109876543210\n12345678901234567891,98765432109876543211\n",
    "99999999999999999999\n5\n7\n",
  ]) func `rows of values are none`(_ text: String) throws {
    let reader = try reader(text)
    #expect(!reader.format.hasHeader, "\(text)")
    #expect(try reader.read().rowCount == text.split(separator: "\n").count)
  }

  /// Rows of an identifier or class, numbers, and a class, below a header.
  private static func measured(_ header: String, columns: [Int], rows: Int = 40) -> String {
    var lines = [header]
    for row in 0..<rows {
      let fields = columns.enumerated().map { column, kind -> String in
        let value = Double((row * 7919 + column * 104_729) % 1013) / 101.3
        return switch kind {
        case 0: "sample\(row)"
        case 1: ["p", "q"][(row * 31 + column) % 2]
        case 2: "\(Int(value * 8))"
        default: value.shortText
        }
      }
      lines.append(fields.joined(separator: ","))
    }
    return lines.joined(separator: "\n") + "\n"
  }

  /// 0 is an identifier, 1 a class, 2 a whole number and 3 a fraction.
  @Test(arguments: [
    ("id,400,410,420,430,class", [0, 3, 3, 3, 3, 1]), ("age,7,y", [2, 2, 1]),
    ("name,12345,67890,y", [0, 3, 3, 1]),
    ("gene,0.1,1,10,100,resp", [0, 3, 3, 3, 3, 1]), ("0,2,5,target", [3, 3, 3, 1]),
    ("0,2,5,target", [3, 3, 3, 2]),
    ("4000.5,3996.25,3992.75,class", [3, 3, 3, 1]), ("age,1,city,y", [2, 3, 1, 1]),
    ("age,1e5,city,y", [2, 3, 1, 1]),
    ("age,0.5,city,y", [2, 2, 1, 1]), ("a,b,c,1,d,y", [3, 3, 3, 3, 3, 1]),
  ]) func `numbers among names are names where the columns speak for it`(_ header: String, _ columns: [Int])
    throws
  {
    let reader = try reader(Self.measured(header, columns: columns))
    #expect(reader.format.hasHeader, "\(header)")
    #expect(reader.format.columnNames == header.split(separator: ",").map(String.init))
  }

  @Test(arguments: [
    ("sample99,3.5,4.25,p", [0, 3, 3, 1]), ("q,7,1.5", [1, 2, 3]), ("sample99,55", [0, 2]),
    ("?,7,p", [2, 2, 1]),
    ("n.a.,7,sample99", [3, 2, 0]), ("5.5,sample99,60,q", [3, 0, 2, 1]),
  ]) func `a first row like the others is none`(_ row: String, _ columns: [Int]) throws {
    let reader = try reader(Self.measured(row, columns: columns))
    #expect(!reader.format.hasHeader, "\(row)")
  }

  // MARK: Separators

  @Test(
    arguments: [
      ("sep=;\nx;z\n1;2\n", ";"), ("sep=;\r\nx;z\r\n1,5;2\r\n", ";"), ("\u{FEFF}\"sep=|\"\nx|z\n1|2\n", "|"),
      ("SEP=\t\nx\tz\n1\t2\n", "\t"), ("sep=,\nx,z\n1,2\n", ","), ("sep=:\nx:z\n1:2\n", ":"),
    ] as [(String, Character)])
  func `the line sep= names the separator and is no row`(_ text: String, _ separator: Character) throws {
    let reader = try reader(text)
    #expect(reader.format.separator == separator)
    #expect(reader.format.columnNames == ["x", "z"])
    #expect(try reader.read().rowCount == 1)
  }

  @Test func `a file named tsv has tabs, whatever else is in it`() throws {
    let text = "text\nhello, world\nfoo, bar\n"
    #expect(throws: DataError.self) { try table(text) }
    for name in ["a.tsv", "A.TSV", "b.tsv.gz", "c.tab"] {
      let table = try table(text, name: name)
      #expect(try table.column("text").strings() == ["hello, world", "foo, bar"])
    }
    #expect(try reader("a,b\n1,2\n", CSVOptions(separator: ","), name: "a.tsv").format.separator == ",")
  }

  // MARK: Lines above the header

  @Test func `lines that are skipped are physical ones`() throws {
    let text = "Sales \"by region\nmade 2020-01-01, by hand\n\nregion,sum\nnorth,5\n"
    let table = try table(text, CSVOptions(skippedLines: 3))
    #expect(table.columnNames == ["region", "sum"])
    #expect(table.rowCount == 1)
    for mark in ["\r\n", "\r"] {
      let other = try self.table(text.replacing("\n", with: mark), CSVOptions(skippedLines: 3))
      #expect(other == table)
    }
    #expect(error("a,b\n1,2\n", CSVOptions(skippedLines: 5)) == .emptyFile(path: "f"))
    #expect(try self.table("x\nsep=;\na;b\n1;2\n", CSVOptions(skippedLines: 1)).columnNames == ["a", "b"])
    let error = error("title\nx\na,b\n1,2\n3\n", CSVOptions(skippedLines: 2))
    #expect(error == .fieldCount(path: "f", line: 5, expected: 2, found: 1, countLine: 3))
  }

  @Test(arguments: [
    ("Sales by region\na,b\nx,1\ny,2\n", 2, 2, 1), ("Sales\n\nin 2020\n\na;b;c\nx;1;2\n", 5, 3, 1),
    ("Sales,2020\na,b,c\nx,1,2\ny,3,4\n", 2, 3, 2), ("Sales,,\n,,\na,b,c\nx,1,2\n", 3, 3, 3),
    ("Sales\na\tb\nx\t1\ny\t2\n", 2, 2, 1),
  ]) func `a title is recognized, with the number of lines to skip`(
    _ text: String, _ line: Int, _ fields: Int, _ found: Int
  ) throws {
    #expect(error(text) == .linesAboveHeader(path: "f", line: line, fields: fields, found: found))
    #expect(try table(text, CSVOptions(skippedLines: line - 1)).columnCount == fields)
  }

  // MARK: Separators at the ends of rows

  @Test func `a separator that only rows end with is passed over`() throws {
    for text in ["a,b\n1,x,\n2,y,\n", "a,b\r\n1,x,\r\n2,y\r\n3,z,\r\n", "a,b\n1,x,\n2,\"y\", \n"] {
      let table = try table(text)
      #expect(table.columnNames == ["a", "b"])
      #expect(try table.column("a").numbers().prefix(2) == [1, 2])
      #expect(try table.column("b").strings().prefix(2) == ["x", "y"])
    }
    #expect(try table("a,b,\n1,x\n2,y\n").columnNames == ["a", "b"])
    #expect(try table("a\n1,\n2,\n").columns.map { try $0.numbers() } == [[1, 2]])
    let rows = (1...400).map { "\($0),x,\n" }.joined()
    #expect(
      error("a,b\n\(rows)7,y,9\n") == .fieldCount(path: "f", line: 402, expected: 2, found: 3, countLine: 1))
  }

  // MARK: Row names

  @Test func `the names of rows that R writes are a column without a name`() throws {
    let table = try table("\"x\",\"z\",\"y\"\n\"1\",0.5,2,1\n\"2\",1.5,3,0\n")
    #expect(table.columnNames == ["column_1", "x", "z", "y"])
    #expect(try table.column("x").numbers() == [0.5, 1.5])
    #expect(try table.column("y").numbers() == [1, 0])
    // write.table's own separator is a space.
    let spaced = try self.table("\"mpg\" \"cyl\"\n\"Mazda RX4\" 21 6\n\"Fiat 128\" 32.4 4\n")
    #expect(spaced.columnNames == ["column_1", "mpg", "cyl"])
    #expect(try spaced.column("column_1").strings() == ["Mazda RX4", "Fiat 128"])
    let plain = try self.table("x z y\n1 0.866 0.91 1\n2 -1.978 0.85 0\n")
    #expect(plain.columnNames == ["column_1", "x", "z", "y"])
    #expect(try self.table("5.1 3.5 0\n4.9 3 1\n").columnCount == 3)
    #expect(try self.table("name\nJohn Smith\nAnn Lee\n").columnCount == 1)
    #expect(try self.table("street address\n12 Main\n7 Oak\n").columnCount == 1)
    #expect(try self.table("x;y\na;1,5;2\nb;2,5;3\n", CSVOptions(usesDecimalComma: true)).columnCount == 3)
  }

  @Test func `a short header is no sign of row names where they would repeat`() {
    #expect(
      error("x,y\n1,5,2\n1,7,4\n") == .fieldCount(path: "f", line: 2, expected: 2, found: 3, countLine: 1))
    // A single row differs from no other; R puts all names in quotes.
    for row in ["1,5,2", "\"1\",5,2"] {
      #expect(
        error("x,y\n\(row)\n") == .fieldCount(path: "f", line: 2, expected: 2, found: 3, countLine: 1))
    }
    #expect((try? table("\"x\",\"y\"\n\"1\",5,2\n"))?.columnNames == ["column_1", "x", "y"])
    // Numbers with a decimal comma below one name.
    #expect(error("x\n1,5\n2,5\n") == .fieldCount(path: "f", line: 2, expected: 1, found: 2, countLine: 1))
  }

  // MARK: Ends of line

  @Test(arguments: [
    "a,b\r1,x\n2,y\r\n3,z\r", "a,b\n1,x\r2,y\n3,z", "a,b\r\n1,x\r\r\n2,y\r\n\r3,z\n",
    "a,b\r1,x\r2,y\r\n3,z\n",
  ]) func `every line ends with LF, CR or both`(_ text: String) throws {
    for pieceByteCount in [3, 7, 1000] {
      let table = try CSVReader(bytes: Array(text.utf8)).read(pieceByteCount: pieceByteCount)
      #expect(try table.column("a").numbers() == [1, 2, 3])
      #expect(try table.column("b").strings() == ["x", "y", "z"])
    }
  }

  @Test func `a carriage return far down ends a line, and within quotes it does not`() throws {
    let rows = (0..<20_000).map { "\($0),w\n" }.joined()
    let table = try table("a,b\n\(rows)-1,x\r-2,\"y\rz\"\r\n")
    #expect(table.rowCount == 20_002)
    #expect(try table.column("a").numbers().suffix(2) == [-1, -2])
    #expect(try table.column("b").strings().suffix(2) == ["x", "y\rz"])
    #expect(
      error("a,b\n\(rows)-1\r2,3\n")
        == .fieldCount(path: "f", line: 20_002, expected: 2, found: 1, countLine: 1))
  }

  // MARK: Quotes and blanks

  @Test func `quoted empty fields are rows`() throws {
    #expect(try table("a\n\"\"\n1\n\"\"\n").columns[0].missingCount == 2)
    #expect(error("\"\"\n") == .headerOnly(path: "f", columns: ["column_1"]))
    #expect(try table("\"\"\n\"\"\n").rowCount == 1)
    #expect(try table("a,b\n\"\",\"\"\n").rowCount == 1)
  }

  @Test func `blanks around an unquoted field do not belong to it`() throws {
    let options = CSVOptions(missingWords: CSVOptions.usualMissingWords.union([" ?"]))
    let table = try table(
      " age ,\tjob, \"note \" , ok\n 55 , Sales\t, \" x, y \" , TRUE\n21,  ?,?,false \n NA ,   ,\"?\",\n",
      options)
    #expect(table.columnNames == ["age", "job", "note ", "ok"])
    #expect(try table.column("age").chunks == [.integer([55, 21, ColumnChunk.missingInteger])])
    #expect(try table.column("job").strings() == ["Sales", nil, nil])
    #expect(try table.column("note ").strings() == [" x, y ", nil, nil])
    #expect(try table.column("ok").chunks == [.boolean([1, 0, 255])])
    let tabbed = try self.table("a\tb\n x \t\n\ty\n", CSVOptions(separator: "\t"))
    #expect(tabbed.columns.map { $0.strings() } == [["x", nil], [nil, "y"]])
  }

  @Test func `what has blanks at its ends is written so that it is read again`() throws {
    let table = try Table([Column(" a ", strings: [" x", "y ", "\tz", " ", "plain"])])
    let again = try CSVReader(bytes: CSVWriter().bytes(of: table), options: CSVOptions(header: .firstRow))
      .read()
    #expect(again == table)
  }

  @Test func `an escape takes away the meaning of the next character`() throws {
    let text = """
      id,note
      1,"x\\"y"
      2,x\\,y
      3,\\N
      4,a\\\\b
      5,"a\\
      b"
      6,c\\
      d
      7,"q""r"
      8," \\" "
      9,5" pipe

      """
    let escape = CSVOptions(escape: "\\")
    let table = try table(text, escape)
    #expect(try table.column("id").numbers() == (1...9).map { Double($0) })
    #expect(
      try table.column("note").strings()
        == ["x\"y", "x,y", "N", "a\\b", "a\nb", "c\nd", "q\"r", " \" ", "5\" pipe"])
    var null = escape
    null.missingWords.insert("\\N")
    #expect(try self.table("a,b\n1,\\N\n\\N,x\n", null).columns.map(\.missingCount) == [1, 1])
    // Without the option, it is said where to look.
    let error = error("a,b\n1,\"x\\\"y\"\n")
    #expect(error == .textAfterQuote(path: "f", line: 2, column: "b", found: "y\""))
    #expect(error?.description.contains("CSVOptions.escape") == true)
  }
}
