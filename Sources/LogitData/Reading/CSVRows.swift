import LogitFiles

/// Some rows exactly as they are in the input, with quotes but without ends of line.
///
/// Valid only while the closure that receives it runs.
public struct CSVRows: RandomAccessCollection {
  /// The rows with what stands between them, and one more byte.
  package let bytes: UnsafeRawBufferPointer
  package let starts: UnsafeBufferPointer<Int32>
  package let ends: UnsafeBufferPointer<Int32>
  /// Whether the input ends with the last row, without an end of line.
  package let isLastOpen: Bool

  /// Always 0.
  public var startIndex: Int { 0 }

  /// The number of rows.
  public var endIndex: Int { starts.count }

  /// Returns the bytes of a row.
  ///
  /// - Parameter row: The row, counted from 0; one that does not exist is a programming error.
  public subscript(row: Int) -> UnsafeRawBufferPointer {
    guard row >= 0, row < starts.count else { programmingError("Row \(row) is outside 0..<\(starts.count)") }
    return UnsafeRawBufferPointer(rebasing: bytes[Int(starts[row])..<Int(ends[row])])
  }
}
