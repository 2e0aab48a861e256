import CLogitData
package import LogitFiles

/// Reads CSV rows from a descriptor as they arrive, for example from a pipe that another program writes to.
///
///     let stream = CSVStream(descriptor: 0, name: "standard input", options: options)
///     while let batch = try stream.next() {
///       stream.withRows { rows in ... }      // the same rows as they stand in the input
///     }
///
/// ``next()`` returns as soon as a whole line is available, with all available lines up to some ten thousand:
/// one at a time when somebody types them, large batches when a file is piped in. Memory does not grow with
/// the input.
///
/// Specify the kinds of the columns that matter (``CSVOptions/kinds`` and ``CSVOptions/columns``), since
/// later rows are not known yet: the other kinds are taken from the first batch, and a later value that does
/// not fit is an error. If the first row has one of the names specified, it is the header. Gzip is
/// decompressed as it comes, and its rows are returned when a buffer is full of them, or at the end.
///
/// ``nextBatch(passingFaults:checkingRows:)`` goes on behind rows that cannot be read.
public final class CSVStream: TableReader {
  private static let rowLimit = 32768
  private static let firstByteCount = 1 << 18
  private static let usualByteCount = 1 << 21
  /// How long to wait before asking whether to end, in milliseconds.
  private static let patience: Int32 = 50

  private let input: ByteStream
  /// The same bytes, where they can be read twice.
  private let source: () -> StoredBytes?
  /// What makes separated values of the input, if it is one of JSON objects.
  private var records: JSONRecordText?
  private let options: CSVOptions
  private var layout: CSVLayout?
  private var tile: CSVTile?
  private var kinds: [ColumnKind?] = []
  private var buffer = PaddedBuffer(byteCount: CSVStream.firstByteCount)
  /// The unread part of the buffer.
  private var unread = 0..<0
  private var isAtEnd = false
  private var linesBefore = 0
  /// The rows of earlier batches.
  private var rowsBefore = 0
  /// Why no more rows can be read.
  private var failure: DataError?
  private var starts: [Int32] = []
  private var ends: [Int32] = []
  /// The rows of the batch that cannot be read, and why, in order.
  private var faults: [(row: Int, fault: CSVFault)] = []
  /// Whether the input ends without an end of line, which was added.
  private var isEndAdded = false
  private var headerBytes: [UInt8]?
  private var hasBegun = false

  /// How many rows are waited for before the first are returned, from which the kinds of columns are taken,
  /// unless the input ends before, or they fill the first buffer; 1 by default.
  package var leastFirstRowCount = 1
  /// Whether columns of whole numbers become columns of numbers where a later value has decimals; only those
  /// that the options name by default.
  package var widensIntegers = false
  /// Asked while nothing comes; where it says yes, reading ends with a `CancellationError`. Never by default.
  package var isInterrupted: () -> Bool = { false }

  /// Begins a stream; nothing is read yet.
  ///
  /// - Parameters:
  ///   - descriptor: An open file descriptor, which the caller closes.
  ///   - name: What messages call the input.
  ///   - options: How to read the text; detected from its first rows by default.
  /// - Throws: `LogitError.invalidOption(name:value:expected:)` for an option out of range.
  public convenience init(descriptor: Int32, name: String, options: CSVOptions = CSVOptions()) throws {
    try self.init(
      ByteStream(InputFile(descriptor: descriptor, name: name), within: options.memory), { nil },
      options: options)
  }

  /// Begins a stream of a file; nothing is read yet.
  ///
  /// - Parameters:
  ///   - path: The file, which may be a pipe; `-` for standard input.
  ///   - options: How to read the text; detected from its first rows by default.
  /// - Throws: `FileError.notRead(path:reason:)` if the file cannot be opened, or
  ///   `LogitError.invalidOption(name:value:expected:)` for an option out of range.
  public convenience init(path: String, options: CSVOptions = CSVOptions()) throws {
    try self.init(
      ByteStream(path == "-" ? .standardInput : InputFile(path: path), within: options.memory),
      { path == "-" ? nil : try? StoredBytes(path: path) }, options: options)
  }

  /// Begins a stream of a file or of memory; nothing is read yet.
  ///
  /// - Parameters:
  ///   - bytes: The text, which may be compressed.
  ///   - options: How to read it; detected from its first rows by default.
  /// - Throws: `LogitError.invalidOption(name:value:expected:)` for an option out of range.
  package convenience init(_ bytes: StoredBytes, options: CSVOptions = CSVOptions()) throws {
    try self.init(ByteStream(bytes, within: options.memory), { bytes }, options: options)
  }

