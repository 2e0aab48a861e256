/// Mark Adler's checksum of bytes, two sums modulo 65521, as zlib writes it. Source: RFC 1950.
package struct Adler32 {
  private var (first, second): (UInt32, UInt32) = (1, 0)

  package init() {}

  package mutating func update(_ bytes: UnsafeRawBufferPointer) {
    var place = 0
    while place < bytes.count {
      // As many as cannot overflow.
      let end = min(place + 5552, bytes.count)
      for byte in bytes[place..<end] {
        first &+= UInt32(byte)
        second &+= first
      }
      (first, second) = (first % 65521, second % 65521)
      place = end
    }
  }

  package var digest: UInt32 { second << 16 | first }
}
