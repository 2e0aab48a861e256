import Logit

extension Table: CustomStringConvertible {
  /// The first and last five rows, as many columns as fit on a line, and the size.
  ///
  /// Rows are counted from 0, and `nil` stands for a missing value.
  public var description: String {
    var excerpt = Excerpt(rowCount: rowCount, names: columnNames) { columns[$1].text(row: $0) }
    excerpt.isNumber = { columns[$0].kind == .integer || columns[$0].kind == .numeric }
    let kinds = ColumnKind.allCases.compactMap { kind in
      let count = columns.count { $0.kind == kind }
      return count == 0 ? nil : "\(count.grouped) \(kind.rawValue)"
    }
    let shape = "\(rowCount.counted("row")), \(columnCount.counted("column"))"
    return excerpt.text + "\(shape)\(kinds.isEmpty ? "" : " (\(kinds.joined(separator: ", ")))")\n"
  }
}

extension Column: CustomStringConvertible {
  /// The first and last five values, and how many there are.
  ///
  /// Rows are counted from 0, and `nil` stands for a missing value.
  public var description: String {
    var excerpt = Excerpt(rowCount: count, names: [name]) { row, _ in text(row: row) }
    excerpt.isNumber = { _ in kind == .integer || kind == .numeric }
    let different = kind == .string ? ", \(dictionary.count.grouped) different" : ""
    let missing = missingCount == 0 ? "none" : missingCount.grouped
    return excerpt.text + "\(count.grouped) \(kind.words)\(different), \(missing) missing\n"
  }

  /// The value of a row as text, with numbers in their shortest form; `nil` for a missing value, and … for
  /// one whose memory has been freed.
  fileprivate func text(row: Int) -> String {
    var start = 0
    for chunk in chunks {
      if row < start + chunk.count { return text(of: chunk, at: row - start) }
      start += chunk.count
    }
    return "…"
  }

  private func text(of chunk: ColumnChunk, at index: Int) -> String {
    switch chunk {
    case .integer(let values): values[index] == ColumnChunk.missingInteger ? "nil" : "\(values[index])"
    case .numeric(let values): values[index].isNaN ? "nil" : values[index].shortText
    case .single(let values): values[index].isNaN ? "nil" : values[index].shortText
    case .boolean(let values):
      values[index] == ColumnChunk.missingBoolean ? "nil" : values[index] == 0 ? "false" : "true"
    case .string(let values):
      values[index] == ColumnChunk.missingCode ? "nil" : dictionary[Int(values[index])]
    }
  }
}
