#if Command
import Logit
import LogitClassifier

/// The table of a report, read once for all models that read it alike.
struct ReportTables {
  private let file: String
  private var read: [(options: CSVOptions, source: TableSource)] = []

  /// - Parameter file: What was typed for the table.
  init(_ file: String) { self.file = file }

  /// The table as a model reads it.
  ///
  /// - Parameter options: How it is read.
  /// - Throws: As `TableSource.init(_:options:)`.
  mutating func source(_ options: CSVOptions) throws -> TableSource {
    if let known = read.first(where: { Self.isAlike($0.options, $0.source.table, options) }) {
      return known.source
    }
    let source = try TableSource(file, options: options)
    read.append((options, source))
    return source
  }

  /// Whether a table that was read with some options is what others would give.
  private static func isAlike(_ options: CSVOptions, _ table: Table, _ others: CSVOptions) -> Bool {
    var (own, other) = (options, others)
    (own.kinds, other.kinds) = ([:], [:])
    guard own == other else { return false }
    let kinds = Dictionary(table.columns.map { ($0.name, $0.kind) }) { first, _ in first }
    return kinds.allSatisfy { name, kind in
      switch (options.kinds[name], others.kinds[name]) {
      case (nil, nil): true
      // A kind that was found out is the one that is asked for.
      case (nil, let wanted?): kind == wanted
      case (let given?, let wanted): given == wanted
      }
    }
  }
}
#endif
