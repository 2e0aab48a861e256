import CLogitData
import LogitFiles

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
/// not fit is an error. If the first row has one of the names specified, it is the header. Gzip is not
/// recognized.
public final class CSVStream: TableReader {
  private static let rowLimit = 32768
  private static let firstByteCount = 1 << 18
  private static let usualByteCount = 1 << 21

  private let input: InputFile
  private let options: CSVOptions
  private var layout: CSVLayout?
  private var tile: CSVTile?
  private var kinds: [ColumnKind?] = []
  private var buffer = PaddedBuffer(byteCount: CSVStream.firstByteCount)
  /// The unread part of the buffer.
  private var unread = 0..<0
  private var isAtEnd = false
  private var linesBefore = 0
  private var fault: CSVFault?
  private var starts: [Int32] = []
  private var ends: [Int32] = []

  /// Begins a stream; nothing is read yet.
  ///
  /// - Parameters:
  ///   - descriptor: An open file descriptor, which the caller closes.
  ///   - name: What messages call the input.
  ///   - options: How to read the text; detected from its first rows by default.
  /// - Throws: `LogitError.invalidOption(name:value:expected:)` for an option out of range.
  public convenience init(descriptor: Int32, name: String, options: CSVOptions = CSVOptions()) throws {
    try self.init(InputFile(descriptor: descriptor, name: name), options: options)
  }

  /// Begins a stream of a file; nothing is read yet.
  ///
  /// - Parameters:
  ///   - path: The file, which may be a pipe; `-` for standard input.
  ///   - options: How to read the text; detected from its first rows by default.
  /// - Throws: `FileError.notRead(path:reason:)` if the file cannot be opened, or
  ///   `LogitError.invalidOption(name:value:expected:)` for an option out of range.
  public convenience init(path: String, options: CSVOptions = CSVOptions()) throws {
    try self.init(path == "-" ? .standardInput : InputFile(path: path), options: options)
  }

  private init(_ input: InputFile, options: CSVOptions) throws {
    self.input = input
    self.options = try options.validated()
  }

  private var name: String { input.name }

