/// A number for `Codable` that JSON can hold whatever it is: NaN is null, and an infinity is text.
package struct Portable<Number: BinaryFloatingPoint & Codable & Sendable>: Codable, Sendable {
  package var value: Number

  package init(_ value: Number) { self.value = value }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    if value.isFinite {
      try container.encode(value)
    } else if value.isNaN {
      try container.encodeNil()
    } else {
      try container.encode(value > 0 ? "Infinity" : "-Infinity")
    }
  }

  package init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if container.decodeNil() {
      value = .nan
    } else if let number = try? container.decode(Number.self) {
      value = number
    } else {
      switch try? container.decode(String.self) {
      case "Infinity": value = .infinity
      case "-Infinity": value = -.infinity
      default:
        // Of a truth value or a list, too, not that it is no text.
        throw DecodingError.dataCorruptedError(
          in: container,
          debugDescription:
            "A number that \(Number.self) holds, null, \"Infinity\" or \"-Infinity\" is expected")
      }
    }
  }
}

package typealias PortableNumber = Portable<Double>

extension Array where Element: BinaryFloatingPoint & Codable & Sendable {
  /// The numbers as ones that JSON can hold.
  package var portable: [Portable<Element>] { map { Portable($0) } }
}

// Where this module is imported, these come before those of the standard library, also in the code that the
// compiler writes for a type that says nothing but `Codable`: its numbers may be any.

extension KeyedEncodingContainer {
  package mutating func encode(_ value: Double, forKey key: Key) throws {
    try encode(PortableNumber(value), forKey: key)
  }

  package mutating func encodeIfPresent(_ value: Double?, forKey key: Key) throws {
    try encodeIfPresent(value.map { PortableNumber($0) }, forKey: key)
  }

  package mutating func encode(_ values: [Double], forKey key: Key) throws {
    try encode(values.portable, forKey: key)
  }

  package mutating func encode(_ rows: [[Double]], forKey key: Key) throws {
    try encode(rows.map(\.portable), forKey: key)
  }

  package mutating func encode(_ rows: [[Double?]], forKey key: Key) throws {
    try encode(rows.map { $0.map { $0.map { PortableNumber($0) } } }, forKey: key)
  }
}

extension KeyedDecodingContainer {
  package func decode(_: Double.Type, forKey key: Key) throws -> Double {
    try decode(PortableNumber.self, forKey: key).value
  }

  package func decodeIfPresent(_: Double.Type, forKey key: Key) throws -> Double? {
    try decodeIfPresent(PortableNumber.self, forKey: key)?.value
  }

  package func decode(_: [Double].Type, forKey key: Key) throws -> [Double] {
    try decode([PortableNumber].self, forKey: key).map(\.value)
  }

  package func decode(_: [[Double]].Type, forKey key: Key) throws -> [[Double]] {
    try decode([[PortableNumber]].self, forKey: key).map { $0.map(\.value) }
  }

  package func decode(_: [[Double?]].Type, forKey key: Key) throws -> [[Double?]] {
    try decode([[PortableNumber?]].self, forKey: key).map { $0.map { $0?.value } }
  }
}

extension DecodingError {
  /// The error for parts that do not fit together.
  package static func inconsistent(_ decoder: any Decoder, _ expected: String) -> DecodingError {
    .dataCorrupted(Context(codingPath: decoder.codingPath, debugDescription: expected))
  }
}
