import Logit
import LogitFiles
import Testing

@testable import LogitData

/// What a table of records holds, as the script that made it wrote it.
struct RecordTable {
  let names: [String]
  let rows: [[JSON]]

  init(_ fixture: String) throws {
    guard case .object(let members) = try JSON(json: String(decoding: Fixture.bytes(fixture), as: UTF8.self)),
      members.count == 2, case .array(let names) = members[0].value, case .array(let rows) = members[1].value
    else { throw FileError.notRead(path: fixture, reason: "it is no table") }
    self.names = names.compactMap { if case .string(let name) = $0 { name } else { nil } }
    self.rows = rows.compactMap { if case .array(let row) = $0 { row } else { nil } }
  }

  /// Expects a table to hold the same, but that nothing tells an empty text from a missing one.
  func expect(_ table: Table) throws {
    #expect(table.columnNames == names)
    #expect(table.rowCount == rows.count)
    for (index, column) in table.columns.enumerated() {
      let values = rows.map { $0[index] }
      if column.kind == .string {
        #expect(column.strings() == values.map(Self.text), "\(column.name)")
      } else {
        let numbers = try table.column(column.name).numbers()
        for (row, (found, value)) in zip(numbers, values).enumerated() {
          let expected = Self.number(value)
          #expect(
            found.bitPattern == expected.bitPattern || found.isNaN && expected.isNaN,
            "row \(row + 1) of \(column.name): \(found), expected \(expected)")
        }
      }
      if column.kind == .integer {
        let whole = column.chunks.flatMap { chunk in
          if case .integer(let values) = chunk { values } else { [Int64]() }
        }
        #expect(whole == values.map { if case .integer(let value) = $0 { Int64(value) } else { Int64.min } })
      }
    }
  }

  private static func text(_ value: JSON) -> String? {
    switch value {
    case .string(""): nil
    case .string(let text): text
    case .integer(let number): "\(number)"
    case .number(let number): "\(number)"
    default: nil
    }
  }

  private static func number(_ value: JSON) -> Double {
    switch value {
    case .integer(let number): Double(number)
    case .number(let number): number
    case .bool(let value): value ? 1 : 0
    default: .nan
    }
  }
}
