import LogitFiles
import Testing

@testable import LogitData

/// A file of another program: its name, its bytes, and what it is called.
struct ForeignFile: CustomTestStringConvertible {
  var file: String
  var bytes: [UInt8]
  var format: String

  var testDescription: String { "\(format): \(file)" }

  init(_ file: String, _ bytes: [UInt8], _ format: String) {
    (self.file, self.bytes, self.format) = (file, bytes, format)
  }

  init(_ file: String, _ text: String, _ format: String) { self.init(file, Array(text.utf8), format) }

  /// A zip archive with empty entries of these names, written as programs do that know no sizes beforehand.
  private static func zip(_ names: [String], _ first: String = "") -> [UInt8] {
    var (bytes, list): ([UInt8], [UInt8]) = ([], [])
    func word(_ number: Int, _ count: Int) -> [UInt8] { (0..<count).map { UInt8(number >> ($0 * 8) & 255) } }
    for name in names {
      let content = name == "mimetype" ? Array(first.utf8) : []
      let check = Int(content.withUnsafeBytes { CRC32.checksum($0) })
      let fields =
        word(20, 2) + word(0, 2) + word(0, 2) + word(0, 4) + word(check, 4) + word(content.count, 4)
        + word(content.count, 4) + word(name.utf8.count, 2) + word(0, 2)
      list +=
        [0x50, 0x4B, 1, 2] + word(20, 2) + fields + word(0, 10) + word(bytes.count, 4) + Array(name.utf8)
      bytes += [0x50, 0x4B, 3, 4] + fields + Array(name.utf8) + content
    }
    return bytes + list + [0x50, 0x4B, 5, 6] + word(0, 4) + word(names.count, 2) + word(names.count, 2)
      + word(list.count, 4) + word(bytes.count, 4) + word(0, 2)
  }

  private static func safetensors(_ header: String) -> [UInt8] {
    (0..<8).map { UInt8(header.utf8.count >> ($0 * 8) & 255) } + Array(header.utf8)
  }

  private static func utf16(_ text: String) -> [UInt8] {
    text.utf16.flatMap { [UInt8($0 & 255), UInt8($0 >> 8)] }
  }

