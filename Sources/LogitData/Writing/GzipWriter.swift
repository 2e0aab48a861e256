public import LogitFiles

/// Writes tables in another format, compressed with gzip.
public struct GzipWriter: TableWriter {
  private let writer: any TableWriter

  /// Makes a writer.
  ///
  /// - Parameter writer: Writes the format to compress.
  public init(_ writer: any TableWriter) { self.writer = writer }

  /// Writes a table's bytes, compressing them as they are made.
  ///
  /// - Parameters:
  ///   - table: The table.
  ///   - output: Receives the compressed bytes.
  /// - Throws: What the writer of the format throws, or `FileError.notWritten(path:reason:)`.
  public func write(_ table: Table, to output: inout ByteOutput) throws {
    let compressor = Compressor(output)
    var plain = ByteOutput { try compressor.append($0) }
    try writer.write(table, to: &plain)
    try plain.flush()
    output = compressor.finish()
  }

  /// Compresses the bytes that the other writer makes.
  private final class Compressor {
    private var output: ByteOutput
    private var encoder = GzipEncoder()

    init(_ output: ByteOutput) { self.output = output }

    func append(_ bytes: UnsafeRawBufferPointer) throws {
      encoder.append(bytes)
      output.append(contentsOf: encoder.takeBytes())
      try output.flushIfFull()
    }

    func finish() -> ByteOutput {
      encoder.finish()
      output.append(contentsOf: encoder.takeBytes())
      return output
    }
  }
}
