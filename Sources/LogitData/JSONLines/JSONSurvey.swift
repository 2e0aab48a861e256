import LogitFiles

/// What columns JSON objects have, found by reading all of them.
struct JSONSurvey {
  /// The names, in the order in which they first appear.
  private(set) var columns = JSONColumns()
  private(set) var types: [RecordTypes] = []
  private(set) var rowCount = 0

  /// Reads all records.
  ///
  /// - Parameters:
  ///   - records: The records, none of which was taken.
  ///   - options: Which columns are used.
  ///   - passesFaults: Whether records that are no rows are passed over, since they are reported later.
  /// - Throws: ``DataError/wrongEntry(path:line:place:expected:found:remedy:)`` for the first record that is
  ///   no row, and as ``JSONRecords/next(waits:)``.
  init(_ records: JSONRecords, _ options: RecordOptions, passesFaults: Bool = false) throws {
    var reader = JSONObjectReader(records)
    while let record = try records.next() {
      do {
        try reader.read(record)
        try note(record, of: records, &reader, options, passesFaults: passesFaults)
        rowCount += 1
      } catch let error as DataError where passesFaults {
        // An error of the text as a whole ends it; one of a record is met again where it is read.
        guard case .wrongEntry = error else { throw error }
      }
    }
  }

  private mutating func note(
    _ record: JSONRecords.Record, of records: JSONRecords, _ reader: inout JSONObjectReader,
    _ options: RecordOptions, passesFaults: Bool
  ) throws {
    for (index, member) in reader.members.enumerated() {
      let column =
        columns.column(member, in: records.bytes, hint: index)
        ?? columns.add(JSONColumns.key(member, in: records.bytes))
      if column == types.count {
        types.append(RecordTypes())
        if column >= JSONColumns.mostColumns {
          throw DataError.wrongEntry(
            path: records.name, line: record.line, place: 1,
            expected: "at most \(JSONColumns.mostColumns) different names", found: "more",
            remedy: "write what differs from row to row as a value, not as a name")
        }
      }
      try reader.note(column, member, in: record)
      switch member.kind {
      case .null: break
      case .text: types[column].hasTexts = true
      case .truth, .number: types[column].hasOthers = true
      case .nested:
        types[column].hasTexts = true
        if !passesFaults, options.refusesNested(in: columns.names[column]) {
          throw reader.nested(member, in: record)
        }
      }
    }
  }
}
