import CLogitData

/// The positions of some rows in a buffer, from which their values are put into columns. A tile is small
/// enough to stay in the nearest caches while its columns are read in turn.
final class CSVTile {
  /// The number of fields in a tile; their positions, bytes and values together fit into a core's
  /// second-level cache.
  private static let fieldCount = 8192

  let layout: CSVLayout
  let kernels: logit_data_kernels
  var places: logit_csv_rows
  private let befores: UnsafeMutablePointer<UInt32>
  private let ends: UnsafeMutablePointer<UInt32>
  private let scratch: UnsafeMutableRawPointer

  init(_ layout: CSVLayout, rowCapacity: Int? = nil) {
    self.layout = layout
    kernels = CSVKernels.best
    let columns = layout.fieldCount
    let rows = rowCapacity ?? min(max(Self.fieldCount / columns, 1), 1024)
    befores = .allocate(capacity: rows)
    ends = .allocate(capacity: rows * columns + Int(LOGIT_CSV_SLACK))
    scratch = .allocate(byteCount: rows * 8, alignment: 64)
    places = logit_csv_rows()
    places.columns = UInt32(columns)
    places.row_capacity = UInt32(rows)
    places.separator = layout.separator
    places.newline = layout.newline
    places.comment = layout.comment
    places.escape = layout.escape
    places.may_lack_last = layout.hasTrailingSeparators ? 1 : 0
    places.befores = befores
    places.ends = ends
  }

  deinit {
    befores.deallocate()
    ends.deallocate()
    scratch.deallocate()
  }

  /// Finds the rows from `places.position` on.
  func findRows() -> logit_csv_status { kernels.index_rows(&places) }

  /// The number of rows found.
  var rowCount: Int { Int(places.rows) }

  /// Where a field begins in the buffer.
  func start(row: Int, column: Int) -> Int {
    column == 0
      ? Int(befores[row] &+ 1) : Int(ends[row * Int(places.columns) + column - 1] &+ 1)
  }

  /// The fault of each row that has a field longer than may be, in the order of the rows.
  private func longFields(base: Int) -> [(row: Int, fault: CSVFault)] {
    let limit = layout.maximumFieldByteCount
    // Nearly always: a limit is larger than buffers usually are.
    guard places.count > limit else { return [] }
    let columns = Int(places.columns)
    return (0..<rowCount).compactMap { row in
      let column = (0..<columns).first {
        Int(ends[row * columns + $0]) - start(row: row, column: $0) > limit
      }
      return column.map {
        (row, CSVFault(kind: .fieldTooLong, offset: base + start(row: row, column: $0)))
      }
    }
  }

  /// Makes sure that a row that fills the buffer, and is longer than it, may go on.
  ///
  /// - Parameters:
  ///   - byteCount: How many of the row's bytes the buffer holds, from its first on.
  ///   - base: The position of the buffer's first byte in the source.
  /// - Throws: The fault of a field that is longer than may be, or of a row of two gigabytes, whose places
  ///   four bytes with a sign do not hold.
  func requireShortFields(byteCount: Int, base: Int = 0) throws(CSVFault) {
    let limit = layout.maximumFieldByteCount
    guard byteCount > limit else { return }
    // SIZE_MAX, which means that no quote is open, is -1 here.
    if places.problem >= 0 {
      guard byteCount - places.problem <= limit else {
        throw CSVFault(kind: .unclosedQuote, offset: base + places.problem)
      }
    } else {
      let longest = CSVText.longestField(UnsafeBufferPointer(start: places.bytes, count: byteCount), layout)
      guard longest.count <= limit else {
        throw CSVFault(kind: .fieldTooLong, offset: base + longest.lowerBound)
      }
    }
    guard byteCount < 1 << 31 else { throw CSVFault(kind: .fieldTooLong, offset: base) }
  }

  /// What is wrong with bytes that end within a row.
  ///
  /// - Parameters:
  ///   - row: Where the row begins.
  ///   - end: The end of the bytes, which end with an end of line.
  func faultOfOpenRow(from row: Int, to end: Int) -> CSVFault {
    // Without an open quote, an escape has taken the meaning from the last end of line.
    places.problem >= 0
      ? CSVFault(kind: .unclosedQuote, offset: max(places.problem, row))
      : CSVFault(kind: .openEscape, offset: max(end - 2, row))
  }

