import LogitFiles

/// The rows of a batch: where each is in the buffer, and what is wrong with those that cannot be read.
struct StreamRows {
  private(set) var starts: [Int32] = []
  private(set) var ends: [Int32] = []
  /// The rows that cannot be read, and why, in order.
  private(set) var faults: [(row: Int, fault: CSVFault)] = []
  /// The rows of earlier batches.
  private(set) var rowsBefore = 0

  var count: Int { starts.count }

  /// Begins the next batch.
  mutating func clear() {
    rowsBefore += count
    starts.removeAll(keepingCapacity: true)
    ends.removeAll(keepingCapacity: true)
    faults.removeAll(keepingCapacity: true)
  }

  /// Adds a row.
  mutating func append(_ row: Range<Int>) {
    starts.append(Int32(truncatingIfNeeded: row.lowerBound))
    ends.append(Int32(truncatingIfNeeded: row.upperBound))
  }

  /// Adds a fault of a row that is about to be added, behind so many others.
  mutating func append(_ fault: CSVFault, behind rows: Int = 0) { faults.append((count + rows, fault)) }

  /// Adds a fault in its place, unless the row has one already.
  mutating func add(_ fault: CSVFault, row: Int) {
    // From the back, since most come in order.
    let place = faults.lastIndex { $0.row < row }.map { $0 + 1 } ?? 0
    if place == faults.count || faults[place].row > row { faults.insert((row, fault), at: place) }
  }

  /// Keeps the rows before one.
  mutating func cut(at row: Int) {
    starts.removeLast(count - row)
    ends.removeLast(ends.count - row)
  }

  /// Notes the rows that are not text, whatever else is wrong with their values: bytes that cannot be written
  /// again have to be told of.
  mutating func noteNoText(_ layout: CSVLayout, _ bytes: UnsafeRawBufferPointer) {
    let all = UnsafeRawBufferPointer(rebasing: bytes[Int(starts[0])..<Int(ends[count - 1])])
    if layout.rows.isText(all) { return }
    var found: [Int: CSVFault] = [:]
    for row in starts.indices {
      let start = Int(starts[row])
      let fields = UnsafeRawBufferPointer(rebasing: bytes[start..<Int(ends[row])])
      guard let wrong = layout.rows.firstFieldNotUTF8(fields) else { continue }
      found[row] = CSVFault(
        kind: .encoding(column: min(wrong.field, layout.names.count - 1)),
        offset: start + wrong.place.lowerBound)
    }
    for index in faults.indices {
      guard let wrong = found.removeValue(forKey: faults[index].row) else { continue }
      if !faults[index].fault.isBroken { faults[index].fault = wrong }
    }
    faults += found.map { (row: $0, fault: $1) }
    faults.sort { $0.row < $1.row }
  }

  // MARK: - What is said of faults

  /// The error for a fault in a row.
  func error(_ fault: CSVFault, row: Int, _ buffer: StreamBuffer, _ layout: CSVLayout) -> DataError {
    if let fault = layout.records?.fault(ofRow: rowsBefore + row) { return fault.error }
    return CSVDiagnosis.error(
      fault, buffer.source, layout, linesBefore: buffer.linesBefore,
      line: layout.records?.line(ofRow: rowsBefore + row))
  }

  /// All faults, for whoever goes on behind them.
  func rowFaults(_ buffer: StreamBuffer, _ layout: CSVLayout) -> [RowFault] {
    let (source, bytes) = (buffer.source, buffer.bytes)
    var lines = LineCounter(linesBefore: buffer.linesBefore)
    return faults.map { row, fault in
      if let fault = layout.records?.fault(ofRow: rowsBefore + row) {
        return RowFault(row: row, rowsBefore: rowsBefore, error: fault.error, text: fault.text)
      }
      let line = layout.records?.line(ofRow: rowsBefore + row) ?? lines.line(of: fault.offset, in: bytes)
      return RowFault(
        row: row, rowsBefore: rowsBefore, error: CSVDiagnosis.error(fault, source, layout, line: line),
        text: fault.isBroken ? layout.encoding.string(bytes[Int(starts[row])..<Int(ends[row])]) : nil)
    }
  }
}
