import LogitFiles
import Testing

/// The JSON reader and writer, against what Python wrote and against what no JSON is.
@Suite struct JSONReaderTests {
  @Test("Members keep their order, and whole numbers stay apart from others")
  func distinctions() throws {
    let value = try JSON(json: #" {"b": 1, "a": 1.0, "c": [true, false, null, -0, -0.0, 1e3, 2E-2]} "#)
    let list: [JSON] = [
      .bool(true), .bool(false), .null, .integer(0), .number(-0.0), .number(1000), .number(0.02),
    ]
    let expected = ["b": 1, "a": .number(1), "c": .array(list)] as JSON
    #expect(value == expected)
    #expect(value["c"]?.description == "[true, false, null, 0, -0.0, 1000.0, 0.02]")
    #expect(try JSON(json: "9223372036854775807") == .integer(.max))
    #expect(try JSON(json: "-9223372036854775808") == .integer(.min))
  }

  @Test("Python's numbers that are not finite are numbers")
  func notFinite() throws {
    #expect(try JSON(json: "[Infinity, -Infinity, NaN]").description == "[Infinity, -Infinity, NaN]")
  }

  @Test("Escapes are read, and written as Python writes them")
  func escapes() throws {
    let json = #""\"\\\/\b\f\n\r\t\u00e9\ud83d\ude00é😀\u007f""#
    let value = try JSON(json: json)
    #expect(value == .string("\"\\/\u{8}\u{C}\n\r\té😀é😀\u{7F}"))
    #expect(value.description == #""\"\\/\b\f\n\r\t\u00e9\ud83d\ude00\u00e9\ud83d\ude00\u007f""#)
  }

  @Test(
    "What is not strictly JSON is refused with its line and column",
    arguments: [
      ("", 1, 1, "expected a value, but the text ends"),
      ("{\n  \"a\": 1,\n}", 3, 1, "expected a name in quotes, but found \"}\""),
      ("[1,]", 1, 4, "expected a value, but found \"]\""),
      ("[1 2]", 1, 4, "expected \",\" or \"]\", but found \"2\""),
      ("{\"a\" 1}", 1, 6, "expected \":\", but found \"1\""),
      ("{a: 1}", 1, 2, "expected a name in quotes, but found \"a\""),
      ("1 1", 1, 3, "expected the end of the text, but found \"1\""),
      ("01", 1, 2, "expected the end of the text, but found \"1\""),
      ("-", 1, 2, "expected a digit, but the text ends"), ("1.", 1, 3, "expected a digit, but the text ends"),
      ("1e+", 1, 4, "expected a digit, but the text ends"), (".5", 1, 1, "expected a value, but found \".\""),
      ("+1", 1, 1, "expected a value, but found \"+\""), ("tru", 1, 1, "expected a value, but found \"t\""),
      ("'a'", 1, 1, "expected a value, but found \"'\""),
      ("\u{FEFF}1", 1, 1, "expected a value, but found the byte 0xef"),
      ("9223372036854775808", 1, 1, "the whole number is beyond 64 bits"),
      ("1e999", 1, 1, "the number is beyond the range of a double"),
      ("[\"é\", \"\n\"]", 1, 8, "a control character in text must be written as an escape such as \\n"),
      ("\"abc", 1, 1, "the text that begins here does not end"),
      ("\"\\x\"", 1, 2, "there is no such escape"),
      ("\"\\", 1, 2, "there is no such escape"), ("\"\\ud800\"", 1, 2, "half of a surrogate pair"),
      ("\"\\ude00\"", 1, 2, "half of a surrogate pair"),
      ("\"\\ud800\\u0041\"", 1, 2, "half of a surrogate pair"),
      ("\"\\u00g0\"", 1, 6, "expected four hexadecimal digits, but found \"g\""),
      ("{\"a\": 1, \"a\": 2}", 1, 10, "the name \"a\" appears twice in one object"),
      ("// no\n1", 1, 1, "expected a value, but found \"/\""),
    ] as [(String, Int, Int, String)])
  func refused(_ json: String, line: Int, column: Int, reason: String) {
    #expect(
      throws: FileError.invalidJSON(source: "the JSON text", line: line, column: column, reason: reason)
    ) {
      try JSON(json: json)
    }
  }

  @Test("Bytes that are no UTF-8 are refused")
  func notUTF8() {
    #expect(
      throws: FileError.invalidJSON(source: "x", line: 1, column: 2, reason: "the text is not UTF-8")
    ) {
      try JSONReader.parse([0x22, 0xFF, 0x22], source: "x")
    }
  }

  @Test("Depth and size are limited")
  func limits() throws {
    func nested(_ depth: Int) -> String {
      String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
    }
    _ = try JSON(json: nested(JSONReader.largestDepth))
    let error = #expect(throws: FileError.self) { try JSON(json: nested(JSONReader.largestDepth + 1)) }
    #expect("\(try #require(error))".contains("nested deeper than 128 levels"))
    #expect(throws: FileError.self) { try JSON(json: nested(1_000_000)) }
    #expect(
      throws: FileError.invalidJSON(
        source: "x", line: 1, column: 1, reason: "the text has 9 bytes, more than the 8 allowed")
    ) {
      try JSONReader.parse(Array("[1, 2, 3]".utf8), source: "x", largestByteCount: 8)
    }
  }
}
