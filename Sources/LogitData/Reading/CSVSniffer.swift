import CLogitData
import LogitFiles

/// Detects the layout of a CSV file from its first rows.
struct CSVSniffer {
  /// The number of bytes examined, unless a row is longer.
  private static let sampleByteCount = 1 << 16
  /// The number of rows examined.
  private static let rowLimit = 200

  private let source: StoredBytes
  private let options: CSVOptions
  private let words: CSVWords
  private var sample: [UInt8] = []
  private var isWhole = false

  /// Whether the source is only the beginning of what is to be read.
  private let isPrefix: Bool

  init(_ source: StoredBytes, _ options: CSVOptions, isPrefix: Bool = false) {
    self.source = source
    self.options = options
    self.isPrefix = isPrefix
    words = CSVWords(options.missingWords, decimal: Self.decimal(options))
  }

  private static func decimal(_ options: CSVOptions) -> UInt8 {
    options.usesDecimalComma ? UInt8(ascii: ",") : UInt8(ascii: ".")
  }

  /// The layout.
  ///
  /// - Throws: A ``DataError`` if there are no rows, or the source is not text, or is of another format;
  ///   `FileError.outOfMemory(source:limit:)` if the lines to skip, or a row, do not fit in memory.
  mutating func layout() throws -> CSVLayout {
    guard source.size > 0 else { throw DataError.emptyFile(path: source.name) }
    try takeSample(Self.sampleByteCount)
    var preamble = self.preamble
    while preamble == nil && sample.count < source.size {
      try takeSample(sample.count * 4)
      preamble = self.preamble
    }
    guard let preamble else { throw DataError.emptyFile(path: source.name) }
    let given = options.separator?.asciiValue ?? preamble.separator
    if given == nil, let format = ForeignFormat(text: sample[preamble.end...]) {
      throw DataError.foreignFormat(path: source.name, found: format.name, remedy: format.remedy)
    }
    var choice = choice(given, from: preamble.end)
    while choice.rows.count < 2 && sample.count < source.size {
      guard sample.count <= 2 * options.maximumFieldByteCount else { break }
      try takeSample(sample.count * 4)
      choice = self.choice(given, from: preamble.end)
    }
    guard !choice.rows.isEmpty else { throw emptiness(from: preamble.end) }
    if let title = titleLines(choice) { throw title }
    return try layout(choice)
  }

  private func layout(_ choice: CSVSeparatorChoice) throws -> CSVLayout {
    let (rows, first) = (choice.rows, choice.rows[0])
    let hasHeader = hasHeader(rows, choice.shape)
    let shape = hasHeader || choice.shape == .trailingSeparators ? choice.shape : .regular(share: 1)
    let start = hasHeader ? first.end : first.start
    let names = try checkedNames(hasHeader ? first : nil, Self.header(first.fields, shape))
    if hasHeader && isWhole
      && sample[start...].allSatisfy({ $0 == CSVText.lineFeed || $0 == CSVText.carriageReturn })
    {
      throw DataError.headerOnly(path: source.name, columns: names)
    }
    let valueRows = rows.dropFirst(hasHeader ? 1 : 0)
    // The row that shows how many fields there are.
    let countRow = shape == .rowNames || shape == .trailingHeaderSeparator ? rows[1] : first
    let lineEnd = self.lineEnd(of: first)
    var layout = CSVLayout(
      separator: choice.separator, newline: newline, comment: options.comment?.asciiValue ?? 0,
      escape: options.escape?.asciiValue ?? 0, decimal: Self.decimal(options), encoding: options.encoding,
      maximumFieldByteCount: options.maximumFieldByteCount, words: words, names: names,
      fieldCount: names.count + (shape == .trailingSeparators ? 1 : 0), hasHeader: hasHeader,
      dataStart: start, countLine: CSVText.line(of: countRow.start, in: source),
      rowByteCount: max(1, ((valueRows.last?.end ?? start + 1) - start) / max(valueRows.count, 1)),
      header: hasHeader ? headerRange(first, shape, lineEnd.count) : nil, lineEnd: lineEnd.kind,
      hasMark: sample.starts(with: CSVPreamble.byteOrderMark))
    if !options.usesDecimalComma { layout.groupedDigits = groupedDigits(valueRows, names) }
    return layout
  }