  private init(
    _ input: ByteStream, _ source: @escaping () -> StoredBytes?, options: CSVOptions
  ) throws {
    (self.input, self.source) = (input, source)
    self.options = try options.validated()
  }

  private var name: String { input.name }

  /// The layout of the input; waits for its first two rows, which show whether the first one is a header,
  /// unless ``CSVOptions/header`` says that it is none.
  ///
  /// - Throws: A ``DataError`` if there are no rows, the input is not text, or a requested column is missing;
  ///   or `FileError.notRead(path:reason:)`.
  public func format() throws -> CSVFormat { CSVFormat(try preparedLayout()) }

  /// All rows that are left.
  ///
  /// - Returns: The rows as one table.
  /// - Throws: ``DataError/headerOnly(path:columns:)`` if no rows are left; otherwise as ``next()``.
  public func read() throws -> Table {
    var batches: [Table] = []
    while let batch = try next() { batches.append(batch) }
    guard !batches.isEmpty else { throw DataError.headerOnly(path: name, columns: layout?.names ?? []) }
    var table = try Table(appending: batches)
    let layout = try preparedLayout()
    if layout.records == nil { table.layout = TextLayout(layout, options) }
    return table
  }

  /// The rows that are available, or `nil` at the end of the input; waits for at least one row.
  ///
  /// - Throws: A ``DataError`` with the line of the first row that cannot be read, after all rows before it
  ///   have been returned; or as ``format()``.
  public func next() throws -> Table? { try nextBatch()?.table }

  /// The rows that are available, or `nil` at the end of the input; waits for at least one row.
  ///
  /// - Parameters:
  ///   - passingFaults: Whether to go on behind rows that cannot be read, since a value is not of its
  ///     column's kind, or the number of fields is wrong; `false` by default. A quote that is never closed
  ///     ends the input in any case.
  ///   - checkingRows: Whether rows must be text in columns that are not read, too; `false` by default.
  /// - Returns: The rows; those that cannot be read are in ``CSVBatch/faults``.
  /// - Throws: A ``DataError`` with the line of the first row that cannot be read, after all rows before it
  ///   have been returned; or as ``format()``.
  public func nextBatch(passingFaults: Bool = false, checkingRows: Bool = false) throws -> CSVBatch? {
    let layout = try preparedLayout()
    if let failure { throw failure }
    do {
      return try takeBatch(layout, passingFaults: passingFaults, checkingRows: checkingRows)
    } catch let found as CSVFault {
      throw noted(dataError(found, layout, row: starts.count))
    }
  }

  /// Gives access to the rows of the last batch as they are in the input.
  ///
  /// - Parameter body: Receives the rows, without their ends of line, which are valid until it returns.
  /// - Returns: What the closure returns.
  /// - Throws: What the closure throws.
  public func withRows<Result>(_ body: (CSVRows) throws -> Result) rethrows -> Result {
    try starts.withUnsafeBufferPointer { starts in
      try ends.withUnsafeBufferPointer { ends in
        try body(
          CSVRows(
            bytes: UnsafeRawBufferPointer(buffer.bytes), starts: starts, ends: ends,
            isLastOpen: isEndAdded && unread.isEmpty))
      }
    }
  }

  /// How the rows are made; waits for the first.
  ///
  /// - Throws: As ``format()``.
  package func rowLayout() throws -> RowLayout { try preparedLayout().rows }

  /// The row of names as it stands in the input, without its end of line; `nil` if there is none. Waits for
  /// it.
  ///
  /// - Throws: As ``format()``.
  package func header() throws -> [UInt8]? {
    _ = try preparedLayout()
    return headerBytes
  }

  // MARK: - Batches

  private func takeBatch(
    _ layout: CSVLayout, passingFaults: Bool, checkingRows: Bool
  ) throws -> CSVBatch? {
    rowsBefore += starts.count
    layout.records?.forget(before: rowsBefore)
    starts.removeAll(keepingCapacity: true)
    ends.removeAll(keepingCapacity: true)
    faults.removeAll(keepingCapacity: true)
    let builders = layout.names.indices.map { builder($0, layout) }
    let tile = tile ?? CSVTile(layout)
    self.tile = tile
    if !hasBegun { try awaitFirstRows(layout) }
    hasBegun = true
    while true {
      takeRows(tile, builders, passingFaults: passingFaults)
      if !starts.isEmpty {
        if checkingRows { checkRows(layout) }
        return try batch(builders, layout, passingFaults: passingFaults)
      }
      if isAtEnd {
        guard !unread.isEmpty else { return nil }
        throw tile.faultOfOpenRow(from: unread.lowerBound, to: unread.upperBound)
      }
      try makeRoom(tile)
      try fill(layout)
    }
  }

