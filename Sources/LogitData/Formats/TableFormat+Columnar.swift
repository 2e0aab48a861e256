import Logit
import LogitFiles

extension TableFormat {
  /// Apache Parquet; see ``Table/init(parquet:options:)``. It is read, not written.
  public static let parquet = TableFormat(
    fileExtension: "parquet", signature: ParquetFile.magic,
    recognizes: { ends in
      // A text could begin so, too.
      [ParquetFile.magic, ParquetFile.encryptedMagic].contains { ends.starts(with: $0) } && ends.isBinary
    }, reader: { try Table(parquet: $0, options: $1) })

  /// The files and streams of Apache Arrow, Feather among them; see ``Table/init(arrow:options:)``. They are
  /// read, not written.
  public static let arrow = TableFormat(
    fileExtension: "arrow", signature: ArrowFile.magic,
    recognizes: { ends in
      ends.starts(with: ArrowFile.magic) && ends.isBinary || ForeignFormat.isArrowStream(ends)
    }, reader: { try Table(arrow: $0, options: $1) })
}

/// Stands for a writer in formats that are only read.
struct UnwrittenFormat: TableWriter {
  func write(_ table: Table, to output: inout ByteOutput) throws {
    throw DataError.unknownFormat(
      path: "the table", known: TableFormat.all.map { ".\($0.fileExtension)" })
  }
}
