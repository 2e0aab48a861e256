extension JSONFields {
  /// Text that must be there.
  package mutating func requiredString(_ name: String) throws -> String {
    guard case .string(let text)? = value(name) else {
      throw wrong(name, expected: "text", found: value(name) ?? .null)
    }
    return text
  }

  /// A whole number within bounds that must be there.
  package mutating func requiredInteger(_ name: String, in range: ClosedRange<Int>) throws -> Int {
    guard case .integer(let number)? = value(name), range.contains(number) else {
      throw wrong(
        name, expected: "a whole number from \(range.lowerBound) to \(range.upperBound)",
        found: value(name) ?? .null)
    }
    return number
  }

  /// A whole number within bounds, or `nil` for `null`.
  package mutating func optionalInteger(_ name: String, in range: ClosedRange<Int>) throws -> Int? {
    switch value(name) {
    case nil, .null?: nil
    default: try requiredInteger(name, in: range)
    }
  }

  /// A finite number in single precision that must be there.
  package mutating func requiredFloat(_ name: String) throws -> Float {
    let found = value(name) ?? .null
    guard let number = found.double.map({ Float($0) }), number.isFinite else {
      throw wrong(name, expected: "a finite number", found: found)
    }
    return number
  }

  /// A finite number in double precision that must be there.
  package mutating func requiredDouble(_ name: String) throws -> Double {
    let number = try double(name, default: .nan)
    guard number.isFinite else { throw wrong(name, expected: "a finite number", found: .number(number)) }
    return number
  }

  /// Finite numbers in double precision.
  package mutating func requiredDoubles(_ name: String) throws -> [Double] {
    guard case .array(let values)? = value(name) else {
      throw wrong(name, expected: "a list of numbers", found: value(name) ?? .null)
    }
    return try values.map { value in
      guard let number = value.double, number.isFinite else {
        throw wrong(name, expected: "finite numbers", found: value)
      }
      return number
    }
  }

  /// Finite numbers in single precision.
  package mutating func requiredFloats(_ name: String) throws -> [Float] {
    guard case .array(let values)? = value(name) else {
      throw wrong(name, expected: "a list of numbers", found: value(name) ?? .null)
    }
    return try values.map { value in
      switch value {
      case .number(let number) where Float(number).isFinite: return Float(number)
      case .integer(let number): return Float(number)
      default: throw wrong(name, expected: "finite numbers", found: value)
      }
    }
  }

  /// One of some words that must be there.
  package mutating func requiredWord<Word: RawRepresentable & CaseIterable>(
    _ name: String, _: Word.Type = Word.self
  ) throws -> Word where Word.RawValue == String {
    let text = try requiredString(name)
    guard let word = Word(rawValue: text) else {
      let known = Word.allCases.map(\.rawValue).joined(separator: ", ")
      throw wrong(name, expected: "one of \(known)", found: .string(text))
    }
    return word
  }

  /// Texts.
  package mutating func requiredStrings(_ name: String) throws -> [String] {
    guard case .array(let values)? = value(name) else {
      throw wrong(name, expected: "a list of texts", found: value(name) ?? .null)
    }
    return try values.map { value in
      guard case .string(let text) = value else { throw wrong(name, expected: "texts", found: value) }
      return text
    }
  }

  /// Whole numbers.
  package mutating func requiredIntegers(_ name: String) throws -> [Int] {
    guard case .array(let values)? = value(name) else {
      throw wrong(name, expected: "a list of whole numbers", found: value(name) ?? .null)
    }
    return try values.map { value in
      guard case .integer(let number) = value else {
        throw wrong(name, expected: "whole numbers", found: value)
      }
      return number
    }
  }
}

extension JSONFields {
  /// A list of at most so many values.
  package mutating func requiredArray(_ name: String, limit: Int) throws -> [JSON] {
    guard case .array(let values)? = value(name), values.count <= limit else {
      throw wrong(name, expected: "a list of at most \(limit) values", found: value(name) ?? .null)
    }
    return values
  }
}
