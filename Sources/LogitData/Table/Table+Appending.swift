import LogitFiles

extension Table {
  /// Joins the rows of several tables, in order.
  ///
  /// - Parameter tables: At least one table; all with the same columns of the same kinds. Dictionaries may
  ///   differ.
  /// - Throws: ``DataError/wrongKind(column:expected:found:remedy:)`` if a column has different kinds, or
  ///   ``DataError/unknownColumn(name:role:nearest:known:)`` if a table lacks a column of the first.
  public init(appending tables: [Table]) throws {
    guard !tables.isEmpty else {
      programmingError("no tables to append")
    }
    try self.init(
      tables[0].columns.map { first in
        let parts = try tables.map { try $0.column(first.name) }
        if let other = parts.first(where: { $0.kind != first.kind }) {
          throw DataError.wrongKind(
            column: first.name, expected: "\(first.kind) values", found: "\(other.kind) values",
            remedy: "read all tables with the same kinds")
        }
        guard first.kind == .string else {
          return Column(name: first.name, kind: first.kind, chunks: parts.flatMap(\.chunks))
        }
        var texts = TextCodes()
        let chunks = parts.flatMap { part in
          let map = part.dictionary.map { texts.code(of: $0) }
          return part.chunks.map { chunk -> ColumnChunk in
            guard case .string(let values) = chunk else { return chunk }
            return .string(values.map { $0 == ColumnChunk.missingCode ? $0 : map[Int($0)] })
          }
        }
        return Column(name: first.name, kind: .string, chunks: chunks, dictionary: texts.texts)
      })
  }
}
