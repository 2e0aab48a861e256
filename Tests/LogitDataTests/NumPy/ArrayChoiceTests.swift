import Logit
import Testing

@testable import LogitData
@testable import LogitFiles

@Suite struct ArrayChoiceTests {
  /// The layout of Keras's mnist.npz, with two rows to train on and one to test on.
  private static func images() throws -> [UInt8] {
    NPZWriter().bytes(of: [
      "x_train": try Tensor((0..<12).map { Float($0) }, shape: [2, 2, 3]), "y_train": Tensor<Float>([7, 3]),
      "x_test": try Tensor((0..<6).map { Float($0) }, shape: [1, 2, 3]), "y_test": Tensor<Float>([7]),
    ])
  }

  @Test func `images are flattened to columns, with the classes beside them`() throws {
    let archive = try NumPyArchive(bytes: Self.images())
    let table = try Table(archive, choosing: ArrayChoice(features: "x_train", labels: "y_train"))
    #expect(table.columnNames == ["x_0", "x_1", "x_2", "x_3", "x_4", "x_5", "y"])
    #expect(try table.column("x_4").numbers() == [4, 10])
    #expect(try table.column("y").numbers() == [7, 3])
    // Rows of either part have the same columns.
    let test = try Table(archive, choosing: ArrayChoice(features: "x_test"))
    #expect(test.columnNames == Array(table.columnNames.dropLast()) && test.rowCount == 1)
    let single = try Table(archive, choosing: ArrayChoice(features: "y_test", labels: "y_test"))
    #expect(single.columnNames == ["x_0", "y"])
  }

  @Test func `arrays that are no table together are listed, with the option that chooses`() throws {
    let error = #expect(throws: DataError.self) { try Table(NumPyArchive(bytes: Self.images())) }
    let message = error?.description ?? ""
    for part in ["\"x_train\" [2, 2, 3]", "\"y_test\" [1]", "CSVOptions.arrays"] {
      #expect(message.contains(part))
    }
    let archive = try NumPyArchive(bytes: Self.images())
    let unknown = #expect(throws: DataError.self) {
      try Table(archive, choosing: ArrayChoice(features: "x_trian"))
    }
    #expect(unknown?.description.contains("did you mean \"x_train\"? The arrays are") == true)
    #expect(throws: DataError.columnLengths(name: "y", expected: 2, found: 1)) {
      try Table(archive, choosing: ArrayChoice(features: "x_train", labels: "y_test"))
    }
    let many = #expect(throws: DataError.self) {
      try Table(archive, choosing: ArrayChoice(features: "y_train", labels: "x_train"))
    }
    #expect(many?.description.contains("6 values in each row") == true)
  }

  @Test func `arrays are listed without those that cannot be read, and none is decompressed for it`() throws {
    var bytes = try Self.images()
    // The last array, of one row, becomes one of objects.
    let type = Array("'<f4'".utf8)
    let start = try #require(bytes.indices.dropLast(5).last { Array(bytes[$0..<$0 + 5]) == type })
    bytes.replaceSubrange(start..<start + 5, with: "'|O4'".utf8)
    let archive = try NumPyArchive(bytes: bytes, memory: .bytes(1))
    let last = try #require(archive.names.last)
    let error = #expect(throws: DataError.self) { try Table(archive) }
    guard case .arraysToChoose(_, let arrays)? = error else {
      Issue.record("\(error?.description ?? "read")")
      return
    }
    #expect(arrays.count == 4 && arrays.last == "\"\(last)\"" && arrays.contains("\"x_train\" [2, 2, 3]"))
    #expect(throws: FileError.self) { try archive.array(last) }
  }

  @Test func `chosen arrays take up no more memory than the limit allows`() throws {
    let archive = try NumPyArchive(bytes: Self.images(), memory: .bytes(1))
    let refusal = FileError.outOfMemory(source: "the NPZ data, array \"x_train\"", limit: 1)
    #expect(throws: refusal) { try Table(archive, choosing: ArrayChoice(features: "x_train")) }
    let file = TemporaryFile(".npz")
    try StagedFile.write(Self.images(), to: file.path)
    var options = CSVOptions(arrays: ArrayChoice(features: "x_train"))
    options.memory = .bytes(1)
    #expect(throws: FileError.self) { try Table(contentsOf: file.path, options: options) }
  }

  @Test func `whole numbers of one byte take up eight as a column`() throws {
    // 32 MiB of them, so that it matters little what other tests take up and give back meanwhile.
    let header = "{'descr': '|u1', 'fortran_order': False, 'shape': (2048, 16384), }"
    let padded = header + String(repeating: " ", count: 117 - header.count) + "\n"
    let bytes = [0x93] + Array("NUMPY".utf8) + [1, 0, 118, 0] + Array(padded.utf8)
    let array = try NumPyArray(bytes: bytes + [UInt8](repeating: 7, count: 2048 * 16384))
    let limit = ProcessMemory.used + 150 << 20
    #expect(throws: FileError.outOfMemory(source: "the NPY data", limit: limit)) {
      try Table(array, memory: .bytes(limit))
    }
  }

  @Test func `an array in Fortran order has the same columns`() throws {
    // numpy.save of numpy.asfortranarray(numpy.arange(12).reshape(2, 2, 3)), bytes written by hand.
    let header = "{'descr': '|u1', 'fortran_order': True, 'shape': (2, 2, 3), }"
    let padded = header + String(repeating: " ", count: 117 - header.count) + "\n"
    var elements: [UInt8] = []
    for k in 0..<3 { for j in 0..<2 { for i in 0..<2 { elements.append(UInt8(i * 6 + j * 3 + k)) } } }
    let bytes = [0x93] + Array("NUMPY".utf8) + [1, 0, 118, 0] + Array(padded.utf8) + elements
    let columns = try NumPyArray(bytes: bytes).columns(isFlattened: true, within: .standard) { "x_\($0)" }
    let expected: [[Double]] = (0..<6).map { [Double($0), Double($0 + 6)] }
    #expect(try columns.map { try $0.numbers() } == expected)
  }

  @Test func `arrays of a file that holds none are refused`() throws {
    let file = TemporaryFile(".csv")
    try StagedFile.write(Array("a,b\n1,2\n".utf8), to: file.path)
    #expect(throws: LogitError.self) {
      try Table(contentsOf: file.path, options: CSVOptions(arrays: ArrayChoice(features: "a")))
    }
  }
}
