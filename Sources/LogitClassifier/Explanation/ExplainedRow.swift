import LogitData

/// A row and the typical one beside it.
struct ExplainedRow {
  /// The columns.
  let names: [String]
  /// The row's values, and the typical row's.
  let own, typical: [TableCell]
  /// The columns whose values differ.
  let changed: [Int]
  private let kinds: [ColumnKind]

  /// - Parameters:
  ///   - columns: The columns, of one row.
  ///   - typical: The typical values by column; where there is none, the row's own takes its place.
  init(_ columns: [Column], typical: [String: TableCell]) {
    names = columns.map(\.name)
    kinds = columns.map(\.kind)
    let own = columns.map { $0.cell(at: 0) }
    let usual = zip(columns, own).map { typical[$0.name] ?? $1 }
    (self.own, self.typical) = (own, usual)
    changed = own.indices.filter { !own[$0].isSame(as: usual[$0]) }
  }

  /// A table of a row for each coalition: the row's own values in the columns of ``changed`` that are in it,
  /// and typical ones elsewhere.
  func table(_ coalitions: [[Bool]]) throws -> Table {
    var cells = typical.map { [TableCell](repeating: $0, count: coalitions.count) }
    for (player, column) in changed.enumerated() {
      for (row, members) in coalitions.enumerated() where members[player] { cells[column][row] = own[column] }
    }
    return try table(cells)
  }

  /// A table of the row itself, with another value in place of one of its own in each copy.
  func table(replacing values: some Collection<(column: Int, cell: TableCell)>) throws -> Table {
    var cells = own.map { [TableCell](repeating: $0, count: values.count) }
    for (row, value) in values.enumerated() { cells[value.column][row] = value.cell }
    return try table(cells)
  }

  private func table(_ cells: [[TableCell]]) throws -> Table {
    try Table(names.indices.map { Column(names[$0], kind: kinds[$0], cells: cells[$0]) })
  }
}
