import Logit

@testable import LogitData

/// A case of a file that `Fixtures/Features/make_features.py` made with Keras.
struct KerasCase: CustomStringConvertible {
  let value: JSON

  static func load(_ name: String) throws -> [KerasCase] {
    let text = String(decoding: try Fixture.bytes("Features/\(name).json"), as: UTF8.self)
    guard case .array(let values) = try JSON(json: text) else { return [] }
    return values.map { KerasCase(value: $0) }
  }

  subscript(name: String) -> KerasCase { KerasCase(value: value[name] ?? .null) }

  var isThere: Bool { value != .null }
  var description: String { "\(value["name"] ?? value["options"] ?? .null)" }

  var items: [KerasCase] {
    if case .array(let values) = value { values.map { KerasCase(value: $0) } } else { [] }
  }
  var names: [String] { if case .object(let members) = value { members.map(\.name) } else { [] } }
  var text: String { if case .string(let text) = value { text } else { "" } }
  var bool: Bool { value == .bool(true) }
  var integer: Int? { if case .integer(let number) = value { number } else { nil } }
  var double: Double {
    switch value {
    case .integer(let number): Double(number)
    case .number(let number): number
    default: .nan
    }
  }
  var float: Float { Float(double) }
  var texts: [String] { items.map(\.text) }
  var integers: [Int] { items.compactMap(\.integer) }
  var floats: [Float] { items.map(\.float) }
  /// A number, or a list of numbers to any depth, in row-major order.
  var flat: [Float] { if case .array = value { items.flatMap(\.flat) } else { [float] } }

  /// A salt of one or two numbers.
  var salt: HashSalt? {
    if let number = integer { return HashSalt(UInt64(number)) }
    let numbers = integers
    return numbers.count == 2 ? HashSalt(UInt64(numbers[0]), UInt64(numbers[1])) : nil
  }
}
