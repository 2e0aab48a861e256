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

  private var input: StreamBuffer
  /// The same bytes, where they can be read twice.
  private let source: () -> StoredBytes?
  private let options: CSVOptions
  private var beginning: StreamLayout?
  private var tile: CSVTile?
  private var kinds: [ColumnKind?] = []
  private var rows = StreamRows()
  /// Why no more rows can be read.
  private var failure: DataError?
  private var hasBegun = false

  /// How many rows are waited for before the first are returned, from which the kinds of columns are taken,
  /// unless the input ends before, or they fill the first buffer; 1 by default.
  package var leastFirstRowCount = 1
  /// Whether columns of whole numbers become columns of numbers where a later value has decimals; only those
  /// that the options name by default.
  package var widensIntegers = false
  /// Asked while nothing comes; where it says yes, reading ends with a `CancellationError`. Never by default.
  package var isInterrupted: () -> Bool {
    get { input.isInterrupted }
    set { input.isInterrupted = newValue }
  }

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
    self.options = try options.validated()
    (self.input, self.source) = (StreamBuffer(input, within: options.memory), source)
  }

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
    guard !batches.isEmpty else {
      throw DataError.headerOnly(path: input.input.name, columns: beginning?.layout.names ?? [])
    }
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
      throw noted(rows.error(found, row: rows.count, input, layout))
    }
  }

  /// Gives access to the rows of the last batch as they are in the input.
  ///
  /// - Parameter body: Receives the rows, without their ends of line, which are valid until it returns.
  /// - Returns: What the closure returns.
  /// - Throws: What the closure throws.
  public func withRows<Result>(_ body: (CSVRows) throws -> Result) rethrows -> Result {
    try rows.starts.withUnsafeBufferPointer { starts in
      try rows.ends.withUnsafeBufferPointer { ends in
        try body(
          CSVRows(
            bytes: input.bytes, starts: starts, ends: ends,
            isLastOpen: input.isEndAdded && input.unread.isEmpty))
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
    return beginning?.header
  }

  private func preparedLayout() throws -> CSVLayout {
    if let beginning { return beginning.layout }
    let found = try StreamLayout.found(in: &input, source, options)
    kinds = found.layout.names.map { options.kinds[$0] }
    beginning = found
    return found.layout
  }

  // MARK: - Batches

  private func takeBatch(
    _ layout: CSVLayout, passingFaults: Bool, checkingRows: Bool
  ) throws -> CSVBatch? {
    rows.clear()
    layout.records?.forget(before: rows.rowsBefore)
    let builders = layout.names.indices.map { builder($0, layout) }
    let tile = tile ?? CSVTile(layout)
    self.tile = tile
    if !hasBegun && leastFirstRowCount > 1 { try input.awaitLines(leastFirstRowCount) }
    hasBegun = true
    while true {
      takeRows(tile, builders, passingFaults: passingFaults)
      if rows.count > 0 {
        if checkingRows { rows.noteNoText(layout, input.bytes) }
        return try batch(builders, layout, passingFaults: passingFaults)
      }
      if input.isAtEnd {
        guard !input.unread.isEmpty else { return nil }
        throw tile.faultOfOpenRow(from: input.unread.lowerBound, to: input.unread.upperBound)
      }
      if input.isFullOfUnread { try tile.requireShortFields(byteCount: input.unread.count) }
      try input.makeRoom()
      try input.fill()
    }
  }

  /// The rows that were taken.
  ///
  /// - Throws: The first fault, if it is in the first row and is not to be passed over.
  private func batch(
    _ builders: [CSVColumnBuilder?], _ layout: CSVLayout, passingFaults: Bool
  ) throws -> CSVBatch {
    let table = try table(builders, layout)
    guard let first = rows.faults.first else {
      return CSVBatch(table: table, rowCount: rows.count, faults: [], readable: nil)
    }
    if passingFaults {
      let bad = Set(rows.faults.map { $0.row })
      let readable = (0..<rows.count).filter { !bad.contains($0) }
      return CSVBatch(
        table: try table.rows(at: readable), rowCount: rows.count, faults: rows.rowFaults(input, layout),
        readable: readable)
    }
    let error = noted(rows.error(first.fault, row: first.row, input, layout))
    if first.row == 0 { throw error }
    rows.cut(at: first.row)
    return CSVBatch(
      table: try table.rows(at: Array(0..<first.row)), rowCount: first.row, faults: [], readable: nil)
  }

  /// Keeps an error, since nothing is read after it.
  private func noted(_ error: DataError) -> DataError {
    failure = error
    return error
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
    tile.places.bytes = input.pointer
    tile.places.count = input.unread.upperBound
    tile.places.position = input.unread.lowerBound
    tile.places.limit = Int.max
    while rows.count < Self.rowLimit && (passingFaults || rows.faults.isEmpty) {
      let status = tile.findRows()
      for (row, fault) in tile.appendAll(to: builders) { rows.append(fault, behind: row) }
      for row in 0..<tile.rowCount { rows.append(tile.bounds(row: row)) }
      input.use(upTo: tile.places.position)
      if status == LOGIT_CSV_RAGGED || status == LOGIT_CSV_TEXT_AFTER_QUOTE {
        takeBroken(tile, status, builders)
      } else if status != LOGIT_CSV_FULL {
        return
      }
    }
  }

  /// Takes a row whose fields are not those of the columns, and goes on behind it.
  private func takeBroken(_ tile: CSVTile, _ status: logit_csv_status, _ builders: [CSVColumnBuilder?]) {
    let fields = Int(tile.places.fields)
    rows.append(
      CSVFault(
        kind: status == LOGIT_CSV_RAGGED ? .ragged(found: fields) : .textAfterQuote(field: fields),
        offset: tile.places.problem))
    let start = input.unread.lowerBound
    rows.append(start..<tile.withoutReturn(start: start, end: tile.places.resume - 1))
    for builder in builders { builder?.appendMissing() }
    tile.places.position = tile.places.resume
    input.use(upTo: tile.places.resume)
  }

  // MARK: - Columns

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
      expectedCount: rows.count)
    let again = CSVTile(layout)
    again.places.bytes = input.pointer
    // The byte behind the last row shows where its end of line ends.
    again.places.count = input.unread.upperBound
    again.places.position = Int(rows.starts[0])
    again.places.limit = input.unread.lowerBound
    var builders = [CSVColumnBuilder?](repeating: nil, count: layout.names.count)
    builders[column] = texts
    while texts.count < rows.count {
      let status = again.findRows()
      let before = texts.count
      for (row, fault) in again.appendAll(to: builders) { rows.add(fault, row: before + row) }
      if status == LOGIT_CSV_RAGGED || status == LOGIT_CSV_TEXT_AFTER_QUOTE {
        texts.appendMissing()
        again.places.position = again.places.resume
      } else if status != LOGIT_CSV_FULL {
        break
      }
    }
    return texts
  }
}
