/// An image as a PNG file.
///
/// Source: Portable Network Graphics (W3C Recommendation, second edition); RFC 1950 and 1951 for the
/// compression.
struct PNG {
  let bytes: [UInt8]

  /// An image with opacity, for a picture within an SVG.
  ///
  /// - Parameter pixels: Red, green, blue and opacity of each pixel, row by row.
  init(width: Int, height: Int, pixels: [UInt8]) {
    self.init(width: width, height: height, pixels: pixels, channels: 4, chunks: [])
  }

  /// A page, with how large its pixels are.
  init(_ page: PixelPage, pixelsPerInch: Double) {
    let perMeter = Self.bigEndian(Int((pixelsPerInch / 0.0254).rounded()))
    let density = Self.chunk("pHYs", perMeter + perMeter + [1])
    self.init(width: page.width, height: page.height, pixels: page.pixels, channels: 3, chunks: density)
  }

  private init(width: Int, height: Int, pixels: [UInt8], channels: Int, chunks: [UInt8]) {
    precondition(pixels.count == width * height * channels)
    var rows: [UInt8] = []
    rows.reserveCapacity(pixels.count + height)
    for row in 0..<height {
      rows.append(0)  // no filter: the areas of one colour compress best as they are
      rows += pixels[row * width * channels..<(row + 1) * width * channels]
    }
    // 8 bits for each channel: colour type 6 with opacity, 2 without.
    let header = Self.bigEndian(width) + Self.bigEndian(height) + [8, channels == 4 ? 6 : 2, 0, 0, 0]
    bytes =
      [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A] + Self.chunk("IHDR", header) + chunks
      + Self.chunk("IDAT", Deflate.zlib(rows)) + Self.chunk("IEND", [])
  }

  var base64: String {
    let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
    var text: [UInt8] = []
    text.reserveCapacity((bytes.count + 2) / 3 * 4)
    for start in stride(from: 0, to: bytes.count, by: 3) {
      let group = (0..<3).map { start + $0 < bytes.count ? UInt32(bytes[start + $0]) : 0 }
      let bits = group[0] << 16 | group[1] << 8 | group[2]
      for place in 0..<4 {
        let isPadding = start + place > bytes.count
        text.append(isPadding ? UInt8(ascii: "=") : alphabet[Int(bits >> UInt32(18 - 6 * place)) & 63])
      }
    }
    return String(decoding: text, as: UTF8.self)
  }

  private static func chunk(_ type: String, _ data: [UInt8]) -> [UInt8] {
    let content = Array(type.utf8) + data
    return bigEndian(data.count) + content + bigEndian(Int(crc32(content)))
  }

  private static func bigEndian(_ value: Int) -> [UInt8] {
    [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: value >> $0) }
  }

  private static func crc32(_ bytes: [UInt8]) -> UInt32 {
    var value = ~UInt32(0)
    for byte in bytes { value = crcTable[Int((value ^ UInt32(byte)) & 0xFF)] ^ value >> 8 }
    return ~value
  }

  private static let crcTable: [UInt32] = (0..<256).map { index in
    (0..<8).reduce(UInt32(index)) { value, _ in value & 1 == 1 ? 0xEDB8_8320 ^ value >> 1 : value >> 1 }
  }
}

