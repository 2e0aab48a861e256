import Logit
import LogitData

/// The text of predicted rows, in which those that cannot be passed on as they stand are empty in all
/// columns, so that a reader of all rows reads the others.
struct PassableText {
  /// How rows are passed to it.
  let translation: RowTranslation
  /// Whether any row is not what it was; otherwise the text itself can be read.
  private(set) var isNeeded = false
  private var bytes: [UInt8]

  /// Begins with the names of the columns.
  init(_ rows: PredictedRows) {
    translation = RowTranslation(rows.layout, separator: rows.layout.separator)
    bytes =
      CSVWriter.line(rows.format.columnNames, separator: translation.separator) + translation.usualLineEnd
  }

  /// Adds the rows of a batch.
  mutating func add(_ batch: RowBatch) {
    guard let rows = batch.rows else { return }
    let unreadable = Set(batch.faults.filter(\.isBroken).map(\.row))
    isNeeded = isNeeded || !unreadable.isEmpty || batch.faults.contains(where: \.isNoText)
    for row in 0..<batch.rowCount {
      if unreadable.contains(row) {
        bytes += emptyRow
      } else {
        bytes += rows.bytes[Int(rows.starts[row])..<Int(rows.ends[row])]
      }
      bytes += translation.usualLineEnd
    }
  }

  /// A row that is empty in all columns; without quotes, a single one would be no row.
  private var emptyRow: [UInt8] {
    let count = translation.layout.fieldCount
    return count == 1 ? Array("\"\"".utf8) : Array(repeating: translation.separator, count: count - 1)
  }

  /// All rows as a table.
  ///
  /// - Parameters:
  ///   - name: What messages call the text.
  ///   - options: How the text that the rows come from is read.
  /// - Throws: As `CSVReader.read()`.
  func table(name: String, options: CSVOptions) throws -> Table {
    var options = options
    if translation.layout.isTyped {
      return try CSVReader(records: bytes, name: name, options: options).read()
    }
    options.separator = Character(Unicode.Scalar(translation.separator))
    (options.header, options.encoding) = (.firstRow, .utf8)
    (options.skippedLines, options.comment) = (0, nil)
    return try CSVReader(bytes: bytes, name: name, options: options).read()
  }
}
