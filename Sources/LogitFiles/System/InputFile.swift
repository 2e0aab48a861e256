/// A file open for reading: at any place if it is a plain one, and from the front to the end in any case.
package final class InputFile: Sendable {
  /// What messages call it: its path.
  package let name: String
  /// The number of bytes, as far as the system says; 0 for a pipe or a device.
  package let size: Int
  /// Whether it is a plain file, which can be read at any place.
  package let isPlain: Bool
  /// Whether it is a device that may have no end: neither a terminal, at which somebody ends it, nor
  /// `/dev/null`, which ends at once.
  package let isDevice: Bool
  private let descriptor: Descriptor
  private let closes: Bool
  /// Bytes that were looked at before they are read from the front to the end.
  private let ahead = Locked(BytesAhead())

  /// Opens a file, a pipe or a device.
  ///
  /// - Parameters:
  ///   - path: The file.
  ///   - plainOnly: Whether to refuse pipes and devices, whose size nobody knows before their end. Opening a
  ///     pipe otherwise waits for its writer.
  /// - Throws: ``FileError/notRead(path:reason:)`` if it does not exist, may not be read, or is a directory.
  package init(path: String, plainOnly: Bool = false) throws {
    if plainOnly { try Self.requirePlain(path) }
    do throws(SystemError) {
      descriptor = try Descriptor(opening: path, for: .reading(waitsForWriter: !plainOnly))
    } catch {
      throw FileError.notRead(path: path, reason: error.reason)
    }
    (name, closes) = (path, true)
    let kind = try? descriptor.kind()
    isDevice = Self.mayBeEndless(descriptor)
    if case .plain(let byteCount)? = kind {
      (size, isPlain) = (byteCount, true)
    } else {
      // All properties have values, so `deinit` closes the file if it is refused.
      (size, isPlain) = (0, false)
      if kind == .directory { throw FileError.notRead(path: path, reason: "it is a directory") }
      if plainOnly { throw FileError.notRead(path: path, reason: "it is not a plain file") }
    }
  }

  /// A file that is open already, and that somebody else closes.
  ///
  /// - Parameters:
  ///   - descriptor: The system's number for it, such as 0 for standard input.
  ///   - name: What messages call it.
  package init(descriptor: Int32, name: String) {
    (self.descriptor, self.name, closes) = (Descriptor(descriptor), name, false)
    (size, isPlain) = (0, false)
    isDevice = Self.mayBeEndless(self.descriptor)
  }

  /// Refuses what is no plain file without opening it: a pipe's writer would take that for a reader, who is
  /// gone at once.
  private static func requirePlain(_ path: String) throws {
    switch FileSystem.status(of: path)?.kind {
    case nil, .plain?: return
    case .directory?: throw FileError.notRead(path: path, reason: "it is a directory")
    case .device?, .other?: throw FileError.notRead(path: path, reason: "it is not a plain file")
    }
  }

  private static func mayBeEndless(_ descriptor: Descriptor) -> Bool {
    guard let status = try? descriptor.status(), status.kind == .device else { return false }
    return !descriptor.isTerminal && status.identity != FileSystem.status(of: "/dev/null")?.identity
  }

  deinit {
    if closes { try? descriptor.close() }
  }

  /// Standard input.
  package static let standardInput = InputFile(
    descriptor: Descriptor.standardInput.number, name: "standard input")

  // MARK: - At any place

  /// Fills a buffer with the bytes of a plain file from a place on.
  ///
  /// - Throws: ``FileError/notRead(path:reason:)``, also if the file ends before the buffer is full.
  package func read(into buffer: UnsafeMutableRawBufferPointer, at offset: Int) throws {
    var done = 0
    while done < buffer.count {
      let count = try translated { () throws(SystemError) in
        try descriptor.read(into: UnsafeMutableRawBufferPointer(rebasing: buffer[done...]), at: offset + done)
      }
      guard count > 0 else {
        throw FileError.notRead(
          path: name, reason: "it ends at byte \(offset + done), sooner than when opened")
      }
      done += count
    }
  }

  // MARK: - From the front to the end

  /// Reads the bytes that come next, as many as are there and fit, waiting for the first.
  ///
  /// - Returns: How many they are; 0 at the end.
  /// - Throws: ``FileError/notRead(path:reason:)``.
  package func read(into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
    let taken = ahead.withLock { $0.take(into: buffer) }
    if taken > 0 { return taken }
    let count = try translated { () throws(SystemError) in try descriptor.read(into: buffer) }
    ahead.withLock { $0.keep(UnsafeRawBufferPointer(rebasing: buffer[..<count])) }
    return count
  }

  /// Does something with bytes that come next, which ``read(into:)`` will give again.
  ///
  /// - Parameter body: What reads them, as far as it needs them.
  /// - Returns: What it returns.
  /// - Throws: As the closure.
  package func rereading<Result>(_ body: () throws -> Result) rethrows -> Result {
    ahead.withLock { $0.beginKeeping() }
    defer { ahead.withLock { $0.endKeeping() } }
    return try body()
  }

  /// Whether the next ``read(into:)`` would return at once: bytes are there, or the end is.
  ///
  /// - Parameter milliseconds: How long to wait for that; not at all by default.
  package func isReady(within milliseconds: Int32 = 0) -> Bool {
    ahead.withLock { !$0.rest.isEmpty } || descriptor.isReady(within: milliseconds)
  }

  /// The bytes that come next, which ``read(into:)`` will give nevertheless.
  ///
  /// - Parameter needsMore: Whether those that have come do not suffice; it is asked before any have.
  /// - Returns: As many as suffice, or all that there are.
  /// - Throws: ``FileError/notRead(path:reason:)``.
  package func lookAhead(while needsMore: ([UInt8]) -> Bool) throws -> [UInt8] {
    var bytes = ahead.withLock { Array($0.rest) }
    while needsMore(bytes) {
      let more = try [UInt8](unsafeUninitializedCapacity: 1 << 12) { buffer, filled in
        filled = try translated { () throws(SystemError) in
          try descriptor.read(into: UnsafeMutableRawBufferPointer(buffer))
        }
      }
      if more.isEmpty { break }
      bytes += more
      ahead.withLock { [more] in $0.append(more) }
    }
    return bytes
  }

  /// All bytes that are left.
  ///
  /// - Parameters:
  ///   - memory: How much memory the process may take up.
  ///   - examine: Called with the first bytes; see ``StoredBytes/init(name:within:examining:from:)``.
  /// - Throws: ``FileError/notRead(path:reason:)``, ``FileError/outOfMemory(source:limit:)``,
  ///   ``FileError/endlessInput(source:reason:)``, or as the closure.
  package func readToEnd(
    within memory: MemoryLimit = .standard, examining examine: ([UInt8]) throws -> Void = { _ in }
  ) throws -> StoredBytes {
    try memory.requireEnd(of: self)
    return try StoredBytes(name: name, within: memory, examining: examine) { try read(into: $0) }
  }

  private func translated(_ read: () throws(SystemError) -> Int) throws(FileError) -> Int {
    do {
      return try read()
    } catch {
      throw .notRead(path: name, reason: error.reason)
    }
  }
}

/// Bytes of a file that are given before those that are still to come from it.
private struct BytesAhead: Sendable {
  private var bytes: [UInt8] = []
  /// How many of them were given.
  private var start = 0
  /// Whether what is given is kept, to be given again.
  private var isKept = false

  /// Those that are still to be given.
  var rest: ArraySlice<UInt8> { bytes[start...] }

  mutating func append(_ more: [UInt8]) { bytes += more }

  /// Gives as many as there are and fit.
  mutating func take(into buffer: UnsafeMutableRawBufferPointer) -> Int {
    let count = min(bytes.count - start, buffer.count)
    bytes.withUnsafeBytes {
      buffer.copyMemory(from: UnsafeRawBufferPointer(rebasing: $0[start..<start + count]))
    }
    start += count
    if start == bytes.count, !isKept { (bytes, start) = ([], 0) }
    return count
  }

  /// Keeps bytes that came from the file and were given at once.
  mutating func keep(_ given: UnsafeRawBufferPointer) {
    guard isKept else { return }
    bytes += given
    start = bytes.count
  }

  mutating func beginKeeping() {
    bytes.removeFirst(start)
    (start, isKept) = (0, true)
  }

  mutating func endKeeping() { (start, isKept) = (0, false) }
}
