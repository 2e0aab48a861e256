import LogitFiles
import Testing

/// What a header may say of the bytes after it.
@Suite struct SafetensorsHeaderTests {
  /// Opens a file with this header and so many bytes after it.
  private static func open(_ header: String, dataCount: Int, length: UInt64? = nil) throws -> SafetensorsFile
  {
    let file = TemporaryFile(".safetensors")
    var bytes = withUnsafeBytes(of: (length ?? UInt64(header.utf8.count)).littleEndian) { Array($0) }
    bytes += Array(header.utf8)
    bytes += Array(repeating: 0, count: dataCount)
    try StagedFile.write(bytes, to: file.path)
    return try SafetensorsFile(path: file.path)
  }

  private static func tensor(_ name: String, _ shape: String, _ offsets: String, type: String = "F32")
    -> String
  {
    "\"\(name)\": {\"dtype\": \"\(type)\", \"shape\": \(shape), \"data_offsets\": \(offsets)}"
  }

  @Test func `a header that is right is read, with its texts, blanks and empty tensors`() throws {
    let header =
      "{\"__metadata__\": {\"format\": \"logit\"}, \(Self.tensor("b", "[0, 3]", "[8, 8]")), "
      + "\(Self.tensor("a", "[2]", "[0, 8]")), \(Self.tensor("c", "[]", "[8, 12]"))}   "
    let file = try Self.open(header, dataCount: 12)
    #expect(file.metadata == ["format": "logit"])
    #expect(file.entries.mapValues(\.shape) == ["a": [2], "b": [0, 3], "c": []])
  }

  @Test(arguments: [
    // Overlaps, holes, and bytes left over or missing.
    (
      "{\(tensor("a", "[2]", "[0, 8]")), \(tensor("b", "[2]", "[4, 12]"))}", 12,
      "the beginning of the tensor b"
    ),
    (
      "{\(tensor("a", "[2]", "[0, 8]")), \(tensor("b", "[2]", "[0, 8]"))}", 8, "the beginning of the tensor b"
    ),
    (
      "{\(tensor("a", "[1]", "[0, 4]")), \(tensor("b", "[1]", "[8, 12]"))}", 12,
      "the beginning of the tensor b"
    ),
    ("{\(tensor("a", "[1]", "[4, 8]"))}", 8, "the beginning of the tensor a"),
    ("{\(tensor("a", "[1]", "[0, 4]"))}", 8, "the end of the file"),
    ("{}", 4, "the end of the file"),
    ("{\(tensor("a", "[3]", "[0, 12]"))}", 8, "the place of the tensor a"),
    // Places that are none.
    ("{\(tensor("a", "[1]", "[4, 0]"))}", 8, "the place of the tensor a"),
    ("{\(tensor("a", "[1]", "[-4, 0]"))}", 8, "the place of the tensor a"),
    ("{\(tensor("a", "[1]", "[0, NaN]"))}", 8, "the place of the tensor a"),
    ("{\(tensor("a", "[1]", "[0, 4.0]"))}", 8, "the place of the tensor a"),
    ("{\(tensor("a", "[1]", "[0, 4, 8]"))}", 8, "the place of the tensor a"),
    ("{\(tensor("a", "[1]", "[0, 9223372036854775807]"))}", 8, "the place of the tensor a"),
    ("{\(tensor("a", "[1]", "null"))}", 8, "the place of the tensor a"),
    // Shapes that are none, or whose sizes overflow.
    ("{\(tensor("a", "[4611686018427387905]", "[0, 4]"))}", 4, "the size of the tensor a"),
    ("{\(tensor("a", "[4294967296, 4294967296]", "[0, 0]"))}", 0, "the size of the tensor a"),
    ("{\(tensor("a", "[4294967296, 4294967296, 0]", "[0, 4]"))}", 4, "the size of the tensor a"),
    ("{\(tensor("a", "[4294967296, 4294967296, 0]", "[0, 0]"))}", 0, "the size of the tensor a"),
    ("{\(tensor("a", "[-1]", "[0, 4]"))}", 4, "the shape of the tensor a"),
    ("{\(tensor("a", "[1.0]", "[0, 4]"))}", 4, "the shape of the tensor a"),
    ("{\(tensor("a", "[2]", "[0, 4]"))}", 4, "the size of the tensor a"),
    ("{\(tensor("a", "[2]", "[0, 4]", type: "F16"))}", 4, "the type of the tensor a"),
    ("{\"a\": 1}", 0, "the type of the tensor a"),
    // Texts that are none.
    ("{\"__metadata__\": {\"a\": 1}}", 0, "the metadata a"),
    ("{\"__metadata__\": []}", 0, "the metadata"),
    ("[]", 0, "the header"),
  ])
  func `a header that does not describe exactly its bytes is refused`(
    header: String, dataCount: Int, item: String
  ) {
    let error = #expect(throws: FileError.self) { try Self.open(header, dataCount: dataCount) }
    guard case .damaged(_, let found, _, _, _)? = error else {
      Issue.record("\(error)")
      return
    }
    #expect(found == item)
  }

  @Test(arguments: [
    "{\(tensor("a", "[1]", "[0, 4]")), \(tensor("a", "[1]", "[0, 4]"))}",
    "{\(tensor("a", "[99999999999999999999]", "[0, 4]"))}", "{\"a\"", "{} {}", "",
  ])
  func `a header that is no JSON, or has a name twice, is refused`(header: String) {
    #expect(throws: FileError.self) { try Self.open(header, dataCount: 4) }
  }

  @Test(arguments: [3, 5, 1 << 25, UInt64(Int.max), .max])
  func `a length of the header beyond the file is refused before it is reserved`(length: UInt64) {
    #expect(throws: FileError.self) { try Self.open("{}", dataCount: 0, length: length) }
  }

  @Test func `a file too short for the length is refused`() throws {
    let file = TemporaryFile(".safetensors")
    for count in 0..<8 {
      try StagedFile.write(Array(repeating: 0, count: count), to: file.path)
      #expect(throws: FileError.self) { try SafetensorsFile(path: file.path) }
    }
  }
}
