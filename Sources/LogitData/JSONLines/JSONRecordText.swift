import LogitFiles

/// JSON objects as separated values, made as they are asked for.
///
/// The text is what a reader of CSV takes; see ``RecordText``. In a stream, an object that cannot be a row
/// becomes a row that cannot be read, and ``places`` says why.
final class JSONRecordText {
  /// The names of the columns.
  var names: [String] { columns.names }
  /// Where the rows come from.
  let places = RecordPlaces(.line)

  private let records: JSONRecords
  private let options: RecordOptions
  private let columns: JSONColumns
  private let isStrict: Bool
  private var reader: JSONObjectReader
  /// The member of each column in the row at hand; -1 for none.
  private var fields: [Int]
  private var row = 0
  /// The columns that are needed and were in no record yet.
  private var unseen: Set<Int> = []
  /// Text that was made and not taken yet.
  private var pending: [UInt8]
  private var taken = 0

  /// The most bytes that are made ahead.
  private static let pendingByteCount = 1 << 18

  /// - Parameters:
  ///   - records: The records, none of which was taken.
  ///   - columns: The columns.
  ///   - isStrict: Whether a record that is no row ends the text with an error.
  init(_ records: JSONRecords, _ columns: JSONColumns, _ options: RecordOptions, isStrict: Bool) {
    (self.records, self.columns, self.options, self.isStrict) = (records, columns, options, isStrict)
    reader = JSONObjectReader(records)
    fields = [Int](repeating: -1, count: columns.count)
    pending = RecordText.header(columns.names)
  }

  /// Begins a stream, the columns of which are those of its first object, and those that are needed: later
  /// ones are not known yet.
  ///
  /// - Throws: ``DataError/missingColumns(names:known:)`` if the first object has none of those needed, and as
  ///   ``JSONRecords/next(waits:)``.
  convenience init(streaming records: JSONRecords, _ options: RecordOptions) throws {
    var reader = JSONObjectReader(records)
    var faulty: [(line: Int, fault: RecordPlaces.Fault)] = []
    while let record = try records.next() {
      do throws(DataError) {
        try reader.read(record)
      } catch {
        faulty.append((record.line, RecordPlaces.Fault(error: error, text: reader.text(of: record))))
        continue
      }
      var columns = JSONColumns()
      for member in reader.members where columns.column(member, in: records.bytes, hint: columns.count) == nil
      {
        _ = columns.add(JSONColumns.key(member, in: records.bytes))
      }
      let needed = (options.neededColumns ?? []).sorted()
      let absent = needed.filter { !columns.names.contains($0) }
      if !needed.isEmpty, absent.count == needed.count {
        throw DataError.missingColumns(names: absent, known: columns.names)
      }
      let own = columns.count
      for name in absent { _ = columns.add(Array(name.utf8)) }
      self.init(records, columns, options, isStrict: false)
      unseen = Set(own..<columns.count)
      for (line, fault) in faulty { appendUnreadable(line: line, fault) }
      try append(record)
      return
    }
    if let first = faulty.first { throw first.fault.error }
    throw DataError.emptyFile(path: records.name)
  }

  /// Fills the front of a buffer with the text that follows: all that is at hand and fits, and at least a
  /// part of a row.
  ///
  /// - Returns: How many bytes they are; 0 at the end.
  /// - Throws: As ``JSONSurvey/init(_:_:passesFaults:)``, and ``DataError/missingColumns(names:known:)`` at
  ///   the end if a column that is needed was in no record.
  func read(into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
    if taken == pending.count { try make() }
    let count = min(buffer.count, pending.count - taken)
    pending.withUnsafeBytes {
      buffer.copyMemory(from: UnsafeRawBufferPointer(rebasing: $0[taken..<taken + count]))
    }
    taken += count
    return count
  }

  /// Whether the next ``read(into:)`` would return at once.
  var isReady: Bool { taken < pending.count || records.isDone }

  /// Makes the text of the records at hand, waiting for the first.
  private func make() throws {
    pending.removeAll(keepingCapacity: true)
    taken = 0
    var waits = true
    while pending.count < Self.pendingByteCount, let record = try records.next(waits: waits) {
      try append(record)
      waits = false
    }
    guard waits, !unseen.isEmpty else { return }
    throw DataError.missingColumns(
      names: unseen.sorted().map { names[$0] },
      known: names.indices.filter { !unseen.contains($0) }.map { names[$0] })
  }

  // MARK: - Rows