  /// The rows whose field behind a trailing separator is not empty.
  private func rowsWithoutTrailingSeparator() -> [Int] {
    guard layout.hasTrailingSeparators, let bytes = places.bytes else { return [] }
    let last = layout.fieldCount - 1
    return (0..<rowCount).filter { row in
      let (start, end) = (start(row: row, column: last), Int(ends[row * layout.fieldCount + last]))
      return start < end && (start..<end).contains { !" \t\r".utf8.contains(bytes[$0]) }
    }
  }

  /// The fault of a row whose last field should be empty.
  private func raggedFault(row: Int, base: Int) -> CSVFault {
    CSVFault(kind: .ragged(found: layout.fieldCount), offset: base + start(row: row, column: 0))
  }

  /// Where a row is, without its end of line.
  func bounds(row: Int) -> Range<Int> {
    let start = start(row: row, column: 0)
    // A separator behind the last value does not belong to the row.
    return
      start..<withoutReturn(start: start, end: Int(ends[row * layout.fieldCount + layout.names.count - 1]))
  }

  /// The end of a row whose end of line begins at a place with LF, or before it with CR.
  func withoutReturn(start: Int, end: Int) -> Int {
    let hasReturn =
      layout.newline == CSVText.lineFeed && end > start
      && places.bytes[end - 1] == CSVText.carriageReturn
    return hasReturn ? end - 1 : end
  }

  /// Puts the rows' values into columns.
  ///
  /// - Parameters:
  ///   - builders: One for each column of the file; `nil` for a column that is not to be read.
  ///   - base: The position of the buffer's first byte in the source.
  func append(to builders: [CSVColumnBuilder?], base: Int) throws(CSVFault) {
    if let long = longFields(base: base).first { throw long.fault }
    var fault: CSVFault?
    for (column, builder) in builders.enumerated() {
      guard let builder else { continue }
      var fields = self.fields(column)
      fields.allows_zeros = builder.allowsZeros ? 1 : 0
      guard let row = builder.append(&fields, rows: rowCount, scratch: scratch, kernels) else { continue }
      let found = self.fault(row: row, column: column, builder, base: base)
      if found.offset < fault?.offset ?? .max { fault = found }
    }
    if let row = rowsWithoutTrailingSeparator().first {
      let found = raggedFault(row: row, base: base)
      if found.offset < fault?.offset ?? .max { fault = found }
    }
    if let fault { throw fault }
  }

  /// Puts the rows' values into columns; a value that is refused counts as missing there.
  ///
  /// - Parameter builders: One for each column of the file; `nil` for a column that is not to be read.
  /// - Returns: The first refused value of each row that has one, in the order of the rows.
  func appendAll(to builders: [CSVColumnBuilder?]) -> [(row: Int, fault: CSVFault)] {
    var faults: [Int: CSVFault] = [:]
    for (column, builder) in builders.enumerated() {
      guard let builder else { continue }
      var fields = self.fields(column)
      fields.allows_zeros = builder.allowsZeros ? 1 : 0
      var first = 0
      while let row = builder.append(&fields, from: first, rows: rowCount, scratch: scratch, kernels) {
        if faults[row] == nil { faults[row] = fault(row: row, column: column, builder, base: 0) }
        builder.appendMissing()
        first = row + 1
      }
    }
    for row in rowsWithoutTrailingSeparator() { faults[row] = raggedFault(row: row, base: 0) }
    for (row, fault) in longFields(base: 0) { faults[row] = fault }
    return faults.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
  }

  private func fault(row: Int, column: Int, _ builder: CSVColumnBuilder, base: Int) -> CSVFault {
    let kind = builder.expected
    return CSVFault(
      kind: kind == .string ? .encoding(column: column) : .value(column: column, expected: kind),
      offset: base + start(row: row, column: column))
  }

  /// The positions of one column's fields.
  func fields(_ column: Int) -> logit_csv_fields {
    let columns = Int(places.columns)
    return logit_csv_fields(
      bytes: places.bytes, befores: column == 0 ? befores : ends + (column - 1), ends: ends + column,
      before_stride: column == 0 ? 1 : columns, end_stride: columns,
      drops_return: layout.newline == UInt8(ascii: "\n") && column == columns - 1 ? 1 : 0,
      decimal: layout.decimal, allows_zeros: 0, escape: layout.escape, words: layout.words.pointer)
  }
}

/// The fastest loops for this machine.
enum CSVKernels {
  static let best: logit_data_kernels = logit_data_best_kernels().pointee
}
