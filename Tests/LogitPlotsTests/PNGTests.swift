import Testing

@testable import LogitPlots

@Suite struct PNGTests {
  @Test(
    "What deflate writes, an independent reader reads back",
    arguments: [0, 1, 3, 4, 5, 300, 70_000])
  func roundTrip(_ count: Int) throws {
    var state: UInt32 = 1
    let noise = (0..<count).map { _ -> UInt8 in
      state = state &* 1_664_525 &+ 1_013_904_223
      return UInt8(state >> 24)
    }
    let runs = (0..<count).map { UInt8($0 / 1000 % 7) }
    let mixed = zip(noise, runs).map { $0 < 64 ? $0 : $1 }
    for data in [noise, runs, mixed] {
      let zlib = Deflate.zlib(data)
      var reader = Inflate(bytes: Array(zlib[2..<zlib.count - 4]))
      #expect(try reader.decoded() == data)
    }
    if count == 70_000 { #expect(Deflate.zlib(runs).count < 3000) }
  }

  @Test("The checksums of a known image are right")
  func checksums() {
    let png = PNG(width: 1, height: 1, pixels: [255, 0, 0, 255])
    #expect(
      Array(png.bytes[8..<33]) == [
        0, 0, 0, 13, 73, 72, 68, 82, 0, 0, 0, 1, 0, 0, 0, 1, 8, 6, 0, 0, 0, 31, 21, 196, 137,
      ])
    #expect(Array(png.bytes.suffix(12)) == [0, 0, 0, 0, 73, 69, 78, 68, 174, 66, 96, 130])
    #expect(
      PNG(width: 1, height: 1, pixels: [0, 0, 0, 0]).base64.hasPrefix(
        "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJ"))
  }

  /// A reader of deflate's fixed codes, written from RFC 1951 and not from the writer.
  struct Inflate {
    struct Malformed: Error {}
    let bytes: [UInt8]
    var position = 0

    init(bytes: [UInt8]) { self.bytes = bytes }

    mutating func bit() throws -> Int {
      guard position / 8 < bytes.count else { throw Malformed() }
      defer { position += 1 }
      return Int(bytes[position / 8] >> UInt8(position % 8)) & 1
    }

    mutating func bits(_ count: Int) throws -> Int {
      var value = 0
      for place in 0..<count { value |= try bit() << place }
      return value
    }

    mutating func symbol() throws -> Int {
      var code = 0
      for length in 1...9 {
        code = code << 1 | (try bit())
        if length == 7 && code <= 0b0010111 { return 256 + code }
        if length == 8 && (0b0011_0000...0b1011_1111).contains(code) { return code - 0b0011_0000 }
        if length == 8 && (0b1100_0000...0b1100_0111).contains(code) { return 280 + code - 0b1100_0000 }
        if length == 9 && code >= 0b1_1001_0000 { return 144 + code - 0b1_1001_0000 }
      }
      throw Malformed()
    }

    mutating func decoded() throws -> [UInt8] {
      let lengths = [
        3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163,
        195, 227, 258,
      ]
      let lengthBits = [
        0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0,
      ]
      let distances = [
        1, 2, 3, 4, 5, 7, 9, 13, 17, 25, 33, 49, 65, 97, 129, 193, 257, 385, 513, 769, 1025, 1537, 2049, 3073,
        4097, 6145,
        8193, 12289, 16385, 24577,
      ]
      guard try bits(1) == 1, try bits(2) == 1 else { throw Malformed() }
      var result: [UInt8] = []
      while true {
        let symbol = try symbol()
        if symbol == 256 { return result }
        if symbol < 256 {
          result.append(UInt8(symbol))
          continue
        }
        let length = lengths[symbol - 257] + (try bits(lengthBits[symbol - 257]))
        var code = 0
        for _ in 0..<5 { code = code << 1 | (try bit()) }
        let distance = distances[code] + (try bits(max(code / 2 - 1, 0)))
        guard distance <= result.count else { throw Malformed() }
        for _ in 0..<length { result.append(result[result.count - distance]) }
      }
    }
  }
}