  private func append(_ record: JSONRecords.Record) throws {
    do throws(DataError) {
      try reader.read(record)
      try findFields(record)
    } catch {
      if isStrict { throw error }
      appendUnreadable(
        line: record.line, RecordPlaces.Fault(error: error, text: reader.text(of: record)))
      return
    }
    places.note(row: row, line: record.line)
    row += 1
    let (start, bytes) = (pending.count, records.bytes)
    for column in fields.indices {
      if column > 0 { pending.append(RecordText.comma) }
      if fields[column] >= 0 { append(reader.members[fields[column]], bytes) }
    }
    RecordText.endRow(from: start, in: &pending)
  }

  private func appendUnreadable(line: Int, _ fault: RecordPlaces.Fault) {
    places.note(row: row, line: line)
    places.note(row: row, fault)
    row += 1
    pending += RecordText.unreadableRow(columnCount: columns.count)
  }

  /// Finds which member belongs in which column.
  private func findFields(_ record: JSONRecords.Record) throws(DataError) {
    for column in fields.indices { fields[column] = -1 }
    for (index, member) in reader.members.enumerated() {
      guard let column = columns.column(member, in: records.bytes, hint: index) else {
        throw reader.error(
          record, at: member.key.lowerBound - 1,
          expected: "one of the names of the first row", found: reader.name(of: member).shortened,
          remedy:
            "give the file by its name, so that all its names are known, or write the name in the first "
            + "row, too, with null")
      }
      try reader.note(column, member, in: record)
      if member.kind == .nested, options.refusesNested(in: columns.names[column]) {
        throw reader.nested(member, in: record)
      }
      fields[column] = index
      if !unseen.isEmpty { unseen.remove(column) }
    }
  }

  private func append(_ member: JSONRecordScanner.Member, _ bytes: [UInt8]) {
    switch member.kind {
    case .null: break
    case .truth, .number: pending += bytes[member.value]
    case .text(isEscaped: false):
      // Without escapes there are no quotes in it.
      pending.append(RecordText.quote)
      pending += bytes[member.value]
      pending.append(RecordText.quote)
    case .text(isEscaped: true):
      RecordText.append(text: JSONRecordScanner.unescaped(bytes[member.value]), to: &pending)
    case .nested:
      pending.append(RecordText.nestedMark)
      // Ends of line between its parts are blanks as well.
      let blanked = bytes[member.value].map { $0 == RecordText.lineFeed || $0 == 0x0D ? 0x20 : $0 }
      RecordText.append(text: blanked, to: &pending)
    }
  }
}

extension JSONRecordText {
  /// A text of JSON as separated values.
  ///
  /// - Parameters:
  ///   - source: The text, decompressed.
  ///   - form: How the objects stand in it.
  ///   - options: How values are read.
  /// - Throws: As ``JSONSurvey/init(_:_:passesFaults:)``, ``DataError/emptyFile(path:)``, or
  ///   `FileError.outOfMemory(source:limit:)`.
  static func whole(
    _ source: StoredBytes, _ form: JSONRecords.Form, _ options: RecordOptions
  ) throws -> RecordTable {
    let survey = try JSONSurvey(JSONRecords(source, form: form, options), options)
    guard survey.rowCount > 0 else { throw DataError.emptyFile(path: source.name) }
    guard survey.columns.count > 0 else {
      throw DataError.wrongEntry(
        path: source.name, line: 1, place: 1, expected: "an object with names and values", found: "{}",
        remedy: "write each row as an object with the names of its columns")
    }
    let records = JSONRecords(source, form: form, options)
    let text = JSONRecordText(records, survey.columns, options, isStrict: true)
    let bytes = try StoredBytes(name: source.name, within: options.memory) { try text.read(into: $0) }
    return RecordTable(
      text: bytes, names: text.names, types: survey.types, places: text.places, rowCount: survey.rowCount)
  }

  /// Begins the stream of a text.
  ///
  /// - Parameters:
  ///   - records: The records, none of which was taken.
  ///   - source: The same text, if it can be read twice: then the names of all its rows are known.
  static func stream(
    _ records: JSONRecords, _ source: StoredBytes?, _ options: RecordOptions
  ) throws -> JSONRecordText {
    guard let source else { return try JSONRecordText(streaming: records, options) }
    let survey = try JSONSurvey(
      JSONRecords(source, form: records.form, options), options, passesFaults: true)
    guard survey.columns.count > 0 else { return try JSONRecordText(streaming: records, options) }
    return JSONRecordText(records, survey.columns, options, isStrict: false)
  }
}
