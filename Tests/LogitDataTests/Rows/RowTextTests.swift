import Logit
import Testing

@testable import LogitData

#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

@Suite struct RowTextTests {
  private func options(_ separator: String, encoding: TextEncoding = .utf8) -> CSVOptions {
    CSVOptions(separator: Character(separator), header: .firstRow, encoding: encoding, keepsText: true)
  }

  private func string(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }

  @Test(arguments: [",", ";", "\t", "|"], ["\n", "\r\n"])
  func `every field passes through with its bytes, in any format`(separator: String, lineEnd: String) throws {
    for seed in 0..<20 as Range<UInt64> {
      let text = HostileText(seed: seed, separator: separator, lineEnd: lineEnd, rowCount: 60)
      for (bytes, encoding) in [
        (text.utf8, .utf8), (text.latin1, .latin1), (Gzip.compress(text.utf8), .utf8),
      ]
        as [([UInt8], TextEncoding)]
      {
        let reader = try CSVReader(bytes: bytes, options: options(separator, encoding: encoding))
        // Small pieces, so that rows of several are written.
        let table = try reader.read(pieceByteCount: 300)
        #expect(table.rowCount == 60)
        let same = try TableFormat.csv.writer(for: table, readAs: .csv).bytes(of: table)
        #expect(string(same) == string(text.utf8), "seed \(seed)")
        let compressed = try TableFormat.compressedCSV.writer(for: table, readAs: .csv).bytes(of: table)
        #expect(try Gzip.decompress(compressed, limit: 1 << 20) == text.utf8)
        for other in [",", ";", "\t", "|"] where other != separator {
          let written = try CSVWriter(separator: Unicode.Scalar(other) ?? ",").bytes(of: table)
          #expect(string(written) == string(text.separated(by: other)), "seed \(seed)")
        }
      }
    }
  }

  @Test func `rows that are chosen, in any order, pass through as they stand`() throws {
    for seed in 0..<20 as Range<UInt64> {
      let text = HostileText(seed: seed, separator: ";", lineEnd: "\r\n", rowCount: 200)
      let file = TemporaryFile(".csv")
      try StagedFile.write(text.utf8, to: file.path)
      let table = try Table(csv: file.path, options: options(";"))
      let order = (0..<150).map { ($0 * 77 + Int(seed)) % 200 }
      let again = stride(from: 149, to: 0, by: -3).map { $0 }
      for (part, expected) in [
        (try table.rows(at: order), text.choosing(order)),
        (try table.rows(at: order).rows(at: again), text.choosing(again.map { order[$0] })),
        (try table.rows(at: []), text.choosing([])),
      ] {
        let written = try TableFormat.csv.writer(for: part, readAs: .csv).bytes(of: part)
        #expect(string(written) == string(expected.utf8))
      }
    }
  }

