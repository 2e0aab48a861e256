/// Rows read one at a time in double precision: chosen columns, shifted and scaled, then 1 for the intercept.
///
/// Nothing is copied but the row at hand. With an intercept a column is shifted by its mean and divided by
/// its deviation; without one it is divided by its root mean square and not shifted, which would change the
/// model.
struct StandardizedRows {
  let matrix: DenseRows.Matrix
  /// The columns read, in order.
  let columns: [Int]
  let hasIntercept: Bool
  /// What is subtracted from each column read.
  let shift: [Double]
  /// What each column read is multiplied with; 0 for a column that is constant (without an intercept: 0).
  let scale: [Double]
  /// The rows that count.
  let rows: [Int32]

  /// All columns, standardized over the rows that count.
  init(_ matrix: DenseRows.Matrix, rows: [Int32], hasIntercept: Bool) {
    let columnCount = matrix.shape[1]
    let plain = Self(
      matrix: matrix, columns: Array(0..<columnCount), hasIntercept: false,
      shift: [Double](repeating: 0, count: columnCount), scale: [Double](repeating: 1, count: columnCount),
      rows: rows)
    let moments = plain.moments(centered: hasIntercept)
    self.init(
      matrix: matrix, columns: plain.columns, hasIntercept: hasIntercept, shift: moments.means,
      scale: moments.deviations.map { $0 > 0 ? 1 / $0 : 0 }, rows: rows)
  }

  private init(
    matrix: DenseRows.Matrix, columns: [Int], hasIntercept: Bool, shift: [Double], scale: [Double],
    rows: [Int32]
  ) {
    self.matrix = matrix
    self.columns = columns
    self.hasIntercept = hasIntercept
    self.shift = shift
    self.scale = scale
    self.rows = rows
  }

  /// The numbers in a row.
  var width: Int { columns.count + (hasIntercept ? 1 : 0) }
  /// The doubles from the start of what is read to its end, a multiple of 4; those after `width` are 0.
  var paddedWidth: Int { (width + 3) / 4 * 4 }

  /// The same rows, of some of the columns only.
  func selecting(_ positions: [Int]) -> Self {
    Self(
      matrix: matrix, columns: positions.map { columns[$0] }, hasIntercept: hasIntercept,
      shift: positions.map { shift[$0] }, scale: positions.map { scale[$0] }, rows: rows)
  }

  /// Calls `body` for each row of some with its number and its `paddedWidth` values.
  func forEach(_ rows: [Int32], _ body: (Int, UnsafePointer<Double>) -> Void) {
    withReader { reader in
      withUnsafeTemporaryAllocation(of: Double.self, capacity: max(paddedWidth, 1)) { buffer in
        guard let row = buffer.baseAddress else { return }
        buffer.initialize(repeating: 0)
        if hasIntercept { row[width - 1] = 1 }
        for index in rows {
          reader.load(Int(index), into: row)
          body(Int(index), UnsafePointer(row))
        }
      }
    }
  }

  private func withReader(_ body: (RowReader) -> Void) {
    let columnCount = matrix.shape[1]
    columns.withUnsafeBufferPointer { columns in
      shift.withUnsafeBufferPointer { shift in
        scale.withUnsafeBufferPointer { scale in
          switch matrix {
          case .float(let x):
            x.withUnsafeBufferPointer {
              body(
                RowReader(
                  float: $0.baseAddress, double: nil, columnCount: columnCount, columns: columns,
                  shift: shift,
                  scale: scale))
            }
          case .double(let x):
            x.withUnsafeBufferPointer {
              body(
                RowReader(
                  float: nil, double: $0.baseAddress, columnCount: columnCount, columns: columns,
                  shift: shift,
                  scale: scale))
            }
          }
        }
      }
    }
  }

  /// The mean and deviation of each column, or 0 and the root mean square; a deviation that is no larger than
  /// rounding makes it counts as 0.
  private func moments(centered: Bool) -> (means: [Double], deviations: [Double]) {
    let count = Double(max(rows.count, 1))
    var (means, squares) = ([Double](repeating: 0, count: width), [Double](repeating: 0, count: width))
    var largest = squares
    if centered {
      forEach(rows) { _, row in for j in 0..<width { means[j] += row[j] } }
      for j in 0..<width { means[j] /= count }
      // A second time over the differences: the sum of large values has lost digits.
      var rest = squares
      forEach(rows) { _, row in for j in 0..<width { rest[j] += row[j] - means[j] } }
      for j in 0..<width { means[j] += rest[j] / count }
    }
    forEach(rows) { _, row in
      for j in 0..<width {
        let difference = row[j] - means[j]
        squares[j] += difference * difference
        largest[j] = max(largest[j], row[j].magnitude)
      }
    }
    let deviations = (0..<width).map { j in
      let deviation = (squares[j] / count).squareRoot()
      return deviation <= 4 * Double.ulpOfOne * largest[j] ? 0 : deviation
    }
    return (means, deviations)
  }
}

/// Where the values are; valid within the closure that it is handed to.
private struct RowReader {
  let float: UnsafePointer<Float>?
  let double: UnsafePointer<Double>?
  let columnCount: Int
  let columns: UnsafeBufferPointer<Int>
  let shift: UnsafeBufferPointer<Double>
  let scale: UnsafeBufferPointer<Double>

  @inline(__always) func load(_ index: Int, into row: UnsafeMutablePointer<Double>) {
    if let float {
      let values = float + index * columnCount
      for j in 0..<columns.count { row[j] = (Double(values[columns[j]]) - shift[j]) * scale[j] }
    } else if let double {
      let values = double + index * columnCount
      for j in 0..<columns.count { row[j] = (values[columns[j]] - shift[j]) * scale[j] }
    }
  }
}

/// Σ a b over `count` values, a multiple of 4.
@inline(__always) func innerProduct(
  _ a: UnsafePointer<Double>, _ b: UnsafePointer<Double>, _ count: Int
) -> Double {
  var sum = SIMD4<Double>()
  var j = 0
  while j < count {
    sum += SIMD4(a[j], a[j + 1], a[j + 2], a[j + 3]) * SIMD4(b[j], b[j + 1], b[j + 2], b[j + 3])
    j += 4
  }
  return (sum.x + sum.z) + (sum.y + sum.w)
}
