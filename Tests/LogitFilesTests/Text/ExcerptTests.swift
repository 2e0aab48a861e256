import LogitFiles
import Testing

@Suite struct ExcerptTests {
  private static func excerpt(rows: Int, columns: Int, _ cell: @escaping (Int, Int) -> String) -> String {
    Excerpt(rowCount: rows, names: (0..<columns).map { "c\($0)" }, cell: cell).text
  }

  @Test func `what is short is shown whole`() {
    let text = Self.excerpt(rows: 3, columns: 2) { row, column in "\(row * 10 + column)" }
    #expect(text == "   c0  c1\n0   0   1\n1  10  11\n2  20  21\n")
  }

  @Test func `of many rows the first and last five are shown, and only those are asked for`() {
    let text = Self.excerpt(rows: 1_000_000, columns: 1) { row, _ in
      #expect(row < 5 || row >= 999_995)
      return "\(row)"
    }
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    #expect(lines.count == 13 && lines[6] == "…" && lines[5].hasPrefix("4 ") && lines[7].hasPrefix("999995"))
  }

  @Test(arguments: [1, 2, 3, 7, 20, 21, 60, 10_000]) func `lines fit on a screen`(columns: Int) {
    let text = Self.excerpt(rows: 20, columns: columns) { row, column in "value \(row) of \(column)" }
    #expect(text.split(separator: "\n").allSatisfy { $0.count <= 100 })
    // Both ends are there, and a gap where something is left out.
    #expect(text.contains("c0") && text.contains("c\(columns - 1)"))
    #expect(text.hasPrefix(" ") && (columns < 7 || text.prefix { $0 != "\n" }.contains("…")))
  }

  @Test func `a cell stays on its line and steers no terminal`() {
    let text = Self.excerpt(rows: 1, columns: 1) { _, _ in "a\nb\u{1B}[2J\u{9B}c é 🎈" }
    #expect(text.split(separator: "\n").count == 2)
    #expect(!text.unicodeScalars.contains { $0.value == 0x1B || $0.value == 0x9B })
    #expect(text.contains("é 🎈"))
  }

  @Test func `a cell of escapes is no wider than another`() {
    let steering = String(repeating: "\u{202E}\u{2066}", count: 20)
    let text = Self.excerpt(rows: 2, columns: 2) { _, column in column == 0 ? steering : "x" }
    let lines = text.split(separator: "\n")
    #expect(lines.count == 3 && lines.allSatisfy { $0.count < 50 })
    #expect(lines[1].contains("\\u202E\\u2066") && lines[1].contains("…"))
    #expect(!text.unicodeScalars.contains { $0.value == 0x202E || $0.value == 0x2066 })
  }

  @Test func `long cells are shortened`() {
    let text = Self.excerpt(rows: 1, columns: 1) { _, _ in String(repeating: "x", count: 500) }
    #expect(text.contains("x…") && text.count < 80)
  }
}