  /// Notes the rows that are not text.
  private func checkRows(_ layout: CSVLayout) {
    let bytes = UnsafeRawBufferPointer(buffer.bytes)
    let all = UnsafeRawBufferPointer(rebasing: bytes[Int(starts[0])..<Int(ends[ends.count - 1])])
    if layout.rows.isText(all) { return }
    for row in starts.indices {
      let start = Int(starts[row])
      let fields = UnsafeRawBufferPointer(rebasing: bytes[start..<Int(ends[row])])
      guard let wrong = layout.rows.firstFieldNotUTF8(fields) else { continue }
      add(
        CSVFault(
          kind: .encoding(column: min(wrong.field, layout.names.count - 1)),
          offset: start + wrong.place.lowerBound),
        row: row)
    }
  }

  /// The rows that were taken.
  ///
  /// - Throws: The first fault, if it is in the first row and is not to be passed over.
  private func batch(
    _ builders: [CSVColumnBuilder?], _ layout: CSVLayout, passingFaults: Bool
  ) throws -> CSVBatch {
    let table = try table(builders, layout)
    guard let first = faults.first else {
      return CSVBatch(table: table, rowCount: starts.count, faults: [], readable: nil)
    }
    if passingFaults {
      let bad = Set(faults.map { $0.row })
      let readable = starts.indices.filter { !bad.contains($0) }
      return CSVBatch(
        table: try table.rows(at: readable), rowCount: starts.count, faults: rowFaults(layout),
        readable: readable)
    }
    let error = noted(dataError(first.fault, layout, row: first.row))
    if first.row == 0 { throw error }
    starts.removeLast(starts.count - first.row)
    ends.removeLast(ends.count - first.row)
    return CSVBatch(
      table: try table.rows(at: Array(0..<first.row)), rowCount: first.row, faults: [], readable: nil)
  }

  /// Keeps an error, since nothing is read after it.
  private func noted(_ error: DataError) -> DataError {
    failure = error
    return error
  }

  private func dataError(_ fault: CSVFault, _ layout: CSVLayout, row: Int) -> DataError {
    if let fault = layout.records?.fault(ofRow: rowsBefore + row) { return fault.error }
    let source = StoredBytes(Array(buffer.bytes[..<unread.upperBound]), name: name)
    return CSVDiagnosis.error(
      fault, source, layout, linesBefore: linesBefore,
      line: layout.records?.line(ofRow: rowsBefore + row))
  }

  private func rowFaults(_ layout: CSVLayout) -> [RowFault] {
    let source = StoredBytes(Array(buffer.bytes[..<unread.upperBound]), name: name)
    var lines = LineCounter(linesBefore: linesBefore)
    return faults.map { row, fault in
      if let fault = layout.records?.fault(ofRow: rowsBefore + row) {
        return RowFault(row: row, error: fault.error, text: fault.text)
      }
      let line =
        layout.records?.line(ofRow: rowsBefore + row)
        ?? lines.line(of: fault.offset, in: UnsafeRawBufferPointer(buffer.bytes))
      let bytes = buffer.bytes[Int(starts[row])..<Int(ends[row])]
      return RowFault(
        row: row, error: CSVDiagnosis.error(fault, source, layout, line: line),
        text: fault.isBroken ? layout.encoding.string(bytes) : nil)
    }
  }

  private func builder(_ column: Int, _ layout: CSVLayout) -> CSVColumnBuilder? {
    guard options.columns?.contains(layout.names[column]) ?? true else { return nil }
    return CSVColumnBuilder(
      required: kinds[column], precision: options.precision, isUTF8: layout.encoding == .utf8,
      expectedCount: 0, allowsZeros: options.kinds[layout.names[column]] != nil,
      widens: widensIntegers || options.wideningColumns.contains(layout.names[column]))
  }

  /// Takes whole rows from the unread bytes, up to the first fault unless faults are passed over. A row that
  /// cannot be read has missing values in all columns.
  private func takeRows(_ tile: CSVTile, _ builders: [CSVColumnBuilder?], passingFaults: Bool) {
    tile.places.bytes = buffer.pointer
    tile.places.count = unread.upperBound
    tile.places.position = unread.lowerBound
    tile.places.limit = Int.max
    while starts.count < Self.rowLimit && (passingFaults || faults.isEmpty) {
      let status = tile.findRows()
      for (row, fault) in tile.appendAll(to: builders) { faults.append((starts.count + row, fault)) }
      for row in 0..<tile.rowCount { note(tile.bounds(row: row)) }
      unread = tile.places.position..<unread.upperBound
      if status == LOGIT_CSV_RAGGED || status == LOGIT_CSV_TEXT_AFTER_QUOTE {
        noteBroken(tile, status, builders)
      } else if status != LOGIT_CSV_FULL {
        return
      }
    }
  }

