import Foundation

@testable import Logit

/// The files of `Fixtures/KerasSurface` as Keras wrote them: members in order, whole numbers told from
/// others.
enum SurfaceVectors {
  /// A file's JSON.
  static func load(_ name: String) throws -> KerasValue {
    let data = try Data(contentsOf: Fixture.url("KerasSurface/\(name).json"))
    var parser = Parser(bytes: [UInt8](data))
    return parser.value()
  }

  /// The cases of a file.
  static func cases(_ name: String) -> [KerasValue] {
    ((try? load(name))?["cases"]).map(\.elements) ?? []
  }

  private struct Parser {
    let bytes: [UInt8]
    var position = 0

    private mutating func skipBlanks() {
      while position < bytes.count, [0x20, 0x0A, 0x0D, 0x09].contains(bytes[position]) { position += 1 }
    }

    private mutating func take(_ character: Character) -> Bool {
      skipBlanks()
      guard bytes[position] == character.asciiValue else { return false }
      position += 1
      return true
    }

    mutating func value() -> KerasValue {
      skipBlanks()
      if take("{") {
        var members: [KerasMember] = []
        while !take("}") {
          let name = text()
          _ = take(":")
          members.append(KerasMember(name, value()))
          _ = take(",")
        }
        return .object(members)
      }
      if take("[") {
        var values: [KerasValue] = []
        while !take("]") {
          values.append(value())
          _ = take(",")
        }
        return .array(values)
      }
      if bytes[position] == 0x22 { return .string(text()) }
      let start = position
      while position < bytes.count, !",]} \n".utf8.contains(bytes[position]) { position += 1 }
      let word = String(decoding: bytes[start..<position], as: UTF8.self)
      switch word {
      case "null": return .null
      case "true", "false": return .bool(word == "true")
      default: return Int(word).map { .integer($0) } ?? .number(Double(word) ?? .nan)
      }
    }

    private mutating func text() -> String {
      skipBlanks()
      let start = position
      position += 1
      while bytes[position] != 0x22 { position += bytes[position] == 0x5C ? 2 : 1 }
      position += 1
      let data = Data(bytes[start..<position])
      return (try? JSONDecoder().decode(String.self, from: data)) ?? ""
    }
  }
}

extension KerasValue {
  var elements: [KerasValue] {
    if case .array(let values) = self { return values }
    return []
  }

  var text: String {
    if case .string(let text) = self { return text }
    return ""
  }

  var double: Double {
    switch self {
    case .integer(let number): Double(number)
    case .number(let number): number
    case .string("inf"): .infinity
    case .string("-inf"): -.infinity
    default: .nan
    }
  }

  var int: Int { double.isNaN ? -1 : Int(double) }

  /// The numbers of a flat list, or of an array with a shape.
  var floats: [Float] { doubles.map { Float($0) } }
  var doubles: [Double] { (self["values"] ?? self).elements.map(\.double) }
  var shape: [Int] { self["shape"]?.elements.map(\.int) ?? [] }

  /// The same object with another value under a name.
  func replacing(_ name: String, by value: KerasValue) -> KerasValue {
    guard case .object(let members) = self else { return self }
    return .object(members.map { $0.name == name ? KerasMember(name, value) : $0 })
  }
}

/// How far a number is from the expected one, relative to it or to a scale, whichever is larger. 0 for the
/// same bits, infinities and NaN included; infinite if only one is finite.
func relativeDifference(_ found: Double, _ expected: Double, scale: Double) -> Double {
  if found == expected || (found.isNaN && expected.isNaN) { return 0 }
  guard found.isFinite && expected.isFinite else { return .infinity }
  return abs(found - expected) / max(abs(expected), scale)
}
