import LogitData
import LogitFiles
import Testing

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

  @Test func `what is no file is said to be none`() {
    #expect(throws: FileError.notRead(path: "/", reason: "it is a directory")) { try Table(csv: "/") }
    #expect(throws: FileError.notRead(path: "/no/such", reason: "No such file or directory")) {
      try Table(csv: "/no/such")
    }
  }
}
