import CLogitData

/// What is known about a CSV file before its rows are read.
struct CSVLayout: Sendable {
  var separator: UInt8
  /// The usual end of line: either line feed, in which case a carriage return before it belongs to it, or
  /// carriage return. The other one ends a line, too.
  var newline: UInt8
  /// 0 for none, as for the escape.
  var comment: UInt8
  var escape: UInt8
  var decimal: UInt8
  var encoding: TextEncoding
  var maximumFieldByteCount: Int
  var words: CSVWords
  var names: [String]
  /// The number of fields in a row: one more than names if rows end with a separator that the header lacks,
  /// whose empty field is passed over.
  var fieldCount: Int
  var hasHeader: Bool
  /// The byte where the first row of values begins.
  var dataStart: Int
  /// The line, counted from 1, that determines how many fields a row has.
  var countLine: Int
  /// The average number of bytes of the first rows, at least 1.
  var rowByteCount: Int
  /// The row of names, without its end of line; `nil` if there is none.
  var header: Range<Int>?
  /// What the first row ends with.
  var lineEnd: LineEnd
  /// Whether the text begins with a byte order mark.
  var hasMark: Bool
  /// Where the rows come from, of a text that was made of records; `nil` for one that is as it was found.
  var records: RecordPlaces?
  /// The columns whose numbers may have a point between thousands, by the first rows.
  var groupedDigits: [String: GroupedDigits] = [:]

  /// How rows are made, for whoever passes them through.
  var rows: RowLayout {
    RowLayout(
      separator: separator, escape: escape, decimal: decimal, encoding: encoding, fieldCount: names.count,
      lineEnd: lineEnd, hasMark: hasMark, hasTrailingSeparators: hasTrailingSeparators,
      isTyped: records != nil)
  }

  /// Whether rows end with a separator that the header lacks; it may be missing from some of them.
  var hasTrailingSeparators: Bool { fieldCount > names.count }
  var syntax: CSVSyntax { CSVSyntax(separator: separator, comment: comment, escape: escape) }
}

/// What is wrong, and at which byte of the source.
struct CSVFault: Error {
  enum Kind {
    case ragged(found: Int)
    case textAfterQuote(field: Int)
    case unclosedQuote
    /// The text ends behind an escape.
    case openEscape
    case fieldTooLong
    case value(column: Int, expected: ColumnKind)
    case encoding(column: Int)
    /// Reading began at a guessed position, which turned out not to be the start of a row.
    case wrongStart
  }

  var kind: Kind
  var offset: Int

  /// Whether the row's fields are not those of the columns.
  var isBroken: Bool {
    switch kind {
    case .value, .encoding, .fieldTooLong: false
    default: true
    }
  }

  var isWrongStart: Bool { if case .wrongStart = kind { true } else { false } }
}
