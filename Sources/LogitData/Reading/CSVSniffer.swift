import CLogitData
import LogitFiles

/// Detects the layout of a CSV file from its first rows.
struct CSVSniffer {
  /// The number of bytes examined, unless a row is longer.
  private static let sampleByteCount = 1 << 16
  /// The number of rows examined.
  private static let rowLimit = 200
  private static let candidates: [UInt8] = Array(",;\t|".utf8)

  private let source: StoredBytes
  private let options: CSVOptions
  private var sample: [UInt8] = []
  private var isWhole = false
  private var newline = CSVText.lineFeed

  /// Whether the source is only the beginning of what is to be read.
  private let isPrefix: Bool

  init(_ source: StoredBytes, _ options: CSVOptions, isPrefix: Bool = false) {
    self.source = source
    self.options = options
    self.isPrefix = isPrefix
  }

  private var comment: UInt8 { options.comment?.asciiValue ?? 0 }
  private var decimal: UInt8 { options.usesDecimalComma ? UInt8(ascii: ",") : UInt8(ascii: ".") }

  /// The layout.
  ///
  /// - Throws: A ``DataError`` if there are no rows, or the source is not text.
  mutating func layout() throws -> CSVLayout {
    guard source.size > 0 else { throw DataError.emptyFile(path: source.name) }
    try takeSample(Self.sampleByteCount)
    let mark = sample.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    newline =
      sample.contains(CSVText.lineFeed) || !sample.contains(CSVText.carriageReturn)
      ? CSVText.lineFeed : CSVText.carriageReturn
    let separator = options.separator?.asciiValue ?? likelySeparator(from: mark)
    var rows = self.rows(separator, from: mark)
    while rows.count < 2 && sample.count < source.size {
      guard sample.count <= 2 * options.maximumFieldByteCount else { break }
      try takeSample(sample.count * 4)
      rows = self.rows(separator, from: mark)
    }
    guard let first = rows.first else { throw emptiness(from: mark, separator) }
    let words = CSVWords(options.missingWords, decimal: decimal)
    let hasHeader =
      switch options.header {
      case .firstRow: true
      case .none: false
      case .automatic: looksLikeHeader(rows, words)
      }
    let start = hasHeader ? first.end : first.start
    if hasHeader && isWhole
      && sample[start...].allSatisfy({ $0 == CSVText.lineFeed || $0 == CSVText.carriageReturn })
    {
      throw DataError.headerOnly(path: source.name, columns: names(first.fields))
    }
    let valueRows = rows.dropFirst(hasHeader ? 1 : 0)
    let lineEnd = self.lineEnd(of: first)
    return CSVLayout(
      separator: separator, newline: newline, comment: comment, decimal: decimal, encoding: options.encoding,
      maximumFieldByteCount: options.maximumFieldByteCount, words: words,
      names: try checkedNames(hasHeader ? first : nil, count: first.fields.count), hasHeader: hasHeader,
      dataStart: start, countLine: CSVText.line(of: first.start, in: source),
      rowByteCount: max(1, ((valueRows.last?.end ?? start + 1) - start) / max(valueRows.count, 1)),
      header: hasHeader ? first.start..<first.end - lineEnd.count : nil, lineEnd: lineEnd.kind,
      hasMark: mark > 0)
  }

  /// What a row ends with, and of how many bytes it is; a row that the text ends with may have none.
  private func lineEnd(of row: CSVText.Row) -> (kind: LineEnd, count: Int) {
    guard row.end > row.start, sample[row.end - 1] == newline else {
      return (newline == CSVText.carriageReturn ? .carriageReturn : .lineFeed, 0)
    }
    if newline == CSVText.carriageReturn { return (.carriageReturn, 1) }
    let hasReturn = row.end - row.start > 1 && sample[row.end - 2] == CSVText.carriageReturn
    return hasReturn ? (.returnAndLineFeed, 2) : (.lineFeed, 1)
  }

  private func rows(_ separator: UInt8, from start: Int) -> [CSVText.Row] {
    CSVText.rows(
      sample, from: start, separator: separator, newline: newline, comment: comment, isWhole: isWhole,
      limit: Self.rowLimit)
  }

  private mutating func takeSample(_ byteCount: Int) throws {
    sample = [UInt8](repeating: 0, count: min(byteCount, source.size))
    let source = source
    let count = try sample.withUnsafeMutableBytes { try source.readSome(into: $0, at: 0) }
    sample.removeLast(sample.count - count)
    isWhole = sample.count >= source.size && !isPrefix
    if let found = FileSignature.binary(sample) {
      throw DataError.notText(path: source.name, found: found.found, remedy: found.remedy)
    }
  }

