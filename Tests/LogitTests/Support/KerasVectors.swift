import Foundation
import Testing

@testable import Logit

/// A file of reference vectors from Keras, read so that objects keep the order of their members and `2`
/// differs from `2.0`.
struct KerasVectors {
  struct Case: Sendable, CustomTestStringConvertible {
    let value: KerasValue
    var name: String { value["name"]?.text ?? "" }
    var testDescription: String { name }

    subscript(name: String) -> KerasValue { value[name] ?? .null }
  }

  /// The cases of `Fixtures/KerasSurface/<file>.json`.
  static func cases(_ file: String) -> [Case] {
    do {
      var reader = OrderedJSON(try Data(contentsOf: Fixture.url("KerasSurface/\(file).json")))
      return (reader.value()["cases"]?.elements ?? []).map { Case(value: $0) }
    } catch {
      preconditionFailure("\(file).json: \(error)")
    }
  }
}

extension KerasValue {
  var text: String? { if case .string(let text) = self { text } else { nil } }

  var elements: [KerasValue] { if case .array(let values) = self { values } else { [] } }

  var double: Double {
    switch self {
    case .integer(let value): Double(value)
    case .number(let value): value
    case .string("inf"): .infinity
    case .string("-inf"): -.infinity
    default: .nan
    }
  }

  var floats: [Float] { elements.map { Float($0.double) } }
  var doubles: [Double] { elements.map(\.double) }
  var integers: [Int] { elements.map { Int($0.double) } }
}

/// A reader of JSON that is known to be right.
struct OrderedJSON {
  private let bytes: [UInt8]
  private var position = 0

  init(_ data: Data) { bytes = [UInt8](data) }

  mutating func value() -> KerasValue {
    skipSpace()
    switch bytes[position] {
    case UInt8(ascii: "{"): return .object(list(until: "}") { KerasMember($0.string(), $0.memberValue()) })
    case UInt8(ascii: "["): return .array(list(until: "]") { $0.value() })
    case UInt8(ascii: "\""): return .string(string())
    default: return word()
    }
  }

  private mutating func memberValue() -> KerasValue {
    skipSpace()
    position += 1  // the colon
    return value()
  }

  private mutating func list<Element>(
    until end: Unicode.Scalar, _ element: (inout OrderedJSON) -> Element
  ) -> [Element] {
    var elements: [Element] = []
    position += 1
    while true {
      skipSpace()
      if bytes[position] == UInt8(ascii: end) { break }
      if bytes[position] == UInt8(ascii: ",") { position += 1 }
      skipSpace()
      elements.append(element(&self))
    }
    position += 1
    return elements
  }

  private mutating func string() -> String {
    let start = position
    position += 1
    while bytes[position] != UInt8(ascii: "\"") { position += bytes[position] == UInt8(ascii: "\\") ? 2 : 1 }
    position += 1
    return (try? JSONDecoder().decode(String.self, from: Data(bytes[start..<position]))) ?? ""
  }

  private mutating func word() -> KerasValue {
    let start = position
    while position < bytes.count, !",]}\n ".utf8.contains(bytes[position]) { position += 1 }
    let word = String(decoding: bytes[start..<position], as: UTF8.self)
    switch word {
    case "null": return .null
    case "true": return .bool(true)
    case "false": return .bool(false)
    default: return Int(word).map { .integer($0) } ?? .number(Double(word) ?? .nan)
    }
  }

  private mutating func skipSpace() {
    while position < bytes.count, " \n\r\t".utf8.contains(bytes[position]) { position += 1 }
  }
}

/// The difference of two numbers relative to the second; 0 for equal infinities and for NaN twice.
func relativeDifference(_ found: Float, _ expected: Float) -> Double {
  if found == expected || (found.isNaN && expected.isNaN) { return 0 }
  let difference = abs(Double(found) - Double(expected)) / abs(Double(expected))
  return difference.isNaN ? .infinity : difference
}
