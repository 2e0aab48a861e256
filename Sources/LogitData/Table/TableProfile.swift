/// The size, columns and missing values of a table, kept after the table itself is gone.
public struct TableProfile: Sendable, Equatable {
  /// Where the rows came from, such as a file name.
  public let source: String
  /// The number of rows.
  public let rowCount: Int
  /// The columns.
  public let columns: [ColumnProfile]
  /// How the text that the table was read from is laid out; `nil` if it was no text.
  package let layout: TextLayout?

  /// A column's name, kind and number of missing values.
  public struct ColumnProfile: Sendable, Equatable {
    /// The name.
    public let name: String
    /// What the values are.
    public let kind: ColumnKind
    /// The number of missing values.
    public let missingCount: Int

    package init(name: String, kind: ColumnKind, missingCount: Int) {
      (self.name, self.kind, self.missingCount) = (name, kind, missingCount)
    }
  }

  /// Describes a table that is nowhere in memory.
  package init(source: String, rowCount: Int, columns: [ColumnProfile]) {
    (self.source, self.rowCount, self.columns, layout) = (source, rowCount, columns, nil)
  }

  /// Counts what a table holds.
  ///
  /// - Parameters:
  ///   - table: The table.
  ///   - source: Where the rows came from, such as a file name.
  public init(_ table: Table, source: String) {
    (self.source, layout) = (source, table.layout)
    rowCount = table.rowCount
    columns = table.columns.map {
      ColumnProfile(name: $0.name, kind: $0.kind, missingCount: $0.missingCount)
    }
  }

  /// The number of columns of a kind.
  ///
  /// - Parameter kind: The kind.
  /// - Returns: The number.
  public func count(_ kind: ColumnKind) -> Int { columns.count { $0.kind == kind } }

  /// The number of missing values in all columns.
  public var missingCount: Int { columns.reduce(0) { $0 + $1.missingCount } }
}
