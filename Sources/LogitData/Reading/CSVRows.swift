/// Some rows as they stand in the input, quotes included and ends of line left out.
///
/// Valid only as long as the closure runs that it is given to.
public struct CSVRows: RandomAccessCollection {
  let bytes: UnsafeRawBufferPointer
  let starts: UnsafeBufferPointer<Int32>
  let ends: UnsafeBufferPointer<Int32>

  /// 0.
  public var startIndex: Int { 0 }

  /// The number of rows.
  public var endIndex: Int { starts.count }

  /// The bytes of a row.
  public subscript(row: Int) -> UnsafeRawBufferPointer {
    UnsafeRawBufferPointer(rebasing: bytes[Int(starts[row])..<Int(ends[row])])
  }
}
