import Dispatch
import Logit
import LogitTestSupport
import Testing

@testable import LogitData

#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

/// Over generated hostile texts, the whole read with any number of threads and in pieces of any size, and the
/// stream however the bytes come, give the fields of the simple parser.
@Suite(.serialized) struct CSVAgreementTests {
  private struct Draw: RandomNumberGenerator {
    var state: UInt64
    mutating func next() -> UInt64 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return state ^ state >> 29
    }
    mutating func oneIn(_ count: Int) -> Bool { Int.random(in: 0..<count, using: &self) == 0 }
    mutating func pick<Element>(_ elements: [Element]) -> Element {
      elements[Int.random(in: 0..<elements.count, using: &self)]
    }
  }

  /// A text and how to read it.
  private struct Case {
    var text = ""
    var options = CSVOptions(header: .firstRow, missingWords: [])
    var columns = 0

    init(_ draw: inout Draw) {
      columns = Int.random(in: 1...5, using: &draw)
      let separator = draw.pick([",", ";", "\t", "|"])
      options.separator = Character(separator)
      if draw.oneIn(3) { options.escape = "\\" }
      if draw.oneIn(4) { options.comment = "#" }
      let marks = draw.oneIn(2) ? ["\n", "\r", "\r\n"] : [draw.pick(["\n", "\r", "\r\n"])]
      if draw.oneIn(4) {
        options.skippedLines = Int.random(in: 1...3, using: &draw)
        for _ in 0..<options.skippedLines {
          text += draw.pick(["x", "title", "a\(separator)\"b"]) + draw.pick(marks)
        }
      }
      let trails = draw.oneIn(4)
      for row in 0...Int.random(in: 1...40, using: &draw) {
        if options.comment != nil && draw.oneIn(6) { text += "# \"\(separator)" + draw.pick(marks) }
        if draw.oneIn(8) { text += draw.pick(["", " ", "  "]) + draw.pick(marks) }
        let fields = (0..<columns).map { row == 0 ? "c\($0)" : field(separator, marks, &draw) }
        text += fields.joined(separator: separator)
        if trails && row > 0 { text += separator }
        if row == 0 || !draw.oneIn(30) { text += draw.pick(marks) } else { text += "\n" }
      }
      if draw.oneIn(3) && text.hasSuffix("\n") { text.removeLast() }
    }

    private func field(_ separator: String, _ marks: [String], _ draw: inout Draw) -> String {
      let blanks = draw.oneIn(3) ? draw.pick([" ", "  "]) : ""
      var words = ["1", "-2.5", "x", "y z", "é", "NA", "true", "a'b"]
      if options.escape != nil { words += ["q\\\(separator)r", "b\\\"c", "d\\\\", "e\\\nf", "\\N"] }
      // A field of its own must not be an empty line.
      if draw.oneIn(3) || columns == 1 {
        var inner = draw.pick(
          words + ["", " edge ", "two" + draw.pick(marks) + "lines", separator, "\"\"", "a\"\"b"])
        if options.escape != nil { inner += draw.pick(["", "\\\"", "\\\\"]) }
        return blanks + "\"" + inner + "\"" + blanks
      }
      return blanks + draw.pick(words + ["", "a\"b"]) + blanks
    }
  }

  /// What the simple parser gives, column by column.
  private func expected(_ hostile: Case) throws -> [[String?]] {
    let bytes = Array(hostile.text.utf8)
    let preamble = try #require(
      CSVPreamble(bytes, skipping: hostile.options.skippedLines, isWhole: true))
    let syntax = hostile.options.syntax(separator: hostile.options.separator?.asciiValue ?? 0)
    let rows = CSVText.rows(bytes, from: preamble.end, syntax, isWhole: true, limit: .max)
    return (0..<hostile.columns).map { column in
      rows.dropFirst().map { String(decoding: $0.fields[column].text, as: UTF8.self) }
    }
  }

  /// The texts of a table; the kinds are all of strings, so that nothing is changed.
  private func texts(_ table: Table) -> [[String?]] { table.columns.map { $0.strings() } }

  private func streamed(_ hostile: Case, _ draw: inout Draw) throws -> Table {
    var ends: [Int32] = [0, 0]
    pipe(&ends)
    defer { close(ends[0]) }
    let bytes = Array(hostile.text.utf8)
    let sizes = draw.oneIn(2) ? 1...7 : 20...400
    var place = 0
    var parts: [ArraySlice<UInt8>] = []
    while place < bytes.count {
      let next = min(bytes.count, place + Int.random(in: sizes, using: &draw))
      parts.append(bytes[place..<next])
      place = next
    }
    let (writing, sent) = (ends[1], DispatchGroup())
    DispatchQueue.global().async(group: sent) { [parts] in
      for part in parts { _ = Array(part).withUnsafeBytes { write(writing, $0.baseAddress, $0.count) } }
      close(writing)
    }
    defer { sent.wait() }
    let stream = try CSVStream(descriptor: ends[0], name: "in", options: hostile.options)
    return try stream.read()
  }

  /// Whether a stream that chooses the kinds itself gives the texts of the columns that hold texts. It
  /// refuses a value that does not fit the first batch.
  private func choosesTexts(_ hostile: Case, _ whole: Table, _ draw: inout Draw) throws -> Bool {
    do {
      let table = try streamed(hostile, &draw)
      return zip(table.columns, whole.columns).allSatisfy { streamed, whole in
        whole.kind != .string || streamed.kind == .string && streamed.strings() == whole.strings()
      }
    } catch DataError.wrongValue {
      return true
    }
  }

  @Test func `all ways of reading give the same fields`() throws {
    var draw = Draw(state: 5)
    for round in 0..<600 {
      var hostile = Case(&draw)
      let kindless = hostile
      hostile.options.kinds = Dictionary(
        uniqueKeysWithValues: (0..<hostile.columns).map { ("c\($0)", ColumnKind.string) })
      let expected = try expected(hostile)
      guard expected[0].count > 0 else { continue }
      let reader = try CSVReader(bytes: Array(hostile.text.utf8), options: hostile.options)
      for threads in round % 8 == 0 ? [1, 4] : [1] {
        try choosingThreads { setCount in
          try setCount(threads)
          for pieceByteCount in [5, 64, 1 << 20] {
            let table = try reader.read(pieceByteCount: pieceByteCount)
            #expect(
              texts(table) == expected, "\(hostile.text.debugDescription) in pieces of \(pieceByteCount)")
            var joined = expected.map { _ in [String?]() }
            try reader.forEachBatch(pieceByteCount: pieceByteCount) { rows, starts in
              #expect(starts.count == rows.rowCount)
              for (column, strings) in texts(rows).enumerated() { joined[column] += strings }
            }
            #expect(
              joined == expected, "\(hostile.text.debugDescription) in batches of \(pieceByteCount)")
          }
        }
      }
      var batches = reader
      var joined = expected.map { _ in [String?]() }
      while let batch = try batches.next() {
        for (column, strings) in texts(batch).enumerated() { joined[column] += strings }
      }
      #expect(joined == expected)
      #expect(
        texts(try streamed(hostile, &draw)) == expected, "streamed: \(hostile.text.debugDescription)")
      if round % 2 == 0 {
        let whole = try CSVReader(bytes: Array(hostile.text.utf8), options: kindless.options).read()
        #expect(
          try choosesTexts(kindless, whole, &draw), "kinds left out: \(hostile.text.debugDescription)")
      }
    }
  }
}
