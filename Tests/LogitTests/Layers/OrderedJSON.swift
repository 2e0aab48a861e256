import Foundation
import Logit

/// Reads JSON into ``KerasValue``, which keeps the order of members and tells 0 from 0.0 as Keras does.
struct OrderedJSON {
  private let bytes: [UInt8]
  private var position = 0

  /// Parses a whole text.
  static func parse(_ data: Data) throws -> KerasValue {
    var parser = OrderedJSON(bytes: Array(data))
    return try parser.value()
  }

  /// Parses `Fixtures/KerasSurface/<name>.json`.
  static func fixture(_ name: String) throws -> KerasValue {
    try parse(Data(contentsOf: Fixture.url("KerasSurface/\(name).json")))
  }

  struct Malformed: Error {
    let position: Int
  }

  private init(bytes: [UInt8]) {
    self.bytes = bytes
  }

  private mutating func skipSpace() {
    while position < bytes.count, [0x20, 0x0A, 0x0D, 0x09].contains(bytes[position]) { position += 1 }
  }

  private mutating func take(_ character: Character) -> Bool {
    skipSpace()
    guard position < bytes.count, bytes[position] == character.asciiValue else { return false }
    position += 1
    return true
  }

  private mutating func value() throws -> KerasValue {
    if take("{") { return try object() }
    if take("[") { return try array() }
    if take("\"") { return .string(try string()) }
    let start = position
    while position < bytes.count, !Array(",]} \n".utf8).contains(bytes[position]) { position += 1 }
    let text = String(decoding: bytes[start..<position], as: UTF8.self)
    switch text {
    case "null": return .null
    case "true": return .bool(true)
    case "false": return .bool(false)
    default:
      if let integer = Int(text) { return .integer(integer) }
      guard let number = Double(text) else { throw Malformed(position: start) }
      return .number(number)
    }
  }

  private mutating func object() throws -> KerasValue {
    var members: [KerasMember] = []
    if take("}") { return .object(members) }
    repeat {
      guard take("\"") else { throw Malformed(position: position) }
      let name = try string()
      guard take(":") else { throw Malformed(position: position) }
      members.append(KerasMember(name, try value()))
    } while take(",")
    guard take("}") else { throw Malformed(position: position) }
    return .object(members)
  }

  private mutating func array() throws -> KerasValue {
    var values: [KerasValue] = []
    if take("]") { return .array(values) }
    repeat { values.append(try value()) } while take(",")
    guard take("]") else { throw Malformed(position: position) }
    return .array(values)
  }

  /// The rest of a string whose opening quote has been taken.
  private mutating func string() throws -> String {
    let start = position - 1
    while position < bytes.count, bytes[position] != 0x22 {
      position += bytes[position] == 0x5C ? 2 : 1
    }
    position += 1
    guard position <= bytes.count else { throw Malformed(position: start) }
    return try JSONDecoder().decode(String.self, from: Data(bytes[start..<position]))
  }
}

extension KerasValue {
  /// The elements of a list; none if it is no list.
  var elements: [KerasValue] {
    guard case .array(let values) = self else { return [] }
    return values
  }

  var text: String? {
    guard case .string(let text) = self else { return nil }
    return text
  }

  var int: Int? {
    guard case .integer(let value) = self else { return nil }
    return value
  }

  /// A number, also one that JSON cannot write.
  var float: Float? {
    switch self {
    case .integer(let value): Float(value)
    case .number(let value): Float(value)
    case .string("nan"): .nan
    case .string("inf"): .infinity
    case .string("-inf"): -.infinity
    default: nil
    }
  }

  /// The numbers of a list, or of a tensor's `values`.
  var floats: [Float] { (self["values"] ?? self).elements.compactMap(\.float) }

  var shape: [Int] { (self["shape"] ?? .null).elements.compactMap(\.int) }
}
