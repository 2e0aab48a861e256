/// Some rows exactly as they are in the input, with quotes but without ends of line.
///
/// Valid only while the closure that receives it runs.
public struct CSVRows: RandomAccessCollection {
  let bytes: UnsafeRawBufferPointer
  let starts: UnsafeBufferPointer<Int32>
  let ends: UnsafeBufferPointer<Int32>

  /// Always 0.
  public var startIndex: Int { 0 }

  /// The number of rows.
  public var endIndex: Int { starts.count }

  /// Returns the bytes of a row.
  ///
  /// - Parameter row: The row, counted from Always 0.
  public subscript(row: Int) -> UnsafeRawBufferPointer {
    UnsafeRawBufferPointer(rebasing: bytes[Int(starts[row])..<Int(ends[row])])
  }
}
