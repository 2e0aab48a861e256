import Logit
import LogitData
import Testing

@Suite struct NumPyWriterTests {
  @Test func `a tensor is written byte for byte as NumPy writes it`() throws {
    let tensor = try Tensor((0..<12).map { Float($0 - 5) / 4 }, shape: [3, 4])
    #expect(tensor.npyBytes == (try Fixture.bytes("NumPy/version-1.npy")))
  }

  @Test func `tensors of every type and shape come back`() throws {
    for shape in [[], [0], [5], [2, 0], [3, 4], [2, 3, 4], [1, 1, 1, 1]] {
      let count = shape.reduce(1, *)
      let floats = try Tensor((0..<count).map { Float($0) * 0.1 }, shape: shape)
      #expect(try NumPyArray(bytes: floats.npyBytes).floats() == floats)
      let integers = try Tensor((0..<count).map { $0 * -7 }, shape: shape)
      #expect(try NumPyArray(bytes: integers.npyBytes).integers() == integers)
      let truths = try Tensor((0..<count).map { $0 % 2 == 0 }, shape: shape)
      #expect(try NumPyArray(bytes: truths.npyBytes).typeName == "|b1")
    }
  }

  @Test(arguments: [false, true])
  func `tensors by name come back, stored and compressed`(isCompressed: Bool) throws {
    let tensors = [
      "x": try Tensor((0..<30_000).map { Float($0 % 97) }, shape: [10_000, 3]), "leer ä": Tensor<Float>([]),
    ]
    let writer = NPZWriter(isCompressed: isCompressed)
    let file = TemporaryFile(".npz")
    try writer.write(tensors, to: file.path)
    #expect(try NumPyArchive(path: file.path).tensors() == tensors)
    #expect(writer.bytes(of: tensors) == writer.bytes(of: tensors))
  }

  private static func mixed() throws -> Table {
    try Table([
      Column("mass", numbers: [0.1, .nan, 3] as [Double]), Column("half", numbers: [0.5, 1, 2] as [Float]),
      Column("year", integers: [2007, 2008, 2009]), Column("gap", integers: [1, nil, 3]),
      Column("alive", booleans: [true, false, true]), Column("sex", strings: ["männlich", nil, "f"]),
    ])
  }

  @Test func `a table's columns keep their kinds in an archive`() throws {
    let file = TemporaryFile(".npz")
    try Self.mixed().write(to: file.path)
    let table = try Table(npz: file.path)
    #expect(table.columnNames == ["mass", "half", "year", "gap", "alive", "sex"])
    #expect(table.columns.map(\.kind) == [.numeric, .numeric, .integer, .numeric, .boolean, .string])
    for column in try Self.mixed().columns where column.name != "gap" {
      #expect(try table.column(column.name) == column)
    }
    #expect(try table.column("gap").strings() == ["1", nil, "3"])
  }

  @Test func `a table of numbers is a matrix, one with texts records`() throws {
    let file = TemporaryFile(".npy")
    let numbers = try Self.mixed().excluding(["sex"])
    try numbers.write(to: file.path)
    let matrix = try NumPyArray(path: file.path)
    #expect(matrix.typeName == "<f8" && matrix.shape == [3, 5])
    #expect(try Table(matrix).columns[4].numbers() == [1, 0, 1])
    try Self.mixed().write(to: file.path)
    let records = try NumPyArray(path: file.path)
    #expect(records.typeName.hasPrefix("[('mass', '<f8'), ('half', '<f4'), ('year', '<i8'), ('gap', '<f8')"))
    #expect(try Table(records).column("sex") == Self.mixed().column("sex"))
    try Table([Column("b", booleans: [true, false])]).write(to: file.path)
    #expect(try NumPyArray(path: file.path).typeName == "|b1")
  }

  @Test func `whole numbers that double precision does not have are refused where they would need it`() throws
  {
    let large = Column("id", integers: [1 << 53 + 1, nil])
    #expect(throws: DataError.self) { try NPZWriter().bytes(of: Table([large])) }
    let beside = try Table([Column("id", integers: [1 << 53 + 1]), Column("x", numbers: [0.5] as [Double])])
    #expect(throws: DataError.self) { try NPYWriter().bytes(of: beside) }
    #expect(throws: Never.self) { try NPZWriter().bytes(of: beside) }
  }

  /// For `check_written.py`, which has NumPy and pandas read what was written here.
  @Test(.enabled(if: Terminal.environment("LOGIT_WRITTEN_DATA") != nil))
  func `files are left for Python to read`() throws {
    let folder = try #require(Terminal.environment("LOGIT_WRITTEN_DATA"))
    try FileSystem.createDirectory(folder)
    for name in ["csv", "tsv", "csv.gz", "npy", "npz"] {
      try Self.mixed().write(to: "\(folder)/mixed.\(name)")
    }
    try NPZWriter(isCompressed: true).write(Self.mixed(), to: "\(folder)/compressed.npz")
    let values = (0..<200_000).map { index in
      Double(bitPattern: UInt64(index) &* 0x9E37_79B9_7F4A_7C15)
    }.filter { $0.isFinite }
    let singles = values.map { Float($0) }.filter { $0.isFinite }
    let count = min(values.count, singles.count)
    let numbers = try Table([
      Column("double", numbers: Array(values[..<count])), Column("single", numbers: Array(singles[..<count])),
      Column("integer", integers: (0..<count).map { $0 &* 0x9E37_79B9_7F4A_7C1 }),
    ])
    for name in ["csv", "csv.gz", "npz"] { try numbers.write(to: "\(folder)/numbers.\(name)") }
    try NPZWriter(isCompressed: true).write(numbers, to: "\(folder)/numbers-compressed.npz")
    for shape in [[], [0], [7], [3, 4], [2, 3, 4]] {
      let label = shape.map { "\($0)" }.joined(separator: "x")
      let elements = (0..<shape.reduce(1, *)).map { Float($0) / 3 }
      try Tensor(elements, shape: shape).write(npy: "\(folder)/tensor-f4-\(label).npy")
      try Tensor(elements.map { Double($0) }, shape: shape).write(npy: "\(folder)/tensor-f8-\(label).npy")
      try Tensor(elements.map { Int($0) }, shape: shape).write(npy: "\(folder)/tensor-i8-\(label).npy")
    }
  }
}
