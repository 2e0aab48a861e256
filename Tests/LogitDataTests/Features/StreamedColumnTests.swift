import Logit
import Testing

@testable import LogitData

/// What is decided and learned of columns whose chunks are read as they are asked for is what is of the same
/// columns in memory.
@Suite struct StreamedColumnTests {
  /// Columns of all kinds, in several chunks of rows.
  private static func table(rows: Int, chunk: Int) throws -> Table {
    var columns: [Column] = []
    func add(_ name: String, numbers: (Int) -> Double) {
      columns.append(Column(name, numbers: (0..<rows).map(numbers)))
    }
    func add(_ name: String, integers: (Int) -> Int?) {
      columns.append(Column(name, integers: (0..<rows).map(integers)))
    }
    func add(_ name: String, strings: (Int) -> String?) {
      columns.append(Column(name, strings: (0..<rows).map(strings)))
    }
    add("number", numbers: { Double($0 * 7919 % 1009) / 8 })
    add("gaps", numbers: { $0 % 7 == 3 ? .nan : Double($0 * 31 % 101) })
    add("infinite", numbers: { $0 == 40 ? .infinity : Double($0 % 13) })
    add("whole", integers: { $0 % 11 == 5 ? nil : $0 * 37 % 53 })
    add("row", integers: { $0 + 100 })
    add("code", integers: { ($0 &* 7919) & 0xFFFF })
    add("constant", integers: { _ in 3 })
    add("grid", integers: { ($0 * 5 % 600) * 60 })
    columns.append(Column("flag", booleans: (0..<rows).map { $0 % 5 == 0 ? nil : $0 % 3 == 0 }))
    add("text", strings: { $0 % 17 == 0 ? nil : ["red", "Red ", "blue"][$0 % 3] })
    add("many", strings: { "v\($0 * $0 % 97)" })
    add("euro", strings: { $0 == 9 ? "n/a" : "\($0 % 40),5" })
    add("day", strings: { "\(1990 + $0 % 30)-0\(1 + $0 % 9)-1\($0 % 10)" })
    add("words", strings: { "a long text of many words that is number \($0)" })
    add("forced", integers: { $0 % 4 })
    let whole = try Table(columns)
    return try Table(
      columns.indices.map { index in
        let parts = try stride(from: 0, to: rows, by: chunk).map {
          try whole.rows(at: Array($0..<min($0 + chunk, rows))).columns[index]
        }
        return Column(
          name: columns[index].name, kind: columns[index].kind, chunks: parts.flatMap { $0.chunks },
          dictionary: columns[index].dictionary)
      })
  }

  private static func streamed(_ table: Table) throws -> Table {
    try Table(
      table.columns.map { column in
        let chunks = Array(column.chunks)
        return Column(
          name: column.name, kind: column.kind,
          pieces: ColumnChunks(counts: chunks.map(\.count)) { chunks[$0] }, dictionary: column.dictionary)
      })
  }

  private static let options: [ColumnOptions] = {
    var asked = ColumnOptions()
    asked.uses = ["forced": .category, "whole": .category, "number": .text]
    var comma = ColumnOptions()
    comma.numbers.usesDecimalComma = true
    var joined = ColumnOptions()
    joined.mergedSpellings = ["text"]
    return [ColumnOptions(), asked, comma, joined]
  }()

  @Test("Features and findings are the same", arguments: options.indices)
  func features(index: Int) throws {
    let options = Self.options[index]
    let table = try Self.table(rows: 500, chunk: 64)
    let streamed = try Self.streamed(table)
    var expected = try FeatureSpace.automatic(for: table, options: options)
    var found = try FeatureSpace.automatic(
      for: Table(table.columns.map { Column(name: $0.name, kind: $0.kind, chunks: []) }), rowCount: 500,
      excluding: [], options: options, columns: { streamed.columns[$0] })
    #expect(found.decisions.map(\.reason) == expected.decisions.map(\.reason))
    #expect(found.diagnoses == expected.diagnoses)
    #expect(found.findings.map(\.message) == expected.findings.map(\.message))
    #expect(
      Finding.infinite(in: streamed, columns: expected.inputNames).map(\.message)
        == Finding.infinite(in: table, columns: expected.inputNames).map(\.message))
    try expected.adapt(to: table)
    try found.adapt { try streamed.selecting($0) }
    #expect(found.json.description == expected.json.description)
    #expect(streamed.fingerprint == table.fingerprint)
    #expect(streamed == table)
  }

  @Test("Whole numbers are told from those that name rows, in as many passes as it takes")
  func identifiers() throws {
    // More than are remembered at a time; each of a different residue, and so different.
    let count = 2_200_000
    let different = Column("n", integers: (0..<count).map { ($0 &* 2_654_435_761) & 0x3F_FFFF })
    #expect(Set(try different.numbers()).count == count)
    let left = try AutomaticChoice(for: different)
    #expect(left.transform == nil && left.reason.contains("all different"), "\(left.reason)")
    // One of the last is there twice.
    var values = (0..<count).map { Int?(($0 &* 2_654_435_761) & 0x3F_FFFF) }
    values[count - 1] = values[count - 3]
    #expect(try AutomaticChoice(for: Column("n", integers: values)).transform != nil)
    #expect(try AutomaticChoice(for: Column("customer_id", integers: values)).transform == nil)
  }
}
