public import Logit

extension Table {
  /// Reads an NPY file.
  ///
  /// - Parameters:
  ///   - path: The file.
  ///   - memory: What reading may take up; `MemoryLimit.standard` by default.
  /// - Throws: As ``NumPyArray/init(path:)`` and ``init(_:memory:)``.
  public init(npy path: String, memory: MemoryLimit = .standard) throws {
    try self.init(NumPyArray(path: path), memory: memory)
  }

  /// Makes a table of the rows of an array.
  ///
  /// A matrix becomes the columns `column_1`, `column_2` and so on, a vector the single column `column_1`,
  /// and an array of records a column for each field.
  ///
  /// Whole numbers that do not fit in 64 bits with a sign make the column one of strings, their digits, since
  /// double precision would take different ones for the same. Empty strings count as missing, since NumPy has
  /// no other marker for a missing string.
  ///
  /// - Parameters:
  ///   - array: The array.
  ///   - memory: What the columns may take up; `MemoryLimit.standard` by default.
  /// - Throws: ``DataError/wrongKind(column:expected:found:remedy:)`` for more than two dimensions,
  ///   `FileError.outOfMemory(source:limit:)`, or `FileError.notRead(path:reason:)`.
  public init(_ array: NumPyArray, memory: MemoryLimit = .standard) throws {
    try self.init(array.columns(within: memory) { "column_\($0 + 1)" })
  }
}

extension NumPyArray {
  /// The number of rows of a chunk.
  static let rowsPerChunk = 1 << 16
  /// The most columns of a table. A shape without rows takes no bytes however wide it is, so the size of the
  /// file is no limit.
  static let mostColumns = 1 << 20

  /// The position of a column's values.
  private struct Place {
    var name: String
    var type: NumPyType
    var offset: Int
    var stride: Int
  }

  /// The columns of a table.
  ///
  /// - Parameters:
  ///   - isFlattened: Whether the dimensions after the first become one.
  ///   - memory: What the columns may take up.
  ///   - columnName: Returns the name of a matrix's column, counted from 0.
  func columns(
    isFlattened: Bool = false, within memory: MemoryLimit, named columnName: (Int) -> String
  ) throws -> [Column] {
    let rowCount = shape.first ?? 1
    let places = try places(isFlattened: isFlattened, named: columnName)
    guard !places.isEmpty else { return [] }
    let isColumnMajor = header.isFortranOrder && shape.count > 1
    let rowSize =
      isColumnMajor ? header.type.byteCount : header.type.byteCount * shape.dropFirst().reduce(1, *)
    // Whole numbers of any size take eight bytes.
    let rowMemory = places.reduce(0) { $0 + max($1.type.byteCount, MemoryLayout<Int64>.size) }
    var builders = places.map { NumPyColumnBuilder(name: $0.name, type: $0.type, stride: $0.stride) }
    for start in stride(from: 0, to: rowCount, by: Self.rowsPerChunk) {
      let rows = start..<min(start + Self.rowsPerChunk, rowCount)
      try memory.require(rows.count * rowMemory, for: name)
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
          // An element of zero bytes may lie at the very end.
          let rest = UnsafeRawBufferPointer(rebasing: bytes[place.offset...])
          builders[index].append(rest, rowCount: rows.count)
        }
      }
    }
    return builders.map { $0.column() }
  }

  private func places(isFlattened: Bool, named columnName: (Int) -> String) throws -> [Place] {
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
      guard shape.count <= 2 || isFlattened else {
        throw wrong(
          "one or two dimensions", "an array of shape \(shape)", "save array.reshape(len(array), -1)")
      }
      let columnCount = shape.dropFirst().reduce(1, *)
      guard columnCount <= Self.mostColumns else {
        throw wrong(
          "at most \(Self.mostColumns) columns", "\(columnCount)", "save fewer, or the transposed array")
      }
      let stride = header.isFortranOrder ? type.byteCount : type.byteCount * columnCount
      return (0..<columnCount).map {
        let position = header.isFortranOrder ? fortranPosition(ofColumn: $0) : $0
        return Place(name: columnName($0), type: type, offset: position * type.byteCount, stride: stride)
      }
    }
  }

  /// Where a column of the flattened array, counted in C order, is in Fortran order.
  private func fortranPosition(ofColumn column: Int) -> Int {
    var (rest, position) = (column, 0)
    // The last dimension varies fastest in the one and slowest in the other.
    var stride = shape.dropFirst().reduce(1, *)
    for length in shape.dropFirst().reversed() {
      stride /= length
      position += rest % length * stride
      rest /= length
    }
    return position
  }
}
