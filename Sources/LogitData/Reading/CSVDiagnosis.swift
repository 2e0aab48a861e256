import LogitFiles

/// Turns a fault found by the parser into an error with line and column.
enum CSVDiagnosis {
  /// - Parameters:
  ///   - linesBefore: The number of lines before the source's first byte; 0 by default.
  ///   - line: The line of the fault, if it is known; counted by default.
  static func error(
    _ fault: CSVFault, _ source: StoredBytes, _ layout: CSVLayout, linesBefore: Int = 0, line: Int? = nil
  ) -> DataError {
    let line = line ?? self.line(of: fault, source, layout, linesBefore: linesBefore)
    if layout.records?.unit == .row, case .value(let column, let expected) = fault.kind {
      let text = layout.encoding.string(CSVText.excerpt(source, at: fault.offset, layout))
      return .unreadableValue(
        column: layout.names[column], row: line - 1, value: String(text.prefix(40)),
        expected: name(of: expected), count: 1, remedies: remedies(text, expected))
    }
    let path = source.name
    switch fault.kind {
    case .ragged(let found):
      return .fieldCount(
        path: path, line: line, expected: layout.names.count, found: found, countLine: layout.countLine)
    case .textAfterQuote(let field):
      return .textAfterQuote(
        path: path, line: line,
        column: field < layout.names.count ? layout.names[field] : "number \(field + 1)",
        found: layout.encoding.string(CSVText.excerpt(source, at: fault.offset, layout).prefix(20)))
    case .unclosedQuote: return .unclosedQuote(path: path, line: line)
    case .openEscape:
      return .openEscape(path: path, line: line, escape: Character(Unicode.Scalar(layout.escape)))
    case .fieldTooLong, .wrongStart:
      return .fieldTooLong(path: path, line: line, limit: layout.maximumFieldByteCount)
    case .value(let column, let expected):
      let text = CSVText.excerpt(source, at: fault.offset, layout)
      return .wrongValue(
        path: path, line: line, column: layout.names[column], expected: name(of: expected),
        found: layout.encoding.string(text.prefix(40)),
        remedies: text.count > 40 ? [] : remedies(layout.encoding.string(text), expected))
    case .encoding(let column):
      let text = CSVText.excerpt(source, at: fault.offset, layout)
      if text.contains(0) {
        return .notText(
          path: path, found: "a byte 0 in line \(line)", remedy: "give a text file with separated columns")
      }
      return notUTF8(path: path, line: line, column: "\"\(layout.names[column])\"", text)
    }
  }

  private static func line(
    of fault: CSVFault, _ source: StoredBytes, _ layout: CSVLayout, linesBefore: Int
  ) -> Int {
    guard let records = layout.records else {
      return linesBefore + CSVText.line(of: fault.offset, in: source)
    }
    return records.line(ofRow: RecordText.row(of: fault.offset, from: layout.dataStart, in: source))
  }

  static func notUTF8(path: String, line: Int, column: String, _ text: [UInt8]) -> DataError {
    let likely = TextEncoding.likely(text)
    return .notUTF8(
      path: path, line: line, column: column, found: likely.string(text.prefix(40)), likely: likely)
  }

  private static func remedies(_ text: String, _ expected: ColumnKind) -> [ReadingRemedy] {
    switch expected {
    case .integer, .numeric: .init(forNumber: text)
    case .boolean: text.unicodeScalars.contains(where: \.isDigit) ? [] : .missing(text)
    case .string: []
    }
  }

  private static func name(of kind: ColumnKind) -> String {
    switch kind {
    case .integer: "a whole number"
    case .numeric: "a number"
    case .boolean: "true or false"
    case .string: "a text"
    }
  }
}
