import Logit
import LogitFiles
import Testing

@testable import LogitData

/// Rows of svmlight and LIBSVM files.
@Suite struct SparseDatasetTests {
  static func read(_ text: String, firstIndex: Int? = nil, columnCount: Int? = nil) throws -> SparseDataset {
    try SparseDataset(
      svmlight: Array(text.utf8), name: "rows.svm", firstIndex: firstIndex, columnCount: columnCount)
  }

  @Test("Labels, entries, comments, blank lines and queries are read as they stand")
  func reading() throws {
    let data = try Self.read(
      "# a comment\n+1 2:0.5 4:-1.25e-2 # two\n\n-1 qid:7 1:3\r\n0.5\n-1 3:.5 4:5.")
    #expect(data.labels == [1, -1, 0.5, -1])
    #expect(data.firstIndex == 1)
    #expect(data.queriedRowCount == 1)
    #expect(try Self.read("1 qid:1 qid:2 1:3\n0 1:1").queriedRowCount == 1)
    #expect(data.matrix.rowStarts == [0, 2, 3, 3, 5])
    #expect(data.matrix.columns == [1, 3, 0, 2, 3])
    #expect(data.matrix.values == .double([0.5, -0.0125, 3, 0.5, 5]))
    #expect(data.matrix.columnCount == 4)
  }

  @Test("A byte order mark is read over, and zeros that are written out are no entries")
  func markAndZeros() throws {
    let data = try Self.read("\u{FEFF}1 1:0.5 3:0\n-1 2:-0.0 4:2 6:0")
    #expect(data.labels == [1, -1] && data.matrix.columns == [0, 3] && data.matrix.rowStarts == [0, 1, 2])
    // A column of zeros is a column, as scikit-learn counts them.
    #expect(data.matrix.columnCount == 6)
    #expect(try Self.read("1 0:0 2:1").firstIndex == 0)
    #expect(SparseLine.looksSparse(Array("\u{FEFF}1 1:0.5\n".utf8)))
    #expect(try Self.read("1 1:0").matrix.columnCount == 1)
  }

  @Test("A stream gives the rows of the file, however they come, with its line numbers")
  func streaming() throws {
    let text = "1 1:0.5 3:1\n\n-1 2:2 # two\n1 1:1 3:bad\n"
    let file = TemporaryFile(".svm")
    try StagedFile.write(Array(text.utf8), to: file.path)
    let stream = try SparseStream(path: file.path, firstIndex: 0, memory: .standard)
    let error = #expect(throws: DataError.self) { while try stream.next() != nil {} }
    #expect("\(try #require(error))".contains("line 4"))
    try StagedFile.write(Array(text.dropLast(13).utf8), to: file.path)
    let first = try SparseStream(path: file.path, firstIndex: 1, memory: .standard)
    let rows = try #require(try first.next())
    #expect(rows.labels == [1, -1] && rows.firstIndex == 1 && rows.matrix.columns == [0, 2, 1])
    #expect(try first.next() == nil)
  }

  @Test("A file counts from 0 if any row has a column 0, unless it is said otherwise")
  func firstIndices() throws {
    #expect(try Self.read("1 0:1 2:1\n0 1:1").firstIndex == 0)
    #expect(try Self.read("1 0:1 2:1\n0 1:1").matrix.columnCount == 3)
    #expect(try Self.read("1 1:1 2:1").matrix.columns == [0, 1])
    let said = try Self.read("1 1:1 2:1", firstIndex: 0)
    #expect(said.matrix.columns == [1, 2] && said.matrix.columnCount == 3)
    #expect(try Self.read("1 1:1", columnCount: 9).matrix.columnCount == 9)
    #expect(throws: LogitError.self) { try Self.read("1 9:1", columnCount: 8) }
    #expect(throws: LogitError.self) { try Self.read("1 9:1", firstIndex: 2) }
  }

