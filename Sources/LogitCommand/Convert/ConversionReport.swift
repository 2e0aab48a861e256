import Logit
import LogitClassifier

/// What a conversion read and wrote, and what is not in the output as it was in the input.
struct ConversionReport {
  let source: String
  let output: String
  let format: TableFormat
  let rowCount: Int
  let columnCounts: [(kind: ColumnKind, count: Int)]
  let missingCount: Int
  let notes: [String]

  init(source: String, table: Table, output: String, format: TableFormat) {
    self.source = source
    self.output = output
    self.format = format
    rowCount = table.rowCount
    missingCount = table.columns.reduce(0) { $0 + $1.missingCount }
    columnCounts = ColumnKind.allCases.map { kind in (kind, table.columns.count { $0.kind == kind }) }
    notes = Self.notes(table, format)
  }

  /// For people.
  var text: String {
    let kinds = columnCounts.filter { $0.count > 0 }.map { "\($0.count) \($0.kind.rawValue)" }
    let columnCount = columnCounts.reduce(0) { $0 + $1.count }
    return """
      Read \(source): \(rowCount.counted("row")), \(columnCount.counted("column")) \
      (\(kinds.joined(separator: ", "))), \(missingCount == 0 ? "no" : missingCount.grouped) missing \
      \(missingCount == 1 ? "value" : "values").
      Wrote \(output) as \(format.rawValue).

      """ + notesText
  }

  /// What changed, a line each.
  var notesText: String { notes.map { "Note: \($0)\n" }.joined() }

  /// For programs.
  var json: String {
    KerasValue.object(
      ("source", .string(source)), ("output", .string(output)), ("format", .string(format.rawValue)),
      ("rows", .integer(rowCount)),
      ("columns", .integer(columnCounts.reduce(0) { $0 + $1.count })),
      (
        "kinds",
        .object(
          columnCounts.filter { $0.count > 0 }.map { KerasMember($0.kind.rawValue, .integer($0.count)) })
      ), ("missing_values", .integer(missingCount)), ("notes", .array(notes.map { .string($0) }))
    ).description
  }

  private static func notes(_ table: Table, _ format: TableFormat) -> [String] {
    guard format == .npy || format == .npz else { return [] }
    var notes: [String] = []
    let texts = table.columns.filter { $0.kind == .string }
    if format == .npy && texts.isEmpty {
      notes.append(
        "an NPY matrix has no names of columns; write .npz to keep \(table.columnNames.quotedList).")
      if Set(table.columns.map(\.kind)).count > 1 {
        notes.append(
          "an NPY matrix has numbers of one type, so whole numbers and truth values became floats.")
      }
    }
    if !texts.isEmpty {
      notes.append(
        "texts became NumPy's U strings"
          + (format == .npy ? ", and the rows records (a structured array)" : "")
          + ": \(texts.map(\.name).quotedList).")
    }
    let gaps = texts.filter { $0.missingCount > 0 }
    if !gaps.isEmpty {
      notes.append("NumPy has no missing texts, so they became empty ones in \(gaps.map(\.name).quotedList).")
    }
    let widened = table.columns.filter { ($0.kind == .integer || $0.kind == .boolean) && $0.missingCount > 0 }
    if !widened.isEmpty {
      notes.append(
        "whole numbers and truth values became floats, NaN where missing, in \(widened.map(\.name).quotedList)."
      )
    }
    return notes
  }
}
