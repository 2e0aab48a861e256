import Logit

/// What was read and written when a table was converted from one file format to another, and what was lost.
public struct ConversionReport: Sendable, Equatable {
  /// What was read.
  public let profile: TableProfile
  /// What it was written to.
  public let output: String
  /// The format it was written in.
  public let format: TableFormat
  /// What the file does not preserve, one sentence each; see ``TableFormat/losses(of:)``.
  public let notes: [String]

  /// Reports a conversion.
  ///
  /// - Parameters:
  ///   - source: The name of what the table was read from.
  ///   - table: The table.
  ///   - output: What it is written to.
  ///   - format: The format it is written in.
  public init(source: String, table: Table, output: String, format: TableFormat) {
    profile = TableProfile(table, source: source)
    (self.output, self.format, notes) = (output, format, format.losses(of: table))
  }

  /// How many columns there are of each kind that occurs.
  private var kinds: [(kind: ColumnKind, count: Int)] {
    ColumnKind.allCases.map { ($0, profile.count($0)) }.filter { $0.1 > 0 }
  }

  /// The report as one JSON object on one line.
  public var json: String {
    ([
      "source": .string(profile.source), "output": .string(output), "format": .string(format.fileExtension),
      "rows": .integer(profile.rowCount), "columns": .integer(profile.columns.count),
      "kinds": .object(kinds.map { JSON.Member($0.kind.rawValue, .integer($0.count)) }),
      "missing_values": .integer(profile.missingCount), "notes": .array(notes.map { .string($0) }),
    ] as JSON).description
  }

  /// The notes, one a line.
  public var notesText: String { notes.map { "Note: \($0)\n" }.joined() }
}

extension ConversionReport: CustomStringConvertible {
  /// What was read and written, and the notes, as lines of text.
  public var description: String {
    let missing = profile.missingCount
    return """
      Read \(profile.source): \(profile.rowCount.counted("row")), \(profile.columns.count.counted("column")) \
      (\(kinds.map { "\($0.count) \($0.kind.rawValue)" }.joined(separator: ", "))), \
      \(missing == 0 ? "no" : missing.grouped) missing \(missing == 1 ? "value" : "values").
      Wrote \(output) as \(format.fileExtension).

      """ + notesText
  }
}
