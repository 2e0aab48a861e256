import CLogitData

/// The numbers of a table whose text has more digits than they can hold.
enum DigitLosses {
  /// For each column that has such numbers, how many there are.
  ///
  /// - Parameter table: A table that keeps its text; there are none otherwise.
  /// - Throws: `FileError.notRead(path:reason:)`.
  static func counts(in table: Table) throws -> [(column: String, count: Int)] {
    guard let text = table.text else { return [] }
    let layout = text.rows.layout
    var columns: [Int: [Int]] = [:]
    for (column, field) in text.fields.enumerated() where table.columns[column].kind == .numeric {
      if let field { columns[field, default: []].append(column) }
    }
    if columns.isEmpty { return [] }
    let reader = RowReader(text.rows)
    var counts = [Int](repeating: 0, count: table.columnCount)
    var row = 0
    for (chunk, count) in table.chunkCounts.enumerated() {
      let chunks = table.columns.map { $0.chunks[chunk] }
      for index in 0..<count {
        let fields = try reader.row(row).fields
        var field = 0
        layout.forEachField(of: fields) { place in
          for column in columns[field] ?? [] {
            let isKept = keepsDigits(
              UnsafeRawBufferPointer(rebasing: fields[place]), chunks[column], index, layout.decimal)
            if !isKept { counts[column] += 1 }
          }
          field += 1
        }
        row += 1
      }
    }
    return counts.indices.filter { counts[$0] > 0 }.map { (table.columns[$0].name, counts[$0]) }
  }

  private static func keepsDigits(
    _ field: UnsafeRawBufferPointer, _ chunk: ColumnChunk, _ row: Int, _ decimal: UInt8
  ) -> Bool {
    let value: Double
    switch chunk {
    case .numeric(let values): value = values[row]
    case .single(let values): value = Double(values[row])
    default: return true
    }
    if value.isNaN { return true }
    guard let start = field.baseAddress?.assumingMemoryBound(to: UInt8.self) else { return true }
    return logit_keeps_digits(start, field.count, decimal, value) != 0
  }
}
