import LogitData

/// A batch of rows of a stream: their values, and if they are passed through, the bytes they were read from.
struct RowBatch: Sendable {
  let table: Table
  /// The rows' bytes, one row after another; empty if they are not needed.
  let bytes: [UInt8]
  /// Where each row ends in the bytes.
  let ends: [Int]

  init(_ table: Table, of stream: CSVStream, keepsBytes: Bool) {
    self.table = table
    guard keepsBytes else {
      (bytes, ends) = ([], [])
      return
    }
    (bytes, ends) = stream.withRows { rows in
      var ends: [Int] = []
      ends.reserveCapacity(rows.count)
      var total = 0
      for row in rows {
        total += row.count
        ends.append(total)
      }
      let bytes = [UInt8](unsafeUninitializedCapacity: total) { buffer, count in
        for row in rows {
          if let start = row.baseAddress, let target = buffer.baseAddress {
            UnsafeMutableRawPointer(target + count).copyMemory(from: start, byteCount: row.count)
          }
          count += row.count
        }
      }
      return (bytes, ends)
    }
  }
}
