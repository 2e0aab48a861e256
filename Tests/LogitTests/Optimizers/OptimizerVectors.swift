import Foundation

@testable import Logit

/// JSON files of `Fixtures/KerasSurface` as values that keep the order of members, and tell 1 from 1.0.
enum OptimizerVectors {
  static func load(_ name: String) -> KerasValue {
    guard let data = try? Data(contentsOf: Fixture.url("KerasSurface/\(name).json")) else { return .null }
    var reader = Reader(bytes: Array(data))
    return reader.value()
  }

  /// Reads well-formed JSON.
  private struct Reader {
    let bytes: [UInt8]
    var place = 0

    mutating func value() -> KerasValue {
      switch next() {
      case UInt8(ascii: "{"):
        var members: [KerasMember] = []
        list(until: UInt8(ascii: "}")) { reader in
          guard case .string(let name) = reader.value() else { return }
          reader.skip(UInt8(ascii: ":"))
          members.append(KerasMember(name, reader.value()))
        }
        return .object(members)
      case UInt8(ascii: "["):
        var values: [KerasValue] = []
        list(until: UInt8(ascii: "]")) { values.append($0.value()) }
        return .array(values)
      case UInt8(ascii: "\""):
        let start = place
        place += 1
        while bytes[place] != UInt8(ascii: "\"") { place += bytes[place] == UInt8(ascii: "\\") ? 2 : 1 }
        place += 1
        let text = try? JSONDecoder().decode(
          [String].self, from: Data([0x5B] + bytes[start..<place] + [0x5D]))
        return .string(text?.first ?? "")
      default: return word()
      }
    }

    private mutating func word() -> KerasValue {
      let start = place
      while place < bytes.count, !" ,]}\n:".utf8.contains(bytes[place]) { place += 1 }
      let text = String(decoding: bytes[start..<place], as: UTF8.self)
      switch text {
      case "null": return .null
      case "true": return .bool(true)
      case "false": return .bool(false)
      default: return Int(text).map { .integer($0) } ?? .number(Double(text) ?? .nan)
      }
    }

    private mutating func list(until end: UInt8, _ element: (inout Reader) -> Void) {
      place += 1
      while next() != end {
        if next() == UInt8(ascii: ",") { place += 1 }
        element(&self)
      }
      place += 1
    }

    private mutating func skip(_ byte: UInt8) {
      while bytes[place] != byte { place += 1 }
      place += 1
    }

    /// The next byte that is no space.
    private mutating func next() -> UInt8 {
      while " \n\t\r".utf8.contains(bytes[place]) { place += 1 }
      return bytes[place]
    }
  }
}

extension KerasValue {
  var elements: [KerasValue] {
    if case .array(let values) = self { values } else { [] }
  }

  var text: String {
    if case .string(let text) = self { text } else { "" }
  }

  /// A number as `Float`; what is not finite is text.
  var float: Float {
    switch self {
    case .integer(let value): Float(value)
    case .number(let value): Float(value)
    case .string(let text): Float(text) ?? .nan
    default: .nan
    }
  }

  var floats: [Float] { elements.map(\.float) }
}

/// How far numbers are from those expected: relative to the number itself, or to a thousandth of the largest
/// one beside it, below which the rounding of what they are made of shows.
func relativeDifference(_ found: [Float], _ expected: [Float]) -> Double {
  guard found.count == expected.count else { return .infinity }
  let floor = Double(expected.map(abs).filter(\.isFinite).max() ?? 0) / 1000
  return zip(found, expected).reduce(0) { largest, pair in
    let (found, expected) = (Double(pair.0), Double(pair.1))
    if found == expected || (found.isNaN && expected.isNaN) { return largest }
    let difference = abs(found - expected) / Swift.max(abs(expected), floor)
    return difference.isNaN ? .infinity : Swift.max(largest, difference)
  }
}
