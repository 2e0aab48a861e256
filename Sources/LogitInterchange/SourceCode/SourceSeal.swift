import LogitData
import LogitFiles

/// The line of a file of source code by which it is known to be as it was written: the number of its golden
/// rows, and a checksum of everything else.
///
/// It guards against changes by hand and by tools. It is no signature: who wants to can make one, so that
/// files from strangers should not be run because they have it.
struct SourceSeal {
  /// The number of golden rows.
  let rowCount: Int

  private static let start = "logit-golden-rows: "
  private static let middle = "; logit-seal: "
  private static let digitCount = 16
  /// How far from the beginning the line is looked for.
  private static let farthest = 1 << 20

  /// What stands in a text for the line until it is sealed.
  static let placeholder = start + "?"

  /// Puts the line in its place.
  static func seal(_ text: String, golden: GoldenRows, notes: [String]) -> ExportedFile {
    var bytes = Array(text.utf8)
    guard let place = bytes.firstPlace(of: placeholder, before: farthest) else {
      programmingError("A text without a place for its seal")
    }
    let line = "\(start)\(golden.probabilities.count)\(middle)"
    bytes.replaceSubrange(
      place..<place + placeholder.utf8.count, with: line.utf8 + [UInt8](repeating: 0x30, count: digitCount))
    let first = place + line.utf8.count
    bytes.replaceSubrange(first..<first + digitCount, with: digits(of: bytes).utf8)
    return ExportedFile(bytes, notes: notes)
  }

  /// The seal of a file.
  ///
  /// - Parameters:
  ///   - artefact: The file.
  ///   - start: How files of the format begin.
  ///   - end: How their names end.
  /// - Returns: `nil` if it has none, or is not as it was written.
  init?(_ artefact: Artefact, start beginning: String, end: String) {
    var bytes = artefact.bytes
    guard artefact.path.hasSuffix(".\(end)"), bytes.starts(with: beginning.utf8),
      let place = bytes.firstPlace(of: Self.start, before: Self.farthest)
    else { return nil }
    let number = bytes[(place + Self.start.utf8.count)...].prefix { (0x30...0x39).contains($0) }
    guard number.count <= 9, let rowCount = Int(String(decoding: number, as: UTF8.self)), rowCount > 0,
      bytes[number.endIndex...].starts(with: Self.middle.utf8)
    else { return nil }
    let first = number.endIndex + Self.middle.utf8.count
    guard first + Self.digitCount <= bytes.count else { return nil }
    let digits = String(decoding: bytes[first..<first + Self.digitCount], as: UTF8.self)
    for index in first..<first + Self.digitCount { bytes[index] = 0x30 }
    guard digits == Self.digits(of: bytes) else { return nil }
    self.rowCount = rowCount
  }

  /// Runs the golden rows of the file.
  ///
  /// - Parameters:
  ///   - artefact: The file, which has this seal.
  ///   - name: What it is called meanwhile.
  ///   - runner: What runs it; `nil` if it is not there.
  ///   - run: Runs the file, whose path it gets, and gives what was printed: `row N DIFFERENCE` for each row.
  /// - Returns: What was found; `nil` without a runner.
  /// - Throws: ``InterchangeError/notRun(output:runner:reason:)`` for anything else that was printed, and what
  ///   `run` throws.
  func check(
    _ artefact: Artefact, as name: String, by runner: Runner?,
    _ run: (_ runner: Runner, _ path: String, _ scratch: Scratch) throws -> String
  ) throws -> GoldenCheck? {
    guard let runner else { return nil }
    return try Scratch.with { scratch in
      let printed = try run(runner, scratch.write(artefact.bytes, as: name), scratch)
      return try runner.check(printed, rowCount: rowCount, checking: artefact.path)
    }
  }

  private static func digits(of bytes: [UInt8]) -> String {
    let hash = String(bytes.withUnsafeBytes { XXH64.hash($0) }, radix: 16)
    return String(repeating: "0", count: digitCount - hash.count) + hash
  }
}

extension [UInt8] {
  /// Where a text is the first in a line of comment. Names of columns and classes, which may be anything, stand
  /// behind other words.
  fileprivate func firstPlace(of text: String, before end: Int) -> Int? {
    let wanted = Array(text.utf8)
    guard count >= wanted.count else { return nil }
    let marks = [" * ", "// ", "# ", "-- "].map { Array("\n\($0)".utf8) }
    return (0..<Swift.min(end, count - wanted.count + 1)).first { start in
      self[start] == wanted[0] && self[start..<start + wanted.count].elementsEqual(wanted)
        && marks.contains { start >= $0.count && self[start - $0.count..<start].elementsEqual($0) }
    }
  }
}

extension TableCell {
  /// The value of a golden row in source code.
  func source(_ kind: CodeInput.Kind, _ language: any SourceLanguage, missingText: String) -> String {
    switch (self, kind) {
    case (.missing, .text): missingText
    case (.missing, _): language.literal(.nan)
    case (.text(let text), .text): language.string(text)
    case (.text(let text), _): language.literal(Double(text) ?? .nan)
    case (.number(let number), _): language.literal(number)
    case (.integer(let number), _): language.literal(Double(number))
    case (.boolean(let value), _): language.literal(value ? 1 : 0)
    }
  }
}
