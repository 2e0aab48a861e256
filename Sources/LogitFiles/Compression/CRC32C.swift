/// Castagnoli's checksum, a cyclic redundancy check of 32 bits, as the records of TensorFlow have it.
///
/// The polynomial is 0x1EDC6F41 with the bits in reverse, the register begins and ends inverted. Source:
/// RFC 3720, appendix B.4, whose examples the tests check.
package enum CRC32C {
  /// The checksum of some bytes.
  package static func checksum(_ bytes: [UInt8]) -> UInt32 {
    var register = UInt32.max
    for byte in bytes { register = table[Int((register ^ UInt32(byte)) & 0xFF)] ^ (register >> 8) }
    return ~register
  }

  /// The checksum as it stands in a file: rotated by 15 bits, with a constant added, so that the checksum of
  /// bytes that hold checksums is none of a special kind.
  package static func masked(_ bytes: [UInt8]) -> UInt32 {
    let checksum = checksum(bytes)
    return (checksum >> 15 | checksum << 17) &+ 0xA282_EAD8
  }

  /// What a byte does to the register.
  private static let table: [UInt32] = (0..<256).map { byte in
    (0..<8).reduce(UInt32(byte)) { value, _ in value & 1 == 1 ? 0x82F6_3B78 ^ (value >> 1) : value >> 1 }
  }
}
