import Foundation
import Logit

/// Reference vectors: the JSON files in `Fixtures`, each beside the script that made it.
enum Fixture {
  /// Decodes `Fixtures/<name>.json`, for example `Fixture.load("NumPy/linspace", as: [Linspace].self)`.
  static func load<T: Decodable>(_ name: String, as type: T.Type) throws -> T {
    try JSONDecoder().decode(type, from: Data(contentsOf: url("\(name).json")))
  }

  /// Where a file of `Fixtures` lies in the source tree.
  static func url(_ path: String) -> URL {
    URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .appendingPathComponent("Fixtures").appendingPathComponent(path)
  }
}

/// Numbers as hexadecimal bit patterns, so that a comparison is exact and JSON can carry NaN and infinities.
protocol BitPatternDecodable {
  associatedtype BitPattern: Equatable
  init?(hexadecimalBits: String)
  var bitPattern: BitPattern { get }
}

/// A list of bit patterns.
typealias HexadecimalBits = HexadecimalNumbers<UInt64>

extension UInt64: BitPatternDecodable {
  init?(hexadecimalBits: String) { self.init(hexadecimalBits, radix: 16) }
  var bitPattern: UInt64 { self }
}

extension Double: BitPatternDecodable {
  init?(hexadecimalBits: String) {
    guard let bits = UInt64(hexadecimalBits, radix: 16) else { return nil }
    self.init(bitPattern: bits)
  }
}

extension Float: BitPatternDecodable {
  init?(hexadecimalBits: String) {
    guard let bits = UInt32(hexadecimalBits, radix: 16) else { return nil }
    self.init(bitPattern: bits)
  }
}

/// A list of numbers written as one string of hexadecimal bit patterns with spaces between them.
struct HexadecimalNumbers<Number: BitPatternDecodable & Sendable>: Decodable, Sendable {
  let values: [Number]

  init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    values = try container.decode(String.self).split(separator: " ").map {
      guard let number = Number(hexadecimalBits: String($0)) else {
        throw DecodingError.dataCorruptedError(in: container, debugDescription: "\($0) are no bits")
      }
      return number
    }
  }
}

extension Tensor where Scalar: BitPatternDecodable {
  /// Whether the elements are those expected to the last bit, the sign of 0 and of NaN included.
  func hasBits(of expected: HexadecimalNumbers<Scalar>) -> Bool {
    scalars.map(\.bitPattern) == expected.values.map(\.bitPattern)
  }
}