  @Test("Values keep their bits: in single precision where that holds them, else in double")
  func precision() throws {
    #expect(try Self.read("1 1:0.5 2:1e30").matrix.values == .double([0.5, 1e30]))
    #expect(try Self.read("1 1:0.5 2:3").matrix.values == .float([0.5, 3]))
    #expect(try Self.read("1 1:0.1").matrix.values == .double([0.1]))
    for text in ["0.1", "123456789.123456789", "1e-310", "00012.50", "9007199254740993", "-0.000001", "1E5"] {
      let expected = try #require(Double(text))
      #expect(try Self.read("1 1:\(text)").matrix.values[0] == expected, "\(text)")
    }
  }

  @Test(
    "What is wrong in a line is named with its line and byte, and what to do",
    arguments: [
      ("1 3:1 2:1", 1, 7, "a column after 3", "2", "sort"),
      ("1 3:1 3:1", 1, 7, "a column after 3", "3", "add up"),
      ("1 1:1\n1,2 1:1", 2, 1, "one label", "1,2", "a file for each"),
      ("spam 1:1", 1, 1, "a label that is a number", "spam", "correct"),
      ("1 1:1\n\n1:1 2:1", 3, 1, "a label before", "1:1", "begin the line"),
      ("1 1:nan", 1, 5, "a finite number", "nan", "correct"),
      ("1 1:1e999", 1, 5, "a finite", "1e999", "correct"),
      ("1 1:0x10", 1, 5, "a finite number", "0x10", "correct"),
      ("1 1:", 1, 5, "a finite number", "", "correct"),
      ("1 1", 1, 3, "an entry", "1", "12:0.5"),
      ("1 a:1", 1, 3, "the number of a column", "a", "whole number"),
      ("1 -1:1", 1, 3, "the number of a column", "-1", "whole number"),
      ("1 99999999999:1", 1, 3, "the number of a column", "99999999999", "whole"),
      ("inf 1:1", 1, 1, "a label that is a number", "inf", "correct"),
      ("+ 1:1", 1, 1, "a label", "+", "correct"),
    ])
  func wrong(_ text: String, _ line: Int, _ place: Int, _ expected: String, _ found: String, _ remedy: String)
  {
    #expect {
      try Self.read(text)
    } throws: { error in
      guard
        case .wrongEntry("rows.svm", line, place, let itsExpected, found, let itsRemedy)? = error
          as? DataError
      else { return false }
      return itsExpected.hasPrefix(expected) && itsRemedy.hasPrefix(remedy) || itsRemedy.contains(remedy)
    }
  }

  @Test("A column before the first that was said, and a file without rows, are refused")
  func others() throws {
    #expect(throws: DataError.self) { try Self.read("1 0:1", firstIndex: 1) }
    #expect(throws: DataError.emptyFile(path: "rows.svm")) { try Self.read("# nothing\n\n") }
  }

  @Test("Memory follows the entries of a file and not the largest number of a column")
  func widest() throws {
    let file = TemporaryFile(".svm")
    try StagedFile.write(Array("1 \(SparseMatrix.largestCount):1\n".utf8), to: file.path)
    // Five bytes for each column, whether it is used and where it is kept, would be too much.
    let read = try SparseDataset(svmlight: file.path, memory: .bytes(8 << 30))
    #expect(read.matrix.columnCount == SparseMatrix.largestCount && read.matrix.entryCount == 1)
    #expect(read.matrix.usedColumns == [Int32(SparseMatrix.largestCount - 1)])
    // The process has more than this already.
    #expect(throws: FileError.self) { try SparseDataset(svmlight: file.path, memory: .bytes(1 << 10)) }
  }

  @Test("What is written is read back the same")
  func writing() throws {
    for text in ["1 1:0.1 9:3\n-1\n2.5 2:1e-05\n", "1 0:16777216 7:0.25\n0 3:-1\n"] {
      let data = try Self.read(text)
      let again = try SparseDataset(svmlight: data.svmlightText(), firstIndex: data.firstIndex)
      #expect(again.matrix == data.matrix && again.labels == data.labels)
    }
    #expect(String(decoding: try Self.read("+1 2:0.50 3:0").svmlightText(), as: UTF8.self) == "1 2:0.5\n")
  }

  @Test("A table of numbers becomes sparse rows and back; texts and missing values are refused")
  func tables() throws {
    let table = try Table([
      Column("a", numbers: [0, 1.5, 0] as [Double]), Column("y", numbers: [1, 0, 1] as [Double]),
      Column("b", numbers: [2, 0, 0] as [Double]),
    ])
    let data = try SparseDataset(table, label: "y")
    #expect(data.labels == [1, 0, 1] && data.matrix.columns == [1, 0] && data.matrix.columnCount == 2)
    let back = try data.table()
    #expect(back.columnNames == ["label", "column_1", "column_2"])
    #expect(try back.column("column_2").numbers() == [2, 0, 0])
    #expect(throws: DataError.self) { try SparseDataset(table, label: "z") }
    #expect(throws: DataError.self) {
      try SparseDataset(Table([Column("a", strings: ["x", "y"])]))
    }
    #expect(throws: DataError.self) {
      try SparseDataset(Table([Column("a", numbers: [1, .nan] as [Double])]))
    }
  }

  @Test("Sparse files are told by their name or their first line")
  func recognition() {
    #expect(SparseDataset.isNamed("a/b.SVM") && SparseDataset.isNamed("b.libsvm.gz"))
    #expect(!SparseDataset.isNamed("b.csv"))
    #expect(SparseLine.looksSparse(Array("# c\n+1 3:0.5 7:1\n".utf8)))
    #expect(SparseLine.looksSparse(Array("-1 qid:3 7:1\n".utf8)))
    for text in ["a,b\n1,2\n", "1 2 3\n", "2020-01-01 12:30 7\n", "", "1\n"] {
      #expect(!SparseLine.looksSparse(Array(text.utf8)), "\(text)")
    }
  }

  @Test("Features of a table that are kept sparse are those of its matrix")
  func features() throws {
    let texts = (0..<200).map { "word\($0 % 7) and word\($0 % 3) with word\($0 % 7) number\($0)" }
    let table = try Table([
      Column("note", strings: texts),
      Column("city", strings: (0..<200).map { ["Oslo", "Rome", nil][$0 % 3] }),
      Column("age", numbers: (0..<200).map { Double($0 % 40) }),
      Column("kind", strings: (0..<200).map { ["a", "b"][$0 % 2] }),
    ])
    var space = try FeatureSpace(
      [
        .textHashed("note", binCount: 512), .stringCategorical("city"), .floatNormalized("age"),
        .stringCategorical("kind"),
      ], crosses: [FeatureCross(["city", "kind"], binCount: 16)])
    try space.adapt(to: table)
    var (counts, sparseCounts) = (PredictionCounts(), PredictionCounts())
    let dense = try space.matrix(of: table, counts: &counts)
    let sparse = try space.sparseMatrix(of: table, counts: &sparseCounts)
    #expect(try Tensor<Float>(sparse.dense()) == dense)
    #expect(counts.missing == sparseCounts.missing && counts.unknown == sparseCounts.unknown)
    // It is a matrix as one that is checked.
    _ = try SparseMatrix(
      rowStarts: sparse.rowStarts, columns: sparse.columns, values: sparse.values,
      columnCount: sparse.columnCount)
  }

  @Test("Words go to as many bins as are asked for, up to 2^24")
  func hashBins() throws {
    let table = try Table([
      Column("note", strings: (0..<50).map { "some longer text with words and number \($0) in it" }),
      Column("y", strings: (0..<50).map { ["a", "b"][$0 % 2] }),
    ])
    var options = ColumnOptions()
    options.hashBinCount = 1 << 24
    let space = try FeatureSpace.automatic(for: table, excluding: ["y"], options: options)
    #expect(space.outputCount == 1 << 24)
    #expect(try space.sparseMatrix(of: table).columnCount == 1 << 24)
    #expect(try FeatureSpace(json: space.json).outputCount == 1 << 24)
    options.hashBinCount = (1 << 24) + 1
    #expect(throws: LogitError.self) {
      try FeatureSpace.automatic(for: table, excluding: ["y"], options: options)
    }
  }
}
