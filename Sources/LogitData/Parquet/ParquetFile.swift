import Logit
import LogitFiles

/// A Parquet file, of which nothing but the description of its columns was read.
///
/// Source: https://parquet.apache.org/docs/file-format/ and
/// https://github.com/apache/parquet-format/blob/master/src/main/thrift/parquet.thrift.
struct ParquetFile {
  /// The first and the last bytes of a file.
  static let magic = Array("PAR1".utf8)
  /// The same of a file whose description is encrypted.
  static let encryptedMagic = Array("PARE".utf8)

  private let source: StoredBytes
  private let options: CSVOptions
  private let metadata: ParquetMetadata
  let columns: [ParquetColumn]

  /// Reads the description of the columns.
  ///
  /// - Parameters:
  ///   - source: The file.
  ///   - options: How much memory the process may take up, and which whole numbers are asked for as texts.
  /// - Throws: `FileError.damaged(source:item:expected:found:remedy:)`, or
  ///   `FileError.notRead(path:reason:)`.
  init(_ source: StoredBytes, options: CSVOptions) throws {
    (self.source, self.options) = (source, options)
    let end = try source.size < 12 ? [] : source.bytes(8, at: source.size - 8)
    if end.suffix(4).elementsEqual(Self.encryptedMagic) {
      throw Self.encrypted(source.name)
    }
    guard end.suffix(4).elementsEqual(Self.magic) else {
      throw ColumnarFault.error(source.name, "the end of the file", "PAR1", "other bytes, or cut off")
    }
    let length = Int(end.withUnsafeBytes { UInt32(littleEndian: $0.loadUnaligned(as: UInt32.self)) })
    guard length <= source.size - 12 else {
      throw ColumnarFault.error(
        source.name, "the description of the columns", "at most \(source.size - 12) bytes", "\(length)")
    }
    // What is made of it takes some times as much.
    if length > 1 << 16 { try options.memory.require(8 * length, for: source.name) }
    let start = source.size - 8 - length
    let metadata: ParquetMetadata
    let leafCount: Int
    do {
      metadata = try source.withBytes(start..<start + length) { try ParquetMetadata($0) }
      (columns, leafCount) = try ParquetElement.columns(metadata.elements)
    } catch let fault as ColumnarFault {
      throw fault.error(in: "the description of the columns", of: source.name)
    }
    if metadata.isEncrypted { throw Self.encrypted(source.name) }
    self.metadata = metadata
    try requireConsistency(leafCount)
  }

  /// Compares the numbers of columns and rows that the file repeats.
  private func requireConsistency(_ leafCount: Int) throws {
    var rowCount = 0
    for (index, group) in metadata.groups.enumerated() {
      guard group.chunks.count == leafCount else {
        throw ColumnarFault.error(
          source.name, "row group \(index + 1)", "of \(leafCount) columns", "of \(group.chunks.count)")
      }
      guard (0...1 << 48).contains(group.rowCount) else {
        throw ColumnarFault.error(
          source.name, "row group \(index + 1)", "of a number of rows", "of \(group.rowCount)")
      }
      rowCount = min(rowCount + group.rowCount, 1 << 60)
    }
    guard rowCount == metadata.rowCount else {
      throw ColumnarFault.error(
        source.name, "the number of rows", "\(rowCount), as in its groups", "\(metadata.rowCount)")
    }
  }

  private static func encrypted(_ name: String) -> FileError {
    .damaged(
      source: name, item: "the file", expected: "not encrypted", found: "encrypted",
      remedy: "write it anew without encryption, in a program that has its keys")
  }

  // MARK: Columns

  /// Reads a column.
  ///
  /// - Parameter type: What its values mean.
  /// - Throws: `FileError.damaged(source:item:expected:found:remedy:)` or
  ///   `FileError.outOfMemory(source:limit:)`, or as ``ColumnarBuilder``.
  func column(_ column: ParquetColumn, _ type: ColumnarType) throws -> Column {
    var builder = ColumnarBuilder(name: column.name, type: type, path: source.name, options: options)
    for (index, group) in metadata.groups.enumerated() {
      let chunk = group.chunks[column.leaf]
      let place = "\(source.name), row group \(index + 1)"
      if chunk.isEncrypted { throw Self.encrypted("\(place), column \"\(column.name)\"") }
      if let file = chunk.file, !file.isEmpty {
        throw FileError.damaged(
          source: place, item: "column \"\(column.name)\"", expected: "in this file", found: "in \(file)",
          remedy: "write the table anew as one file, for example with pandas.read_parquet and to_parquet")
      }
      guard chunk.valueCount == group.rowCount else {
        throw ColumnarFault.error(
          place, "the number of values of column \"\(column.name)\"", "\(group.rowCount), as there are rows",
          "\(chunk.valueCount)")
      }
      var reader = ParquetChunkReader(source, column, chunk, group: index, memory: options.memory)
      try reader.read(into: &builder)
    }
    return builder.column()
  }

  /// A column without any value.
  func emptyColumn(_ name: String) throws -> Column {
    var builder = ColumnarBuilder(name: name, type: .empty, path: source.name, options: options)
    try builder.appendMissing(metadata.rowCount)
    return builder.column()
  }
}
