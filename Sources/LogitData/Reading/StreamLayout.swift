import LogitFiles

/// How the text of a stream is laid out, found out from its beginning.
struct StreamLayout {
  let layout: CSVLayout
  /// The row of names as it stands in the input, without its end of line; `nil` if there is none.
  let header: [UInt8]?

  /// Waits for the first two rows, which show whether the first one is a header, unless the options say that
  /// it is none.
  ///
  /// - Parameters:
  ///   - buffer: The bytes of the stream, of which the first row of values is the next afterwards.
  ///   - source: The same bytes, where they can be read twice.
  ///   - options: How to read the text.
  /// - Throws: As ``CSVStream/format()``.
  static func found(
    in buffer: inout StreamBuffer, _ source: () -> StoredBytes?, _ options: CSVOptions
  ) throws -> StreamLayout {
    while true {
      try buffer.fill()
      let beginning = Array(buffer.bytes[..<buffer.unread.upperBound])
      if let found = try ofRecords(beginning, &buffer, source, options) { return found }
      try options.requireNoTable(of: "separated values")
      // A second row that is so long is not waited for, as in a whole read.
      let isLong = buffer.isFull && buffer.capacity > 2 * options.maximumFieldByteCount
      if buffer.isAtEnd || isLong || isShown(by: beginning, options) {
        var sniffer = CSVSniffer(
          StoredBytes(beginning, name: buffer.input.name), options, isPrefix: !buffer.isAtEnd)
        let layout = try sniffer.layout()
        try options.requireColumns(among: layout.names)
        buffer.use(upTo: layout.dataStart)
        buffer.endLines(with: layout.newline)
        return StreamLayout(layout: layout, header: layout.header.map { Array(beginning[$0]) })
      }
      if buffer.isFull { try buffer.grow() }
    }
  }

  /// The layout, if the input begins like one of JSON objects, of which separated values are made from there on.
  private static func ofRecords(
    _ beginning: [UInt8], _ buffer: inout StreamBuffer, _ source: () -> StoredBytes?, _ options: CSVOptions
  ) throws -> StreamLayout? {
    let input = buffer.input
    guard options.separator == nil, !beginning.isEmpty,
      let form = JSONRecords.form(of: beginning, name: input.name)
    else { return nil }
    try CSVSniffer.requireText(beginning, input.name)
    try options.requireNoLayout(of: "JSON lines")
    let read = JSONRecords(name: input.name, form: form, beginning: beginning, options.ofRecords) {
      try input.read(into: $0)
    }
    let records = try JSONRecordText.stream(read, source(), options.ofRecords)
    let layout = CSVLayout(records: records.names, records.places, options, rowByteCount: 1)
    try options.requireColumns(among: layout.names)
    // The names are known, so that the text goes on behind them.
    var names = [UInt8](repeating: 0, count: layout.dataStart)
    var done = 0
    while done < names.count {
      done += try names.withUnsafeMutableBytes { bytes in
        try records.read(into: UnsafeMutableRawBufferPointer(rebasing: bytes[done...]))
      }
    }
    buffer.replace(by: records)
    buffer.endLines(with: layout.newline)
    return StreamLayout(layout: layout, header: Array(RecordText.header(layout.names).dropLast()))
  }

  /// Whether there are two whole rows, whatever separates their fields, or one if it is no header.
  private static func isShown(by bytes: [UInt8], _ options: CSVOptions) -> Bool {
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
