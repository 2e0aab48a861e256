/// One value of a row.
public enum TableCell: Sendable, Equatable {
  /// There is none.
  case missing
  /// A number; NaN and infinities count as missing.
  case number(Double)
  /// A whole number.
  case integer(Int64)
  /// True or false.
  case boolean(Bool)
  /// A text.
  case text(String)
}

/// What can stand in a row: texts, numbers, truth values, and optionals of these.
///
///     let row: [String: any TableValue] = ["island": "Biscoe", "bill_length_mm": 46.1]
///
/// To use a type of your own, such as an enumeration of islands, conform to this protocol.
public protocol TableValue {
  /// The value as it stands in a table.
  var tableCell: TableCell { get }
}

extension String: TableValue {
  /// The text.
  public var tableCell: TableCell { .text(self) }
}

extension Substring: TableValue {
  /// The text.
  public var tableCell: TableCell { .text(String(self)) }
}

extension Bool: TableValue {
  /// The truth value.
  public var tableCell: TableCell { .boolean(self) }
}

extension Double: TableValue {
  /// The number.
  public var tableCell: TableCell { .number(self) }
}

extension Float: TableValue {
  /// The number.
  public var tableCell: TableCell { .number(Double(self)) }
}

extension TableValue where Self: BinaryInteger {
  /// The whole number; the digits as a text if it has more than 64 bits.
  public var tableCell: TableCell { Int64(exactly: self).map { .integer($0) } ?? .text("\(self)") }
}

extension Int: TableValue {}
extension Int8: TableValue {}
extension Int16: TableValue {}
extension Int32: TableValue {}
extension Int64: TableValue {}
extension UInt: TableValue {}
extension UInt8: TableValue {}
extension UInt16: TableValue {}
extension UInt32: TableValue {}
extension UInt64: TableValue {}

extension Optional: TableValue where Wrapped: TableValue {
  /// The value, or a missing one.
  public var tableCell: TableCell { self?.tableCell ?? .missing }
}

extension TableCell {
  /// Whether there is no value: what a number cannot be counts as none.
  var isMissing: Bool {
    switch self {
    case .missing: true
    case .number(let number): !number.isFinite
    case .integer, .boolean, .text: false
    }
  }

  /// The value as a text, as a column of texts has it; `nil` where it is missing.
  package var textForm: String? {
    switch self {
    case .missing: nil
    case .number(let number): number.isNaN ? nil : number.shortText
    case .integer(let number): "\(number)"
    case .boolean(let value): value ? "true" : "false"
    case .text(let text): text
    }
  }
}

extension Column {
  /// A column of one row.
  ///
  /// - Parameters:
  ///   - name: The name.
  ///   - cell: The value.
  ///   - kind: What the column holds if the value is missing.
  init(_ name: String, cell: TableCell, kind: ColumnKind) {
    switch cell {
    case .missing where kind == .string: self.init(name, strings: [nil])
    case .missing: self.init(name, numbers: [Double.nan])
    case .number(let number): self.init(name, numbers: [number])
    case .integer(let number): self.init(name, integers: [Int(number)])
    case .boolean(let value): self.init(name, booleans: [value])
    case .text(let text): self.init(name, strings: [text])
    }
  }

  /// The value of a row.
  ///
  /// - Parameter row: The row, counted from 0.
  /// - Returns: The value.
  package func cell(at row: Int) -> TableCell {
    var row = row
    for chunk in chunks {
      let count = chunk.count
      guard row >= count else {
        switch chunk {
        case .integer(let values):
          return values[row] == ColumnChunk.missingInteger ? .missing : .integer(values[row])
        case .numeric(let values): return values[row].isNaN ? .missing : .number(values[row])
        case .single(let values): return values[row].isNaN ? .missing : .number(Double(values[row]))
        case .boolean(let values):
          return values[row] == ColumnChunk.missingBoolean ? .missing : .boolean(values[row] != 0)
        case .string(let codes):
          return codes[row] == ColumnChunk.missingCode ? .missing : .text(dictionary[Int(codes[row])])
        }
      }
      row -= count
    }
    return .missing
  }
}
