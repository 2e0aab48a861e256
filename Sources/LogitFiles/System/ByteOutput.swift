/// Bytes on their way out: kept, or passed on to an open file a quarter of a megabyte at a time.
public struct ByteOutput {
  @usableFromInline static let capacity = 1 << 18

  /// Receives bytes that have piled up.
  private let passOn: ((UnsafeRawBufferPointer) throws -> Void)?

  /// The bytes that were not passed on yet; all of them if they are kept.
  public var bytes: [UInt8] { pending }

  // The loops that append are in other modules and run for every byte of a table.
  @usableFromInline var pending: [UInt8] = []

  /// Keeps all bytes.
  public init() { passOn = nil }

  /// Passes the bytes on.
  ///
  /// - Parameter receive: Takes the bytes that have piled up, which are there only during the call. What it
  ///   throws, ``flush()`` throws.
  public init(passingTo receive: @escaping (UnsafeRawBufferPointer) throws -> Void) {
    passOn = receive
    pending.reserveCapacity(Self.capacity + Self.capacity / 4)
  }

  /// Writes the bytes to an open file.
  ///
  /// - Parameters:
  ///   - descriptor: The system's number for the file, such as 1 for standard output.
  ///   - name: What messages call it.
  public init(descriptor: Int32, name: String) {
    self.init(to: OutputDescriptor(descriptor: descriptor, name: name))
  }

  /// Writes the bytes to standard output or to a file that is not yet under its name.
  ///
  /// - Parameter sink: Where they go.
  package init(to sink: some ByteSink) {
    self.init { try sink.write($0) }
  }

  /// Adds a byte.
  ///
  /// - Parameter byte: The byte.
  @inlinable @inline(__always)
  public mutating func append(_ byte: UInt8) { pending.append(byte) }

  /// Adds bytes.
  ///
  /// - Parameter more: The bytes, in order.
  @inlinable
  public mutating func append(contentsOf more: some Sequence<UInt8>) { pending.append(contentsOf: more) }

  /// Passes the bytes on if there are many.
  ///
  /// - Throws: As ``flush()``.
  @inlinable
  public mutating func flushIfFull() throws {
    if pending.count >= Self.capacity { try flush() }
  }

  /// Passes the bytes on; keeps them if there is nobody to pass them to.
  ///
  /// - Throws: What the receiver throws: for an open file ``FileError/outputFailed(name:reason:)``, or
  ///   ``FileError/readerGone(name:)`` if it is a pipe that nobody reads any more and the signal for that is
  ///   ignored. The bytes are then kept.
  public mutating func flush() throws {
    guard let passOn else { return }
    try pending.withUnsafeBytes(passOn)
    pending.removeAll(keepingCapacity: true)
  }
}
