public import LogitFiles

/// Writes tables in another format, compressed with gzip.
public struct GzipWriter: TableWriter {
  private let writer: any TableWriter

  /// - Parameter writer: The format to compress.
  public init(_ writer: any TableWriter) { self.writer = writer }

  /// Writes a table's bytes, compressed piece by piece.
  public func write(_ table: Table, to output: inout ByteOutput) throws {
    let compressor = Compressor(output)
    var plain = ByteOutput { try compressor.append($0) }
    try writer.write(table, to: &plain)
    try plain.flush()
    output = try compressor.finish()
  }

  /// What the plain bytes are passed to.
  private final class Compressor {
    private var output: ByteOutput
    private var deflater = Deflater()
    private var check = CRC32()
    private var size: UInt32 = 0

    init(_ output: ByteOutput) {
      self.output = output
      self.output.append(contentsOf: Gzip.header)
    }

    func append(_ bytes: UnsafeRawBufferPointer) throws {
      check.update(bytes)
      size &+= UInt32(truncatingIfNeeded: bytes.count)
      deflater.append(bytes.bindMemory(to: UInt8.self))
      output.append(contentsOf: deflater.takeBytes())
      try output.flushIfFull()
    }

    func finish() throws -> ByteOutput {
      deflater.finish()
      output.append(contentsOf: deflater.takeBytes())
      output.append(contentsOf: Gzip.trailer(checksum: check.value, size: size))
      return output
    }
  }
}
