import Logit
package import LogitFiles

/// Reads rows of an svmlight or LIBSVM file as they come, from a pipe that another program writes to, say.
///
/// Nobody knows the last column before the end. Memory does not grow with the number of rows. Compressed rows are decompressed as they come.
package final class SparseStream {
  private static let byteCount = 1 << 20
  private static let largestLine = 1 << 30
  /// How long to wait before asking whether to end, in milliseconds.
  private static let patience: Int32 = 50

  private let input: ByteStream
  private var reader: SparseReader
  private var buffer = [UInt8](repeating: 0, count: SparseStream.byteCount)
  /// The bytes of the buffer that hold no whole line yet.
  private var filled = 0
  private var isAtEnd = false

  /// Asked while nothing comes; where it says yes, reading ends with a `CancellationError`. Never by default.
  package var isInterrupted: () -> Bool = { false }

  /// Begins to read; nothing is read yet.
  ///
  /// - Parameters:
  ///   - path: The file, which may be a pipe; `-` for standard input.
  ///   - firstIndex: The number of the first column, 0 or 1. With 0 columns have the numbers of the file,
  ///     wherever it counts from.
  ///   - memory: Whether it must have an end.
  /// - Throws: `FileError.notRead(path:reason:)` if it cannot be opened.
  package init(path: String, firstIndex: Int, memory: MemoryLimit) throws {
    let file = try path == "-" ? InputFile.standardInput : InputFile(path: path)
    input = try ByteStream(file, within: memory)
    reader = SparseReader(name: file.name, firstIndex: firstIndex)
  }

  /// The rows that are there, or `nil` at the end; waits for at least one.
  ///
  /// - Throws: `DataError.wrongEntry(path:line:place:expected:found:remedy:)`, as where a file is read at once.
  package func next() throws -> SparseDataset? {
    while !isAtEnd {
      try fill()
      let end = isAtEnd ? filled : (buffer[..<filled].lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0)
      try buffer.withUnsafeBytes { try reader.read(UnsafeRawBufferPointer(rebasing: $0[..<end])) }
      buffer.withUnsafeMutableBytes { bytes in
        bytes.copyMemory(from: UnsafeRawBufferPointer(rebasing: bytes[end..<filled]))
      }
      filled -= end
      if let rows = reader.takeRows() { return rows }
    }
    return nil
  }

  /// Reads once, and goes on while more is there.
  private func fill() throws {
    if filled == buffer.count {
      guard buffer.count < Self.largestLine else {
        throw FileError.notRead(path: input.name, reason: "a line has more than \(Self.largestLine) bytes")
      }
      buffer += [UInt8](repeating: 0, count: buffer.count)
    }
    repeat {
      while !input.awaitBytes(milliseconds: Self.patience) {
        if isInterrupted() { throw CancellationError() }
      }
      let count = try buffer.withUnsafeMutableBytes {
        try input.read(into: UnsafeMutableRawBufferPointer(rebasing: $0[filled...]))
      }
      filled += count
      isAtEnd = count == 0
    } while filled < buffer.count && !isAtEnd && input.isReady
  }
}
