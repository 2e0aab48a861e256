@testable import LogitData

/// A text whose fields are spelled in every way that a reader accepts, and what a writer is to make of it.
struct HostileText {
  /// The fields of each row as they stand in the text, in UTF-8; the first row has the names.
  private(set) var rows: [[String]] = []
  let separator: String
  let lineEnd: String

  /// Fields that stay as they are whatever separates them.
  private static let plain = [
    "", "x", "007", "1.50", "-0", "+5", ".5", "5.", "1E5", "1e-05", "89439382135305199831",
    "9007199254740993",
    "0.10000000000000000555", "TRUE", "False", "true", "NA", "\"NA\"", "None", "\"\"", " pad ", "\" pad \"",
    "5\" pipe", "\"say \"\"hi\"\"\"", "\"two\nlines\"", "\"two\r\nlines\"", "\"a,b;c\td|e\"", "é",
    "\"naïve £\"",
    "#1", "'q'", "7413137.880", "2024-01-02", "inf", "1_000", "\"1.50\"",
  ]
  /// Fields that need quotes where what they contain separates fields.
  private static let marked = [
    "29,73", "1;2", "a|b", "1,5\"x", "\tq", " p\t", "\t\"q\"\t", " \"q\"\t ", "\"\tq\t\"", " \"a|b\" ",
  ]

  /// - Parameter seed: Where the draws come from.
  init(seed: UInt64, separator: String, lineEnd: String, rowCount: Int) {
    var generator = SplitMix(state: seed)
    (self.separator, self.lineEnd) = (separator, lineEnd)
    let columnCount = Int.random(in: 2...6, using: &generator)
    let fields = Self.plain + Self.marked.filter { !$0.contains(separator) }
    rows.append((0..<columnCount).map { $0 == 1 ? "\"na,me; \"\"\($0)\"\"\"" : "c \($0)" })
    for _ in 0..<rowCount {
      rows.append((0..<columnCount).map { _ in fields.randomElement(using: &generator) ?? "" })
    }
  }

  private init(_ rows: [[String]], _ text: HostileText) {
    (self.rows, separator, lineEnd) = (rows, text.separator, text.lineEnd)
  }

  /// The text in UTF-8.
  var utf8: [UInt8] { Array(rows.map { $0.joined(separator: separator) + lineEnd }.joined().utf8) }

  /// The text in Latin-1.
  var latin1: [UInt8] {
    rows.map { $0.joined(separator: separator) + lineEnd }.joined().unicodeScalars.map { UInt8($0.value) }
  }

  /// The text with some of its rows, counted without the names.
  func choosing(_ indices: [Int]) -> HostileText {
    HostileText([rows[0]] + indices.map { rows[$0 + 1] }, self)
  }

  /// The text as it must be with another separator: fields as they stand, quoted only where they contain it,
  /// without the blanks at their edges if it is a part of these.
  func separated(by other: String) -> [UInt8] {
    let fields = rows.map { row in
      row.map { field in
        guard field.contains(other) else { return field }
        let core = field.trimmingBlanks
        guard core.hasPrefix("\"") else { return "\"\(core.replacing("\"", with: "\"\""))\"" }
        return field.replacing(core, with: "").contains(other) ? core : field
      }
    }
    return Array(fields.map { $0.joined(separator: other) + "\n" }.joined().utf8)
  }

  private struct SplitMix: RandomNumberGenerator {
    var state: UInt64
    mutating func next() -> UInt64 {
      state &+= 0x9E37_79B9_7F4A_7C15
      var z = state
      z = (z ^ z >> 30) &* 0xBF58_476D_1CE4_E5B9
      z = (z ^ z >> 27) &* 0x94D0_49BB_1331_11EB
      return z ^ z >> 31
    }
  }
}
