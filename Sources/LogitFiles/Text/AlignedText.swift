/// Text laid out in aligned columns, for reports.
package struct AlignedText {
  private var rows: [[String]] = []
  private let indent: String
  private let rightAligned: Set<Int>

  /// - Parameters:
  ///   - indent: What each line begins with.
  ///   - rightAligned: The columns, counted from 0, to align to the right, such as those with numbers.
  package init(indent: String = "  ", rightAligned: Set<Int> = []) {
    self.indent = indent
    self.rightAligned = rightAligned
  }

  /// Adds a row.
  ///
  /// - Parameter cells: The text of each column.
  package mutating func append(_ cells: String...) { append(cells) }

  /// Adds a row.
  ///
  /// - Parameter cells: The text of each column.
  package mutating func append(_ cells: [String]) { rows.append(cells.map(\.onOneLine)) }

  /// The lines, each ending in a line feed. A column is as wide as its widest cell; two spaces separate
  /// columns.
  package var text: String {
    var widths: [Int] = []
    for row in rows {
      for (column, cell) in row.enumerated() {
        if column == widths.count { widths.append(0) }
        widths[column] = max(widths[column], cell.count)
      }
    }
    return rows.map { row in
      let cells = row.enumerated().map { column, cell in
        let space = String(repeating: " ", count: widths[column] - cell.count)
        return rightAligned.contains(column) ? space + cell : cell + space
      }
      var line = indent + cells.joined(separator: "  ")
      while line.last == " " { line.removeLast() }
      return line + "\n"
    }.joined()
  }
}
