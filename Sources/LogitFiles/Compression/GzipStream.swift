/// The contents of a gzip file, decompressed as they are asked for.
///
///     let stream = GzipStream(CompressedInput(name: path) { try file.read(into: $0) })
///     while case let count = try stream.read(into: buffer), count > 0 { … }
///
/// A file may consist of several members one after the other, as `cat a.gz b.gz` makes them; their contents
/// follow each other. Every member's checksum and size are checked, and zeros after the last, which tapes
/// leave, are passed over. Source: RFC 1952.
package final class GzipStream {
  private let input: CompressedInput
  private let inflater: Inflater
  private var stretch = UnsafeRawBufferPointer(start: nil, count: 0)
  private var check = CRC32()
  private var memberSize = 0
  private var isInMember = false
  private var isFinished = false
  private var memberCount = 0
  private let memory: MemoryLimit
  /// What is wrong behind the bytes that were given.
  private var failure: (any Error)?
  /// The bytes decompressed, of all members.
  private var size = 0

  /// - Parameters:
  ///   - input: The compressed bytes.
  ///   - memory: How far they may grow; see ``MemoryLimit``. As far as most files by default.
  package init(_ input: CompressedInput, within memory: MemoryLimit = .standard) {
    self.input = input
    self.memory = memory
    inflater = Inflater(input)
  }

  /// Fills a buffer with the bytes that follow.
  ///
  /// What comes before a damaged place, or before the end of a file that is cut off, is given first. No
  /// checksum has been compared then: those who need all of the contents read on until the error, or the end.
  ///
  /// - Returns: How many they are: as many as fit, except before the end or an error; 0 when there are no
  ///   more.
  /// - Throws: ``FileError/damaged(source:item:expected:found:remedy:)`` if the file is damaged, cut off, or
  ///   no gzip; ``FileError/endlessInput(source:reason:)`` if it grows too much; or as the input.
  package func read(into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
    if let failure { throw failure }
    var done = 0
    while done < buffer.count {
      let bytes: UnsafeRawBufferPointer
      do { bytes = try nextStretch() } catch {
        failure = error
        guard done > 0 else { throw error }
        break
      }
      guard !bytes.isEmpty else { break }
      let count = min(bytes.count, buffer.count - done)
      UnsafeMutableRawBufferPointer(rebasing: buffer[done...]).copyMemory(
        from: UnsafeRawBufferPointer(rebasing: bytes[..<count]))
      stretch = UnsafeRawBufferPointer(rebasing: bytes[count...])
      done += count
    }
    return done
  }

  /// Bytes that were decompressed and not taken yet; none at the end of the file.
  private func nextStretch() throws -> UnsafeRawBufferPointer {
    while stretch.isEmpty && !isFinished {
      if !isInMember {
        try beginMember()
        continue
      }
      stretch = try inflater.next()
      check.update(stretch)
      memberSize += stretch.count
      size += stretch.count
      try memory.requireUsualGrowth(to: size, from: input.place, of: input.name)
      if stretch.isEmpty { try endMember() }
    }
    return stretch
  }

  private func beginMember() throws {
    guard let first = try firstByte() else {
      isFinished = true
      return
    }
    let header = GzipHeader(input)
    try header.read(first: first)
    inflater.restart()
    (check, memberSize, isInMember) = (CRC32(), 0, true)
    memberCount += 1
  }

  /// The next member's first byte; `nil` if there is none.
  private func firstByte() throws -> UInt8? {
    var byte = try input.next()
    if memberCount > 0 {
      while byte == 0 { byte = try input.next() }
    } else if byte == nil {
      throw input.truncated()
    }
    return byte
  }

  private func endMember() throws {
    isInMember = false
    let checksum = try littleEndian()
    guard checksum == check.value else {
      throw damaged("the checksum of its contents", "\(checksum)", "\(check.value)")
    }
    let size = try littleEndian()
    guard size == UInt32(truncatingIfNeeded: memberSize) else {
      throw damaged("the size of its contents", "\(size) bytes (modulo 2³²)", "\(memberSize)")
    }
  }

  private func littleEndian() throws -> UInt32 {
    var value: UInt32 = 0
    for shift in stride(from: 0, to: 32, by: 8) {
      guard let byte = try input.next() else { throw input.truncated() }
      value |= UInt32(byte) << UInt32(shift)
    }
    return value
  }

  private func damaged(_ item: String, _ expected: String, _ found: String) -> FileError {
    .damaged(
      source: input.name, item: item, expected: expected, found: found,
      remedy: "the file is damaged, so fetch or make it again")
  }
}
