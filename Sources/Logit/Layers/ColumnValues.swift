/// One number for all columns, or a number for each: `0.5` or `[0.5, 2]`.
public enum ColumnValues: Sendable, Equatable {
  /// The same number for all columns.
  case all(Double)
  /// A number for each column.
  case each([Double])

  /// The numbers.
  public var values: [Double] {
    switch self {
    case .all(let value): [value]
    case .each(let values): values
    }
  }

  /// The number of columns, if there is a number for each.
  var columnCount: Int? {
    switch self {
    case .all: nil
    case .each(let values): values.count
    }
  }

  /// The number for a column.
  @inline(__always)
  subscript(column: Int) -> Double {
    switch self {
    case .all(let value): value
    case .each(let values): values[column]
    }
  }
}

extension ColumnValues: ExpressibleByFloatLiteral, ExpressibleByIntegerLiteral, ExpressibleByArrayLiteral {
  /// The same number for all columns.
  public init(floatLiteral value: Double) { self = .all(value) }
  /// The same number for all columns.
  public init(integerLiteral value: Int) { self = .all(Double(value)) }
  /// A number for each column.
  public init(arrayLiteral elements: Double...) { self = .each(elements) }
}

extension ColumnValues {
  /// As Keras writes them.
  var keras: JSON {
    switch self {
    case .all(let value): .number(value)
    case .each(let values): .array(values.map { .number($0) })
    }
  }
}

extension JSONFields {
  /// A number or a list of numbers; `nil` for `null` or if absent.
  mutating func columnValues(_ name: String) throws -> ColumnValues? {
    func number(_ value: JSON) throws -> Double {
      switch value {
      case .number(let number): return number
      case .integer(let number): return Double(number)
      default: throw wrong(name, expected: "a number or a list of numbers", found: value)
      }
    }
    switch value(name) {
    case nil, .null?: return nil
    case .array(let values)?: return .each(try values.map(number))
    case let single?: return .all(try number(single))
    }
  }
}
