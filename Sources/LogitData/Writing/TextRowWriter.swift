import LogitFiles

/// Writes a table that keeps its text: fields as they stand there, and the values of columns that were added.
struct TextRowWriter {
  private let table: Table
  private let text: TableText
  private let translation: RowTranslation
  private let hasHeader: Bool
  /// Whether rows are taken as they are, with what was added behind them.
  private let takesWholeRows: Bool
  /// The columns that were added, and the values of the columns that are written field by field.
  private var values: FieldValues
  private var places: [Range<Int>] = []

  /// - Parameter separator: What is to stand between fields.
  init(_ table: Table, _ text: TableText, separator: UInt8, hasHeader: Bool) {
    (self.table, self.text, self.hasHeader) = (table, text, hasHeader)
    translation = RowTranslation(text.rows.layout, separator: separator)
    takesWholeRows = text.wholeRowCount != nil
    values = FieldValues(table.columns, separator: separator, decimal: text.rows.layout.decimal)
  }

  private var separator: UInt8 { translation.separator }

  /// Whether rows can be taken with their ends of lines.
  private var takesLines: Bool { takesWholeRows && !text.fields.contains(nil) && translation.isIdentity }

  /// Whether a text that ends without an end of line still does.
  private var keepsOpenEnd: Bool {
    takesWholeRows && !text.fields.contains(nil) && translation.keepsLines && text.rows.isWhole
  }

  /// Writes names and rows.
  ///
  /// - Throws: As ``CSVWriter/write(_:to:)``.
  mutating func write(to output: inout ByteOutput) throws {
    let reader = RowReader(text.rows)
    if translation.isIdentity && text.rows.layout.hasMark { output.append(contentsOf: RowLayout.mark) }
    if hasHeader { try writeHeader(reader, to: &output) }
    var row = 0
    for (chunk, count) in table.chunkCounts.enumerated() {
      values.begin(chunk: chunk)
      for index in 0..<count {
        try write(reader.row(row), index, isLast: row == table.rowCount - 1, to: &output)
        row += 1
        if row & 0xFF == 0xFF { try output.flushIfFull() }
      }
      try output.flushIfFull()
    }
  }

  /// Adds the names. Names that were made up for a text without any are left out, unless columns were added.
  private mutating func writeHeader(_ reader: RowReader, to output: inout ByteOutput) throws {
    guard let header = try reader.header() else {
      guard text.fields.contains(nil) else { return }
      output.append(contentsOf: CSVWriter.line(table.columnNames, separator: separator))
      output.append(contentsOf: translation.usualLineEnd)
      return
    }
    if !takesWholeRows && lacksFields(header) {
      output.append(contentsOf: CSVWriter.line(table.columnNames, separator: separator))
      appendEnd(of: header, to: &output)
      return
    }
    let added = table.columnNames.map { CSVWriter.field($0, separator: separator) }
    appendFields(of: header, to: &output) { $1.append(contentsOf: added[$0]) }
    appendEnd(of: header, to: &output)
  }

  /// Whether the names of rows have none themselves, so that a field of the header is not that of its column.
  private func lacksFields(_ header: RowReader.Row) -> Bool {
    var count = 0
    translation.layout.forEachField(of: header.fields) { _ in count += 1 }
    return count < translation.layout.fieldCount
  }

  private mutating func write(
    _ row: RowReader.Row, _ index: Int, isLast: Bool, to output: inout ByteOutput
  ) throws {
    guard translation.layout.isText(row.fields) else { throw text.rows.notUTF8(row.place, row.fields) }
    if takesLines {
      output.append(contentsOf: row.line)
      if row.endCount == 0 && !(isLast && row.endsText && keepsOpenEnd) {
        output.append(contentsOf: translation.usualLineEnd)
      }
      return
    }
    let values = values
    appendFields(of: row, to: &output) { values.append(column: $0, row: index, to: &$1) }
    if !(isLast && row.endsText && keepsOpenEnd) { appendEnd(of: row, to: &output) }
  }

  /// Adds the fields of a row.
  ///
  /// - Parameter added: Adds what stands in a column that the text does not have.
  @inline(__always)
  private mutating func appendFields(
    of row: RowReader.Row, to output: inout ByteOutput, added: (Int, inout ByteOutput) -> Void
  ) {
    let fields = row.fields
    if takesWholeRows {
      translation.append(fields, to: &output)
      for column in translation.layout.fieldCount..<text.fields.count {
        output.append(separator)
        added(column, &output)
      }
      return
    }
    places.removeAll(keepingCapacity: true)
    translation.layout.forEachField(of: fields) { places.append($0) }
    let start = output.bytes.count
    for (column, field) in text.fields.enumerated() {
      if column > 0 { output.append(separator) }
      guard let field else {
        added(column, &output)
        continue
      }
      guard field < places.count else { continue }
      translation.append(field: UnsafeRawBufferPointer(rebasing: fields[places[field]]), to: &output)
    }
    // Readers would skip an empty line.
    if output.bytes.count == start { output.append(contentsOf: Array("\"\"".utf8)) }
  }

  private func appendEnd(of row: RowReader.Row, to output: inout ByteOutput) {
    if translation.keepsLines && row.endCount > 0 {
      output.append(contentsOf: row.line.suffix(row.endCount))
    } else {
      output.append(contentsOf: translation.usualLineEnd)
    }
  }
}