  static let binary = [
    ForeignFile(
      "a.xlsx", zip(["[Content_Types].xml", "_rels/.rels", "xl/workbook.xml"]), "an Excel workbook"),
    ForeignFile("named-otherwise.csv", zip(["docProps/app.xml", "xl/workbook.xml"]), "an Excel workbook"),
    ForeignFile("a.docx", zip(["[Content_Types].xml", "word/document.xml"]), "a Word document"),
    ForeignFile(
      "a.ods", zip(["mimetype", "content.xml"], "application/vnd.oasis.opendocument.spreadsheet"),
      "an OpenDocument sheet"),
    ForeignFile("a.keras", zip(["metadata.json", "config.json", "model.weights.h5"]), "a Keras model"),
    ForeignFile("a.pt", zip(["archive/data.pkl", "archive/data/0"]), "a PyTorch file"),
    ForeignFile("a.zip", zip(["table.csv"]), "a zip archive"),
    ForeignFile("a.xls", [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, 0, 0], "an old Excel workbook"),
    ForeignFile("a.orc", "ORC\u{8}\u{3}\0", "an ORC file"),
    ForeignFile("a.avro", "Obj\u{1}\u{4}\u{14}avro.codec", "an Avro file"),
    ForeignFile("a.db", "SQLite format 3\0\u{10}\0\u{1}\u{1}", "an SQLite database"),
    ForeignFile("a.duckdb", [1, 2, 3, 4, 5, 6, 7, 8] + Array("DUCK".utf8) + [64, 0], "a DuckDB database"),
    ForeignFile("a.h5", [0x89] + Array("HDF\r\n\u{1A}\n".utf8) + [0, 0], "an HDF5 file"),
    ForeignFile("a.mat", "MATLAB 5.0 MAT-file, Platform: GLNXA64\0\u{1}IM", "a MATLAB file"),
    ForeignFile("a.dta", [0x72, 2, 1, 0, 3, 0], "a Stata file"),
    ForeignFile("a.dta", "<stata_dta><header><release>118</release>", "a Stata file"),
    ForeignFile("a.sav", "$FL2@(#) SPSS DATA FILE\0", "an SPSS file"),
    ForeignFile(
      "a.sas7bdat", [UInt8](repeating: 0, count: 12) + [0xC2, 0xEA, 0x81, 0x60, 0xB3], "a SAS file"),
    ForeignFile("a.xpt", "HEADER RECORD*******LIBRARY HEADER RECORD!!!!!!!", "a SAS transport file"),
    ForeignFile("a.rds", "X\n\0\0\0\u{3}\0\u{4}", "an R data file"),
    ForeignFile("a.rda", "RDX3\nX\n\0\0\0\u{3}", "an R data file"),
    ForeignFile(
      "a.safetensors", safetensors("{\"w\":{\"dtype\":\"F32\"}}"), "a safetensors file of another program"),
    ForeignFile(
      "model.safetensors", safetensors("{\"__metadata__\":{\"format\":\"logit-model\"}}"),
      "a model that Logit wrote"),
    ForeignFile("a.pkl", [0x80, 4, 0x95, 10, 0, 0], "a pickle"),
    ForeignFile("a.pkl", [0x80, 2, 0x7D, 0x71, 0, 0x2E], "a pickle"),
    ForeignFile("a.onnx", [8, 7, 18, 0, 26, 0], "an ONNX model"),
    ForeignFile("a.csv.bz2", Array("BZh91AY&SY".utf8) + [0], "a bzip2 file"),
    ForeignFile("a.csv.xz", [0xFD] + Array("7zXZ\0\0".utf8), "an xz file"),
    ForeignFile("a.csv.zst", [0x28, 0xB5, 0x2F, 0xFD, 4], "a Zstandard file"),
    ForeignFile("a.7z", [0x37, 0x7A, 0xBC, 0xAF, 0x27, 0x1C], "a 7z archive"),
    ForeignFile(
      "a.tar", Array("table.csv".utf8) + [UInt8](repeating: 0, count: 248) + Array("ustar".utf8) + [0],
      "a tar archive"),
    ForeignFile("a.pdf", "%PDF-1.7\n%", "a PDF document"),
    ForeignFile("a.rtf", "{\\rtf1\\ansi", "an RTF document"),
    ForeignFile("a.png", [0x89] + Array("PNG\r\n".utf8), "a PNG image"),
    ForeignFile("a.txt", [0xFF, 0xFE] + utf16("a,b\n1,2\n"), "UTF-16 text"),
    ForeignFile("a.txt", utf16("a,b\n1,2\n"), "UTF-16 text"),
  ]

  /// What is read where rows need not be text.
  static let columnar = [
    ForeignFile("a.parquet", "PAR1\u{15}\u{4}\u{15}\0PAR1", "a Parquet file"),
    ForeignFile("a.feather", "ARROW1\0\0\u{10}\0\0\0", "an Arrow file"),
    ForeignFile("a.arrows", [255, 255, 255, 255, 0xA8, 0, 0, 0, 0x10, 0, 0, 0], "a stream of Arrow"),
  ]