  private func emptiness(from start: Int, _ separator: UInt8) -> any Error {
    if let open = sample[start...].firstIndex(of: CSVText.quote) {
      return DataError.unclosedQuote(path: source.name, line: CSVText.line(of: open, in: source))
    }
    return DataError.emptyFile(path: source.name)
  }

  // MARK: - Separator

  /// The separator that gives most rows the same number of fields; among equals, the one that gives the most
  /// fields.
  private func likelySeparator(from start: Int) -> UInt8 {
    var best = (separator: Self.candidates[0], share: 0.0, fields: 1)
    for candidate in Self.candidates
    where candidate != comment && !(options.usesDecimalComma && candidate == UInt8(ascii: ",")) {
      let counts = rows(candidate, from: start).map(\.fields.count)
      guard let first = counts.first else { continue }
      // The first row must be right; some of the others may be damaged.
      let share = Double(counts.count { $0 == first }) / Double(counts.count)
      guard first > 1, share > 0.5 else { continue }
      if share > best.share || share == best.share && first > best.fields {
        best = (candidate, share, first)
      }
    }
    return best.fields > 1
      ? best.separator : options.usesDecimalComma ? UInt8(ascii: ";") : UInt8(ascii: ",")
  }

  // MARK: - Header

  /// Whether the first row has a requested name, or is all strings and either a column below is of another
  /// kind or none of its strings occur below.
  private func looksLikeHeader(_ rows: [CSVText.Row], _ words: CSVWords) -> Bool {
    let first = rows[0].fields
    let known = (options.columns ?? []).union(options.kinds.keys)
    if !known.isDisjoint(with: names(first)) { return true }
    let looks = first.map { kind($0.text, words) }
    guard looks.allSatisfy({ $0 == LOGIT_FIELD_TEXT || $0 == LOGIT_FIELD_MISSING }),
      looks.contains(LOGIT_FIELD_TEXT)
    else { return false }
    var isDistinct = Set(first.map(\.text)).count == first.count && !first.contains { $0.text.isEmpty }
    for row in rows.dropFirst() {
      for (column, field) in row.fields.enumerated() where column < first.count {
        let look = kind(field.text, words)
        if look != LOGIT_FIELD_TEXT && look != LOGIT_FIELD_MISSING { return true }
        if field == first[column] { isDistinct = false }
      }
    }
    return isDistinct
  }

  private func kind(_ text: [UInt8], _ words: CSVWords) -> logit_field_kind {
    var bytes = text
    bytes.append(contentsOf: repeatElement(0, count: Int(LOGIT_DATA_PADDING)))
    return bytes.withUnsafeBufferPointer { bytes in
      var (before, end) = (UInt32.max, UInt32(text.count))
      return withUnsafePointer(to: &before) { before in
        withUnsafePointer(to: &end) { end in
          var fields = logit_csv_fields(
            bytes: bytes.baseAddress, befores: before, ends: end, before_stride: 1, end_stride: 1,
            drops_return: 0, decimal: decimal, allows_zeros: 0, words: words.pointer)
          return logit_csv_classify(&fields, 0)
        }
      }
    }
  }

  private func names(_ fields: [CSVText.Field]) -> [String] {
    fields.enumerated().map { $1.text.isEmpty ? "column_\($0 + 1)" : options.encoding.string($1.text) }
  }

  private func checkedNames(_ header: CSVText.Row?, count: Int) throws -> [String] {
    guard let header else { return (1...count).map { "column_\($0)" } }
    if options.encoding == .utf8,
      let column = header.fields.firstIndex(where: {
        logit_utf8_prefix($0.text, $0.text.count) < $0.text.count
      })
    {
      let text = header.fields[column].text
      let line = CSVText.line(of: header.start, in: source)
      throw CSVDiagnosis.notUTF8(path: source.name, line: line, column: "number \(column + 1)", text)
    }
    let names = names(header.fields)
    var places: [String: Int] = [:]
    for (index, name) in names.enumerated() {
      if let first = places.updateValue(index, forKey: name) {
        throw DataError.duplicateColumn(
          name: name, first: first + 1, second: index + 1, source: source.name)
      }
    }
    return names
  }
}
