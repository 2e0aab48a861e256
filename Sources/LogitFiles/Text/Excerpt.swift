/// The first and last rows of something long, and of its columns those that fit on a line, as text: what
/// `print` shows of a table, of predictions and of the course of training.
///
///            species    year  …  sex
///     0      adelie     2007     male
///     1      adelie     2007     female
///     …
///     343    chinstrap  2009     female
package struct Excerpt {
  /// More rows than this are cut in the middle.
  private static let mostRows = 10
  /// The rows shown at each end of those that are cut.
  private static let rowsAtEnd = 5
  /// Lines are no longer than this, unless a single column is.
  private static let lineLength = 100
  /// Cells are no longer than this.
  private static let cellLength = 28
  /// More columns never fit on a line, so that others are not looked at.
  private static let mostColumns = 40

  /// The number of rows.
  package var rowCount: Int
  /// What the rows are called, from the label of the first.
  package var rowLabel: (Int) -> String = { "\($0)" }
  /// The columns' names.
  package var names: [String]
  /// The columns, by position, that are aligned to the right.
  package var isNumber: (Int) -> Bool = { _ in true }
  /// The text in a row, counted from 0, and a column.
  package var cell: (_ row: Int, _ column: Int) -> String

  /// Describes what is shown.
  ///
  /// - Parameters:
  ///   - rowCount: The number of rows.
  ///   - names: The columns' names.
  ///   - cell: The text in a row and a column, both counted from 0.
  package init(rowCount: Int, names: [String], cell: @escaping (_ row: Int, _ column: Int) -> String) {
    (self.rowCount, self.names, self.cell) = (rowCount, names, cell)
  }

  /// The lines, each with its end: the columns' names and the rows.
  package var text: String {
    let rows = Self.ends(of: rowCount, most: Self.mostRows, atEnd: Self.rowsAtEnd)
    var columns = Self.ends(of: names.count, most: Self.mostColumns, atEnd: Self.mostColumns / 2).map {
      index in
      index.map { column in
        [Self.printable(names[column])] + rows.map { $0.map { Self.printable(cell($0, column)) } ?? "" }
      } ?? Self.gap(rows.count)
    }
    var numbers = Self.ends(of: names.count, most: Self.mostColumns, atEnd: Self.mostColumns / 2).map {
      $0.map(isNumber) ?? false
    }
    let labels = [""] + rows.map { $0.map(rowLabel) ?? "…" }
    while Self.width(columns) + Self.width([labels]) > Self.lineLength, columns.count > 2 {
      // The gap, where there is one, swallows the column beside it that leaves the rest even.
      let middle = columns.firstIndex(of: Self.gap(rows.count)) ?? columns.count / 2
      columns[middle] = Self.gap(rows.count)
      numbers[middle] = false
      guard columns.count > 3 else { break }
      let neighbour = middle > columns.count - 1 - middle ? middle - 1 : middle + 1
      columns.remove(at: neighbour)
      numbers.remove(at: neighbour)
    }
    var table = AlignedText(
      indent: "", rightAligned: Set(numbers.indices.filter { numbers[$0] }.map { $0 + 1 }))
    for row in labels.indices { table.append([labels[row]] + columns.map { $0[row] }) }
    return table.text
  }

  /// The positions shown of a number of them; `nil` for the gap between both ends.
  private static func ends(of count: Int, most: Int, atEnd: Int) -> [Int?] {
    let all = (0..<count).lazy.map(Optional.some)
    return count <= most ? Array(all) : Array(all.prefix(atEnd)) + [nil] + Array(all.suffix(atEnd))
  }

  /// A column that stands for those left out.
  private static func gap(_ rowCount: Int) -> [String] { ["…"] + [String](repeating: "", count: rowCount) }

  private static func width(_ columns: [[String]]) -> Int {
    columns.reduce(0) { $0 + 2 + ($1.map(\.count).max() ?? 0) }
  }

  /// The text on one line, not too long, and without what would steer a terminal.
  private static func printable(_ text: String) -> String {
    // Escapes are longer than what they stand for, so that what follows is not shown in any case.
    let line = String(text.prefix(cellLength + 1)).onOneLine
    return line.count > cellLength ? "\(line.prefix(cellLength - 1))…" : line
  }
}
