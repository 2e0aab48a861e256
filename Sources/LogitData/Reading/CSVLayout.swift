import CLogitData

/// What is known about a CSV file before its rows are read.
struct CSVLayout: Sendable {
  var separator: UInt8
  /// Either line feed, in which case a carriage return before it belongs to the end of line, or carriage
  /// return.
  var newline: UInt8
  var comment: UInt8
  var decimal: UInt8
  var encoding: TextEncoding
  var maximumFieldByteCount: Int
  var words: CSVWords
  var names: [String]
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

  /// How rows are made, for whoever passes them through.
  var rows: RowLayout {
    RowLayout(
      separator: separator, escape: 0, decimal: decimal, encoding: encoding, fieldCount: names.count,
      lineEnd: lineEnd, hasMark: hasMark)
  }
}

/// What is wrong, and at which byte of the source.
struct CSVFault: Error {
  enum Kind {
    case ragged(found: Int)
    case textAfterQuote(field: Int)
    case unclosedQuote
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
    case .value, .encoding: false
    default: true
    }
  }

  var isWrongStart: Bool { if case .wrongStart = kind { true } else { false } }
}
