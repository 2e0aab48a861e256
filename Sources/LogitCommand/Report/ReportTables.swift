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
    if let known = read.first(where: { $0.options.gives($0.source.table, for: options) }) {
      return known.source
    }
    let source = try TableSource(file, options: options)
    read.append((options, source))
    return source
  }
}
#endif
