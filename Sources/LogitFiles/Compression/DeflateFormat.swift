/// The constants of the deflate format. Source: RFC 1951, section 3.2.
enum DeflateFormat {
  /// How far back a copy may reach.
  static let windowSize = 32768
  static let shortestMatch = 3
  static let longestMatch = 258
  /// The longest code of a literal, length or distance, in bits.
  static let longestCode = 15
  /// The longest code of a code's length, in bits.
  static let longestLengthCode = 7
  /// The symbol that ends a block; those below are literals, those above lengths.
  static let endOfBlock = 256
  static let literalSymbolCount = 286
  static let distanceSymbolCount = 30
  /// Deflate cannot shrink data by more: 258 bytes for a length and a distance of one bit each.
  static let largestRatio = 1032

  /// The kinds of blocks.
  enum BlockKind: UInt64 {
    case stored = 0
    case fixed = 1
    case dynamic = 2
  }

  /// The shortest length of each length symbol, from 257 on.
  static let lengthBases: [Int] = [
    3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163, 195,
    227,
    258,
  ]
  /// The bits that follow a length symbol.
  static let lengthExtraBits: [Int] = [
    0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0,
  ]
  /// The shortest distance of each distance symbol.
  static let distanceBases: [Int] = [
    1, 2, 3, 4, 5, 7, 9, 13, 17, 25, 33, 49, 65, 97, 129, 193, 257, 385, 513, 769, 1025, 1537, 2049, 3073,
    4097,
    6145, 8193, 12289, 16385, 24577,
  ]
  /// The bits that follow a distance symbol.
  static let distanceExtraBits: [Int] = [
    0, 0, 0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7, 8, 8, 9, 9, 10, 10, 11, 11, 12, 12, 13, 13,
  ]
  /// The order in which the lengths of the code length code are written, the rarest last.
  static let lengthCodeOrder: [Int] = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15]

  /// The code lengths of a fixed block.
  static let fixedLiteralLengths: [UInt8] =
    Array(repeating: 8, count: 144) + Array(repeating: 9, count: 112) + Array(repeating: 7, count: 24)
    + Array(repeating: 8, count: 8)
  static let fixedDistanceLengths: [UInt8] = Array(repeating: 5, count: 32)
}
