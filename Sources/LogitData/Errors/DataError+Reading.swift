import LogitFiles

extension DataError {
  /// The sentence for an error in reading a text file.
  func readingDescription(_ names: OptionNames) -> String {
    switch self {
    case .emptyFile(let path):
      return "\(path) has no rows; give a file with one row for each record."
    case .headerOnly(let path, let columns):
      return
        "\(path) has the \(columns.count == 1 ? "name of 1 column" : "names of \(columns.count) columns"), but no rows of values; if its only row is one of "
        + "values, read it without a header (\(names.noHeader))."
    case .notText(let path, let found, let remedy):
      return "\(path) is not a text file, but is or contains \(found); \(remedy)."
    case .foreignFormat(let path, let found, let remedy):
      return "\(path) is \(found), not a table that can be read; \(remedy)."
    case .unreadableColumn(let path, let column, let found, let canLeaveOut):
      return
        "\(path), column \"\(column.onOneLine)\" holds \(found), but a column of a table has a number, a text, a date or a "
        + "truth value in each row; "
        + (canLeaveOut
          ? "leave it out with \(names.unreadColumn(column)), or write such values to columns of their own."
          : "write the file anew without it, or with such values in columns of their own.")
    case .linesAboveHeader(let path, let line, let fields, let found):
      let above = line == 2 ? "the line above it" : "the \(line - 1) lines above it"
      return
        "\(path), line \(line): this looks like the header, with \(fields) fields, but the first line has "
        + "\(found == fields ? "hardly any names" : found == 1 ? "1 field" : "\(found) fields"); skip \(above) with "
        + "\(names.skippedLines(line - 1)), or correct the file."
    case .arraysToChoose(let path, let arrays):
      return
        "\(path) holds arrays that are no table together: \(arrays.joined(separator: ", ")); choose the one of "
        + "the features, and that of the classes, with \(names.arrays)."
    case .tableToChoose(let path, let tables):
      return
        "\(path) holds \(tables.count) tables: \(Self.list(tables, limit: 50)); choose one with \(names.table(tables[0]))."
    case .notUTF8(let path, let line, let column, let found, let likely):
      return "\(path), line \(line), column \(column): the bytes are not UTF-8, but probably \(likely.name): "
        + "\"\(found)\". Read it with \(names.encoding(likely)), or convert it: iconv -f "
        + "\(likely == .windows1252 ? "CP1252" : "LATIN1") -t UTF-8."
    case .fieldCount(let path, let line, let expected, let found, let countLine):
      return "\(path), line \(line): \(found) \(found == 1 ? "field" : "fields"), but line \(countLine) has "
        + "\(expected); put a text that contains the separator in quotes, or correct the line."
    case .unclosedQuote(let path, let line):
      return "\(path), line \(line): a quote is opened and never closed; close it, or write a quote "
        + "inside a quoted field as \"\"."
    case .openEscape(let path, let line, let escape):
      return
        "\(path), line \(line): the text ends behind the escape \"\(escape)\"; remove it, or write it twice."
    case .textAfterQuote(let path, let line, let column, let found):
      return
        "\(path), line \(line), column \(column): \"\(found)\" follows a closing quote; write a quote that "
        + "belongs to the text as \"\", or, if such quotes have a backslash before them, read the file with "
        + "\(names.escape)."
    case .fieldTooLong(let path, let line, let limit):
      return
        "\(path), line \(line): a field has more than \(limit) bytes; look for a missing quote or end of "
        + "line, or allow longer fields."
    case .wrongValue(let path, let line, let column, let expected, let found, let remedies):
      return
        "\(path), line \(line), column \"\(column)\": \(expected) is needed, but \"\(found)\" was found; "
        + "\(remedies.instruction(names))."
    case .wrongEntry(let path, let line, let place, let expected, let found, let remedy):
      return
        "\(path), line \(line), byte \(place): \(expected) is needed, but \"\(found.shortened)\" was found; "
        + "\(remedy)."
    default: programmingError("\(self) is no error of reading text")
    }
  }
}
