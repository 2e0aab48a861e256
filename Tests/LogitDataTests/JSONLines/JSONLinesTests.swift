import Logit
import LogitFiles
import Testing

@testable import LogitData

@Suite struct JSONLinesTests {
  private func read(_ text: String, name: String = "a.jsonl", _ options: CSVOptions = CSVOptions()) throws
    -> Table
  {
    try CSVReader(bytes: Array(text.utf8), name: name, options: options).read()
  }

  /// The message for a text that is refused.
  private func error(_ text: String, name: String = "a.jsonl", _ options: CSVOptions = CSVOptions())
    -> String?
  {
    do {
      _ = try read(text, name: name, options)
      return nil
    } catch let error as DataError {
      return error.description
    } catch {
      return "\(error)"
    }
  }

  @Test(arguments: ["rows.jsonl", "rows.json"])
  func `objects are what Python wrote, one a line and in an array`(_ name: String) throws {
    let path = Fixture.path("JSONLines/\(name)")
    let expected = try RecordTable("JSONLines/expected.json")
    try expected.expect(Table(contentsOf: path))
    let compressed = TemporaryFile("-\(name).gz")
    try StagedFile.write(Gzip.compress(StoredBytes(path: path).prefix(.max)), to: compressed.path)
    try expected.expect(Table(contentsOf: compressed.path))
    var options = CSVOptions()
    options.columns = Set(expected.names)
    try expected.expect(CSVStream(path: path, options: options).read())
    var reader = try CSVReader(path: path)
    var batches: [Table] = []
    while let batch = try reader.next() { batches.append(batch) }
    try expected.expect(Table(appending: batches))
  }

