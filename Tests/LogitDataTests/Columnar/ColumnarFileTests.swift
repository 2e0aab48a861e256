import Foundation
import Logit
import LogitFiles
import Testing

@testable import LogitData

@Suite struct ColumnarFileTests {
  /// A column of `expected.json`, which `make_files.py` writes of what pyarrow reads.
  struct Expected: Decodable {
    var name: String
    var kind: ColumnKind
    var values: [Value]

    enum Value: Decodable, Equatable {
      case none, number(Double), whole(Int), text(String), truth(Bool)

      init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if container.decodeNil() {
          self = .none
        } else if let truth = try? container.decode(Bool.self) {
          self = .truth(truth)
        } else if let whole = try? container.decode(Int.self) {
          self = .whole(whole)
        } else if let number = try? container.decode(Double.self) {
          self = .number(number)
        } else {
          self = .text(try container.decode(String.self))
        }
      }
    }
  }

  static let expected: [String: [Expected]] = {
    guard let bytes = try? Fixture.bytes("Columnar/expected.json") else { return [:] }
    return (try? JSONDecoder().decode([String: [Expected]].self, from: Data(bytes))) ?? [:]
  }()

  /// The values of a column, in the form of the expected ones.
  private static func values(_ column: Column) throws -> [Expected.Value] {
    switch column.kind {
    case .string: column.strings().map { $0.map { .text($0) } ?? .none }
    case .numeric:
      try column.numbers().map { number in
        if number.isInfinite { return .text(number > 0 ? "inf" : "-inf") }
        return number.isNaN ? .none : Int(exactly: number).map { .whole($0) } ?? .number(number)
      }
    case .integer: column.strings().map { $0.flatMap { Int($0) }.map { .whole($0) } ?? .none }
    case .boolean: column.strings().map { $0.map { .truth($0 == "true") } ?? .none }
    }
  }

  @Test(arguments: expected.keys.sorted()) func `every column is what pyarrow reads`(name: String) throws {
    let expected = try #require(Self.expected[name])
    let table = try Table(contentsOf: Fixture.path("Columnar/\(name)"))
    #expect(table.columnNames == expected.map(\.name))
    for (column, expected) in zip(table.columns, expected) {
      #expect(column.kind == expected.kind, "\(column.name)")
      let values = expected.values.map { value -> Expected.Value in
        if case .number(let number) = value, let whole = Int(exactly: number) { return .whole(whole) }
        return value
      }
      #expect(try Self.values(column) == values, "\(column.name)")
    }
  }

  @Test func `the files are all there`() {
    #expect(Self.expected.count == 25)
  }

  @Test(arguments: ["parquet", "feather"]) func `what pandas writes is the same table as its CSV`(
    ending: String
  ) throws {
    let csv = try Table(csv: Fixture.path("Columnar/pandas.csv"))
    let table = try Table(contentsOf: Fixture.path("Columnar/pandas.\(ending)"))
    #expect(table.columnNames == csv.columnNames)
    for (column, expected) in zip(table.columns, csv.columns) {
      #expect(column == expected, "\(column.name): \(column.kind) for \(expected.kind)")
    }
    #expect(table.fingerprint == csv.fingerprint)
  }

  @Test(arguments: ["snappy.parquet", "types.arrow", "stream.arrows"])
  func `a table is written as CSV and read again`(
    name: String
  ) throws {
    let table = try Table(contentsOf: Fixture.path("Columnar/\(name)"))
    let bytes = try TableFormat.csv.writer.bytes(of: table)
    let again = try CSVReader(bytes: bytes).read()
    for (column, expected) in zip(again.columns, table.columns) {
      // What stands in a CSV file is a missing value, has a narrower kind, or is read in double precision.
      let others = ["text", "large_text", "binary", "half", "float"]
      if others.contains(column.name) || column.kind != expected.kind { continue }
      #expect(try Self.values(column) == Self.values(expected), "\(column.name)")
    }
  }

  @Test(arguments: ["snappy.parquet", "types.arrow", "lz4.feather"]) func `only some columns are read`(
    name: String
  ) throws {
    let path = Fixture.path("Columnar/\(name)")
    let all = try Table(contentsOf: path)
    let some = try Table(contentsOf: path, options: CSVOptions(columns: ["text", "int8", "category"]))
    #expect(some.columnNames == ["text", "category", "int8"])
    for column in some.columns { #expect(try column == all.column(column.name)) }
    #expect(throws: DataError.self) { try Table(contentsOf: path, options: CSVOptions(columns: ["txt"])) }
  }

  @Test(arguments: ["snappy.parquet", "types.arrow", "stream.arrows"]) func `a pipe is read like a file`(
    name: String
  ) throws {
    let path = Fixture.path("Columnar/\(name)")
    let pipe = TemporaryFile(".pipe")
    #expect(mkfifo(pipe.path, 0o600) == 0)
    let bytes = try Fixture.bytes("Columnar/\(name)")
    let writer = Thread {
      guard let file = fopen(pipe.path, "wb") else { return }
      fwrite(bytes, 1, bytes.count, file)
      fclose(file)
    }
    writer.start()
    #expect(try Table(contentsOf: pipe.path) == Table(contentsOf: path))
  }

  @Test func `a text that begins like a file is a text`() throws {
    for name in ["PAR1", "ARROW1"] {
      let file = TemporaryFile(".csv")
      try StagedFile.write(Array("\(name),b\n1,2\n".utf8), to: file.path)
      #expect(try Table(contentsOf: file.path).columnNames == [name, "b"])
    }
  }

  @Test func `values beyond 64 bits turn up after others`() throws {
    var builder = ColumnarBuilder(
      name: "n", type: .integer(isSigned: false), path: "memory", options: CSVOptions())
    try builder.append(builder.converted(.integers([5, 7])), levels: [1, 0, 1])
    try builder.append(builder.converted(.integers([-1])), levels: nil)
    try builder.append(builder.converted(.integers([5])), levels: [0, 1])
    #expect(
      builder.column().strings() == ["5", nil, "7", "18446744073709551615", nil, "5"])
  }

  @Test(arguments: ["snappy.parquet", "types.arrow"]) func `whole numbers are texts where they are codes`(
    name: String
  ) throws {
    let options = CSVOptions(kinds: ["int8": .string, "double": .string])
    let table = try Table(contentsOf: Fixture.path("Columnar/\(name)"), options: options)
    let codes = try table.column("int8")
    #expect(codes.kind == .string)
    #expect(codes.strings() == ["-128", "127", "1", nil, "2", "3", "127", nil, "7"])
    #expect(try table.column("double").kind == .numeric)
  }

  @Test func `columns of more than a chunk are divided alike`() throws {
    let rows = ColumnarBuilder.rowsPerChunk + 7
    var builder = ColumnarBuilder(name: "n", type: .double, path: "memory", options: CSVOptions())
    try builder.append(.doubles((0..<rows).map { Double($0) }), levels: nil)
    var missing = ColumnarBuilder(name: "m", type: .empty, path: "memory", options: CSVOptions())
    try missing.appendMissing(rows)
    let table = try Table([builder.column(), missing.column()])
    #expect(table.rowCount == rows)
    #expect(try table.column("n").numbers().last == Double(rows - 1))
    #expect(try table.column("m").missingCount == rows)
  }
}
