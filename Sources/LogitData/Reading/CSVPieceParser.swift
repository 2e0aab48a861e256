import CLogitData
import LogitFiles

/// Reads a run of rows from a source through a small buffer.
final class CSVPieceParser {
  /// The number of bytes read at a time, few enough to be still in the second-level cache when they are
  /// parsed.
  private static let blockByteCount = 1 << 18

  private let source: StoredBytes
  private let layout: CSVLayout
  private let memory: MemoryLimit
  private let tile: CSVTile
  private var buffer: PaddedBuffer

  /// - Parameter memory: What rows that the buffer does not hold may take up.
  init(_ source: StoredBytes, _ layout: CSVLayout, within memory: MemoryLimit) {
    (self.source, self.layout, self.memory) = (source, layout, memory)
    tile = CSVTile(layout)
    buffer = PaddedBuffer(byteCount: min(Self.blockByteCount, source.size + 1))
  }

  /// Puts all rows that begin in a range into columns.
  ///
  /// - Parameters:
  ///   - range: The range of bytes; a row begins at its first byte.
  ///   - isGuess: Whether the first byte may in fact not be the start of a row; then no row may be larger
  ///     than the buffer.
  ///   - places: Receives where the rows are, if that is to be kept.
  /// - Returns: Where the next row begins, and the number of rows.
  func parse(
    _ range: Range<Int>, into builders: [CSVColumnBuilder?], isGuess: Bool = false,
    places: inout RowText.Part?
  ) throws -> (end: Int, rows: Int) {
    var (base, filled, rows) = (range.lowerBound, 0, 0)
    var isWhole = false
    while true {
      if !isWhole {
        filled += try read(from: base + filled, after: filled)
        isWhole = base + filled >= source.size
        if isWhole { filled = endLine(filled) }
      }
      tile.places.bytes = buffer.pointer
      tile.places.count = filled
      tile.places.position = 0
      tile.places.limit = range.upperBound - base
      var status = LOGIT_CSV_FULL
      while status == LOGIT_CSV_FULL {
        status = tile.findRows()
        try tile.append(to: builders, base: base)
        rows += tile.rowCount
        if places != nil { note(base, in: &places) }
      }
      let position = tile.places.position
      switch status {
      case LOGIT_CSV_FULL, LOGIT_CSV_LIMIT: return (min(base + position, source.size), rows)
      case LOGIT_CSV_RAGGED:
        throw CSVFault(kind: .ragged(found: Int(tile.places.fields)), offset: base + tile.places.problem)
      case LOGIT_CSV_TEXT_AFTER_QUOTE:
        throw CSVFault(
          kind: .textAfterQuote(field: Int(tile.places.fields)), offset: base + tile.places.problem)
      default: break
      }
      if isWhole {
        if position >= filled { return (source.size, rows) }
        var fault = tile.faultOfOpenRow(from: position, to: filled)
        fault.offset += base
        throw fault
      }
      try makeRoom(position, &filled, base: base, isGuess: isGuess)
      base += position
    }
  }

  /// Puts all rows that begin in a range into columns, without noting where they are.
  func parse(_ range: Range<Int>, into builders: [CSVColumnBuilder?]) throws -> (end: Int, rows: Int) {
    var places: RowText.Part?
    return try parse(range, into: builders, places: &places)
  }

  private func note(_ base: Int, in places: inout RowText.Part?) {
    for row in 0..<tile.rowCount {
      let bounds = tile.bounds(row: row)
      places?.append(base + bounds.lowerBound..<base + bounds.upperBound)
    }
  }

  private func read(from offset: Int, after filled: Int) throws -> Int {
    let room = buffer.capacity - filled
    return try source.readSome(
      into: UnsafeMutableRawBufferPointer(rebasing: buffer.bytes[filled..<filled + room]), at: offset)
  }

  /// Adds an end of line if the file lacks the last one.
  private func endLine(_ filled: Int) -> Int {
    if filled > 0 && buffer.bytes[filled - 1] == layout.newline { return filled }
    buffer.bytes[filled] = layout.newline
    return filled + 1
  }

  /// Moves the remaining bytes to the front; a row that fills the whole buffer gets a larger one.
  private func makeRoom(_ position: Int, _ filled: inout Int, base: Int, isGuess: Bool) throws {
    if position == 0 {
      if isGuess { throw CSVFault(kind: .wrongStart, offset: base) }
      try tile.requireShortFields(byteCount: filled, base: base)
      try memory.require(buffer.capacity * 2, for: source.name)
      buffer = PaddedBuffer(byteCount: buffer.capacity * 2, copying: buffer.bytes[..<filled])
    } else {
      buffer.moveToFront(position..<filled)
      filled -= position
    }
  }
}
