import Logit
import LogitFiles
import Testing

@testable import LogitData

@Suite struct CSVErrorTests {
  private func error(_ bytes: [UInt8], _ options: CSVOptions = CSVOptions()) -> DataError? {
    #expect(throws: DataError.self) { try CSVReader(bytes: bytes, name: "f", options: options).read() }
  }

  @Test(arguments: [
    ("a,b\n1,2\n3\n", DataError.fieldCount(path: "f", line: 3, expected: 2, found: 1, countLine: 1)),
    ("a,b\n1,2\n\n\"x\ny\",2,3\n", .fieldCount(path: "f", line: 4, expected: 2, found: 3, countLine: 1)),
    ("1,2\n3\n", .fieldCount(path: "f", line: 2, expected: 2, found: 1, countLine: 1)),
    ("a,b\n1,2\n3,\"x\n4,5\n", .unclosedQuote(path: "f", line: 3)),
    ("a,b\n1,\"x\"y\n", .textAfterQuote(path: "f", line: 2, column: "b", found: "y")),
    ("a,b,a\n1,2,3\n", .duplicateColumn(name: "a", first: 1, second: 3, source: "f")),
    ("", .emptyFile(path: "f")), ("\n \n", .emptyFile(path: "f")),
    ("a,b\n", .headerOnly(path: "f", columns: ["a", "b"])), ("\"a", .unclosedQuote(path: "f", line: 1)),
  ]) func `a damaged text is refused with the place`(_ text: String, _ expected: DataError) {
    #expect(error(Array(text.utf8)) == expected)
  }

