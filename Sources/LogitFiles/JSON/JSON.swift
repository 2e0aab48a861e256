/// A JSON value. Members of an object keep their order, and whole numbers stay apart from others.
///
///     let layer: JSON = ["class_name": "Dense", "config": ["units": 1, "use_bias": true, "rate": 0.5]]
///     layer["config"]?["units"]?.integer          // 1
///     print(layer)                                // as Python's json.dumps writes it
///     let same = try JSON(json: layer.description)
///
/// `null` is ``null``; an object whose members come from elsewhere is made by ``object(_:)``.
public indirect enum JSON: Sendable, Equatable {
  /// JSON's `null`, Python's `None`.
  case null
  /// `true` or `false`.
  case bool(Bool)
  /// A number written without a fraction; Keras tells `0` from `0.0`.
  case integer(Int)
  /// Any other number.
  case number(Double)
  /// Text.
  case string(String)
  /// A list or a tuple.
  case array([JSON])
  /// A dictionary.
  case object([Member])

  /// A name and a value in an ``object(_:)``.
  public struct Member: Sendable, Equatable {
    /// The member's name.
    public var name: String
    /// Its value.
    public var value: JSON

    /// Pairs a name with a value.
    ///
    /// - Parameters:
    ///   - name: The member's name.
    ///   - value: Its value.
    public init(_ name: String, _ value: JSON) {
      self.name = name
      self.value = value
    }
  }
}

extension JSON {
  /// The value under a name of an object; `nil` if there is none, or if this is no object.
  ///
  /// - Parameter name: The name of a member; the first that has it counts.
  public subscript(name: String) -> JSON? {
    guard case .object(let members) = self else { return nil }
    return members.first { $0.name == name }?.value
  }

  /// The value at a position of an array; `nil` if there is none, or if this is no array.
  ///
  /// - Parameter index: The position, counted from 0.
  public subscript(index: Int) -> JSON? {
    guard case .array(let values) = self, values.indices.contains(index) else { return nil }
    return values[index]
  }

  /// The text; `nil` for any other value.
  public var string: String? {
    if case .string(let text) = self { text } else { nil }
  }

  /// The truth value; `nil` for any other value.
  public var bool: Bool? {
    if case .bool(let value) = self { value } else { nil }
  }

  /// The number if it is written without a fraction; `nil` for any other value, 1.0 too.
  public var integer: Int? {
    if case .integer(let number) = self { number } else { nil }
  }

  /// The number, with or without a fraction; `nil` for any other value.
  public var double: Double? {
    switch self {
    case .number(let number): number
    case .integer(let number): Double(number)
    default: nil
    }
  }

  /// The values of an array; `nil` for any other value.
  public var array: [JSON]? {
    if case .array(let values) = self { values } else { nil }
  }

  /// The members of an object in their order; `nil` for any other value.
  public var object: [Member]? {
    if case .object(let members) = self { members } else { nil }
  }

  /// The value, or `null`.
  ///
  /// - Parameter value: A number, or `nil`.
  /// - Returns: ``number(_:)``, or ``null`` for `nil`.
  public static func optional(_ value: Double?) -> JSON { value.map { .number($0) } ?? .null }

  /// The value, or `null`.
  ///
  /// - Parameter value: A whole number, or `nil`.
  /// - Returns: ``integer(_:)``, or ``null`` for `nil`.
  public static func optional(_ value: Int?) -> JSON { value.map { .integer($0) } ?? .null }
}

// MARK: - Literals

extension JSON: ExpressibleByBooleanLiteral, ExpressibleByIntegerLiteral, ExpressibleByFloatLiteral,
  ExpressibleByStringInterpolation, ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral
{
  /// `true` or `false`.
  public init(booleanLiteral value: Bool) { self = .bool(value) }

  /// A number without a fraction, such as `1`.
  public init(integerLiteral value: Int) { self = .integer(value) }

  /// A number with a fraction or an exponent, such as `1.0`.
  public init(floatLiteral value: Double) { self = .number(value) }

  /// Text.
  public init(stringLiteral value: String) { self = .string(value) }

  /// An array.
  public init(arrayLiteral elements: JSON...) { self = .array(elements) }

  /// An object, its members in the order they are written in.
  public init(dictionaryLiteral elements: (String, JSON)...) {
    self = .object(elements.map { Member($0.0, $0.1) })
  }
}