  @Test func `columns that are chosen or added do not change the others`() throws {
    let text = "a;b;c\n1,50; x ;\"NA\"\n2,0;007;TRUE\n"
    let table = try CSVReader(
      bytes: Array(text.utf8), options: CSVOptions(usesDecimalComma: true, keepsText: true)
    ).read()
    let added = try table.adding([
      Column("p", numbers: [0.5, 1e20] as [Double]), Column("q", strings: ["a;b", nil]),
    ])
    let writer = CSVWriter(separator: ";")
    #expect(
      string(try writer.bytes(of: added))
        == "a;b;c;p;q\n1,50; x ;\"NA\";0,5;\"a;b\"\n2,0;007;TRUE;1e+20;\n")
    #expect(string(try writer.bytes(of: table.selecting(["c", "a"]))) == "c;a\n\"NA\";1,50\nTRUE;2,0\n")
    #expect(
      string(try writer.bytes(of: added.excluding(["b", "q"]).rows(at: [1]))) == "a;c;p\n2,0;TRUE;1e+20\n")
    // With a comma between fields, a decimal comma needs quotes.
    #expect(
      string(try CSVWriter().bytes(of: added.selecting(["a", "p"])))
        == "a,p\n\"1,50\",\"0,5\"\n\"2,0\",1e+20\n")
  }

  @Test func `columns that are chosen have their own names where those of rows have none`() throws {
    let text = "\"x\",\"y\"\r\n\"r1\",1.0,2\r\n\"r2\",3,4\r\n"
    let table = try CSVReader(bytes: Array(text.utf8), options: CSVOptions(keepsText: true)).read()
    func written(_ names: [String]) throws -> String {
      try string(CSVWriter().bytes(of: table.selecting(names)))
    }
    #expect(try written(["x"]) == "x\r\n1.0\r\n3\r\n")
    #expect(try written(["y"]) == "y\r\n2\r\n4\r\n")
    #expect(try written(["y", "x"]) == "y,x\r\n2,1.0\r\n4,3\r\n")
    #expect(try written(["column_1", "y"]) == "column_1,y\r\n\"r1\",2\r\n\"r2\",4\r\n")
    #expect(try written(table.columnNames) == text)
    let added = try table.adding([Column("p", numbers: [0.5, 1] as [Double])])
    #expect(
      try string(CSVWriter().bytes(of: added))
        == "\"x\",\"y\",p\r\n\"r1\",1.0,2,0.5\r\n\"r2\",3,4,1\r\n")
  }

  @Test(arguments: [
    // A mark, CRLF, no end of the last line.
    ("\u{FEFF}a,b\r\n1,x\r\n2,y", "\u{FEFF}a,b\r\n1,x\r\n2,y", "1,x\r\n"),
    // No names: none are made up.
    ("1,2\n3,4\n", "1,2\n3,4\n", "3,4\n1,2\n"),
    // Blank lines are no rows.
    ("a,b\n\n1,x\n   \n2,y\n", "a,b\n1,x\n2,y\n", "2,y\n1,x\n"),
    // Carriage returns only.
    ("a,b\r1,x\r2,y\r", "a,b\r1,x\r2,y\r", "2,y\r1,x\r"),
    // A single column whose value is empty.
    ("a\n\"\"\n1\n", "a\n\"\"\n1\n", "1\n\"\"\n"),
  ])
  func `a whole text is written as it was`(text: String, expected: String, turnedEnd: String) throws {
    let table = try CSVReader(bytes: Array(text.utf8), options: CSVOptions(keepsText: true)).read()
    let writer = TableFormat.csv.writer(for: table)
    #expect(try writer.bytes(of: table) == Array(expected.utf8))
    // A row that ended the text gets an end of line where it is no longer the last.
    let turned = try table.rows(at: Array((0..<table.rowCount).reversed()))
    #expect(try writer.bytes(of: turned).suffix(turnedEnd.utf8.count) == Array(turnedEnd.utf8)[...])
  }

  @Test func `the separator of a text stays in its format`() throws {
    func written(_ text: String, _ format: TableFormat, readAs input: TableFormat?) throws -> String {
      let table = try CSVReader(bytes: Array(text.utf8), options: CSVOptions(keepsText: true)).read()
      return string(try format.writer(for: table, readAs: input).bytes(of: table))
    }
    #expect(try written("a;b\n1;x\n", .csv, readAs: .csv) == "a;b\n1;x\n")
    #expect(try written("a;b\n1;x\n", .csv, readAs: nil) == "a;b\n1;x\n")
    #expect(try written("a;b\n1;x\n", .tsv, readAs: .csv) == "a\tb\n1\tx\n")
    #expect(try written("a\tb\n1\tx\n", .csv, readAs: .tsv) == "a,b\n1,x\n")
    #expect(try written("a\tb\n1\tx\n", .csv, readAs: nil) == "a,b\n1,x\n")
    #expect(try written("a\tb\n1\tx\n", .csv, readAs: .csv) == "a\tb\n1\tx\n")
    #expect(try written("a\tb\n1\tx\n", .tsv, readAs: nil) == "a\tb\n1\tx\n")
  }

  @Test func `a field that was not read and is no UTF-8 is refused with its line`() throws {
    let bytes = Array("a,b\n1,x\n2,".utf8) + [0xE9] + Array("\n".utf8)
    let table = try CSVReader(bytes: bytes, options: CSVOptions(columns: ["a"], keepsText: true)).read()
    #expect(string(try CSVWriter().bytes(of: table.rows(at: [0]))) == "a\n1\n")
    #expect(
      throws: DataError.notUTF8(path: "the text", line: 3, column: "number 2", found: "é", likely: .latin1)
    ) { try CSVWriter().bytes(of: table) }
  }

  @Test func `tables are equal whatever text they were read from`() throws {
    let kept = try CSVReader(bytes: Array("a\n1.50\n".utf8), options: CSVOptions(keepsText: true)).read()
    let plain = try CSVReader(bytes: Array("a\n1.5\n".utf8)).read()
    #expect(kept == plain)
    #expect(try string(CSVWriter().bytes(of: kept)) == "a\n1.50\n")
    #expect(try string(CSVWriter().bytes(of: plain)) == "a\n1.5\n")
  }

  @Test func `blanks at the edges of a string need quotes`() throws {
    let table = try Table([Column("s", strings: [" a", "b ", "\t", "c d"])])
    #expect(try string(CSVWriter().bytes(of: table)) == "s\n\" a\"\n\"b \"\n\"\t\"\nc d\n")
  }

  @Test func `numbers whose text has more digits than a double are counted`() throws {
    let text =
      "a,b,c\n0.1,89439382135305199831.5,\"1.50\"\n0.4967141530112327,1e5,-0.00\n"
      + "9007199254740993.5,NA,5e-324\n0.1000000000000000001,2.50,3.00000000000000000001\n"
    let table = try CSVReader(bytes: Array(text.utf8), options: CSVOptions(keepsText: true)).read()
    let counts = try DigitLosses.counts(in: table)
    #expect(counts.map { $0.column } == ["a", "b", "c"] && counts.map { $0.count } == [2, 1, 1])
    #expect(
      TableFormat.npz.losses(of: table).contains(
        "numbers have more digits than double precision holds, and lost the last: 2 in \"a\", 1 in \"b\", 1 in "
          + "\"c\"."))
  }

  @Test(arguments: ["0.12345678901234567891", "\"0.12345678901234567891\"", " \"0.12345678901234567891\" "])
  func `quotes and blanks around a number hide no digits`(field: String) throws {
    let table = try CSVReader(
      bytes: Array("a,b\n\(field),1\n 0.5,2\n\t\"0.25\",3\n".utf8), options: CSVOptions(keepsText: true)
    ).read()
    #expect(try DigitLosses.counts(in: table).map { $0.count } == [1])
  }

  @Test func `a text that cannot be read again is said, since its digits are not known`() throws {
    let file = TemporaryFile(".csv")
    try StagedFile.write(Array("a,b\n0.12345678901234567891,1\n0.5,2\n".utf8), to: file.path)
    let table = try Table(csv: file.path, options: CSVOptions(keepsText: true))
    #expect(TableFormat.npz.losses(of: table).contains { $0.contains("lost the last: 1 in \"a\"") })
    #expect(truncate(file.path, 0) == 0)
    let losses = TableFormat.npz.losses(of: table)
    #expect(losses.contains { $0.contains("whether numbers lost digits is not known") }, "\(losses)")
  }
}
