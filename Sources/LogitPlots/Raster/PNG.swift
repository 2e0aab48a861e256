import LogitFiles

/// An image as a PNG file.
///
/// Source: Portable Network Graphics (W3C Recommendation, second edition).
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
    guard pixels.count == width * height * channels else {
      programmingError("\(pixels.count) bytes are not the pixels of an image of \(width) by \(height)")
    }
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
      + Self.chunk("IDAT", Self.zlib(rows)) + Self.chunk("IEND", [])
  }

  var base64: String { bytes.base64 }

  private static func chunk(_ type: String, _ data: [UInt8]) -> [UInt8] {
    let content = Array(type.utf8) + data
    return bigEndian(data.count) + content + bigEndian(Int(crc32(content)))
  }

  private static func bigEndian(_ value: Int) -> [UInt8] {
    [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: value >> $0) }
  }

  private static func crc32(_ bytes: [UInt8]) -> UInt32 {
    bytes.withUnsafeBytes { CRC32.checksum($0) }
  }

  // MARK: Compression

  /// A zlib stream around deflate. Source: RFC 1950.
  static func zlib(_ data: [UInt8]) -> [UInt8] {
    var checksum = Adler32()
    data.withUnsafeBytes { checksum.update($0) }
    return [0x78, 0x9C] + Deflater.compress(data) + bigEndian(Int(checksum.digest))
  }
}
