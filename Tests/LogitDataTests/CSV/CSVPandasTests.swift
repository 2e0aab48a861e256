import Foundation
import LogitData
import Testing

/// What pandas reads from the texts in `Fixtures/CSV`, made by the script there.
struct PandasCase: Codable, CustomTestStringConvertible {
  struct Column: Codable {
    var name: String
    var kind: ColumnKind
    var values: [String?]
  }

  var name: String
  var text: String
  var columns: [Column]

  var testDescription: String { name }

  static let all: [PandasCase] = {
    struct File: Codable { var cases: [PandasCase] }
    let file = try? JSONDecoder().decode(File.self, from: Data(Fixture.bytes("CSV/vectors.json")))
    return file?.cases ?? []
  }()
}

@Suite struct CSVPandasTests {
  @Test func `the vectors are there`() { #expect(PandasCase.all.count >= 25) }

  @Test(arguments: PandasCase.all) func `a text is read as pandas reads it`(_ pandas: PandasCase) throws {
    let table = try CSVReader(bytes: Array(pandas.text.utf8)).read()
    #expect(table.columnNames == pandas.columns.map(\.name))
    for (column, expected) in zip(table.columns, pandas.columns) {
      #expect(column.kind == expected.kind)
      if column.kind == .numeric {
        let bits = try column.numbers().map { $0.isNaN ? nil : $0.bitPattern }
        #expect(bits == expected.values.map { $0.flatMap { UInt64($0, radix: 16) } })
      } else {
        #expect(column.strings() == expected.values)
      }
    }
  }

  @Test func `where pandas would drop something, it is kept or refused`() throws {
    // pandas: 7 and 10.
    #expect(try CSVReader(bytes: Array("a\n007\n010\n".utf8)).read().columns[0].strings() == ["007", "010"])
    // pandas: floats, and objects.
    let gaps = try CSVReader(bytes: Array("a,b\n1,true\n,\n".utf8)).read()
    #expect(gaps.columns.map(\.kind) == [.integer, .boolean])
    // pandas: 12345678901234567890 as an unsigned number, and infinity.
    for text in ["12345678901234567890", "1e400"] {
      let large = try CSVReader(bytes: Array("a\n\(text)\n2\n".utf8)).read()
      #expect(large.columns[0].strings() == [text, "2"])
    }
    // pandas keeps the blanks around texts, though not around numbers.
    #expect(try CSVReader(bytes: Array("a,b\n x ,1\ny ,2\n".utf8)).read().columns[0].strings() == ["x", "y"])
    // pandas: fills up with missing values, and joins xy.
    #expect(throws: DataError.self) { try CSVReader(bytes: Array("a,b\n1\n".utf8)).read() }
    #expect(throws: DataError.self) { try CSVReader(bytes: Array("a,b\n\"x\"y,1\n".utf8)).read() }
  }
}
