package import Logit

/// How the texts of a column become values.
///
///     let reading = ColumnReading.number(NumberSpelling(stripped: ["%"]))
///     let (column, unreadable) = reading.read(table.column("discount"))
///
/// It is decided when features are learned, and goes with the model, so that later rows are read alike. Each
/// distinct text of a column's dictionary is read once, whether the column is that of a whole table or of a
/// batch of a stream. What is already read comes back as it is.
public enum ColumnReading: Sendable, Equatable {
  /// Texts are numbers.
  case number(NumberSpelling)
  /// Texts are dates; they become those of ISO 8601.
  case date(DateSpelling)
  /// Texts, or numbers, are categories.
  case category(CategorySpelling)
  /// Texts stay as they are, and numbers become texts.
  case text

  /// What a text should be, for messages.
  var expectation: String {
    switch self {
    case .number: "a number"
    case .date(let spelling) where spelling.order == nil: "a date such as 2023-08-04"
    case .date(let spelling): "a date, \(spelling.order?.words ?? "")"
    case .category, .text: "a text"
    }
  }
}

/// A value of a table that a ``ColumnReading`` cannot read.
public struct UnreadableCell: Sendable, Equatable {
  /// The row, counted from 0.
  public let row: Int
  /// The column.
  public let column: String
  /// The text.
  public let value: String
  /// What it should be, such as `a number`.
  public var expected: String { reading.expectation }
  /// How the column is read.
  let reading: ColumnReading

  /// What makes the text be read, by the text alone; empty if nothing does.
  var remedies: [ReadingRemedy] {
    switch reading {
    case .number(let spelling): .init(forNumber: value, in: spelling)
    case .date(let spelling): .init(forDate: value, in: spelling)
    case .category, .text: []
    }
  }

  /// The error that names it.
  ///
  /// - Parameters:
  ///   - count: The number of unreadable values in the column, with this one.
  ///   - row: The row to name, counted from 0; by default that of the table.
  ///   - remedies: What makes the text be read; by default what the text alone shows.
  /// - Returns: ``DataError/unreadableValue(column:row:value:expected:count:remedies:)``.
  package func error(count: Int, row: Int? = nil, remedies: [ReadingRemedy]? = nil) -> DataError {
    .unreadableValue(
      column: column, row: row ?? self.row, value: value, expected: expected, count: count,
      remedies: remedies ?? self.remedies)
  }
}

// MARK: - In files

extension ColumnReading {
  /// The reading as JSON that ``init(json:object:)`` reads.
  package var json: JSON {
    switch self {
    case .number(let spelling):
      [
        "kind": "number", "decimal_comma": .bool(spelling.usesDecimalComma),
        "thousands": spelling.thousands.map { .string(String($0)) } ?? .null,
        "strip": .array(spelling.stripped.map { .string($0) }),
        "below_limit": spelling.belowLimit.map { .string($0.rawValue) } ?? .null,
      ]
    case .date(let spelling):
      ["kind": "date", "order": spelling.order.map { .string($0.rawValue) } ?? .null]
    case .category(let spelling):
      [
        "kind": "category", "numbers": .bool(spelling.areNumbers),
        "decimal_comma": .bool(spelling.usesDecimalComma),
        "spellings": spelling.spellings.map { .array($0.map { .string($0) }) } ?? .null,
      ]
    case .text: ["kind": "text"]
    }
  }

  /// Takes a reading from JSON that cannot be trusted.
  ///
  /// - Parameters:
  ///   - json: What ``json`` wrote.
  ///   - object: What it belongs to, for messages.
  /// - Throws: `LogitError.invalidConfiguration(object:reason:)` for anything that ``json`` would not write,
  ///   or `LogitError.invalidOption(name:value:expected:)` for marks that exclude each other.
  package init(json: JSON, object: String) throws {
    guard case .object(let members) = json else {
      throw LogitError.invalidConfiguration(object: object, reason: "it is \(json), but must be an object")
    }
    var fields = JSONFields(members, of: object)
    let usesDecimalComma = try fields.bool("decimal_comma", default: false)
    switch try fields.requiredWord("kind", ColumnUse.self) {
    case .number:
      var spelling = NumberSpelling(usesDecimalComma: usesDecimalComma)
      if let text = try fields.optionalString("thousands") {
        guard text.count == 1 else {
          throw fields.wrong("thousands", expected: "one character", found: .string(text))
        }
        spelling.thousands = text.first
      }
      spelling.stripped = try fields.requiredStrings("strip")
      if fields.value("below_limit") != .null {
        spelling.belowLimit = try fields.requiredWord("below_limit", BelowLimit.self)
      }
      self = .number(try spelling.validated())
    case .date:
      let isKnown = fields.value("order") != .null
      self = .date(DateSpelling(order: isKnown ? try fields.requiredWord("order", DateOrder.self) : nil))
    case .category:
      let areJoined = fields.value("spellings") != .null
      self = .category(
        CategorySpelling(
          joining: areJoined ? try fields.requiredStrings("spellings") : nil,
          areNumbers: try fields.bool("numbers", default: false), usesDecimalComma: usesDecimalComma))
    case .text: self = .text
    }
    try fields.finish()
  }
}
