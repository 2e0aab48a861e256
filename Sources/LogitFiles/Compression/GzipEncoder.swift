/// Makes a gzip file of bytes that come piece by piece.
package struct GzipEncoder {
  private var deflater = Deflater()
  private var check = CRC32()
  private var size: UInt32 = 0
  private var pending = Gzip.header

  /// Begins a file.
  package init() {}

  /// Takes bytes in.
  ///
  /// - Parameter bytes: The bytes that follow.
  package mutating func append(_ bytes: UnsafeRawBufferPointer) {
    check.update(bytes)
    size &+= UInt32(truncatingIfNeeded: bytes.count)
    deflater.append(bytes.bindMemory(to: UInt8.self))
    pending += deflater.takeBytes()
  }

  /// Ends the file.
  package mutating func finish() {
    deflater.finish()
    pending += deflater.takeBytes()
    pending += Gzip.trailer(checksum: check.value, size: size)
  }

  /// The bytes of the file that were made since the last call.
  package mutating func takeBytes() -> [UInt8] {
    let bytes = pending
    pending = []
    return bytes
  }
}

/// Compresses what is written, and writes it on.
package final class GzipSink: ByteSink {
  private let sink: any ByteSink
  private var encoder = GzipEncoder()

  /// Begins a gzip file.
  ///
  /// - Parameter sink: Receives its bytes.
  package init(_ sink: any ByteSink) { self.sink = sink }

  /// Compresses bytes.
  ///
  /// - Parameter bytes: The bytes that follow.
  /// - Throws: As the sink.
  package func write(_ bytes: UnsafeRawBufferPointer) throws(FileError) {
    encoder.append(bytes)
    try sink.write(encoder.takeBytes())
  }

  /// Ends the file.
  ///
  /// - Throws: As the sink.
  package func finish() throws(FileError) {
    encoder.finish()
    try sink.write(encoder.takeBytes())
  }
}
