import Logit

#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

/// Bytes on their way out: kept, or passed on to an open file a quarter of a megabyte at a time.
public struct ByteOutput {
  private static let capacity = 1 << 18

  /// Receives bytes that have piled up.
  private let passOn: ((UnsafeRawBufferPointer) throws -> Void)?

  /// The bytes that were not passed on yet; all of them if they are kept.
  public private(set) var bytes: [UInt8] = []

  /// Keeps all bytes.
  public init() { passOn = nil }

  /// Passes the bytes on.
  public init(passingTo receive: @escaping (UnsafeRawBufferPointer) throws -> Void) {
    passOn = receive
    bytes.reserveCapacity(Self.capacity + Self.capacity / 4)
  }

  /// Writes the bytes to an open file.
  ///
  /// - Parameter name: What the file is, for messages.
  public init(descriptor: Int32, name: String) {
    self.init { buffer in
      var done = 0
      while done < buffer.count {
        let count = AtomicFile.systemWrite(descriptor, UnsafeRawBufferPointer(rebasing: buffer[done...]))
        if count < 0 && errno == EINTR { continue }
        guard count > 0 else {
          throw LogitError.fileNotWritten(path: name, reason: String(cString: strerror(errno)))
        }
        done += count
      }
    }
  }

  /// Adds a byte.
  @inline(__always)
  mutating func append(_ byte: UInt8) { bytes.append(byte) }

  /// Adds bytes.
  public mutating func append(contentsOf more: some Sequence<UInt8>) { bytes.append(contentsOf: more) }

  /// Passes the bytes on if there are many.
  public mutating func flushIfFull() throws {
    if bytes.count >= Self.capacity { try flush() }
  }

  /// Passes the bytes on; keeps them if there is nobody to pass them to.
  public mutating func flush() throws {
    guard let passOn else { return }
    try bytes.withUnsafeBytes(passOn)
    bytes.removeAll(keepingCapacity: true)
  }
}
