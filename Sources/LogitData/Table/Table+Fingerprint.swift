import LogitFiles

extension Table {
  /// A hash of the names, kinds and values, in order, that tells whether two tables are the same.
  ///
  /// XXH64 over the columns' names, kinds and values as they are in memory. It depends neither on the format
  /// of the file that the table was read from nor on its division into chunks, but it does depend on the
  /// precision of the numbers.
  public var fingerprint: UInt64 { columns.reduce(UInt64(rowCount)) { $1.fingerprint(seed: $0) } }
}

extension Column {
  /// A hash of the name, kind and values.
  ///
  /// - Parameter seed: The hash of the columns before it, which begins with the number of rows.
  package func fingerprint(seed: UInt64) -> UInt64 {
    var texts = "\(kind.rawValue) \(name)".fingerprint(seed: seed)
    for text in dictionary { texts = text.fingerprint(seed: texts) }
    var values = XXH64(seed: texts)
    for chunk in chunks { chunk.withValueBytes { values.update($0) } }
    return values.digest
  }
}

extension ColumnChunk {
  /// Calls a closure with the values as they are in memory.
  package func withValueBytes<Result>(_ body: (UnsafeRawBufferPointer) throws -> Result) rethrows -> Result {
    switch self {
    case .integer(let values): try values.withUnsafeBytes(body)
    case .numeric(let values): try values.withUnsafeBytes(body)
    case .single(let values): try values.withUnsafeBytes(body)
    case .boolean(let values): try values.withUnsafeBytes(body)
    case .string(let values): try values.withUnsafeBytes(body)
    }
  }
}

extension String {
  fileprivate func fingerprint(seed: UInt64) -> UInt64 {
    Array(utf8).withUnsafeBytes { XXH64.hash($0, seed: seed) }
  }
}
