import Logit
import LogitClassifier
import LogitData
import LogitFiles

// Rows of any values, as JSON.

extension LoadedModel {
  /// The largest text of rows, 1 GiB.
  static let largestTextByteCount = 1 << 30

  /// Predicts rows.
  ///
  /// - Parameter text: An object of values by column, a list of such objects, or lists of values in the order
  ///   of the columns.
  /// - Returns: A list with an object for each row.
  /// - Throws: `FileError.invalidJSON(source:line:column:reason:)`, ``CallError/notRows(found:)``, and
  ///   `DataError` for the first row that is refused.
  func predict(json text: [UInt8]) throws -> String {
    let json = try JSONReader.parse(text, source: "the rows", largestByteCount: Self.largestTextByteCount)
    let rows: [JSON]
    switch json {
    case .object: rows = [json]
    case .array(let values) where values.contains { !$0.isRow }: rows = [json]
    case .array(let values): rows = values
    default: throw CallError.notRows(found: json.kindName)
    }
    var predictions: [JSON] = []
    predictions.reserveCapacity(rows.count)
    for (index, row) in rows.enumerated() {
      do {
        predictions.append(object(try self.rows.predict(values(row, at: index))))
      } catch let error as DataError {
        throw error.counted(inRow: index)
      }
    }
    return JSON.array(predictions).description
  }

  /// The values of a row by column.
  private func values(_ row: JSON, at index: Int) throws -> [String: (any TableValue)?] {
    switch row {
    case .object(let members):
      return try Dictionary(
        members.map { ($0.name, try value($0.value, of: $0.name)) }, uniquingKeysWith: { $1 })
    case .array(let values):
      let columns = rows.columns
      guard values.count == columns.count else {
        throw CallError.wrongValueCount(row: index, expected: columns, found: values.count)
      }
      return try Dictionary(
        zip(columns, values).map { ($0, try value($1, of: $0)) }, uniquingKeysWith: { $1 })
    default: throw CallError.notRows(found: row.kindName)
    }
  }

  private func value(_ json: JSON, of column: String) throws -> (any TableValue)? {
    switch json {
    case .null: nil
    case .bool(let value): value
    case .integer(let number): number
    case .number(let number): number
    case .string(let text): text
    case .array, .object:
      throw DataError.wrongKind(
        column: column, expected: "a text, a number, a truth value or null", found: json.kindName,
        remedy: "give each value under the name of its column")
    }
  }

  private func object(_ prediction: Prediction) -> JSON {
    func names(_ names: [String]) -> JSON { .array(names.map { .string($0) }) }
    return [
      "predicted": .string(prediction.className),
      "probabilities": .array(prediction.probabilities.map { .number(Self.shortest($0)) }),
      "missing": names(prediction.missing), "unknown": names(prediction.unknown),
      "out_of_range": names(prediction.outOfRange),
    ]
  }

  /// The number in double precision whose shortest digits are those of the one in single precision.
  private static func shortest(_ number: Float) -> Double { Double("\(number)") ?? Double(number) }
}

extension JSON {
  /// Whether the value can be a row.
  fileprivate var isRow: Bool {
    switch self {
    case .array, .object: true
    default: false
    }
  }

  /// What the value is, in a message.
  fileprivate var kindName: String {
    switch self {
    case .null: "null"
    case .bool: "a truth value"
    case .integer, .number: "a number"
    case .string: "a text"
    case .array: "a list"
    case .object: "an object"
    }
  }
}