  /// The columns whose numbers may have a point between thousands.
  private func groupedDigits(_ rows: ArraySlice<CSVText.Row>, _ names: [String]) -> [String: GroupedDigits] {
    var found: [String: GroupedDigits] = [:]
    for (column, name) in names.enumerated() {
      found[name] = GroupedDigits(rows.lazy.map { column < $0.fields.count ? $0.fields[column].text : [] }) {
        $0.isEmpty || options.missingWords.contains(String(decoding: $0, as: UTF8.self))
      }
    }
    return found
  }

  /// The row of names, without its end of line, and without a separator behind the last name.
  private func headerRange(_ row: CSVText.Row, _ shape: CSVShape, _ lineEndCount: Int) -> Range<Int> {
    var range = row.start..<row.end - lineEndCount
    if shape == .trailingHeaderSeparator {
      let blanks = sample[range].reversed().prefix { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }
      range = range.lowerBound..<max(range.lowerBound, range.upperBound - blanks.count - 1)
    }
    return range
  }

  /// What a row ends with, and of how many bytes it is; a row that the text ends with may have none.
  private func lineEnd(of row: CSVText.Row) -> (kind: LineEnd, count: Int) {
    let bytes = sample[row.start..<row.end]
    if bytes.suffix(2).elementsEqual(LineEnd.returnAndLineFeed.bytes) { return (.returnAndLineFeed, 2) }
    switch bytes.last {
    case CSVText.lineFeed: return (.lineFeed, 1)
    case CSVText.carriageReturn: return (.carriageReturn, 1)
    default: return (newline == CSVText.carriageReturn ? .carriageReturn : .lineFeed, 0)
    }
  }

  /// The usual end of line.
  private var newline: UInt8 {
    sample.contains(CSVText.lineFeed) || !sample.contains(CSVText.carriageReturn)
      ? CSVText.lineFeed : CSVText.carriageReturn
  }

  private var preamble: CSVPreamble? {
    CSVPreamble(sample, skipping: options.skippedLines, isWhole: isWhole)
  }

  /// Refuses what is no text by its first bytes, before all of an input is read whose size nobody knows. Gzip
  /// passes: it is decompressed.
  static func requireText(_ beginning: [UInt8], _ name: String) throws {
    guard !Gzip.isGzip(beginning) else { return }
    let sample = Array(beginning.prefix(sampleByteCount))
    try requireText(sample, FileEnds(sample), name)
  }

  private static func requireText(_ sample: [UInt8], _ ends: FileEnds, _ name: String) throws {
    if let format = ForeignFormat(binary: ends, path: name) {
      throw DataError.foreignFormat(path: name, found: format.name, remedy: format.remedy)
    }
    if let place = sample.firstIndex(of: 0) {
      throw DataError.notText(
        path: name, found: "a byte 0 at byte \(place + 1)", remedy: "give a text file with separated columns")
    }
  }

  private mutating func takeSample(_ byteCount: Int) throws {
    let byteCount = min(byteCount, source.size)
    try options.memory.require(byteCount, for: source.name)
    sample = [UInt8](repeating: 0, count: byteCount)
    let source = source
    let count = try sample.withUnsafeMutableBytes { try source.readSome(into: $0, at: 0) }
    sample.removeLast(sample.count - count)
    isWhole = sample.count >= source.size && !isPrefix
    try Self.requireText(sample, FileEnds(source), source.name)
  }

  /// Why no row was found.
  private func emptiness(from start: Int) -> any Error {
    guard isWhole else {
      return DataError.fieldTooLong(
        path: source.name, line: CSVText.line(of: start, in: source), limit: options.maximumFieldByteCount)
    }
    if let open = sample[start...].firstIndex(of: CSVText.quote) {
      return DataError.unclosedQuote(path: source.name, line: CSVText.line(of: open, in: source))
    }
    return DataError.emptyFile(path: source.name)
  }

