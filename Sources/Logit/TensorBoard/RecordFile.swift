/// A file of records as TensorFlow has them, of which each can be checked by itself.
///
///     length     8 bytes, the lowest first
///     checksum   4 bytes, of the length
///     record     as many bytes as the length says
///     checksum   4 bytes, of the record
///
/// Both checksums are ``/LogitFiles/CRC32C``, masked. Records are with the system only when the file is
/// flushed, whole ones, so that whoever reads it meanwhile finds at most the last one cut off.
final class RecordFile {
  private let file: LogFile
  private var waiting: [UInt8] = []

  /// Makes a file.
  ///
  /// - Throws: ``/LogitFiles/FileError/notWritten(path:reason:)``.
  init(path: String) throws { file = try LogFile(path: path, append: false) }

  // Nobody is there any more to be told that it failed.
  deinit { try? flush() }

  /// Adds a record.
  func add(_ record: [UInt8]) { waiting += Self.framed(record) }

  /// Hands the records over to the system.
  ///
  /// - Throws: ``/LogitFiles/FileError/notWritten(path:reason:)``; what was not written waits for the next
  ///   time, when the file goes on where it was cut off.
  func flush(using write: Descriptor.SystemWrite = Descriptor.writeSome) throws {
    guard !waiting.isEmpty else { return }
    try file.write(taking: &waiting, using: write)
  }

  /// A record with its length and checksums.
  static func framed(_ record: [UInt8]) -> [UInt8] {
    func bytes(_ number: some FixedWidthInteger) -> [UInt8] {
      withUnsafeBytes(of: number.littleEndian) { Array($0) }
    }
    let length = bytes(UInt64(record.count))
    return length + bytes(CRC32C.masked(length)) + record + bytes(CRC32C.masked(record))
  }
}
