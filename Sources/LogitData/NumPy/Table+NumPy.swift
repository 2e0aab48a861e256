import Logit

extension Table {
  /// Reads an NPY file.
  ///
  /// - Throws: As ``NumPyArray/init(path:)`` and ``init(_:)-(NumPyArray)``.
  public init(npy path: String) throws { try self.init(NumPyArray(path: path)) }

  /// The rows of an array: a matrix has the columns `column_1`, `column_2` and so on, a vector `column_1` only, and
  /// records a column for each field.
  ///
  /// Whole numbers that 64 bits with a sign cannot hold make a column of double precision. Empty texts count as missing,
  /// since NumPy has no other mark for a text that is.
  ///
  /// - Throws: ``DataError/wrongKind(column:expected:found:remedy:)`` for more than two dimensions, or
  ///   `FileError.notRead`.
  public init(_ array: NumPyArray) throws {
    try self.init(array.columns { "column_\($0 + 1)" })
  }
}

extension NumPyArray {
  /// How many rows a piece of a column has.
  static let rowsPerChunk = 1 << 16
  /// The most columns a table is made with; a shape without rows costs no bytes, however wide it is.
  static let mostColumns = 1 << 20

  /// Where the values of a column are.
  private struct Place {
    var name: String
    var type: NumPyType
    var offset: Int
    var stride: Int
  }

  /// The columns of a table.
  ///
  /// - Parameter columnName: The name of a matrix's column, counted from 0.
  func columns(named columnName: (Int) -> String) throws -> [Column] {
    let rowCount = shape.first ?? 1
    let places = try places(named: columnName)
    guard !places.isEmpty else { return [] }
    let isColumnMajor = header.isFortranOrder && shape.count == 2
    let rowSize =
      isColumnMajor ? header.type.byteCount : header.type.byteCount * shape.dropFirst().reduce(1, *)
    var builders = places.map { NumPyColumnBuilder(name: $0.name, type: $0.type, stride: $0.stride) }
    for start in stride(from: 0, to: rowCount, by: Self.rowsPerChunk) {
      let rows = start..<min(start + Self.rowsPerChunk, rowCount)
      if isColumnMajor {
        for (index, place) in places.enumerated() {
          let begin = place.offset * rowCount + rows.lowerBound * rowSize
          try withBytes(begin..<begin + rows.count * rowSize) {
            builders[index].append($0, rowCount: rows.count)
          }
        }
        continue
      }
      try withBytes(rows.lowerBound * rowSize..<rows.upperBound * rowSize) { bytes in
        for (index, place) in places.enumerated() {
          // An element without bytes may lie at the very end.
          let rest = UnsafeRawBufferPointer(rebasing: bytes[place.offset...])
          builders[index].append(rest, rowCount: rows.count)
        }
      }
    }
    return builders.map { $0.column() }
  }

  private func places(named columnName: (Int) -> String) throws -> [Place] {
    func wrong(_ expected: String, _ found: String, _ remedy: String) -> DataError {
      .wrongKind(column: name, expected: expected, found: found, remedy: remedy)
    }
    let type = header.type
    switch type.kind {
    case .record(let fields):
      guard shape.count <= 1 else {
        throw wrong("records in one dimension", "some of shape \(shape)", "save array.ravel()")
      }
      guard fields.count <= Self.mostColumns else {
        throw wrong("at most \(Self.mostColumns) fields", "\(fields.count)", "save fewer")
      }
      return fields.map { Place(name: $0.name, type: $0.type, offset: $0.offset, stride: type.byteCount) }
    case .padding:
      throw wrong("numbers or texts", "bytes without a meaning (\(type.name))", "save another type")
    default:
      guard shape.count <= 2 else {
        throw wrong(
          "one or two dimensions", "an array of shape \(shape)", "save array.reshape(len(array), -1)")
      }
      let columnCount = shape.count == 2 ? shape[1] : 1
      guard columnCount <= Self.mostColumns else {
        throw wrong(
          "at most \(Self.mostColumns) columns", "\(columnCount)", "save fewer, or the transposed array")
      }
      let stride = header.isFortranOrder ? type.byteCount : type.byteCount * columnCount
      return (0..<columnCount).map {
        Place(name: columnName($0), type: type, offset: $0 * type.byteCount, stride: stride)
      }
    }
  }
}
