import CLogitData

/// What is known of a CSV file before its rows are read.
struct CSVLayout: Sendable {
  var separator: UInt8
  /// Line feed, before which a carriage return belongs to the end of line, or carriage return.
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
  /// The line, counted from 1, that says how many fields a row has.
  var countLine: Int
  /// The average number of bytes of the first rows, at least 1.
  var rowByteCount: Int
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
    /// The place where reading began was a guess, and it does not look like a row's beginning.
    case wrongStart
  }

  var kind: Kind
  var offset: Int

  var isWrongStart: Bool { if case .wrongStart = kind { true } else { false } }
}
