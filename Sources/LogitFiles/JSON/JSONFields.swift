/// Reads the members of an object by name, and knows which have been read.
///
/// The error for a member that is missing, of the wrong type or unknown is that of whoever began to read; in
/// Logit it is `LogitError.invalidConfiguration`.
public struct JSONFields {
  /// What the options belong to, for messages: `Dense "dense_1"`.
  public let object: String
  private let members: [JSON.Member]
  private var read: Set<String> = []

  private let failure: @Sendable (_ object: String, _ reason: String) -> any Error

  /// Begins to read an object.
  ///
  /// - Parameters:
  ///   - members: The object's members.
  ///   - object: What they belong to, for messages.
  ///   - failure: Makes the error of an object and what is wrong with it.
  package init(
    _ members: [JSON.Member], of object: String,
    failure: @escaping @Sendable (_ object: String, _ reason: String) -> any Error
  ) {
    self.members = members
    self.object = object
    self.failure = failure
  }

  /// The value under a name; `nil` if absent. Marks it as read.
  ///
  /// - Parameter name: The member's name.
  /// - Returns: Its value.
  public mutating func value(_ name: String) -> JSON? {
    read.insert(name)
    return members.first { $0.name == name }?.value
  }

  /// A number; the default if absent.
  ///
  /// - Parameters:
  ///   - name: The member's name.
  ///   - fallback: The default.
  /// - Returns: The number, with or without a fraction.
  /// - Throws: The error of whoever began to read if it is anything but a number.
  public mutating func double(_ name: String, default fallback: Double) throws -> Double {
    switch value(name) {
    case nil: fallback
    case .number(let number)?: number
    case .integer(let number)?: Double(number)
    case let other?: throw wrong(name, expected: "a number", found: other)
    }
  }

  /// A number, or `nil` for `null` or if absent.
  ///
  /// - Parameter name: The member's name.
  /// - Returns: The number, with or without a fraction.
  /// - Throws: The error of whoever began to read if it is anything else.
  public mutating func optionalDouble(_ name: String) throws -> Double? {
    switch value(name) {
    case nil, .null?: nil
    default: try double(name, default: 0)
    }
  }

  /// A whole number; the default if absent.
  ///
  /// - Parameters:
  ///   - name: The member's name.
  ///   - fallback: The default.
  /// - Returns: The number; 2.0 counts as 2, and so on below 10¹⁵ in magnitude.
  /// - Throws: The error of whoever began to read if it is anything but a whole number.
  public mutating func integer(_ name: String, default fallback: Int) throws -> Int {
    switch value(name) {
    case nil: fallback
    case .integer(let number)?: number
    case .number(let number)? where number == number.rounded() && abs(number) < 1e15: Int(number)
    case let other?: throw wrong(name, expected: "a whole number", found: other)
    }
  }

  /// A whole number, or `nil` for `null` or if absent.
  ///
  /// - Parameter name: The member's name.
  /// - Returns: The number, as from ``integer(_:default:)``.
  /// - Throws: The error of whoever began to read if it is anything else.
  public mutating func optionalInteger(_ name: String) throws -> Int? {
    switch value(name) {
    case nil, .null?: nil
    default: try integer(name, default: 0)
    }
  }

  /// A truth value; the default if absent.
  ///
  /// - Parameters:
  ///   - name: The member's name.
  ///   - fallback: The default.
  /// - Returns: The truth value.
  /// - Throws: The error of whoever began to read if it is anything but `true` or `false`.
  public mutating func bool(_ name: String, default fallback: Bool) throws -> Bool {
    switch value(name) {
    case nil: fallback
    case .bool(let value)?: value
    case let other?: throw wrong(name, expected: "true or false", found: other)
    }
  }

  /// Text; the default if absent.
  ///
  /// - Parameters:
  ///   - name: The member's name.
  ///   - fallback: The default.
  /// - Returns: The text.
  /// - Throws: The error of whoever began to read if it is anything but text.
  public mutating func string(_ name: String, default fallback: String) throws -> String {
    switch value(name) {
    case nil: fallback
    case .string(let text)?: text
    case let other?: throw wrong(name, expected: "text", found: other)
    }
  }

  /// Text, or `nil` for `null` or if absent.
  ///
  /// - Parameter name: The member's name.
  /// - Returns: The text.
  /// - Throws: The error of whoever began to read if it is anything else.
  public mutating func optionalString(_ name: String) throws -> String? {
    switch value(name) {
    case nil, .null?: nil
    default: try string(name, default: "")
    }
  }

  /// A list of whole numbers; a single number counts as a list of one. `nil` for `null` or if absent.
  ///
  /// - Parameter name: The member's name.
  /// - Returns: The numbers, which must be written without a fraction.
  /// - Throws: The error of whoever began to read if it is anything else.
  public mutating func optionalIntegers(_ name: String) throws -> [Int]? {
    switch value(name) {
    case nil, .null?: return nil
    case .integer(let number)?: return [number]
    case .array(let values)?:
      return try values.map {
        guard case .integer(let number) = $0 else { throw wrong(name, expected: "whole numbers", found: $0) }
        return number
      }
    case let other?: throw wrong(name, expected: "whole numbers", found: other)
    }
  }

  /// Reads past options that change nothing here, such as `dtype`.
  ///
  /// - Parameter names: The members' names, which need not be there.
  public mutating func ignore(_ names: String...) { read.formUnion(names) }

  /// Throws unless the option is absent, `null`, or has the one value that Logit implements.
  ///
  /// - Parameters:
  ///   - name: The member's name.
  ///   - expected: The value that Logit implements.
  /// - Throws: The error of whoever began to read if it is anything else.
  public mutating func require(_ name: String, is expected: JSON) throws {
    guard let found = value(name), found != .null, found != expected else { return }
    throw wrong(name, expected: "\(expected)", found: found)
  }

  /// Throws if there is an option that was not read.
  ///
  /// - Throws: The error of whoever began to read; it names the first such option.
  public func finish() throws {
    guard let unknown = members.first(where: { !read.contains($0.name) }) else { return }
    throw failure(object, "the option \"\(unknown.name)\" is not known")
  }

  /// The error for an option of the wrong kind.
  ///
  /// - Parameters:
  ///   - name: The member's name.
  ///   - expected: What it must be, for the message: `a number`.
  ///   - found: What it is.
  /// - Returns: The error, to be thrown.
  public func wrong(_ name: String, expected: String, found: JSON) -> any Error {
    failure(object, "\"\(name)\" is \(found), but must be \(expected)")
  }
}
