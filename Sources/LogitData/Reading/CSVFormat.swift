/// How a CSV file is laid out.
public struct CSVFormat: Sendable, Equatable {
  /// The separator of fields.
  public var separator: Character
  /// Whether the first row holds the column names.
  public var hasHeader: Bool
  /// The columns' names.
  public var columnNames: [String]
  /// How characters outside ASCII are encoded.
  public var encoding: TextEncoding
}

extension CSVFormat {
  init(_ layout: CSVLayout) {
    self.init(
      separator: Character(Unicode.Scalar(layout.separator)), hasHeader: layout.hasHeader,
      columnNames: layout.names, encoding: layout.encoding)
  }
}
