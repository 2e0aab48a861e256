/// A file open for reading: at any place if it is a plain one, and from the front to the end in any case.
package final class InputFile: Sendable {
  /// What messages call it: its path.
  package let name: String
  /// The number of bytes, as far as the system says; 0 for a pipe or a device.
  package let size: Int
  /// Whether it is a plain file, which can be read at any place.
  package let isPlain: Bool
  private let descriptor: Descriptor
  private let closes: Bool

  /// Opens a file, a pipe or a device.
  ///
  /// - Parameters:
  ///   - path: The file.
  ///   - plainOnly: Whether to refuse pipes and devices, whose size nobody knows before their end. Opening a
  ///     pipe otherwise waits for its writer.
  /// - Throws: ``FileError/notRead(path:reason:)`` if it does not exist, may not be read, or is a directory.
  package init(path: String, plainOnly: Bool = false) throws {
    do throws(SystemError) {
      descriptor = try Descriptor(opening: path, for: .reading(waitsForWriter: !plainOnly))
    } catch {
      throw FileError.notRead(path: path, reason: error.reason)
    }
    (name, closes) = (path, true)
    let kind = try? descriptor.kind()
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
    try translated { () throws(SystemError) in try descriptor.read(into: buffer) }
  }

  /// Whether the next ``read(into:)`` would return at once: bytes are there, or the end is.
  package var isReady: Bool { descriptor.isReady }

  /// All bytes that are left.
  ///
  /// - Throws: ``FileError/notRead(path:reason:)``.
  package func readToEnd() throws -> [UInt8] {
    var bytes: [UInt8] = []
    var capacity = 1 << 16
    while true {
      let block = try [UInt8](unsafeUninitializedCapacity: capacity) { buffer, filled in
        while filled < buffer.count {
          let count = try read(
            into: UnsafeMutableRawBufferPointer(rebasing: UnsafeMutableRawBufferPointer(buffer)[filled...]))
          if count == 0 { return }
          filled += count
        }
      }
      bytes += block
      if block.count < capacity { return bytes }
      capacity = min(capacity * 2, 1 << 24)
    }
  }

  private func translated(_ read: () throws(SystemError) -> Int) throws(FileError) -> Int {
    do {
      return try read()
    } catch {
      throw .notRead(path: name, reason: error.reason)
    }
  }
}
