extension Table {
  /// A number that tells whether two tables hold the same: names, kinds and values, in order.
  ///
  /// XXH64 over the columns' names, kinds and values as they are in memory. So it depends neither on the format of the file
  /// they were read from nor on the pieces they are kept in, but on the precision they were read in.
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