  @Test func `bytes that are not UTF-8 are named`() {
    #expect(
      error([0x61, 10, 0x78, 10, 0xE9, 0x78])
        == .notUTF8(path: "f", line: 3, column: "\"a\"", found: "éx", likely: .latin1))
    #expect(
      error([0x61, 10, 0x78, 10, 0x80, 0x78])
        == .notUTF8(path: "f", line: 3, column: "\"a\"", found: "€x", likely: .windows1252))
    #expect(error([0xFF, 0xFE, 0x61, 0])?.description.contains("UTF-16") == true)
    #expect(error(Array("PAR1\u{15}\u{4}xx".utf8))?.description.contains("Parquet") == true)
    #expect(error([0x61, 10, 0])?.description.contains("byte 0") == true)
  }

  @Test func `a value of another kind than asked for is shown`() {
    #expect(
      error(Array("a,b\n1,2\n2,x y\n".utf8), CSVOptions(kinds: ["b": .numeric]))
        == .wrongValue(
          path: "f", line: 3, column: "b", expected: "a number", found: "x y", remedies: [.missingWord("x y")]
        ))
  }

  @Test func `a field beyond the limit is taken for a forgotten quote`() {
    let long = String(repeating: "x", count: 400_000)
    let options = CSVOptions(maximumFieldByteCount: 300_000)
    #expect(
      error(Array("a,b\n1,2\n3,\"\(long)\n".utf8), options) == .unclosedQuote(path: "f", line: 3))
    #expect(
      error(Array("a,b\n1,2\n3,\(long)\n".utf8), options) == .fieldTooLong(path: "f", line: 3, limit: 300_000)
    )
  }

  @Test(arguments: ["", "\n"]) func `an escape with nothing behind it is no open quote`(_ end: String) throws
  {
    let options = CSVOptions(escape: "\\")
    for text in ["a,b\n\"1\",x\\", "a,b\n\"1\",\\", "a,b\n\"1\",x\\\\\\"] {
      let expected = DataError.openEscape(path: "f", line: 2, escape: "\\")
      #expect(error(Array((text + end).utf8), options) == expected)
      let stream = try CSVStream(StoredBytes(Array((text + end).utf8), name: "f"), options: options)
      #expect(throws: expected) { try stream.read() }
    }
    #expect(error(Array(("a,b\n1,\"x\\" + end).utf8), options) == .unclosedQuote(path: "f", line: 2))
    let twice = try CSVReader(bytes: Array(("a,b\n1,x\\\\" + end).utf8), options: options).read()
    #expect(twice.columns[1].strings() == ["x\\"])
  }

  @Test func `a long row is one of short fields, read whole and as it comes`() throws {
    let options = CSVOptions(maximumFieldByteCount: 100_000)
    let row = (0..<8).map { String(repeating: "\($0)", count: 50_000) + "x" }
    for fields in [row, row.map { "\"\($0)\"" }] {
      let names = fields.indices.map { "c\($0)" }.joined(separator: ",")
      let bytes = Array("\(names)\n\(fields.joined(separator: ","))\n".utf8)
      let whole = try CSVReader(bytes: bytes, options: options).read()
      #expect(whole.columns.flatMap { $0.strings() } == row)
      let stream = try CSVStream(StoredBytes(bytes, name: "f"), options: options)
      #expect(try stream.read() == whole)
    }
  }

  @Test func `a first row without an end is refused alike, read whole and as it comes`() throws {
    let options = CSVOptions(skippedLines: 1, maximumFieldByteCount: 30_000)
    let bytes = Array(("title\n" + String(repeating: "x", count: 300_000)).utf8)
    let expected = DataError.fieldTooLong(path: "f", line: 2, limit: 30_000)
    let stream = try CSVStream(StoredBytes(bytes, name: "f"), options: options)
    #expect(throws: expected) { try stream.format() }
    #expect(error(bytes, options) == expected)
  }

  @Test func `a long field is refused as it comes, too, behind the rows before it`() throws {
    let long = String(repeating: "x", count: 400_000)
    var options = CSVOptions(maximumFieldByteCount: 300_000)
    let bytes = Array("a,b\n1,2\n3,\(long)\n5,6\n".utf8)
    let expected = DataError.fieldTooLong(path: "f", line: 3, limit: 300_000)
    let stream = try CSVStream(StoredBytes(bytes, name: "f"), options: options)
    #expect(try stream.next()?.rowCount == 1)
    #expect(throws: expected) { try stream.next() }
    options.kinds = ["a": .integer, "b": .string]
    let passing = try CSVStream(StoredBytes(bytes, name: "f"), options: options)
    var faults: [RowFault] = []
    var numbers: [Double] = []
    while let batch = try passing.nextBatch(passingFaults: true) {
      faults += batch.faults
      numbers += try batch.table.column("a").numbers()
    }
    #expect(faults.map(\.error) == [expected] && numbers == [1, 5])
    #expect(faults[0].finding == "row 2 (line 3): a field has more than 300000 bytes")
  }

  @Test func `no more memory is taken up than the limit allows`() throws {
    let bytes = Array("a,b\n1,2\n3,4\n".utf8)
    let refusal = FileError.outOfMemory(source: "f", limit: 1)
    let limited = CSVOptions(memory: .bytes(1))
    // For the first rows, which may be far down.
    #expect(throws: refusal) { try CSVReader(bytes: bytes, name: "f", options: limited) }
    let stream = try CSVStream(StoredBytes(bytes, name: "f"), options: limited)
    #expect(throws: refusal) { try stream.format() }
    // For the rows that are kept.
    let source = StoredBytes(bytes, name: "f")
    var sniffer = CSVSniffer(source, CSVOptions())
    let layout = try sniffer.layout()
    #expect(throws: refusal) { try CSVWholeRead(source, layout, limited).table() }
    // For a row that a buffer does not hold.
    let long = StoredBytes(Array("a,b\n1,\(String(repeating: "x", count: 300_000))\n".utf8), name: "f")
    let parser = CSVPieceParser(long, layout, within: .bytes(1))
    let fields = [CSVColumnBuilder?](repeating: nil, count: 2)
    #expect(throws: refusal) { try parser.parse(layout.dataStart..<long.size, into: fields) }
    let roomy = CSVPieceParser(long, layout, within: .unlimited)
    #expect(try roomy.parse(layout.dataStart..<long.size, into: fields).rows == 1)
  }

  @Test func `what is no file is said to be none`() {
    #expect(throws: FileError.notRead(path: "/", reason: "it is a directory")) { try Table(csv: "/") }
    #expect(throws: FileError.notRead(path: "/no/such", reason: "No such file or directory")) {
      try Table(csv: "/no/such")
    }
  }
}
