/// Bytes made of bits, the first lowest.
struct BitWriter {
  private(set) var bytes: [UInt8] = []
  private var bits: UInt64 = 0
  private var bitCount = 0

  /// Adds so many bits, at most 32.
  mutating func append(_ value: Int, count: Int) {
    bits |= UInt64(value) << UInt64(bitCount)
    bitCount += count
    while bitCount >= 8 {
      bytes.append(UInt8(truncatingIfNeeded: bits))
      bits >>= 8
      bitCount -= 8
    }
  }

  /// Fills the last byte with zeros.
  mutating func alignToByte() {
    if bitCount > 0 { append(0, count: 8 - bitCount) }
  }

  /// Adds whole bytes; the bits before must fill theirs.
  mutating func append(contentsOf more: UnsafeBufferPointer<UInt8>) {
    guard bitCount == 0 else { programmingError("Bytes begin where a byte does") }
    bytes.append(contentsOf: more)
  }

  /// Takes away the bytes that are whole.
  mutating func takeBytes() -> [UInt8] {
    defer { bytes.removeAll(keepingCapacity: true) }
    return bytes
  }
}