/// Compression for ``PNG``: repetitions are found with a hash of four bytes and written with the fixed codes.
///
/// Source: RFC 1950 and RFC 1951.
enum Deflate {
  static func zlib(_ data: [UInt8]) -> [UInt8] {
    let sum = adler32(data)
    return [0x78, 0x01] + compressed(data) + [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: sum >> $0) }
  }

  private static func compressed(_ data: [UInt8]) -> [UInt8] {
    var bits = BitWriter()
    bits.write(0b011, count: 3)  // the last block, with fixed codes
    var latest = [Int](repeating: -1, count: 1 << 15)
    var index = 0
    while index < data.count {
      let match = longestMatch(data, at: index, &latest)
      if match.length >= 4 {
        bits.writeMatch(length: match.length, distance: match.distance)
        index += match.length
      } else {
        bits.writeLiteral(Int(data[index]))
        index += 1
      }
    }
    bits.writeLiteral(256)  // the end of the block
    return bits.finished()
  }

  private static func longestMatch(
    _ data: [UInt8], at index: Int, _ latest: inout [Int]
  ) -> (length: Int, distance: Int) {
    guard index + 4 <= data.count else { return (0, 0) }
    let key = (0..<4).reduce(UInt32(0)) { $0 << 8 | UInt32(data[index + $1]) }
    let slot = Int((key &* 2_654_435_761) >> 17)
    let candidate = latest[slot]
    latest[slot] = index
    guard candidate >= 0, index - candidate <= 32_768 else { return (0, 0) }
    var length = 0
    while length < 258, index + length < data.count, data[candidate + length] == data[index + length] {
      length += 1
    }
    return (length, index - candidate)
  }

  private static func adler32(_ data: [UInt8]) -> UInt32 {
    var (a, b): (UInt32, UInt32) = (1, 0)
    for byte in data {
      a = (a + UInt32(byte)) % 65_521
      b = (b + a) % 65_521
    }
    return b << 16 | a
  }
}

/// Bits in the order deflate wants them, and its fixed codes.
private struct BitWriter {
  private var bytes: [UInt8] = []
  private var pending: UInt64 = 0
  private var pendingCount = 0

  /// Appends the lowest `count` bits, the lowest first.
  mutating func write(_ value: Int, count: Int) {
    pending |= UInt64(value) << UInt64(pendingCount)
    pendingCount += count
    while pendingCount >= 8 {
      bytes.append(UInt8(truncatingIfNeeded: pending))
      pending >>= 8
      pendingCount -= 8
    }
  }

  /// Appends a code, whose highest bit comes first.
  private mutating func writeCode(_ code: Int, count: Int) {
    let reversed = (0..<count).reduce(0) { $0 << 1 | code >> $1 & 1 }
    write(reversed, count: count)
  }

  mutating func writeLiteral(_ symbol: Int) {
    switch symbol {
    case 0..<144: writeCode(0x30 + symbol, count: 8)
    case 144..<256: writeCode(0x190 + symbol - 144, count: 9)
    case 256..<280: writeCode(symbol - 256, count: 7)
    default: writeCode(0xC0 + symbol - 280, count: 8)
    }
  }

  mutating func writeMatch(length: Int, distance: Int) {
    // Length 258 has a symbol of its own, although the one before could express it.
    if length == 258 {
      writeLiteral(285)
    } else {
      let (symbol, base, extra) = Self.code(length - 3, smallCount: 8, groupSize: 4)
      writeLiteral(257 + symbol)
      write(length - 3 - base, count: extra)
    }
    let (symbol, base, extra) = Self.code(distance - 1, smallCount: 4, groupSize: 2)
    writeCode(symbol, count: 5)
    write(distance - 1 - base, count: extra)
  }

  /// Numbers below `smallCount` have a symbol each; above, each `groupSize` symbols share a count of extra
  /// bits.
  private static func code(
    _ value: Int, smallCount: Int, groupSize: Int
  ) -> (symbol: Int, base: Int, extra: Int) {
    guard value >= smallCount else { return (value, value, 0) }
    var (symbol, base, extra) = (smallCount, smallCount, 1)
    while value >= base + groupSize << extra {
      base += groupSize << extra
      symbol += groupSize
      extra += 1
    }
    let step = (value - base) >> extra
    return (symbol + step, base + step << extra, extra)
  }

  func finished() -> [UInt8] {
    var copy = self
    if pendingCount > 0 { copy.write(0, count: 8 - pendingCount) }
    return copy.bytes
  }
}
