import Logit
import LogitData

/// The text of some rows as it is written, each with its end of line.
struct PassedRows: Sendable {
  /// The rows; one byte more than they need.
  private(set) var bytes: [UInt8]
  /// Where each row begins in the bytes.
  private(set) var starts: [Int32]
  /// Where each row's end of line begins.
  private(set) var ends: [Int32]

  /// Takes rows as they are, or translates them.
  ///
  /// - Parameter faults: What is wrong with rows; one that does not have the fields of the columns is empty
  ///   in all of them, and in one with bytes that are no text U+FFFD stands for those.
  init(_ rows: CSVRows, _ translation: RowTranslation, faults: [RowFault]) {
    (bytes, starts, ends) = ([], [], [])
    if translation.isIdentity && !translation.layout.hasTrailingSeparators {
      take(rows, translation.layout)
    } else {
      translate(rows, translation)
    }
    let empty = Array(repeating: translation.separator, count: translation.layout.fieldCount - 1)
    for fault in faults where fault.isBroken {
      starts[fault.row] = Int32(truncatingIfNeeded: bytes.count)
      ends[fault.row] = Int32(truncatingIfNeeded: bytes.count + empty.count)
      bytes += empty + translation.usualLineEnd
    }
    for fault in faults where fault.isNoText { replaceBytes(ofRow: fault.row) }
    bytes.append(0)
  }

  /// Writes a row anew with U+FFFD for bytes that are no text.
  private mutating func replaceBytes(ofRow row: Int) {
    let (start, end) = (Int(starts[row]), Int(ends[row]))
    let isPair = bytes[end] == 0x0D && end + 1 < bytes.count && bytes[end + 1] == 0x0A
    let lineEnd = bytes[end..<end + (isPair ? 2 : 1)]
    let text = String(decoding: bytes[start..<end], as: UTF8.self).replacing("\0", with: "\u{FFFD}")
    starts[row] = Int32(truncatingIfNeeded: bytes.count)
    ends[row] = Int32(truncatingIfNeeded: bytes.count + text.utf8.count)
    bytes += Array(text.utf8) + lineEnd
  }

  /// Copies the rows with what stands between them in one piece.
  private mutating func take(_ rows: CSVRows, _ layout: RowLayout) {
    guard let first = rows.starts.first, let last = rows.ends.last else { return }
    bytes.reserveCapacity(Int(last - first) + 3)
    bytes += rows.bytes[Int(first)..<Int(last)]
    bytes += Self.lineEnd(of: rows, rows.count - 1, layout.lineEnd.bytes)
    starts = rows.starts.map { $0 - first }
    ends = rows.ends.map { $0 - first }
  }

  private mutating func translate(_ rows: CSVRows, _ translation: RowTranslation) {
    var output = ByteOutput()
    let usual = translation.usualLineEnd
    for (index, row) in rows.enumerated() {
      starts.append(Int32(truncatingIfNeeded: output.bytes.count))
      translation.append(row, to: &output)
      ends.append(Int32(truncatingIfNeeded: output.bytes.count))
      output.append(contentsOf: translation.keepsLines ? Self.lineEnd(of: rows, index, usual) : usual)
    }
    bytes = output.bytes
  }

  private static func lineEnd(of rows: CSVRows, _ row: Int, _ usual: [UInt8]) -> [UInt8] {
    if rows.isLastOpen && row == rows.count - 1 { return usual }
    let end = Int(rows.ends[row])
    // A separator that ends a row stands before its end of line.
    guard rows.bytes[end] == 0x0D || rows.bytes[end] == 0x0A else { return usual }
    let hasReturn = rows.bytes[end] == 0x0D && rows.bytes[end + 1] == 0x0A
    return Array(rows.bytes[end..<end + (hasReturn ? 2 : 1)])
  }
}

extension PassedRows {
  /// The rows in memory.
  struct Pointers {
    let bytes: UnsafePointer<UInt8>
    let starts: UnsafeBufferPointer<Int32>
    let ends: UnsafeBufferPointer<Int32>
  }
}

extension PassedRows? {
  /// Calls a closure with the rows in memory; with `nil` if there are none.
  func withPointers<Result>(_ body: (PassedRows.Pointers?) -> Result) -> Result {
    guard let self else { return body(nil) }
    return self.bytes.withUnsafeBufferPointer { bytes in
      self.starts.withUnsafeBufferPointer { starts in
        self.ends.withUnsafeBufferPointer { ends in
          body(bytes.baseAddress.map { PassedRows.Pointers(bytes: $0, starts: starts, ends: ends) })
        }
      }
    }
  }
}
