import LogitFiles
import Testing

@Suite struct ControlCharactersTests {
  @Test(arguments: [
    ("plain", "plain"), ("tab\tand\nlines\r\n", "tab\tand\nlines\r\n"), ("é ü — … 漢 🙂", "é ü — … 漢 🙂"),
    ("\u{1B}[2J", "\\x1B[2J"), ("\0\u{7}\u{8}\u{7F}", "\\x00\\x07\\x08\\x7F"), ("a\rb", "a\\x0Db"),
    ("\u{80}\u{9B}31m\u{9F}\u{A0}", "\\x80\\x9B31m\\x9F\u{A0}"),
    ("\u{202A}\u{202E}\u{2066}\u{2069}\u{2029}\u{202F}", "\\u202A\\u202E\\u2066\\u2069\u{2029}\u{202F}"),
  ])
  func `control characters become escapes, all else stays`(text: String, shown: String) {
    #expect(text.showingControls == shown)
  }

  @Test func `on one line there are no ends of line`() {
    #expect("a\nb\r\nc\td\u{1B}".onOneLine == "a\\nb\\r\\nc\\td\\x1B")
    #expect("plain".onOneLine == "plain")
  }
}
