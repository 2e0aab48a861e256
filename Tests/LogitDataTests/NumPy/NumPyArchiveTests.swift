import Logit
import LogitData
import Testing

@Suite struct NumPyArchiveTests {
  private static func archive(_ name: String) throws -> NumPyArchive {
    try NumPyArchive(path: Fixture.path("NumPy/\(name).npz"))
  }

  @Test func `compressed arrays are read by name, and as a table`() throws {
    let archive = try Self.archive("compressed")
    #expect(archive.names == ["x", "y", "name"])
    let x = try archive.array("x").floats()
    #expect(x.shape == [40, 3] && x[39, 2] == Float(119 - 5) / 4)
    let table = try Table(npz: Fixture.path("NumPy/compressed.npz"))
    #expect(table.columnNames == ["x_1", "x_2", "x_3", "y", "name"])
    #expect(try table.column("y").numbers() == (0..<40).map { Double($0 - 5) })
    #expect(try table.column("name").dictionary == ["a", "b"])
    #expect(try archive.array("x").typeName == "<f4")
    let error = #expect(throws: DataError.self) { try archive.array("nmae") }
    #expect(error?.description.contains("did you mean \"name\"?") == true)
  }

  @Test func `many arrays, fields for large files and sizes after the data are read`() throws {
    let many = try Self.archive("many")
    #expect(many.names == (0..<300).map { "column \($0)" })
    #expect(try many.array("column 299").integers().scalars == [299])
    let large = try Self.archive("large")
    // A name is just a name.
    #expect(large.names == ["x", "../y"])
    #expect(try large.array("../y").integers().scalars == [-5, -4, -3])
    #expect(try Self.archive("streamed").tensors()["x"]?.shape == [3, 4])
  }

  @Test func `columns of different lengths are refused`() {
    #expect(throws: DataError.self) { try Table(npz: Fixture.path("NumPy/types.npz")) }
  }

  @Test func `an array larger than the limit is refused before it is decompressed`() throws {
    let archive = try NumPyArchive(path: Fixture.path("NumPy/compressed.npz"), limit: 607)
    #expect(
      throws: FileError.overLimit(
        source: Fixture.path("NumPy/compressed.npz"), item: "the entry \"x.npy\", 608 bytes unpacked,",
        limit: 607,
        remedy: "raise the limit if the file can be trusted")
    ) { try archive.array("x") }
    #expect(try archive.array("y").count == 40)
  }

  @Test func `no more memory is taken up than the limit allows, by archives and by arrays`() throws {
    let path = Fixture.path("NumPy/compressed.npz")
    let archive = try NumPyArchive(path: path, memory: .bytes(1))
    #expect(throws: FileError.outOfMemory(source: "\(path), array \"x\"", limit: 1)) {
      try archive.array("x")
    }
    #expect(throws: FileError.outOfMemory(source: "\(path), array \"x\"", limit: 1)) {
      try Table(npz: path, memory: .bytes(1))
    }
    let array = Fixture.path("NumPy/version-3.npy")
    #expect(throws: FileError.outOfMemory(source: array, limit: 1)) {
      try Table(npy: array, memory: .bytes(1))
    }
    var options = CSVOptions()
    options.memory = .bytes(1)
    for path in [path, array] {
      #expect(throws: FileError.self) { try Table(contentsOf: path, options: options) }
    }
  }

  /// Reads all arrays of an archive as tables.
  private static func readAll(_ bytes: [UInt8]) throws {
    let archive = try NumPyArchive(bytes: bytes)
    for name in archive.names { _ = try Table(archive.array(name)) }
  }

  @Test(arguments: ["compressed", "large", "streamed"])
  func `a file that is cut off anywhere is refused`(name: String) throws {
    let bytes = try Fixture.bytes("NumPy/\(name).npz")
    for count in 0..<bytes.count {
      #expect(throws: FileError.self, "\(count) bytes") { try Self.readAll(Array(bytes[..<count])) }
    }
  }

  @Test func `a changed byte stops nothing`() throws {
    let bytes = try Fixture.bytes("NumPy/compressed.npz")
    for place in bytes.indices {
      var damaged = bytes
      damaged[place] ^= place.isMultiple(of: 2) ? 0x01 : 0xFF
      // Times and hints may change; all else is an error, and nothing may trap.
      try? Self.readAll(damaged)
    }
  }

  /// Where the list's entries begin.
  private static func listStarts(_ bytes: [UInt8]) -> [Int] {
    bytes.indices.dropLast(3).filter { Array(bytes[$0..<$0 + 4]) == [0x50, 0x4B, 1, 2] }
  }

  @Test func `entries that overlap, repeat or lie about their sizes are refused`() throws {
    let bytes = NPZWriter().bytes(of: ["a": Tensor<Float>([1, 2]), "b": Tensor<Float>([1, 2])])
    let starts = Self.listStarts(bytes)
    try #require(starts.count == 2)
    try Self.readAll(bytes)

    func expect(_ reason: String, _ change: (inout [UInt8]) -> Void) {
      var damaged = bytes
      change(&damaged)
      let error = #expect(throws: FileError.self) { try Self.readAll(damaged) }
      #expect(error?.description.contains(reason) == true, "\(error)")
    }
    expect("two of \"a.npy\"") { $0[starts[1] + 46] = UInt8(ascii: "a") }
    expect("that of the entry \"b.npy\"") { for byte in 42..<46 { $0[starts[1] + byte] = 0 } }
    expect("overlapping") {
      // The first entry's data reach into the second.
      $0[starts[0] + 20] += 1
      $0[starts[0] + 24] += 1
    }
    expect("before the list of entries") {
      $0[starts[1] + 22] = 1
      $0[starts[1] + 26] = 1
    }
    expect("one that 136 bytes can hold") { $0[starts[0] + 27] = 1 }
    expect("0 (none) or 8 (deflate)") { $0[starts[0] + 10] = 12 }
    expect("readable without a password") { $0[starts[0] + 8] |= 1 }
    expect("the checksum of the entry \"a.npy\"") { $0[starts[0] + 16] ^= 1 }
    expect("said to be file 0 of several, with 2 of 3 entries") { $0[$0.count - 12] ^= 1 }
    expect("102 bytes long, but is 51") { bytes in
      for place in [12, 14] { bytes[bytes.count - place] = 1 }
    }
  }

  @Test func `what is no array is refused by name`() throws {
    var bytes = NPZWriter().bytes(of: ["a": Tensor<Float>([1, 2])])
    for place in bytes.indices.dropLast(4) where Array(bytes[place..<place + 5]) == Array("a.npy".utf8) {
      bytes[place + 4] = UInt8(ascii: "z")
    }
    let error = #expect(throws: FileError.self) { try Self.readAll(bytes) }
    #expect(error?.description.contains("\"a.npz\"") == true)
  }
}
