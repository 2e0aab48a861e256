import CLogitData
import Logit

/// Reads all rows of a source with all threads.
///
/// The bytes are divided into ranges of about as many rows as a chunk should have; see ``CSVPiece``.
final class CSVWholeRead: @unchecked Sendable {
  // Each piece is processed by one thread at a time; the lock guards their distribution.

  /// The number of rows a piece should have.
  static let pieceRowCount = 32768

  private let source: StoredBytes
  private let layout: CSVLayout
  private let options: CSVOptions
  private let isWanted: [Bool]
  /// Whether the table may need much of the memory there is: that of a file of short fields takes several
  /// times as much as the file.
  private let isLarge: Bool
  private var pieces: [CSVPiece]
  private let pool: ThreadPool

  /// - Parameter pieceByteCount: The bytes of a range, for tests.
  init(_ source: StoredBytes, _ layout: CSVLayout, _ options: CSVOptions, pieceByteCount: Int? = nil)
    throws
  {
    self.source = source
    self.layout = layout
    self.options = options
    isLarge = source.size > options.memory.byteCount / 16
    isWanted = layout.names.map { options.columns?.contains($0) ?? true }
    pool = try ThreadPool.shared()
    let byteCount =
      pieceByteCount ?? min(max(layout.rowByteCount * Self.pieceRowCount, 1 << 18), 1 << 24)
    let end = max(source.size, layout.dataStart + 1)
    pieces = stride(from: layout.dataStart, to: end, by: byteCount)
      .map { CSVPiece($0..<min($0 + byteCount, end)) }
  }

  /// The table.
  func table() throws -> Table {
    let reading = reading
    forEach(pieces.indices) { parser, index in
      let piece = self.pieces[index]
      guard index > 0 else { return piece.read(from: piece.range.lowerBound, parser, reading) }
      piece.readGuessing(parser, reading)
    }
    try verify(reading)
    pieces.removeAll { $0.rows == 0 }
    guard !pieces.isEmpty else {
      throw layout.hasHeader
        ? DataError.headerOnly(path: source.name, columns: layout.names)
        : DataError.emptyFile(path: source.name)
    }
    let kinds = layout.names.indices.map { agreedKind($0) }
    try readTextsAgain(kinds)
    return try assemble(kinds)
  }

  /// Does the work for each index, in roughly ascending order, on any thread.
  private func forEach(_ indices: Range<Int>, _ work: (CSVPieceParser, Int) -> Void) {
    let next = Locked(indices.lowerBound)
    let threads = min(pool.count, indices.count)
    func loop(_: Range<Int>) {
      let parser = CSVPieceParser(self.source, self.layout, within: self.options.memory)
      while true {
        let index = next.withLock { next in
          defer { next += 1 }
          return next
        }
        guard index < indices.upperBound else { return }
        work(parser, index)
      }
    }
    if threads <= 1 { loop(0..<1) } else { pool.forEach(blocksOf: 1, count: threads, loop) }
  }

  private var reading: CSVPiece.Reading {
    CSVPiece.Reading(source: source, layout: layout, keepsPlaces: options.keepsText) { range in
      if self.isLarge { try self.options.memory.require(range.count, for: self.source.name) }
      let expected = min(range.count / self.layout.rowByteCount * 9 / 8 + 16, Self.pieceRowCount * 2)
      return self.layout.names.indices.map { column in
        guard self.isWanted[column] else { return nil }
        let name = self.layout.names[column]
        return CSVColumnBuilder(
          required: self.options.kinds[name], precision: self.options.precision,
          isUTF8: self.layout.encoding == .utf8, expectedCount: expected,
          widens: self.options.wideningColumns.contains(name))
      }
    }
  }

  /// Makes sure that each piece begins where the previous one ends.
  private func verify(_ reading: CSVPiece.Reading) throws {
    var parser: CSVPieceParser?
    var place = layout.dataStart
    for piece in pieces {
      place = try piece.settle(from: place) {
        let mine = parser ?? CSVPieceParser(source, layout, within: options.memory)
        parser = mine
        piece.read(from: place, mine, reading)
      }
    }
  }

  // MARK: - One kind for all pieces

  /// The narrowest kind that holds the values of all pieces.
  private func agreedKind(_ column: Int) -> ColumnKind {
    if let required = options.kinds[layout.names[column]] {
      let isWidened = pieces.contains { $0.builders[column]?.settledKind(required) == .numeric }
      return isWidened ? .numeric : required
    }
    var agreed: CSVKind?
    for case let kind? in pieces.lazy.map({ $0.builders[column]?.kind }) {
      agreed = agreed.map { $0.joined(kind) } ?? kind
    }
    // As in pandas, a column without any values is numeric.
    return agreed?.columnKind ?? .numeric
  }

  /// Reads those pieces again whose values were taken for something other than strings.
  private func readTextsAgain(_ kinds: [ColumnKind]) throws {
    let failure = Locked<(any Error)?>(nil)
    let stale = pieces.filter { piece in
      kinds.indices.contains { self.isStale(piece.builders[$0], kinds[$0]) }
    }
    guard !stale.isEmpty else { return }
    forEach(stale.indices) { parser, index in
      let piece = stale[index]
      let again = kinds.indices.map { column -> CSVColumnBuilder? in
        guard self.isStale(piece.builders[column], kinds[column]) else { return nil }
        return CSVColumnBuilder(
          required: .string, precision: self.options.precision, isUTF8: self.layout.encoding == .utf8,
          expectedCount: piece.rows)
      }
      do {
        _ = try parser.parse(piece.range, into: again)
        for case (let column, let builder?) in again.enumerated() { piece.builders[column] = builder }
      } catch {
        let place = (error as? CSVFault)?.offset ?? 0
        failure.withLock { held in
          if place < (held as? CSVFault)?.offset ?? .max { held = error }
        }
      }
    }
    if let error = failure.withLock({ $0 }) { throw error }
  }

  private func isStale(_ builder: CSVColumnBuilder?, _ kind: ColumnKind) -> Bool {
    builder?.isStale(for: kind) ?? false
  }

  // MARK: - The table

  private func assemble(_ kinds: [ColumnKind]) throws -> Table {
    let columns = kinds.indices.filter { isWanted[$0] }
    var table = try Table(pool.values(columns.count) { column(columns[$0], kinds[columns[$0]]) })
    if layout.records == nil { table.layout = TextLayout(layout, options) }
    if options.keepsText {
      let rows = RowText(source, layout.rows, header: layout.header, parts: pieces.compactMap(\.places))
      table.text = TableText(rows: rows, fields: columns.map { $0 })
    }
    return table
  }

  private func column(_ column: Int, _ kind: ColumnKind) -> Column {
    let builders = pieces.compactMap { $0.builders[column] }
    guard kind == .string else {
      return Column(name: layout.names[column], kind: kind, chunks: builders.map { $0.takeChunk(kind) })
    }
    let texts = CSVTexts()
    let chunks = builders.map { builder in
      if let own = builder.texts { builder.recode(texts.merge(own)) }
      return builder.takeChunk(.string)
    }
    return Column(
      name: layout.names[column], kind: kind, chunks: chunks, dictionary: texts.strings(layout.encoding))
  }
}