  // MARK: - Separator

  private func choice(_ given: UInt8?, from start: Int) -> CSVSeparatorChoice {
    // A name ending in .tsv says what separates the values, whatever else occurs in them.
    let name = source.name.lowercased()
    let isTabbed = [".tsv", ".tab", ".tsv.gz", ".tab.gz"].contains { name.hasSuffix($0) }
    let separator = given ?? (isTabbed ? UInt8(ascii: "\t") : nil)
    return CSVSeparatorChoice(
      separator, usesDecimalComma: options.usesDecimalComma, comment: options.comment?.asciiValue,
      evidence: evidence
    ) { separator in
      CSVText.rows(
        sample, from: start, options.syntax(separator: separator), isWhole: isWhole, limit: Self.rowLimit)
    }
  }

  /// The error for lines above the header, if that is what the first lines look like.
  private func titleLines(_ choice: CSVSeparatorChoice) -> DataError? {
    guard options.header != .firstRow || choice.shape == .regular(share: 0) else { return nil }
    for candidate in [choice] + (choice.isDoubtful ? choice.others : []) {
      let isFitting = candidate.separator != choice.separator && choice.shape != .regular(share: 0)
      guard let index = candidate.headerBelowTitle({ evidence($0, .regular(share: 1)) }),
        // A single column may well have separators in its texts.
        !isFitting || evidence(candidate.rows[index...], .regular(share: 1)).hasTextAboveOthers
      else { continue }
      let row = candidate.rows[index]
      let line = CSVText.line(of: row.start, in: source)
      return .linesAboveHeader(
        path: source.name, line: line, fields: row.fields.count, found: candidate.rows[0].fields.count)
    }
    return nil
  }

  // MARK: - Header

  private func hasHeader(_ rows: [CSVText.Row], _ shape: CSVShape) -> Bool {
    switch options.header {
    case .firstRow: true
    case .none: false
    case .automatic: looksLikeHeader(rows[...], shape)
    }
  }

  /// Whether the first row has a requested name, or looks like names.
  private func looksLikeHeader(_ rows: ArraySlice<CSVText.Row>, _ shape: CSVShape) -> Bool {
    let known = (options.columns ?? []).union(options.kinds.keys)
    return !known.isDisjoint(with: names(rows.first?.fields ?? [])) || evidence(rows, shape).isHeader
  }

  /// What speaks for the first of some rows to be a header.
  private func evidence(_ rows: ArraySlice<CSVText.Row>, _ shape: CSVShape) -> CSVHeaderEvidence {
    let first = rows.first?.fields ?? []
    let offset = shape == .rowNames ? 1 : 0
    return CSVHeaderEvidence(
      shape == .trailingHeaderSeparator ? first.dropLast() : first,
      above: rows.dropFirst().map { Array($0.fields.dropFirst(offset)) }, words: words,
      decimal: Self.decimal(options))
  }

  /// The fields of the header, one for each column.
  private static func header(_ fields: [CSVText.Field], _ shape: CSVShape) -> [CSVText.Field] {
    switch shape {
    case .regular, .trailingSeparators: fields
    case .rowNames: [CSVText.Field(text: [], isQuoted: false)] + fields
    case .trailingHeaderSeparator: fields.dropLast()
    }
  }

  private func names(_ fields: [CSVText.Field]) -> [String] {
    fields.enumerated().map { $1.text.isEmpty ? "column_\($0 + 1)" : options.encoding.string($1.text) }
  }

  private func checkedNames(_ header: CSVText.Row?, _ fields: [CSVText.Field]) throws -> [String] {
    guard let header else { return fields.indices.map { "column_\($0 + 1)" } }
    if options.encoding == .utf8,
      let column = fields.firstIndex(where: { logit_utf8_prefix($0.text, $0.text.count) < $0.text.count })
    {
      let text = fields[column].text
      let line = CSVText.line(of: header.start, in: source)
      throw CSVDiagnosis.notUTF8(path: source.name, line: line, column: "number \(column + 1)", text)
    }
    let names = names(fields)
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
