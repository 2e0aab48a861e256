/// A value of Keras's JSON configurations. Members of an object keep their order.
public indirect enum KerasValue: Sendable, Equatable {
  /// JSON's `null`, Python's `None`.
  case null
  /// `true` or `false`.
  case bool(Bool)
  /// A number without a fraction; Keras tells `0` from `0.0`.
  case integer(Int)
  /// Any other number.
  case number(Double)
  /// Text.
  case string(String)
  /// A list or a tuple.
  case array([KerasValue])
  /// A dictionary.
  case object([KerasMember])
}

/// A name and a value in a ``KerasValue/object(_:)``.
public struct KerasMember: Sendable, Equatable {
  /// The member's name.
  public var name: String
  /// Its value.
  public var value: KerasValue

  /// Pairs a name with a value.
  public init(_ name: String, _ value: KerasValue) {
    self.name = name
    self.value = value
  }
}

extension KerasValue {
  /// The value under a name of an object; `nil` if there is none, or if this is no object.
  public subscript(name: String) -> KerasValue? {
    guard case .object(let members) = self else { return nil }
    return members.first { $0.name == name }?.value
  }

  /// An object from its members.
  public static func object(_ members: (String, KerasValue)...) -> KerasValue {
    .object(members.map { KerasMember($0.0, $0.1) })
  }

  /// The value, or `null`.
  public static func optional(_ value: Double?) -> KerasValue { value.map { .number($0) } ?? .null }

  /// The value, or `null`.
  public static func optional(_ value: Int?) -> KerasValue { value.map { .integer($0) } ?? .null }
}
