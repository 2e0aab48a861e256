extension Column {
  /// Makes a column of single values.
  ///
  /// - Parameters:
  ///   - name: The name.
  ///   - kind: What the column holds; a value of another kind becomes a missing one, but that whole numbers
  ///     and numbers become each other where that changes nothing.
  ///   - cells: The values.
  package init(_ name: String, kind: ColumnKind, cells: [TableCell]) {
    switch kind {
    case .string:
      self.init(name, strings: cells.map { if case .text(let text) = $0 { text } else { nil } })
    case .boolean:
      self.init(name, booleans: cells.map { if case .boolean(let value) = $0 { value } else { nil } })
    case .integer:
      self.init(
        name,
        integers: cells.map {
          switch $0 {
          case .integer(let number): Int(number)
          case .number(let number): Int(exactly: number)
          default: nil
          }
        })
    case .numeric:
      self.init(
        name,
        numbers: cells.map {
          switch $0 {
          case .number(let number): number
          case .integer(let number): Double(number)
          default: Double.nan
          }
        })
    }
  }
}
