import Testing

@testable import LogitPlots

@Suite struct PNGTests {
  @Test(
    "What is compressed, an independent reader reads back",
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
      #expect(try Self.inflated(PNG.zlib(data)) == data)
    }
    if count == 70_000 { #expect(PNG.zlib(runs).count < 3000) }
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

  struct Malformed: Error {}

  /// The chunks of a file, whose checksums are computed bit by bit.
  static func chunks(of bytes: [UInt8]) throws -> [(type: String, data: [UInt8])] {
    func number(_ start: Int) -> Int { bytes[start..<start + 4].reduce(0) { $0 << 8 | Int($1) } }
    guard bytes.starts(with: [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]) else { throw Malformed() }
    var chunks: [(type: String, data: [UInt8])] = []
    var start = 8
    while start < bytes.count {
      let length = number(start)
      guard start + 12 + length <= bytes.count else { throw Malformed() }
      var register = UInt32.max
      for byte in bytes[start + 4..<start + 8 + length] {
        register ^= UInt32(byte)
        for _ in 0..<8 { register = register & 1 == 1 ? register >> 1 ^ 0xEDB8_8320 : register >> 1 }
      }
      guard Int(~register) == number(start + 8 + length) else { throw Malformed() }
      let type = String(decoding: bytes[start + 4..<start + 8], as: UTF8.self)
      chunks.append((type, Array(bytes[start + 8..<start + 8 + length])))
      start += 12 + length
    }
    return chunks
  }

  /// What a zlib stream holds, its checksum found right.
  static func inflated(_ zlib: [UInt8]) throws -> [UInt8] {
    guard zlib.count > 6, (Int(zlib[0]) << 8 | Int(zlib[1])) % 31 == 0 else { throw Malformed() }
    var reader = Inflate(bytes: Array(zlib[2..<zlib.count - 4]))
    let data = try reader.decoded()
    var (a, b) = (1, 0)
    for byte in data { (a, b) = ((a + Int(byte)) % 65_521, (b + a + Int(byte)) % 65_521) }
    let sum = zlib.suffix(4).reduce(0) { $0 << 8 | Int($1) }
    guard sum == b << 16 | a else { throw Malformed() }
    return data
  }

  /// A reader of deflate, written from RFC 1951 and not from the writer: bit by bit, as its section 3.2
  /// describes it.
  struct Inflate {
    private let bytes: [UInt8]
    private var position = 0
    private var result: [UInt8] = []

    init(bytes: [UInt8]) { self.bytes = bytes }

    /// Symbols by the length and the value of their codes.
    private typealias Codes = [Int: [Int: Int]]

    private static func codes(lengths: [Int]) -> Codes {
      var codes: Codes = [:]
      var code = 0
      for length in 1...15 {
        for (symbol, own) in lengths.enumerated() where own == length {
          codes[length, default: [:]][code] = symbol
          code += 1
        }
        code <<= 1
      }
      return codes
    }

    private mutating func bits(_ count: Int) throws -> Int {
      var value = 0
      for place in 0..<count {
        guard position / 8 < bytes.count else { throw Malformed() }
        value |= (Int(bytes[position / 8]) >> (position % 8) & 1) << place
        position += 1
      }
      return value
    }

    private mutating func symbol(_ codes: Codes) throws -> Int {
      var code = 0
      for length in 1...15 {
        code = code << 1 | (try bits(1))
        if let symbol = codes[length]?[code] { return symbol }
      }
      throw Malformed()
    }

    mutating func decoded() throws -> [UInt8] {
      var isLast = false
      while !isLast {
        isLast = try bits(1) == 1
        switch try bits(2) {
        case 0: try stored()
        case 1:
          let literals = [(144, 8), (112, 9), (24, 7), (8, 8)].flatMap { Array(repeating: $0.1, count: $0.0) }
          try block(Self.codes(lengths: literals), Self.codes(lengths: Array(repeating: 5, count: 30)))
        case 2: try dynamic()
        default: throw Malformed()
        }
      }
      return result
    }

    private mutating func stored() throws {
      position = (position + 7) / 8 * 8
      let (count, inverse) = (try bits(16), try bits(16))
      guard count ^ inverse == 0xFFFF else { throw Malformed() }
      for _ in 0..<count { result.append(UInt8(try bits(8))) }
    }

    private mutating func dynamic() throws {
      let (literals, distances, count) = (try bits(5) + 257, try bits(5) + 1, try bits(4) + 4)
      var lengthLengths = Array(repeating: 0, count: 19)
      for place in [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15].prefix(count) {
        lengthLengths[place] = try bits(3)
      }
      let codes = Self.codes(lengths: lengthLengths)
      var lengths: [Int] = []
      while lengths.count < literals + distances {
        switch try symbol(codes) {
        case 16: lengths += Array(repeating: lengths.last ?? 0, count: try bits(2) + 3)
        case 17: lengths += Array(repeating: 0, count: try bits(3) + 3)
        case 18: lengths += Array(repeating: 0, count: try bits(7) + 11)
        case let length: lengths.append(length)
        }
      }
      try block(
        Self.codes(lengths: Array(lengths[..<literals])), Self.codes(lengths: Array(lengths[literals...])))
    }

    private mutating func block(_ literals: Codes, _ distances: Codes) throws {
      while true {
        let symbol = try symbol(literals)
        if symbol == 256 { return }
        if symbol < 256 {
          result.append(UInt8(symbol))
          continue
        }
        let extra = symbol < 265 || symbol == 285 ? 0 : (symbol - 261) / 4
        let base = symbol < 265 ? symbol - 254 : symbol == 285 ? 258 : (4 + (symbol - 265) % 4) << extra + 3
        let length = base + (try bits(extra))
        let code = try self.symbol(distances)
        let distanceExtra = max(code / 2 - 1, 0)
        let distanceBase = code < 4 ? code + 1 : (2 + code % 2) << distanceExtra + 1
        let distance = distanceBase + (try bits(distanceExtra))
        guard distance <= result.count else { throw Malformed() }
        for _ in 0..<length { result.append(result[result.count - distance]) }
      }
    }
  }
}