  static let text = [
    ForeignFile("a.json", "{\n  \"x\": [1, 2],\n  \"y\": [3, 4]\n}\n", "a JSON file"),
    ForeignFile("a.json", "[1, 2.5,\n -3e2]\n", "a JSON file"),
    ForeignFile("a.json", "[\(String(repeating: "1, ", count: 1000))2]", "a JSON file"),
    ForeignFile("a.txt", "[1, 2]\n[3, 4]\n", "JSON lines without names"),
    ForeignFile(
      "a.arff", "% a comment\n@RELATION iris\n@ATTRIBUTE x NUMERIC\n@DATA\n5.1,3.5\n", "an ARFF file"),
    ForeignFile("a.libsvm", "+1 1:0.5 3:2\n-1 2:1\n", "a file of LIBSVM"),
    ForeignFile("a.txt", "2 qid:1 1:0.5 2:1\n1 qid:1 1:0.5 # note\n", "a file of LIBSVM"),
    ForeignFile("a.svm", "1 3:1\n0 7:1\n1 2:1\n", "a file of LIBSVM"),
    ForeignFile(
      "a.vw", "1 |f price:.23 sqft:.25 age:.05 2006\n-1 2 'tag|f price:.18\n", "a file of Vowpal Wabbit"),
    ForeignFile("a.txt", "1 | a:2 b\n0 | a:3\n", "a file of Vowpal Wabbit"),
    ForeignFile("a.html", "\n<!DOCTYPE html>\n<html><table></table></html>", "an HTML page"),
    ForeignFile("a.xls", "<table border=1><tr><td>1</td></tr></table>", "an HTML page"),
    ForeignFile("a.xml", "<?xml version=\"1.0\"?>\n<rows/>", "an XML file"),
    ForeignFile(
      "a.mtx", "%%MatrixMarket matrix coordinate real general\n2 2 1\n1 1 5\n", "a MatrixMarket file"),
  ]
}

@Suite struct ForeignFormatTests {
  @Test(arguments: ForeignFile.binary + ForeignFile.columnar + ForeignFile.text)
  func `a file of another program is named, with the way out`(_ foreign: ForeignFile) throws {
    let error = #expect(throws: DataError.self) {
      try CSVReader(bytes: foreign.bytes, name: foreign.file).read()
    }
    guard case .foreignFormat(foreign.file, let found, let remedy)? = error else {
      Issue.record("\(foreign.format): \(error?.description ?? "read")")
      return
    }
    #expect(found.hasPrefix(foreign.format), "\(found)")
    #expect(remedy.count > 10)
  }

  // By its name, a database is read.
  @Test(arguments: ForeignFile.binary.filter { $0.format != "an SQLite database" } + ForeignFile.text)
  func `a file of another program is named by whatever reads tables`(_ foreign: ForeignFile) throws {
    let folder = TemporaryFile("-\(foreign.file)")
    try StagedFile.write(foreign.bytes, to: folder.path)
    let error = #expect(throws: DataError.self) { try Table(contentsOf: folder.path) }
    #expect(error?.description.contains(" is \(foreign.format)") == true, "\(error?.description ?? "read")")
    let compressed = TemporaryFile(".gz")
    try StagedFile.write(Gzip.compress(foreign.bytes), to: compressed.path)
    let inner = #expect(throws: DataError.self) { try Table(contentsOf: compressed.path) }
    #expect(inner?.description.contains(foreign.format) == true || foreign.format == "an ONNX model")
  }

  @Test(arguments: [
    "PAR1,PAR2\n1,2\n", "ORC,y\n1,2\n", "id|name |note\n1 |a |b\n", "time\n5 10:15\n6 11:15\n7 12:15\n",
    "[id],[x]\n1,2\n", "[1],x\n2,3\n4,5\n", "[1],[2]\n3,4\n5,6\n", "[1]\n2\n3\n",
    "x\n{1}\n{2}\n", "a|b\n1|2\n", "1|2\n3|4\n", "A\n2\n3\n",
    "date,time\n1,10:30\n2,11:30\n",
    "GIF8,x\n1,2\n", "@name,y\na,1\n", "% of total,y\n1,2\n", "<5,>5\n1,2\n", "note;{\"a\": 1}\n1;2\n",
    "1,2,3\n4,5,6\n", "ustar\n1\n",
  ]) func `a table that looks a little like one is read`(_ text: String) throws {
    #expect(throws: Never.self) { try CSVReader(bytes: Array(text.utf8), name: "a.csv").read() }
  }

  @Test func `a separator that is given, or lines that are skipped, end the guessing`() throws {
    let text = "@relation x\n@attribute a numeric\n@data\n1,2\n3,4\n"
    let options = CSVOptions(header: .none, skippedLines: 3)
    #expect(try CSVReader(bytes: Array(text.utf8), options: options).read().rowCount == 2)
    let barred = CSVOptions(separator: "|", header: .none)
    #expect(try CSVReader(bytes: Array("1 |f a:1\n0 |f a:2\n".utf8), options: barred).read().columnCount == 2)
  }
}