  private func note(_ row: Range<Int>) {
    starts.append(Int32(truncatingIfNeeded: row.lowerBound))
    ends.append(Int32(truncatingIfNeeded: row.upperBound))
  }

  /// Notes a row whose fields are not those of the columns, and goes on behind it.
  private func noteBroken(_ tile: CSVTile, _ status: logit_csv_status, _ builders: [CSVColumnBuilder?]) {
    let fields = Int(tile.places.fields)
    let isRagged = status == LOGIT_CSV_RAGGED
    faults.append(
      (
        starts.count,
        CSVFault(
          kind: isRagged ? .ragged(found: fields) : .textAfterQuote(field: fields),
          offset: tile.places.problem)
      ))
    let start = unread.lowerBound
    note(start..<tile.withoutReturn(start: start, end: tile.places.resume - 1))
    for builder in builders { builder?.appendMissing() }
    tile.places.position = tile.places.resume
    unread = tile.places.resume..<unread.upperBound
  }

  private func table(_ builders: [CSVColumnBuilder?], _ layout: CSVLayout) throws -> Table {
    try Table(
      layout.names.indices.compactMap { column in
        guard let builder = builders[column] else { return nil }
        // In the first batch, a column that turned out to hold strings is read once more from the rows just
        // noted.
        let agreed = kinds[column] ?? builder.kind?.columnKind ?? .numeric
        kinds[column] = agreed
        let kind = builder.settledKind(agreed)
        let ready = builder.isStale(for: kind) ? texts(column, layout) : builder
        let dictionary = ready.texts?.strings(layout.encoding) ?? []
        return Column(
          name: layout.names[column], kind: kind, chunks: [ready.takeChunk(kind)], dictionary: dictionary)
      })
  }

  /// Reads one column of the batch again, as strings.
  private func texts(_ column: Int, _ layout: CSVLayout) -> CSVColumnBuilder {
    let texts = CSVColumnBuilder(
      required: .string, precision: options.precision, isUTF8: layout.encoding == .utf8,
      expectedCount: starts.count)
    let again = CSVTile(layout)
    again.places.bytes = buffer.pointer
    // The byte behind the last row shows where its end of line ends.
    again.places.count = unread.upperBound
    again.places.position = Int(starts[0])
    again.places.limit = unread.lowerBound
    var builders = [CSVColumnBuilder?](repeating: nil, count: layout.names.count)
    builders[column] = texts
    while texts.count < starts.count {
      let status = again.findRows()
      let before = texts.count
      for (row, fault) in again.appendAll(to: builders) { add(fault, row: before + row) }
      if status == LOGIT_CSV_RAGGED || status == LOGIT_CSV_TEXT_AFTER_QUOTE {
        texts.appendMissing()
        again.places.position = again.places.resume
      } else if status != LOGIT_CSV_FULL {
        break
      }
    }
    return texts
  }

  /// Adds a fault in its place, unless the row has one already.
  private func add(_ fault: CSVFault, row: Int) {
    // From the back, since most come in order.
    let place = faults.lastIndex { $0.row < row }.map { $0 + 1 } ?? 0
    if place == faults.count || faults[place].row > row { faults.insert((row, fault), at: place) }
  }

  // MARK: - Bytes

  /// Moves the unread bytes to the front; a row that fills the buffer gets a larger one.
  private func makeRoom(_ tile: CSVTile) throws {
    buffer.pointer.map {
      linesBefore += logit_data_count_lines($0, unread.lowerBound)
    }
    if unread.lowerBound == 0 && unread.upperBound >= buffer.capacity {
      try tile.requireShortFields(byteCount: unread.upperBound)
      try doubleBuffer()
    } else if buffer.capacity < Self.usualByteCount && unread.upperBound >= buffer.capacity {
      buffer = PaddedBuffer(byteCount: Self.usualByteCount, copying: buffer.bytes[unread])
    } else {
      buffer.moveToFront(unread)
    }
    unread = 0..<unread.count
  }

  /// Makes room for a row that fills the buffer.
  private func doubleBuffer() throws {
    try options.memory.require(buffer.capacity * 2, for: name)
    buffer = PaddedBuffer(byteCount: buffer.capacity * 2, copying: buffer.bytes[unread])
  }

