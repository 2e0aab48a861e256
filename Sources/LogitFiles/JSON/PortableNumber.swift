/// A number for `Codable` that JSON can hold whatever it is: NaN is null, and an infinity is text.
package struct PortableNumber: Codable, Sendable {
  package var value: Double

  package init(_ value: Double) { self.value = value }

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
    } else if let number = try? container.decode(Double.self) {
      value = number
    } else {
      switch try container.decode(String.self) {
      case "Infinity": value = .infinity
      case "-Infinity": value = -.infinity
      default:
        throw DecodingError.dataCorruptedError(
          in: container, debugDescription: "A number, null, \"Infinity\" or \"-Infinity\" is expected")
      }
    }
  }
}

extension [Double] {
  /// The numbers as ones that JSON can hold.
  package var portable: [PortableNumber] { map { PortableNumber($0) } }
}

extension DecodingError {
  /// The error for parts that do not fit together.
  package static func inconsistent(_ decoder: any Decoder, _ expected: String) -> DecodingError {
    .dataCorrupted(Context(codingPath: decoder.codingPath, debugDescription: expected))
  }
}
