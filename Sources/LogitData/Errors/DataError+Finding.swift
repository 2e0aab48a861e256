import LogitFiles

extension DataError {
  /// What is wrong with one row, without the file and without advice, for a column beside the row.
  ///
  /// - Parameter row: The row, counted from 0, which stands before the line of an error that knows only that.
  package func finding(row: Int) -> String {
    func place(_ line: Int) -> String { "row \(row + 1) (line \(line))" }
    return switch self {
    case .wrongValue(_, let line, let column, let expected, let found, _):
      "\(place(line)), column \"\(column)\": \(expected) is needed, but \"\(found)\" was found"
    case .fieldCount(_, let line, let expected, let found, _):
      "\(place(line)): \(found) \(found == 1 ? "field" : "fields"), but \(expected) are needed"
    case .textAfterQuote(_, let line, let column, let found):
      "\(place(line)), column \(column): \"\(found)\" follows a closing quote"
    case .fieldTooLong(_, let line, let limit): "\(place(line)): a field has more than \(limit) bytes"
    case .wrongEntry(_, let line, let byte, let expected, let found, _):
      "\(place(line)), byte \(byte): \(expected) is needed, but \"\(found.shortened)\" was found"
    case .notUTF8(_, let line, let column, let found, let likely):
      "\(place(line)), column \(column): the bytes are not UTF-8, but probably \(likely.name): \"\(found)\""
    case .notText(_, let found, _): "row \(row + 1): \(found)"
    case .missingValues(let column, _, let row):
      "\(Self.place(row, column)): the value is missing, and none may be"
    case .unknownCategory(let column, let row, let value, _):
      "\(Self.place(row, column)): \"\(value)\" is not a category that was learned"
    case .tooLargeNumber(let column, let row, let value):
      "\(Self.place(row, column)): \(value) is too large for a number in single precision"
    case .undefinedValue(let column, let row, let value, let expression):
      "\(Self.place(row, column)): \(expression) has no finite value for \(value)"
    case .unreadableValue(let column, let row, let value, let expected, _, _):
      "\(Self.place(row, column)): \(expected) is needed, but \"\(value)\" was found"
    default: description
    }
  }

  /// Whether it is of a value that was read, and that features refuse.
  package var isOfRefusedValue: Bool {
    switch self {
    case .missingValues, .unknownCategory, .tooLargeNumber, .undefinedValue: true
    default: false
    }
  }

  /// A cell of a table. Rows are counted from 1 here; the lines of a file are, too, but with its header.
  private static func place(_ row: Int, _ column: String) -> String {
    "row \(row + 1) (not counting the header), column \"\(column)\""
  }
}
