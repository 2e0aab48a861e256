/// The values of a column in pieces of as many rows as a chunk has, the last of which may be shorter.
struct ColumnPieces<Value> {
  private let missing: Value
  private var full: [[Value]] = []
  private var last: [Value] = []

  /// - Parameter missing: What stands for a missing value.
  init(missing: Value) { self.missing = missing }

  /// All pieces.
  var all: [[Value]] { last.isEmpty ? full : full + [last] }

  /// Adds rows.
  ///
  /// - Parameters:
  ///   - values: The values that are not missing.
  ///   - levels: For each row, 1 for a value and 0 for none; `nil` if there is one in each. As many are 1 as
  ///     there are values.
  mutating func append(_ values: [Value], _ levels: [UInt8]?) {
    let rowCount = levels?.count ?? values.count
    var (row, used) = (0, 0)
    while row < rowCount {
      let part = min(rowCount - row, ColumnarBuilder.rowsPerChunk - last.count)
      if let levels {
        // Twice as much, since room for each of many small parts would be made again and again.
        if last.capacity < last.count + part {
          last.reserveCapacity(min(max(2 * last.capacity, last.count + part), ColumnarBuilder.rowsPerChunk))
        }
        for level in levels[row..<row + part] {
          if level == 0 {
            last.append(missing)
          } else {
            last.append(values[used])
            used += 1
          }
        }
      } else {
        last.append(contentsOf: values[row..<row + part])
      }
      row += part
      if last.count == ColumnarBuilder.rowsPerChunk {
        full.append(last)
        last = []
      }
    }
  }
}
