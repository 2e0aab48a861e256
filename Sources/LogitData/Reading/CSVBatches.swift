import Logit
import LogitFiles

/// Reads a source some ten thousand rows at a time.
///
/// Before the first batch, the whole source is read once to determine the kinds of all columns, without
/// keeping values.
struct CSVBatches {
  /// The bytes whose rows are a batch, unless another number is asked for.
  static let usualByteCount = 1 << 22

  private let layout: CSVLayout
  private let options: CSVOptions
  private let source: StoredBytes
  private let range: Range<Int>
  private var kinds: [ColumnKind]?
  private var pieces: CSVPieces

  /// - Parameters:
  ///   - range: The bytes whose rows are read, the first of which begins with them; all rows by default.
  ///   - pieceByteCount: The bytes whose rows are a batch; ``usualByteCount`` by default.
  ///   - kinds: The kinds of all columns, which every value must fit; found in all rows by default.
  init(
    _ source: StoredBytes, _ layout: CSVLayout, _ options: CSVOptions, range: Range<Int>? = nil,
    pieceByteCount: Int = usualByteCount, kinds: [ColumnKind]? = nil
  ) throws {
    self.source = source
    self.kinds = kinds
    self.layout = layout
    self.options = options
    self.range = range ?? layout.dataStart..<max(source.size, layout.dataStart)
    pieces = try CSVPieces(source, layout, self.range, byteCount: pieceByteCount, within: options.memory)
  }

  mutating func next() throws -> Table? { try next(keepsPlaces: false)?.table }

  /// The next rows, and where each begins.
  mutating func nextWithStarts() throws -> (table: Table, starts: [Int])? {
    guard let (table, places) = try next(keepsPlaces: true) else { return nil }
    return (table, places?.allStarts ?? [])
  }

  private mutating func next(keepsPlaces: Bool) throws -> (table: Table, places: RowText.Part?)? {
    let kinds = try kinds ?? findKinds()
    self.kinds = kinds
    let (layout, options) = (layout, options)
    let reading = CSVPiece.Reading(source: source, layout: layout, keepsPlaces: keepsPlaces) { _ in
      layout.names.indices.map { Self.builder($0, kinds[$0], layout, options) }
    }
    guard let piece = try pieces.next(reading) else { return nil }
    return (try table(piece.builders, kinds), piece.places)
  }

  private static func builder(
    _ column: Int, _ kind: ColumnKind?, _ layout: CSVLayout, _ options: CSVOptions
  ) -> CSVColumnBuilder? {
    let name = layout.names[column]
    guard options.columns?.contains(name) ?? true else { return nil }
    return CSVColumnBuilder(
      required: kind ?? options.kinds[name], precision: options.precision, isUTF8: layout.encoding == .utf8,
      expectedCount: 0, allowsZeros: options.kinds[name] != nil,
      widens: options.wideningColumns.contains(name))
  }

  private func findKinds() throws -> [ColumnKind] { try foundKinds().map { $0?.columnKind ?? .numeric } }

  /// The kinds of all columns if all rows are as the first ones; `nil` where these leave one of them open.
  func probableKinds() throws -> [ColumnKind]? {
    let found = try foundKinds(inFirst: 2)
    let isOpen = zip(layout.names, found).contains { name, kind in
      // A number with a fraction further on would make numbers of long whole ones.
      (kind == nil || kind == .whole) && options.columns?.contains(name) ?? true
    }
    return isOpen ? nil : found.map { $0?.columnKind ?? .numeric }
  }

  /// The kind of each column, as asked for or by all rows; `nil` for one without a value.
  ///
  /// - Parameter pieceCount: How many pieces of the source are looked at; all by default.
  func foundKinds(inFirst pieceCount: Int = .max) throws -> [CSVKind?] {
    let (layout, options) = (layout, options)
    var found = layout.names.map { options.kinds[$0].map(CSVKind.init) }
    if !found.contains(nil) { return found }
    var (pieces, count) = (pieces, 0)
    while count < pieceCount {
      count += 1
      let known = found
      let reading = CSVPiece.Reading(source: source, layout: layout, keepsPlaces: false) { _ in
        layout.names.indices.map { known[$0] == .string ? nil : Self.builder($0, nil, layout, options) }
      }
      guard let piece = try pieces.next(reading) else { break }
      for case (let column, let kind?) in piece.builders.map({ $0?.kind }).enumerated() {
        found[column] = found[column].map { $0.joined(kind) } ?? kind
      }
    }
    return found
  }

  private func table(_ builders: [CSVColumnBuilder?], _ kinds: [ColumnKind]) throws -> Table {
    try Table(
      layout.names.indices.compactMap { column in
        guard let builder = builders[column] else { return nil }
        let dictionary = builder.texts?.strings(layout.encoding) ?? []
        let kind = builder.settledKind(kinds[column])
        return Column(
          name: layout.names[column], kind: kind, chunks: [builder.takeChunk(kind)], dictionary: dictionary)
      })
  }
}

/// The pieces of a source in order, of which as many are read at a time as there are threads and memory for.
///
/// Which rows a piece has depends only on the bytes.
private struct CSVPieces {
  /// The memory that reading one more piece at a time needs.
  private static let memoryOfPiece = 1 << 26

  private let range: Range<Int>
  private let byteCount: Int
  private let pool: ThreadPool
  private let parsers: [CSVPieceParser]
  /// Pieces that were read, the next one last.
  private var ready: [CSVPiece] = []
  /// Where the last row ends that was returned.
  private var place: Int

  init(
    _ source: StoredBytes, _ layout: CSVLayout, _ range: Range<Int>, byteCount: Int,
    within memory: MemoryLimit
  ) throws {
    (self.range, self.byteCount, place) = (range, byteCount, range.lowerBound)
    pool = try ThreadPool.shared()
    let pieceCount = max((range.count + byteCount - 1) / byteCount, 1)
    let count = min(pool.count, max(memory.byteCount / Self.memoryOfPiece, 1), pieceCount)
    parsers = (0..<count).map { _ in CSVPieceParser(source, layout, within: memory) }
  }

  /// The next piece that has rows; `nil` behind the last.
  ///
  /// - Throws: What goes wrong in it.
  mutating func next(_ reading: CSVPiece.Reading) throws -> CSVPiece? {
    while true {
      if ready.isEmpty {
        guard place < range.upperBound else { return nil }
        readSome(reading)
      }
      let piece = ready.removeLast()
      let start = place
      place = try piece.settle(from: start) { piece.read(from: start, parsers[0], reading) }
      if piece.rows > 0 { return piece }
    }
  }

  /// Reads pieces from the place on, one on each thread.
  private mutating func readSome(_ reading: CSVPiece.Reading) {
    let first = range.lowerBound + (place - range.lowerBound) / byteCount * byteCount
    let (start, parsers) = (place, parsers)
    let pieces = stride(from: first, to: range.upperBound, by: byteCount).prefix(parsers.count).map {
      CSVPiece($0..<min($0 + byteCount, range.upperBound))
    }
    pool.forEach(blocksOf: 1, count: pieces.count) { indices in
      for index in indices {
        if index == 0 {
          pieces[0].read(from: start, parsers[0], reading)
        } else {
          pieces[index].readGuessing(parsers[index], reading)
        }
      }
    }
    ready = pieces.reversed()
  }
}
