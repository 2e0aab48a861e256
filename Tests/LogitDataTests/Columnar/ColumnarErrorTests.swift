import Foundation
import Logit
import Testing

@testable import LogitData
@testable import LogitFiles

@Suite struct ColumnarErrorTests {
  private static func path(_ name: String) -> String { Fixture.path("Columnar/\(name)") }

  private static func message(_ body: () throws -> Void) -> String {
    do {
      try body()
      return "no error"
    } catch {
      return (error as? any CodedError)?.description ?? "\(error)"
    }
  }

  private static func message(reading bytes: [UInt8], isParquet: Bool = true) -> String {
    message {
      _ =
        isParquet
        ? try Table(parquetBytes: bytes, name: "x.parquet") : try Table(arrowBytes: bytes, name: "x.arrow")
    }
  }

  @Test(arguments: [
    ("nested.parquet", ["tags": "lists", "place": "structures", "map": "maps"]),
    (
      "nested.arrow",
      [
        "tags": "lists", "place": "structures", "long": "lengths of time",
        "either": "values of several types", "code": "lists",
      ]
    ),
  ]) func `a column that is none is named, or left out`(name: String, nested: [String: String]) throws {
    let path = Self.path(name)
    for (column, found) in nested {
      var options = CSVOptions()
      options.columnNeeds.unused = Set(nested.keys).subtracting([column])
      let message = Self.message { _ = try Table(contentsOf: path, options: options) }
      #expect(message.contains("column \"\(column)\" holds \(found), but"))
      #expect(message.contains("leave it out with CSVOptions.columns without \"\(column)\""))
      options.columnNeeds.canLeaveOut = false
      #expect(
        Self.message { _ = try Table(contentsOf: path, options: options) }.contains(
          "write the file anew without it"))
    }
    let known = try Table(contentsOf: path, options: CSVOptions(columns: ["x", "y"]))
    #expect(try known.column("x").strings() == ["1", "2"])
    #expect(try known.column("y").strings() == ["u", "v"])
    var options = CSVOptions()
    options.columnNeeds.used = ["y"]
    let all = try Table(contentsOf: path, options: options)
    #expect(try all.column("tags").missingCount == 2)
    #expect(try all.column("x").strings() == ["1", "2"])
    #expect(try all.column("y").strings() == ["u", "v"])
  }

  @Test func `what is not supported is named`() throws {
    let brotli = Self.message { _ = try Table(contentsOf: Self.path("brotli.parquet")) }
    #expect(brotli.contains("row group 1, column \"x\""))
    #expect(brotli.contains("the compression should be none, Snappy, gzip, LZ4 or Zstandard, but is Brotli"))
    #expect(brotli.contains("CODEC 'zstd'"))
    let bytes = Self.message { _ = try Table(contentsOf: Self.path("bytes.parquet")) }
    #expect(bytes.contains("column \"x\" holds bytes that are no text in UTF-8"))
    var encrypted = try Fixture.bytes("Columnar/required.parquet")
    encrypted.replaceSubrange(encrypted.count - 4..<encrypted.count, with: Array("PARE".utf8))
    #expect(Self.message(reading: encrypted).contains("the file should be not encrypted, but is encrypted"))
  }

  @Test func `numbers in the other order of bytes are named`() throws {
    // The schema of version 4 says its order first; without any it is little-endian.
    var bytes = try Fixture.bytes("Columnar/no-columns.arrows")
    let message = bytes.withUnsafeBytes { Int($0.loadUnaligned(fromByteOffset: 4, as: UInt32.self)) }
    var hasBeenFound = false
    for place in 8..<8 + message where !hasBeenFound {
      var changed = bytes
      changed[place] ^= 1
      hasBeenFound = Self.message(reading: changed, isParquet: false).contains("but is big-endian")
      bytes = hasBeenFound ? changed : bytes
    }
    // pyarrow leaves the field out where it is the usual order, so that there may be no byte to change.
    if hasBeenFound { #expect(throws: FileError.self) { try Table(arrowBytes: bytes) } }
  }

  @Test func `a changed page is found by its checksum`() throws {
    let bytes = try Fixture.bytes("Columnar/plain.parquet")
    var found = 0
    for place in stride(from: 200, to: bytes.count / 4, by: 97) {
      var changed = bytes
      changed[place] ^= 0x20
      if Self.message(reading: changed).contains("the checksum of the page should be") { found += 1 }
    }
    #expect(found > 3)
  }

  @Test(arguments: ["required.parquet", "uuid.parquet", "types.arrow", "replaced.arrows"])
  func `a file that is cut off is refused`(name: String) throws {
    let bytes = try Fixture.bytes("Columnar/\(name)")
    let isParquet = name.hasSuffix("parquet")
    for count in stride(from: 8, to: bytes.count - 12, by: 29) {
      let message = Self.message(reading: Array(bytes[..<count]), isParquet: isParquet)
      // A stream can end behind any message.
      if !name.hasSuffix("arrows") { #expect(message != "no error", "\(count)") }
    }
  }

  @Test(arguments: ["large.parquet", "large.arrows"]) func `no more memory is taken than may be`(
    name: String
  ) throws {
    let path = Self.path(name)
    #expect(try Fixture.bytes("Columnar/\(name)").count < 1 << 16)
    let error = #expect(throws: FileError.self) {
      try Table(contentsOf: path, options: CSVOptions(memory: .bytes(ProcessMemory.used + (8 << 20))))
    }
    if case .outOfMemory? = error {} else { Issue.record("\(String(describing: error))") }
    var small = MemoryLimit.standard
    small.unremarkableSize = 1 << 20
    let growth = #expect(throws: FileError.self) {
      try Table(contentsOf: path, options: CSVOptions(memory: small))
    }
    if case .endlessInput? = growth {} else { Issue.record("\(String(describing: growth))") }
  }

  @Test(arguments: ["x.parquet", "x.arrow"]) func `nothing writes them`(name: String) {
    let message = Self.message { try Table([Column("a", integers: [1])]).write(to: name) }
    #expect(message.contains("use one of .csv"))
  }
}
