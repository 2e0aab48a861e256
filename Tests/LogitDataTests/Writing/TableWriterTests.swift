import Logit
import LogitData
import Testing

@Suite struct TableWriterTests {
  private static func table() throws -> Table {
    try Table([
      Column("name", strings: ["a", "b,c", "say \"hi\"", "two\nlines", nil, "#1", ""]),
      Column(
        "mass, kg",
        numbers: [0.1, 1e300, -0.0, .leastNonzeroMagnitude, .nan, .infinity, 12_345_678] as [Double]),
      Column("single", numbers: [0.1, 16_777_216, -1.5, .nan, 3, .leastNonzeroMagnitude, 2] as [Float]),
      Column("count", integers: [.max, 0, -1, nil, 42, 7, .min + 1]),
      Column("alive", booleans: [true, false, nil, true, false, true, false]),
    ])
  }

  private static func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }

  @Test func `text is quoted where it must be, and numbers are as short as they can be`() throws {
    #expect(
      Self.text(try CSVWriter().bytes(of: Self.table())) == """
        name,"mass, kg",single,count,alive
        a,0.1,0.1,9223372036854775807,true
        "b,c",1e+300,16777216,0,false
        "say ""hi""\",-0,-1.5,-1,
        "two
        lines",5e-324,,,true
        ,,3,42,false
        "#1",inf,1e-45,7,true
        "",12345678,2,-9223372036854775807,false

        """)
    let tabs = Self.text(try CSVWriter(separator: "\t", hasHeader: false).bytes(of: Self.table()))
    #expect(tabs.hasPrefix("a\t0.1\t0.1\t9223372036854775807\ttrue\nb,c\t1e+300\t"))
  }

  @Test func `a single missing value does not leave an empty line`() throws {
    let table = try Table([Column("x", integers: [1, nil, 2])])
    #expect(Self.text(try CSVWriter().bytes(of: table)) == "x\n1\n\"\"\n2\n")
  }

  @Test func `a table in pieces is written through a small buffer as it is whole`() throws {
    let chunks: [ColumnChunk] = (0..<40).map { piece in .integer((0..<1500).map { Int64(piece * 1500 + $0) })
    }
    let table = try Table([Column(name: "n", kind: .integer, chunks: chunks)])
    var pieces: [[UInt8]] = []
    var output = ByteOutput { pieces.append(Array($0)) }
    try CSVWriter().write(table, to: &output)
    try output.flush()
    #expect(pieces.count > 1)
    #expect(pieces.flatMap { $0 } == (try CSVWriter().bytes(of: table)))
    #expect(Self.text(pieces.flatMap { $0 }) == "n\n" + (0..<60_000).map { "\($0)\n" }.joined())
    let compressed = try GzipWriter(CSVWriter()).bytes(of: table)
    #expect(try Gzip.decompress(compressed, limit: 1 << 20) == pieces.flatMap { $0 })
  }

  @Test(arguments: [
    ("x.csv", TableFormat.csv), ("X.CSV", .csv), ("a.b.tsv", .tsv), ("x.csv.gz", .compressedCSV),
    ("x.tsv.gz", .compressedTSV), ("x.npy", .npy), ("x.npz", .npz),
  ])
  func `the name of a file tells its format`(path: String, format: TableFormat) throws {
    #expect(try TableFormat(path: path) == format)
  }

  @Test func `a name of no format is refused, and files are written whole`() throws {
    #expect(
      throws: DataError.unknownFormat(
        path: "x.xlsx",
        known: [
          ".csv", ".tsv", ".csv.gz", ".tsv.gz", ".jsonl", ".jsonl.gz", ".ndjson", ".npy", ".npz",
        ])
    ) {
      try Self.table().write(to: "x.xlsx")
    }
    #expect(throws: FileError.self) { try Self.table().write(to: "/nonexistent/x.csv") }
    let file = TemporaryFile(".csv")
    try Self.table().write(to: file.path)
    let written = try StoredBytes(path: file.path)
    #expect(try written.bytes(written.size, at: 0) == CSVWriter().bytes(of: Self.table()))
  }

  @Test func `what was read from text is written as text that reads the same`() throws {
    var state: UInt64 = 3
    let numbers = (0..<5000).map { _ in
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      let number = Double(bitPattern: state)
      return number.isFinite ? number : .infinity
    }
    let table = try Table([
      Column("double", numbers: numbers),
      Column("integer", integers: numbers.map { Int(bitPattern: UInt($0.bitPattern)) }),
      Column("text", strings: numbers.map { "line \"\($0)\",\nnext\r;" }),
      Column("truth", booleans: numbers.map { $0 > 1 ? nil : $0 > 0 }),
    ])
    for writer in [CSVWriter(), CSVWriter(separator: "\t"), CSVWriter(separator: ";")] {
      let written = try writer.bytes(of: table)
      let reader = try CSVReader(bytes: written)
      let again = try reader.read()
      #expect(again.columns.map(\.kind) == table.columns.map(\.kind))
      #expect(try again.column("double").numbers().map(\.bitPattern) == numbers.map(\.bitPattern))
      for name in ["integer", "text", "truth"] {
        #expect(try again.column(name).strings() == table.column(name).strings())
      }
      #expect(try writer.bytes(of: again) == written)
    }
  }
}
