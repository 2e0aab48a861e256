/// Rows of numbers anywhere in memory.
struct StridedRows<Number: RowNumber> {
  /// The first number of the first row.
  let start: UnsafeRawPointer
  /// The number of rows.
  let count: Int
  /// The number of columns.
  let columnCount: Int
  /// How many bytes rows and columns are apart.
  let rowStride, columnStride: Int
  /// Whether rows can be read where they are.
  let isDense: Bool

  init(_ start: UnsafeRawPointer, count: Int, columnCount: Int, rowStride: Int, columnStride: Int) {
    (self.start, self.count, self.columnCount) = (start, count, columnCount)
    (self.rowStride, self.columnStride) = (rowStride, columnStride)
    let size = MemoryLayout<Number>.size
    isDense =
      (columnStride == size || columnCount <= 1) && rowStride % size == 0
      && Int(bitPattern: start) % MemoryLayout<Number>.alignment == 0
  }

  /// Some rows, where they are or as a copy.
  ///
  /// - Parameters:
  ///   - range: The rows.
  ///   - copy: Room for their numbers, unless ``isDense``.
  /// - Returns: The first number, and how many numbers rows are apart.
  func block(_ range: Range<Int>, copy: UnsafeMutablePointer<Number>) -> (UnsafePointer<Number>, stride: Int)
  {
    let first = start + range.lowerBound * rowStride
    if isDense { return (first.assumingMemoryBound(to: Number.self), rowStride / MemoryLayout<Number>.size) }
    for column in 0..<columnCount {
      let from = first + column * columnStride
      for row in 0..<range.count {
        copy[row * columnCount + column] = (from + row * rowStride).loadUnaligned(as: Number.self)
      }
    }
    return (UnsafePointer(copy), columnCount)
  }
}

extension StridedRows {
  /// The values of a column of some rows, in double precision.
  func column(_ column: Int, rows: Range<Int>) -> [Double] {
    let from = start + column * columnStride
    return rows.map { Double((from + $0 * rowStride).loadUnaligned(as: Number.self)) }
  }
}

/// Where predictions go.
struct PredictionOutput {
  /// `[rows, classes]`; `nil` if they are not wanted.
  let probabilities: UnsafeMutablePointer<Float>?
  /// `[rows]`; `nil` if they are not wanted.
  let classes: UnsafeMutablePointer<Int32>?
}
