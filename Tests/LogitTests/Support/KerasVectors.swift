import Foundation
import Testing

@testable import Logit

/// The reference vectors of Keras's training surface: `Fixtures/KerasSurface/<name>.json`.
enum KerasVectors {
  /// The whole file.
  static func load(_ name: String) -> JSON {
    do {
      let data = try Data(contentsOf: Fixture.url("KerasSurface/\(name).json"))
      return try JSON(json: String(decoding: data, as: UTF8.self))
    } catch {
      fatalError("\(name).json cannot be read: \(error)")
    }
  }

  /// One case of a file, by the name that the test shows.
  struct Case: Sendable, CustomTestStringConvertible {
    let value: JSON
    var name: String { value["name"]?.text ?? "" }
    var testDescription: String { name }

    subscript(name: String) -> JSON { value[name] ?? .null }
  }

  /// The cases of a file.
  static func cases(_ name: String) -> [Case] {
    (load(name)["cases"]?.elements ?? []).map { Case(value: $0) }
  }
}

extension JSON {
  /// The elements of a list; none if it is no list.
  var elements: [JSON] {
    if case .array(let values) = self { values } else { [] }
  }

  /// The members of an object; none if it is no object.
  var members: [JSON.Member] {
    if case .object(let members) = self { members } else { [] }
  }

  var text: String? {
    if case .string(let text) = self { text } else { nil }
  }

  /// A number; what is not finite is text.
  var double: Double {
    switch self {
    case .number(let value): value
    case .integer(let value): Double(value)
    case .string("inf"): .infinity
    case .string("-inf"): -.infinity
    default: .nan
    }
  }

  var float: Float { Float(double) }

  /// A whole number; -1 if it is none.
  var int: Int { double.isNaN ? -1 : Int(double) }

  /// A whole number, if it is one.
  var wholeNumber: Int? { double.isNaN ? nil : Int(double) }

  /// The same with every whole number as `1.0`: Keras writes what its user wrote, `1` or `1.0`.
  var withoutIntegers: JSON {
    switch self {
    case .integer(let value): .number(Double(value))
    case .array(let values): .array(values.map(\.withoutIntegers))
    case .object(let members): .object(members.map { JSON.Member($0.name, $0.value.withoutIntegers) })
    default: self
    }
  }

  /// The numbers of a list, or of a tensor's `values`.
  var doubles: [Double] { (self["values"] ?? self).elements.map(\.double) }
  var floats: [Float] { doubles.map { Float($0) } }
  var integers: [Int] { elements.map(\.int) }

  /// A tensor's shape.
  var shape: [Int] { self["shape"]?.integers ?? [] }

  /// An object with shape and values.
  func tensor() throws -> Tensor<Float> { try Tensor(floats, shape: shape) }

  /// The same object with another value under a name.
  func replacing(_ name: String, by value: JSON) -> JSON {
    guard case .object(let members) = self else { return self }
    return .object(members.map { $0.name == name ? JSON.Member(name, value) : $0 })
  }
}
