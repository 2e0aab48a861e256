/// Reads bits from the end of some bytes to their beginning, as Zstandard stores codes.
///
/// The last byte's highest 1 is no bit of the stream, but marks where it begins. Behind the stream's end, at
/// the front of the bytes, there are zeros; whoever takes more than there was finds ``isOverrun``.
struct BackwardBits {
  private let bytes: UnsafePointer<UInt8>
  private let byteCount: Int
  /// How many bits are left; negative if more were taken than there were.
  private(set) var left: Int

  /// - Parameters:
  ///   - bytes: The bytes, which outlive the reader.
  ///   - name: What they are, for messages.
  /// - Throws: ``FileError/damaged(source:item:expected:found:remedy:)`` if there is no mark.
  init(_ bytes: UnsafeRawBufferPointer, name: String) throws {
    guard let start = bytes.baseAddress?.assumingMemoryBound(to: UInt8.self), let last = bytes.last,
      last != 0
    else {
      throw CompressedBlock.damaged(name, expected: "bits that end with a mark", found: "without one")
    }
    (self.bytes, byteCount) = (start, bytes.count)
    left = 8 * bytes.count - last.leadingZeroBitCount - 1
  }

  var isOverrun: Bool { left < 0 }

  /// The bits that come next, at most 56 of them, without taking them.
  @inline(__always)
  func peek(_ count: Int) -> Int {
    let start = left - count
    if start >= 0 { return bits(from: start, count) }
    if left <= 0 { return 0 }
    return bits(from: 0, left) << -start
  }

  /// Takes bits.
  @inline(__always)
  mutating func skip(_ count: Int) { left -= count }

  /// The bits that come next, at most 56 of them.
  @inline(__always)
  mutating func take(_ count: Int) -> Int {
    defer { left -= count }
    return peek(count)
  }

  @inline(__always)
  private func bits(from start: Int, _ count: Int) -> Int {
    let place = start >> 3
    var word: UInt64 = 0
    if place + 8 <= byteCount {
      word = UInt64(
        littleEndian: UnsafeRawPointer(bytes).loadUnaligned(fromByteOffset: place, as: UInt64.self))
    } else {
      for index in place..<byteCount { word |= UInt64(bytes[index]) << UInt64(8 * (index - place)) }
    }
    return Int(truncatingIfNeeded: word >> UInt64(start & 7) & (1 << UInt64(count) - 1))
  }
}
