import LogitFiles

/// Reads a source some ten thousand rows at a time.
///
/// Before the first batch, the whole source is read once to determine the kinds of all columns, without
/// keeping values.
struct CSVBatches {
  private static let byteCount = 1 << 22

  private let source: StoredBytes
  private let layout: CSVLayout
  private let options: CSVOptions
  private let parser: CSVPieceParser
  private var kinds: [ColumnKind]?
  private var place: Int
  private let end: Int

  /// - Parameter range: The bytes whose rows are read, the first of which begins with them; all rows by
  ///   default.
  init(
    _ source: StoredBytes, _ layout: CSVLayout, _ options: CSVOptions, range: Range<Int>? = nil
  ) throws {
    self.source = source
    self.layout = layout
    self.options = options
    parser = CSVPieceParser(source, layout, within: options.memory)
    (place, end) = (range?.lowerBound ?? layout.dataStart, range?.upperBound ?? source.size)
  }

  mutating func next() throws -> Table? {
    var places: RowText.Part?
    return try next(&places)
  }

  /// The next rows, and where each begins.
  mutating func nextWithStarts() throws -> (table: Table, starts: [Int])? {
    var places = Optional(RowText.Part(base: place))
    guard let table = try next(&places) else { return nil }
    return (table, places?.allStarts ?? [])
  }

  private mutating func next(_ places: inout RowText.Part?) throws -> Table? {
    let kinds = try kinds ?? findKinds()
    self.kinds = kinds
    while place < end {
      let builders = layout.names.indices.map { builder($0, kinds[$0]) }
      let range = place..<min(place + Self.byteCount, end)
      let (next, rows) = try parser.parse(range, into: builders, places: &places)
      place = next
      if rows > 0 { return try table(builders, kinds) }
    }
    return nil
  }

  private func builder(_ column: Int, _ kind: ColumnKind?) -> CSVColumnBuilder? {
    let name = layout.names[column]
    guard options.columns?.contains(name) ?? true else { return nil }
    return CSVColumnBuilder(
      required: kind ?? options.kinds[name], precision: options.precision, isUTF8: layout.encoding == .utf8,
      expectedCount: 0, allowsZeros: options.kinds[name] != nil,
      widens: options.wideningColumns.contains(name))
  }

  private func findKinds() throws -> [ColumnKind] { try foundKinds().map { $0?.columnKind ?? .numeric } }

  /// The kind of each column, as asked for or by all rows; `nil` for one without a value.
  func foundKinds() throws -> [CSVKind?] {
    var found = layout.names.map { options.kinds[$0].map(CSVKind.init) }
    if !found.contains(nil) { return found }
    var start = place
    while start < end {
      let builders = layout.names.indices.map { found[$0] == .string ? nil : builder($0, nil) }
      start = try parser.parse(start..<min(start + Self.byteCount, end), into: builders).end
      for case (let column, let kind?) in builders.map({ $0?.kind }).enumerated() {
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
