/// The checksum of gzip and zip: a cyclic redundancy check of 32 bits.
///
/// The polynomial is 0x04C11DB7 with the bits in reverse, the register begins and ends inverted. Eight bytes
/// are taken at a time from eight tables ("slicing by 8"), which keeps the check several times faster than
/// the decompression it guards. Source: RFC 1952, section 8.
package struct CRC32: Sendable, Equatable {
  private var register: UInt32 = .max

  /// Begins with no bytes.
  package init() {}

  /// The checksum of the bytes so far.
  package var value: UInt32 { ~register }

  /// The checksum of some bytes.
  package static func checksum(_ bytes: UnsafeRawBufferPointer) -> UInt32 {
    var check = CRC32()
    check.update(bytes)
    return check.value
  }

  /// Takes in more bytes.
  package mutating func update(_ bytes: UnsafeRawBufferPointer) {
    var register = register
    Self.tables.withUnsafeBufferPointer { tables in
      var place = 0
      while bytes.count &- place >= 8 {
        let word = bytes.loadUnaligned(fromByteOffset: place, as: UInt64.self).littleEndian ^ UInt64(register)
        register = 0
        for slice in 0..<8 {
          let byte = Int(truncatingIfNeeded: (word &>> UInt64(8 &* slice)) & 0xFF)
          register ^= tables[(7 &- slice) &* 256 &+ byte]
        }
        place &+= 8
      }
      while place < bytes.count {
        register = tables[Int((register ^ UInt32(bytes[place])) & 0xFF)] ^ (register &>> 8)
        place &+= 1
      }
    }
    self.register = register
  }

  /// Table k holds what a byte does to the register that k more bytes follow.
  private static let tables: [UInt32] = {
    var tables = [UInt32](repeating: 0, count: 8 * 256)
    for byte in 0..<256 {
      var value = UInt32(byte)
      for _ in 0..<8 { value = value & 1 == 1 ? 0xEDB8_8320 ^ (value >> 1) : value >> 1 }
      tables[byte] = value
    }
    for index in 256..<8 * 256 {
      let before = tables[index - 256]
      tables[index] = tables[Int(before & 0xFF)] ^ (before >> 8)
    }
    return tables
  }()
}