  @Test func `values have the kinds that the same fields of CSV have`() throws {
    let table = try read(
      """
      {"whole": 9223372036854775807, "long": 9223372036854775808, "real": 1, "code": "007", "yes": true, "zip": "12", "either": "1"}

      {"real": 1.0, "whole": null, "long": 1, "code": "8", "yes": false, "zip": "13", "either": 2, "late": 1e2}
      """)
    #expect(table.columnNames == ["whole", "long", "real", "code", "yes", "zip", "either", "late"])
    #expect(
      table.columns.map(\.kind)
        == [.integer, .string, .numeric, .string, .boolean, .string, .integer, .numeric])
    #expect(table.columns[0].chunks == [.integer([.max, ColumnChunk.missingInteger])])
    #expect(table.columns[1].strings() == ["9223372036854775808", "1"])
    #expect(table.columns[5].strings() == ["12", "13"])
    #expect(try table.column("either").numbers() == [1, 2])
    let csv = try CSVReader(bytes: Array("x,s\n1.5,a b\n,\n-2e3,\"c\"\"d\"\n".utf8)).read()
    let json = try read("{\"x\":1.5,\"s\":\"a b\"}\n{}\n{\"s\":\"c\\\"d\",\"x\":-2e3}\n")
    #expect(csv.columns.map(\.chunks) == json.columns.map(\.chunks))
    #expect(csv.columns.map(\.dictionary) == json.columns.map(\.dictionary))
    #expect(csv.fingerprint == json.fingerprint)
  }

  @Test func `a word for a missing value is one as a text, too`() throws {
    let text = "{\"x\":\"NA\"}\n{\"x\":\"b\"}\n{\"x\":\"\"}\n{\"x\":\"?\"}\n"
    #expect(try read(text).columns[0].strings() == [nil, "b", nil, "?"])
    var options = CSVOptions()
    options.missingWords = ["?", ""]
    #expect(try read(text, options).columns[0].strings() == ["NA", "b", nil, nil])
  }

  @Test func `escapes are what they stand for`() throws {
    let table = try read(
      #"{"s":"\u00e9\ud83d\ude00\n\t\"\\\/\b\f\r","t\u0041":"é"}"# + "\r\n" + #"{"s":"x","tA":"y"}"#)
    #expect(table.columnNames == ["s", "tA"])
    #expect(table.columns[0].strings() == ["é😀\n\t\"\\/\u{8}\u{C}\r", "x"])
  }

  @Test func `a mark at the beginning, blank lines and ends of line of any kind are passed over`() throws {
    let table = try read("\u{FEFF}{\"a\":1}\r\n\r\n \t\n  {\"a\":2} \n{\"a\":3}")
    #expect(try table.column("a").numbers() == [1, 2, 3])
    #expect(try read(" {\"a\":1}\n{\"a\":2}\n", name: "rows.txt").rowCount == 2)
    #expect(try read("{\"a\":1}", name: "standard input").rowCount == 1)
    #expect(
      try read(" [ {\"a\":1},\n{\"a\" : [1,\n2], \"b\":\"]\\\"}\"} ]\n", name: "rows.json", kept).rowCount
        == 2)
  }

  private var kept: CSVOptions { CSVOptions(keepsText: true) }

  @Test(arguments: [
    (
      "{\"a\":1}\n[1]\n",
      "a.jsonl, line 2, byte 1: an object such as {\"a\": 1} is needed, but \"[1]\" was found"
    ),
    ("{\"a\":1}\n1\n", "line 2, byte 1: an object"),
    ("{\"a\":1} x\n", "line 1, byte 9: the end of the line behind the object is needed, but \"x\""),
    ("{\"a\":1}{\"a\":2}\n", "line 1, byte 8: the end of the line"),
    ("{\"a\":1}\n\n{\"a\":}\n", "line 3, byte 6: a value is needed, but \"}\""),
    ("{\"a\":1,}\n", "line 1, byte 8: a name in double quotes is needed, but \"}\""),
    ("{\"a\" 1}\n", "line 1, byte 6: a colon"),
    ("{\"a\":1\n", "line 1, byte 7: a comma or } is needed, but \"the end\""),
    ("{\"a\":01}\n", "line 1, byte 6: a number as JSON has them"), ("{\"a\":1.}\n", "byte 8: a digit"),
    ("{\"a\":-}\n", "byte 7: a digit"), ("{\"a\":1e}\n", "byte 8: a digit"),
    ("{\"a\":.5}\n", "byte 6: a value"),
    ("{\"a\":NaN}\n", "byte 6: a value is needed, but \"NaN}\" was found; write a missing value as null"),
    ("{\"a\":0x1}\n", "byte 6: a number as JSON has them"), ("{\"a\":nullx}\n", "byte 6: a value"),
    ("{\"a\":'b'}\n", "byte 6: a value"), ("{\"a\":\"b}\n", "byte 6: a text that ends in the line"),
    ("{\"a\":\"\\x\"}\n", "byte 7: an escape of JSON"), ("{\"a\":\"\\ud800\"}\n", "byte 7: both halves"),
    ("{\"a\":\"\\udc00\"}\n", "byte 7: both halves"),
    ("{\"a\":\"\\u0000\"}\n", "byte 7: a character other than U+0000"),
    ("{\"a\":\"b\tc\"}\n", "byte 8: a text without control characters"),
    ("{\"a\":1,\"b\":2,\"a\":3}\n", "byte 14: each name once is needed, but \"a for the second time\""),
    ("{\"a\":1,\"\\u0061\":3}\n", "byte 8: each name once"), ("{\"\":1}\n", "byte 2: a name is needed"),
    (
      "{\"a\":1,\"b\":[1,2]}\n",
      "byte 12: one value for \"b\" is needed, but \"an array\" was found; leave the column out"
    ),
    ("{\"a\":1}\n{\"a\":{\"b\":1}}\n", "line 2, byte 6: one value for \"a\" is needed, but \"an object\""),
    ("{}\n{}\n", "an object with names and values"), ("\n\n", "has no rows"),
    ("[{\"a\":1},]", "line 1, byte 10: an object"),
    ("[{\"a\":1}", "line 1, byte 9: ] at the end of the array"),
    ("[{\"a\":1} {\"a\":2}]", "byte 10: a comma or ]"),
    ("[{\"a\":1}] x", "byte 11: nothing behind the array"),
    ("[\n {\"a\":1},\n {\"a\":\n  }]", "line 4, byte 3: a value"),
  ])
  func `what is no row is refused with its place`(_ text: String, _ part: String) {
    let name = text.first == "[" ? "a.json" : "a.jsonl"
    let found = error(text, name: name)
    #expect(found?.contains(part) == true, "\(found ?? "read")")
  }

  @Test func `bytes that are not UTF-8, endless nesting and endless names are refused`() {
    let broken = Array("{\"a\":\"x\"}\n{\"a\":\"caf".utf8) + [0xE9] + Array("\"}\n".utf8)
    let encoding = #expect(throws: DataError.self) { try CSVReader(bytes: broken, name: "a.jsonl").read() }
    #expect(encoding?.description.contains("line 2, byte 10: UTF-8 is needed") == true)
    for brackets in ["[", "{\"a\":"] {
      let deep = "{\"a\":" + String(repeating: brackets, count: 100_000)
      #expect(error(deep + "\n", kept)?.contains("at most 512 levels") == true)
    }
    let name = String(repeating: "k", count: 5000)
    #expect(error("{\"\(name)\":1}\n")?.contains("a name of at most 4096 bytes") == true)
    #expect(error("{\"a\":1}\n", CSVOptions(skippedLines: 1))?.contains("skippedLines") == true)
    #expect(error("{\"a\":1}\n", CSVOptions(table: "t"))?.contains("table") == true)
  }

  @Test func `objects and arrays are no error where nobody uses them`() throws {
    let text = "{\"a\":1,\"tags\":[1, \"x\"]}\n{\"a\":2,\"tags\":{\"b\":null}}\n"
    var options = CSVOptions()
    options.columnNeeds.unused = ["tags"]
    #expect(try read(text, options).columns[1].strings() == ["[1, \"x\"]", "{\"b\":null}"])
    options = CSVOptions()
    options.columnNeeds.used = ["a"]
    #expect(try read(text, options).rowCount == 2)
    #expect(try read(text, CSVOptions(columns: ["a"])).columnNames == ["a"])
  }

  @Test func `rows that are chosen keep numbers with all their digits, and objects and arrays`() throws {
    let text = """
      {"x":1.50,"s":"12","n":null,"t":[1, {"b":"\\u00e9"}],"y":true}
      {"s":"é\\n\\"","x":0.1000000000000000055511151231257827,"n":1E5}
      {"x":3}

      """
    let table = try read(text, kept)
    let written = try String(decoding: JSONLinesWriter().bytes(of: table), as: UTF8.self)
    #expect(
      written == """
        {"x":1.50,"s":"12","n":null,"t":[1, {"b":"\\u00e9"}],"y":true}
        {"x":0.1000000000000000055511151231257827,"s":"é\\n\\"","n":1E5,"t":null,"y":null}
        {"x":3,"s":null,"n":null,"t":null,"y":null}

        """)
    let chosen = try JSONLinesWriter().bytes(of: table.rows(at: [2, 0]))
    #expect(String(decoding: chosen, as: UTF8.self).hasPrefix("{\"x\":3,\"s\":null"))
    let csv = try String(decoding: TableFormat.csv.writer(for: table).bytes(of: table), as: UTF8.self)
    #expect(csv.hasPrefix("x,s,n,t,y\n1.50,\"12\",, \"[1, {\"\"b\"\":"))
  }

  @Test func `other tables are written as JSON lines`() throws {
    let source = "x,s,b,q\n+1.50,\"a\"\"b\\\",TRUE,\"12\"\n 2.5 ,,false,13\n"
    for options in [CSVOptions(), kept] {
      let table = try CSVReader(bytes: Array(source.utf8), options: options).read()
      let written = try String(decoding: JSONLinesWriter().bytes(of: table), as: UTF8.self)
      #expect(
        written
          == "{\"x\":1.5,\"s\":\"a\\\"b\\\\\",\"b\":true,\"q\":12}\n{\"x\":2.5,\"s\":null,\"b\":false,\"q\":13}\n"
      )
      #expect(try read(written).fingerprint == table.fingerprint)
    }
    let infinite = try Table([Column("x", numbers: [.infinity, .nan, 1e300, 0.1])])
    let written = try JSONLinesWriter().bytes(of: infinite)
    #expect(
      String(decoding: written, as: UTF8.self) == "{\"x\":null}\n{\"x\":null}\n{\"x\":1e+300}\n{\"x\":0.1}\n")
    #expect(TableFormat.jsonLines.losses(of: infinite).count == 1)
  }

  @Test func `no damaged byte stops the reader`() throws {
    let bytes = Array(try Fixture.bytes("JSONLines/rows.jsonl").prefix(700))
    for place in bytes.indices {
      for change: UInt8 in [0x80, 0x01, 0x20] {
        var damaged = bytes
        damaged[place] ^= change
        _ = try? CSVReader(bytes: damaged, name: "a.jsonl").read()
      }
      _ = try? CSVReader(bytes: Array(bytes.prefix(place)), name: "a.jsonl").read()
      _ = try? CSVReader(bytes: Array("[".utf8) + bytes.suffix(place), name: "a.json").read()
    }
  }
}
