extension JSON: Codable {
  /// Writes the value as a part of whatever the encoder writes.
  ///
  /// - Parameter encoder: Any encoder; one that sorts the members of objects, such as Foundation's, sorts
  ///   these too.
  /// - Throws: What the encoder throws; Foundation's does for a number that is NaN or infinite.
  public func encode(to encoder: any Encoder) throws {
    switch self {
    case .null:
      var container = encoder.singleValueContainer()
      try container.encodeNil()
    case .bool(let value): try value.encode(to: encoder)
    case .integer(let number): try number.encode(to: encoder)
    case .number(let number): try number.encode(to: encoder)
    case .string(let text): try text.encode(to: encoder)
    case .array(let values): try values.encode(to: encoder)
    case .object(let members):
      var container = encoder.container(keyedBy: MemberName.self)
      for member in members { try container.encode(member.value, forKey: MemberName(member.name)) }
    }
  }

  /// Reads a value that a decoder has.
  ///
  /// Members are in the order of their names, and a number without a fraction is a whole number: decoders do
  /// not tell what was written.
  ///
  /// - Parameter decoder: Any decoder.
  /// - Throws: `DecodingError` for a value that JSON does not have.
  public init(from decoder: any Decoder) throws {
    if let container = try? decoder.container(keyedBy: MemberName.self) {
      let names = container.allKeys.map(\.stringValue).sorted()
      self = .object(
        try names.map { Member($0, try container.decode(JSON.self, forKey: MemberName($0))) })
      return
    }
    if let values = try? [JSON](from: decoder) {
      self = .array(values)
      return
    }
    let container = try decoder.singleValueContainer()
    if container.decodeNil() {
      self = .null
    } else if let value = try? container.decode(Bool.self) {
      self = .bool(value)
    } else if let number = try? container.decode(Int.self) {
      self = .integer(number)
    } else if let number = try? container.decode(Double.self) {
      self = .number(number)
    } else {
      self = .string(try container.decode(String.self))
    }
  }

  private struct MemberName: CodingKey {
    var stringValue: String
    var intValue: Int? { nil }
    init(_ name: String) { stringValue = name }
    init(stringValue: String) { self.stringValue = stringValue }
    init?(intValue: Int) { nil }
  }
}
