/// The constants of Zstandard. Source: RFC 8878.
enum ZstandardFormat {
  static let magic: UInt32 = 0xFD2F_B528
  /// The most bytes that a block holds.
  static let largestBlock = 1 << 17
  /// The longest code of a literal, in bits.
  static let longestCode = 11

  /// One of the three parts of a sequence, each with codes of its own.
  struct Part: Sendable {
    let name: String
    let largestAccuracy: Int
    let largestCode: Int
    let usualAccuracy: Int
    let usualCounts: [Int]
  }

  /// How many literals come before a copy.
  static let literalLengths = Part(
    name: "literals", largestAccuracy: 9, largestCode: 35, usualAccuracy: 6,
    usualCounts: [
      4, 3, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 1, 1, 1, 2, 2, 2, 2, 2, 2, 2, 2, 2, 3, 2, 1, 1, 1, 1, 1, -1, -1,
      -1, -1,
    ])
  /// How far back a copy is.
  static let offsets = Part(
    name: "offsets", largestAccuracy: 8, largestCode: 31, usualAccuracy: 5,
    usualCounts: [
      1, 1, 1, 1, 1, 1, 2, 2, 2, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, -1, -1, -1, -1, -1,
    ])
  /// How many bytes are copied.
  static let matchLengths = Part(
    name: "copies", largestAccuracy: 9, largestCode: 52, usualAccuracy: 6,
    usualCounts: [
      1, 4, 3, 2, 2, 2, 2, 2, 2, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1,
      1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, -1, -1, -1, -1, -1, -1, -1,
    ])

  /// The least number of literals of each code, and the bits that follow it.
  static let literalBases: [Int] =
    Array(0..<16) + [16, 18, 20, 22, 24, 28, 32, 40, 48, 64] + (7...16).map { 1 << $0 }
  static let literalBits: [Int] =
    Array(repeating: 0, count: 16) + [1, 1, 1, 1, 2, 2, 3, 3, 4, 6] + Array(7...16)

  /// The least number of bytes copied of each code, and the bits that follow it.
  static let matchBases: [Int] =
    Array(3..<35) + [35, 37, 39, 41, 43, 47, 51, 59, 67, 83, 99] + (7...16).map { 1 << $0 + 3 }
  static let matchBits: [Int] =
    Array(repeating: 0, count: 32) + [1, 1, 1, 1, 2, 2, 3, 3, 4, 4, 5] + Array(7...16)
}