  /// The layout of the input; waits for its first row.
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
    return try Table(appending: batches)
  }

  /// The rows that are available, or `nil` at the end of the input; waits for at least one row.
  ///
  /// - Throws: A ``DataError`` with the line of the first row that cannot be read, after all rows before it
  ///   have been returned (except that a value of the wrong kind discards the rest of its batch); or as
  ///   ``format()``.
  public func next() throws -> Table? {
    let layout = try preparedLayout()
    do {
      if let fault { throw fault }
      return try nextBatch(layout)
    } catch let found as CSVFault {
      fault = found
      let source = StoredBytes(Array(buffer.bytes[..<unread.upperBound]), name: name)
      throw CSVDiagnosis.error(found, source, layout, linesBefore: linesBefore)
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
        try body(CSVRows(bytes: UnsafeRawBufferPointer(buffer.bytes), starts: starts, ends: ends))
      }
    }
  }

  // MARK: - Batches

  private func nextBatch(_ layout: CSVLayout) throws -> Table? {
    starts.removeAll(keepingCapacity: true)
    ends.removeAll(keepingCapacity: true)
    let builders = layout.names.indices.map { builder($0, layout) }
    while true {
      try takeRows(layout, builders)
      if !starts.isEmpty { return try table(builders, layout) }
      if let fault { throw fault }
      if isAtEnd {
        guard !unread.isEmpty else { return nil }
        throw CSVFault(kind: .unclosedQuote, offset: max(tile?.places.problem ?? 0, unread.lowerBound))
      }
      try makeRoom(layout)
      try fill(layout)
    }
  }

  private func builder(_ column: Int, _ layout: CSVLayout) -> CSVColumnBuilder? {
    guard options.columns?.contains(layout.names[column]) ?? true else { return nil }
    return CSVColumnBuilder(
      required: kinds[column], precision: options.precision, isUTF8: layout.encoding == .utf8,
      expectedCount: 0, allowsZeros: options.kinds[layout.names[column]] != nil,
      widens: options.wideningColumns.contains(layout.names[column]))
  }

  /// Takes whole rows from the unread bytes.
  private func takeRows(_ layout: CSVLayout, _ builders: [CSVColumnBuilder?]) throws {
    let tile = tile ?? CSVTile(layout)
    self.tile = tile
    tile.places.bytes = buffer.pointer
    tile.places.count = unread.upperBound
    tile.places.position = unread.lowerBound
    tile.places.limit = Int.max
    var status = LOGIT_CSV_FULL
    while status == LOGIT_CSV_FULL && starts.count < Self.rowLimit {
      status = tile.findRows()
      try tile.append(to: builders, base: 0)
      for row in 0..<tile.rowCount { note(tile.bounds(row: row), layout) }
      unread = tile.places.position..<unread.upperBound
    }
    switch status {
    case LOGIT_CSV_RAGGED:
      fault = CSVFault(kind: .ragged(found: Int(tile.places.fields)), offset: tile.places.problem)
    case LOGIT_CSV_TEXT_AFTER_QUOTE:
      fault = CSVFault(kind: .textAfterQuote(field: Int(tile.places.fields)), offset: tile.places.problem)
    default: break
    }
  }

  private func note(_ row: Range<Int>, _ layout: CSVLayout) {
    var end = row.upperBound - 1
    if layout.newline == CSVText.lineFeed && end > row.lowerBound
      && buffer.bytes[end - 1] == CSVText.carriageReturn
    {
      end -= 1
    }
    starts.append(Int32(truncatingIfNeeded: row.lowerBound))
    ends.append(Int32(truncatingIfNeeded: end))
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
        let ready = builder.isStale(for: kind) ? try texts(column, layout) : builder
        let dictionary = ready.texts?.strings(layout.encoding) ?? []
        return Column(
          name: layout.names[column], kind: kind, chunks: [ready.takeChunk(kind)], dictionary: dictionary)
      })
  }

  /// Reads one column of the batch again, as strings.
  private func texts(_ column: Int, _ layout: CSVLayout) throws -> CSVColumnBuilder {
    let texts = CSVColumnBuilder(
      required: .string, precision: options.precision, isUTF8: layout.encoding == .utf8,
      expectedCount: starts.count)
    let again = CSVTile(layout)
    again.places.bytes = buffer.pointer
    again.places.count = unread.lowerBound
    again.places.position = Int(starts[0])
    again.places.limit = Int.max
    var builders = [CSVColumnBuilder?](repeating: nil, count: layout.names.count)
    builders[column] = texts
    while again.findRows() == LOGIT_CSV_FULL { try again.append(to: builders, base: 0) }
    try again.append(to: builders, base: 0)
    return texts
  }

  // MARK: - Bytes

  /// Moves the unread bytes to the front; a row that fills the buffer gets a larger one.
  private func makeRoom(_ layout: CSVLayout) throws {
    buffer.pointer.map {
      linesBefore += logit_data_count_byte($0, unread.lowerBound, layout.newline)
    }
    if unread.lowerBound == 0 && unread.upperBound >= buffer.capacity {
      if unread.count > layout.maximumFieldByteCount {
        let problem = tile?.places.problem ?? -1
        throw CSVFault(kind: problem >= 0 ? .unclosedQuote : .fieldTooLong, offset: max(problem, 0))
      }
      buffer = PaddedBuffer(byteCount: buffer.capacity * 2, copying: buffer.bytes[unread])
    } else if buffer.capacity < Self.usualByteCount && unread.upperBound >= buffer.capacity {
      buffer = PaddedBuffer(byteCount: Self.usualByteCount, copying: buffer.bytes[unread])
    } else {
      buffer.moveToFront(unread)
    }
    unread = 0..<unread.count
  }

  /// Reads at least once, and continues while more is available without waiting.
  private func fill(_ layout: CSVLayout?) throws {
    while unread.upperBound < buffer.capacity {
      let count = try input.read(
        into: UnsafeMutableRawBufferPointer(rebasing: buffer.bytes[unread.upperBound..<buffer.capacity]))
      if count == 0 {
        isAtEnd = true
        if let layout { endLine(layout) }
        return
      }
      unread = unread.lowerBound..<unread.upperBound + count
      if !input.isReady { return }
    }
  }

  /// Adds an end of line if the input lacks the last one.
  private func endLine(_ layout: CSVLayout) {
    guard !unread.isEmpty, buffer.bytes[unread.upperBound - 1] != layout.newline else { return }
    buffer.bytes[unread.upperBound] = layout.newline
    unread = unread.lowerBound..<unread.upperBound + 1
  }

  // MARK: - The beginning

  private func preparedLayout() throws -> CSVLayout {
    if let layout { return layout }
    while true {
      try fill(nil)
      let beginning = Array(buffer.bytes[..<unread.upperBound])
      if isAtEnd || hasRow(beginning) {
        var sniffer = CSVSniffer(StoredBytes(beginning, name: name), options, isPrefix: !isAtEnd)
        let layout = try sniffer.layout()
        try options.requireColumns(among: layout.names)
        kinds = layout.names.map { options.kinds[$0] }
        linesBefore = 0
        unread = layout.dataStart..<unread.upperBound
        if isAtEnd { endLine(layout) }
        self.layout = layout
        return layout
      }
      guard unread.upperBound >= buffer.capacity else { continue }
      guard buffer.capacity <= 2 * options.maximumFieldByteCount else {
        throw DataError.fieldTooLong(path: name, line: 1, limit: options.maximumFieldByteCount)
      }
      buffer = PaddedBuffer(byteCount: buffer.capacity * 2, copying: buffer.bytes[unread])
    }
  }

  /// Whether there is a whole row.
  private func hasRow(_ bytes: [UInt8]) -> Bool {
    let hasLineFeed = bytes.contains(CSVText.lineFeed)
    // The other half of a CRLF may still be to come.
    guard hasLineFeed || bytes.last != CSVText.carriageReturn else { return false }
    let newline = hasLineFeed ? CSVText.lineFeed : CSVText.carriageReturn
    return !CSVText.rows(
      bytes, separator: options.separator?.asciiValue ?? UInt8(ascii: ","), newline: newline,
      comment: options.comment?.asciiValue ?? 0, isWhole: false, limit: 1
    ).isEmpty
  }
}
