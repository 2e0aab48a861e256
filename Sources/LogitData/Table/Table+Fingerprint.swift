extension Table {
  /// A hash of the names, kinds and values, in order, that tells whether two tables are the same.
  ///
  /// XXH64 over the columns' names, kinds and values as they are in memory. It depends neither on the format
  /// of the file that the table was read from nor on its division into chunks, but it does depend on the
  /// precision of the numbers.
  public var fingerprint: UInt64 {
    columns.reduce(UInt64(rowCount)) { hash, column in
      var texts = "\(column.kind.rawValue) \(column.name)".fingerprint(seed: hash)
      for text in column.dictionary { texts = text.fingerprint(seed: texts) }
      var values = XXH64(seed: texts)
      for chunk in column.chunks { chunk.withUnsafeBytes { values.update($0) } }
      return values.digest
    }
  }
}

extension ColumnChunk {
  /// Calls a closure with the values as they are in memory.
  fileprivate func withUnsafeBytes(_ body: (UnsafeRawBufferPointer) -> Void) {
    switch self {
    case .integer(let values): values.withUnsafeBytes(body)
    case .numeric(let values): values.withUnsafeBytes(body)
    case .single(let values): values.withUnsafeBytes(body)
    case .boolean(let values): values.withUnsafeBytes(body)
    case .string(let values): values.withUnsafeBytes(body)
    }
  }
}

extension String {
  fileprivate func fingerprint(seed: UInt64) -> UInt64 {
    Array(utf8).withUnsafeBytes { XXH64.hash($0, seed: seed) }
  }
}
