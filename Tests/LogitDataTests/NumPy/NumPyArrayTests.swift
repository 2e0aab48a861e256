import Logit
import LogitData
import Testing

@Suite struct NumPyArrayTests {
  private static func types() throws -> NumPyArchive {
    try NumPyArchive(path: Fixture.path("NumPy/types.npz"))
  }

  /// What `make_npy.py` puts into element k of an array of this type.
  private static func values(_ name: String, count: Int) -> [Double] {
    let type = name.split(separator: "-").last.map(String.init) ?? name
    return (0..<count).map { k in
      switch type.first {
      case "f": Double(k - 5) / 4
      case "i": Double(k - 5)
      case "b": k % 3 == 0 ? 1 : 0
      default: Double(k)
      }
    }
  }

  private static let numberTypes =
    ["f2", "f4", "f8", "i1", "i2", "i4", "i8", "u1", "u2", "u4", "u8"].flatMap { [$0, "big-\($0)"] }
    + ["b1", "fortran-f4", "fortran-big-f8", "fortran-i2", "fortran-b1"]

  @Test(arguments: numberTypes)
  func `every type, byte order and order of elements is read exactly`(name: String) throws {
    let array = try Self.types().array(name)
    let expected = Self.values(name, count: 12)
    #expect(array.shape == [3, 4])
    #expect(try array.doubles() == Tensor(expected, shape: [3, 4]))
    #expect(try array.floats() == Tensor(expected.map { Float($0) }, shape: [3, 4]))
    if !name.contains("f2") && !name.contains("f4") && !name.contains("f8") {
      #expect(try array.integers() == Tensor(expected.map { Int($0) }, shape: [3, 4]))
    }
    // A table has the same numbers column by column.
    let table = try Table(array)
    #expect(table.columnNames == ["column_1", "column_2", "column_3", "column_4"])
    for (index, column) in table.columns.enumerated() {
      #expect(try column.numbers() == stride(from: index, to: 12, by: 4).map { expected[$0] })
    }
  }

  @Test func `arrays of any number of dimensions, and of none, keep their shape`() throws {
    let types = try Self.types()
    let cube = try Tensor(Self.values("f4", count: 24).map { Float($0) }, shape: [2, 3, 4])
    #expect(try types.array("three-dimensions").floats() == cube)
    #expect(try types.array("fortran-three-dimensions").floats() == cube)
    #expect(try types.array("vector").doubles() == Tensor(Self.values("f8", count: 7)))
    let single = try types.array("single").doubles()
    #expect(single.shape == [] && single.scalars == [2.5])
    for (name, shape) in [("empty", [0]), ("no-rows", [0, 3]), ("no-columns", [3, 0])] {
      #expect(try types.array(name).floats().shape == shape)
    }
    let table = try Table(types.array("no-rows"))
    #expect(table.rowCount == 0 && table.columnCount == 3)
  }

  @Test func `texts of characters and of bytes are read`() throws {
    let texts = ["adelie", nil, "a\0b", "naïve", "日本", "𝄞"]
    let types = try Self.types()
    for name in ["unicode", "big-unicode"] {
      #expect(try Table(types.array(name)).column("column_1").strings() == texts)
    }
    #expect(
      try Table(types.array("bytes")).column("column_1").strings() == ["adelie", nil, "gentoo", "naïve", "é"])
  }

  @Test func `half precision is exact, with its infinities, zeros and smallest numbers`() throws {
    let halves = try Self.types().array("halves").floats()
    // NumPy rounded these to half precision; this is what they then are.
    let expected: [Float] = [
      0, -0.0, 0x1p-24, 0x1p-14 * (1023.0 / 1024), 65504, .infinity, -.infinity, .nan, 0.33300781,
    ]
    #expect(halves.scalars.dropLast(2).elementsEqual(expected.dropLast(2)))
    #expect(halves[1].sign == .minus && halves[7].isNaN && halves[8] == expected[8])
  }

  @Test func `whole numbers at the ends of 64 bits are not lost silently`() throws {
    let types = try Self.types()
    #expect(try types.array("extremes-i8").integers().scalars == [.min, -1, .max])
    #expect(throws: LogitError.valueNotRepresentable(value: "9223372036854775808", position: 1, type: "Int"))
    {
      try types.array("extremes-u8").integers()
    }
    // The smallest number is the mark of a missing one, and the largest has no sign: both are kept as texts,
    // which can still be used as numbers.
    #expect(
      try Table(types.array("extremes-i8")).column("column_1").strings()
        == ["-9223372036854775808", "-1", "9223372036854775807"])
    let large = try Table(types.array("extremes-u8")).column("column_1")
    #expect(large.kind == .string && large.strings() == ["0", "9223372036854775808", "18446744073709551615"])
    #expect(try large.numbers() == [0, 0x1p63, 0x1p64])
    #expect(throws: LogitError.valueNotRepresentable(value: "-1.25", position: 0, type: "Int")) {
      try types.array("f8").integers()
    }
  }

  @Test func `records become columns`() throws {
    let types = try Self.types()
    let table = try Table(types.array("records"))
    #expect(table.columns.map(\.kind) == [.numeric, .integer, .string, .boolean])
    #expect(try table.column("year").numbers() == [3, -7])
    #expect(try table.column("sex").strings() == ["x", nil])
    #expect(try table.column("alive").strings() == ["true", "false"])
    #expect(try table.column("mass").missingCount == 1)
    let aligned = try Table(types.array("aligned-records"))
    #expect(aligned.columnNames == ["a", "b"])
    #expect(try aligned.column("b").numbers() == [2.5, -0.5])
  }

  @Test(arguments: ["version-1", "version-2"])
  func `every version of the format is read from a file`(name: String) throws {
    let path = Fixture.path("NumPy/\(name).npy")
    #expect(
      try Tensor<Float>(npy: path) == Tensor(Self.values("f4", count: 12).map { Float($0) }, shape: [3, 4]))
    #expect(try Tensor<Double>(npy: path).shape == [3, 4])
    #expect(try Table(npy: path).rowCount == 3)
  }

  @Test func `names beyond ASCII are read`() throws {
    #expect(try Table(npy: Fixture.path("NumPy/version-3.npy")).columnNames == ["länge 日"])
    #expect(try Table(npy: Fixture.path("NumPy/latin-1.npy")).columnNames == ["länge"])
  }

  @Test(arguments: [
    ("objects", "allow_pickle=True"), ("complex", "save array.real and array.imag"),
    ("dates", "array.astype(str)"), ("nested", "save nested fields"),
  ])
  func `what holds no plain data is refused with what to do`(name: String, remedy: String) {
    let error = #expect(throws: FileError.self) { try NumPyArray(path: Fixture.path("NumPy/\(name).npy")) }
    #expect(error?.description.contains(remedy) == true, "\(error)")
  }

  @Test func `texts make no tensor, and three dimensions no table`() throws {
    #expect(throws: DataError.self) { try Self.types().array("unicode").floats() }
    #expect(throws: DataError.self) { try Self.types().array("records").doubles() }
    let error = #expect(throws: DataError.self) { try Table(Self.types().array("three-dimensions")) }
    #expect(error?.description.contains("array.reshape(len(array), -1)") == true)
  }
}
