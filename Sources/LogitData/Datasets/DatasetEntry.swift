/// The description of a data set, which is available without decoding or drawing its rows.
public struct DatasetEntry: Sendable, Equatable {
  /// The name, such as `"breast-cancer"`.
  public let name: String

  /// What the rows are, in a sentence.
  public let summary: String

  /// The column that names each row's class.
  public let target: String

  /// The number of rows; for a generated set, the default.
  public let rowCount: Int

  /// The number of columns, the target included.
  public let columnCount: Int

  /// The number of classes.
  public let classCount: Int

  /// Where the rows come from.
  public let source: String

  /// The licence of the rows.
  public let licence: String

  /// Whether the rows are generated rather than measured.
  public let isGenerated: Bool

  private let make: @Sendable () -> Dataset

  init(
    _ name: String, _ summary: String, target: String, rows: Int, columns: Int, classes: Int, source: String,
    licence: String, isGenerated: Bool = false, make: @escaping @Sendable () -> Dataset
  ) {
    self.name = name
    self.summary = summary
    self.target = target
    rowCount = rows
    columnCount = columns
    classCount = classes
    self.source = source
    self.licence = licence
    self.isGenerated = isGenerated
    self.make = make
  }

  /// Decodes or generates the set; a generated one has its defaults.
  public func load() -> Dataset { make() }

  /// Whether two entries describe the same set.
  public static func == (left: DatasetEntry, right: DatasetEntry) -> Bool { left.name == right.name }
}