  /// Waits for rows that show what columns hold.
  private func awaitFirstRows(_ layout: CSVLayout) throws {
    guard leastFirstRowCount > 1 else { return }
    while !isAtEnd, unread.upperBound < buffer.capacity,
      let start = buffer.pointer.map({ $0 + unread.lowerBound }),
      logit_data_count_lines(start, unread.count) < leastFirstRowCount
    {
      do { try fill(layout) } catch is CancellationError { return }
    }
  }

  /// Reads at least once, and continues while more is available without waiting.
  private func fill(_ layout: CSVLayout?) throws {
    while unread.upperBound < buffer.capacity {
      while !(records?.isReady ?? false), !input.awaitBytes(milliseconds: Self.patience) {
        if isInterrupted() { throw CancellationError() }
      }
      let room = UnsafeMutableRawBufferPointer(rebasing: buffer.bytes[unread.upperBound..<buffer.capacity])
      let count = try records?.read(into: room) ?? input.read(into: room)
      if count == 0 {
        isAtEnd = true
        if let layout { endLine(layout) }
        return
      }
      unread = unread.lowerBound..<unread.upperBound + count
      if !(records?.isReady ?? input.isReady) { return }
    }
  }

  /// Adds an end of line if the input lacks the last one.
  private func endLine(_ layout: CSVLayout) {
    guard !unread.isEmpty, buffer.bytes[unread.upperBound - 1] != layout.newline else { return }
    isEndAdded = true
    buffer.bytes[unread.upperBound] = layout.newline
    unread = unread.lowerBound..<unread.upperBound + 1
  }

  // MARK: - The beginning

  private func preparedLayout() throws -> CSVLayout {
    if let layout { return layout }
    while true {
      try fill(nil)
      if let layout = try layoutOfRecords() { return layout }
      try options.requireNoTable(of: "separated values")
      let beginning = Array(buffer.bytes[..<unread.upperBound])
      let isFull = unread.upperBound >= buffer.capacity
      // A second row that is so long is not waited for, as in a whole read.
      let isLong = isFull && buffer.capacity > 2 * options.maximumFieldByteCount
      if isAtEnd || isLong || showsLayout(beginning) {
        var sniffer = CSVSniffer(StoredBytes(beginning, name: name), options, isPrefix: !isAtEnd)
        let layout = try sniffer.layout()
        try options.requireColumns(among: layout.names)
        kinds = layout.names.map { options.kinds[$0] }
        linesBefore = 0
        headerBytes = layout.header.map { Array(beginning[$0]) }
        unread = layout.dataStart..<unread.upperBound
        if isAtEnd { endLine(layout) }
        self.layout = layout
        return layout
      }
      if isFull { try doubleBuffer() }
    }
  }

  /// The layout, if the input begins like one of JSON objects, of which separated values are made from there on.
  private func layoutOfRecords() throws -> CSVLayout? {
    let beginning = Array(buffer.bytes[..<unread.upperBound])
    guard options.separator == nil, !beginning.isEmpty, let form = JSONRecords.form(of: beginning, name: name)
    else {
      return nil
    }
    try CSVSniffer.requireText(beginning, name)
    try options.requireNoLayout(of: "JSON lines")
    let input = input
    let read = JSONRecords(name: name, form: form, beginning: beginning, options.ofRecords) {
      try input.read(into: $0)
    }
    let records = try JSONRecordText.stream(read, source(), options.ofRecords)
    let layout = CSVLayout(records: records.names, records.places, options, rowByteCount: 1)
    try options.requireColumns(among: layout.names)
    kinds = layout.names.map { options.kinds[$0] }
    headerBytes = Array(RecordText.header(layout.names).dropLast())
    // The names are known, so that the text goes on behind them.
    var header = [UInt8](repeating: 0, count: layout.dataStart)
    var done = 0
    while done < header.count {
      done += try header.withUnsafeMutableBytes { bytes in
        try records.read(into: UnsafeMutableRawBufferPointer(rebasing: bytes[done...]))
      }
    }
    (self.records, self.layout, unread, isAtEnd) = (records, layout, 0..<0, false)
    return layout
  }

  /// Whether there are two whole rows, whatever separates their fields, or one if it is no header.
  private func showsLayout(_ bytes: [UInt8]) -> Bool {
    guard let preamble = CSVPreamble(bytes, skipping: options.skippedLines, isWhole: false) else {
      return false
    }
    let separator = options.separator?.asciiValue ?? preamble.separator ?? UInt8(ascii: ",")
    let count = options.header == .none ? 1 : 2
    return CSVText.rows(
      bytes, from: preamble.end, options.syntax(separator: separator), isWhole: false, limit: count
    ).count == count
  }
}
