/// How a CSV file is laid out.
public struct CSVFormat: Sendable, Equatable {
  /// What stands between two fields.
  public var separator: Character
  /// Whether the first row has the columns' names.
  public var hasHeader: Bool
  /// The columns' names.
  public var columnNames: [String]
  /// How letters beyond ASCII are written.
  public var encoding: TextEncoding
}

extension CSVFormat {
  init(_ layout: CSVLayout) {
    self.init(
      separator: Character(Unicode.Scalar(layout.separator)), hasHeader: layout.hasHeader,
      columnNames: layout.names, encoding: layout.encoding)
  }
}
