import LogitFiles

/// Reads records as JSON objects, and says what is wrong with those that are none.
struct JSONObjectReader {
  private let records: JSONRecords
  private var scanner = JSONRecordScanner()
  /// Of each column, the last record that had it.
  private var stamps: [Int] = []
  private var recordNumber = 0

  init(_ records: JSONRecords) { self.records = records }

  /// The members of the last object that was read.
  var members: [JSONRecordScanner.Member] { scanner.members }

  /// Reads a record.
  ///
  /// - Throws: ``DataError/wrongEntry(path:line:place:expected:found:remedy:)``.
  mutating func read(_ record: JSONRecords.Record) throws(DataError) {
    let bytes = records.bytes
    let valid = bytes[record.range].withUnsafeBytes { $0.utf8PrefixCount }
    if valid < record.range.count {
      let place = record.range.lowerBound + valid
      let (line, byte) = records.position(of: place, in: record)
      let likely = TextEncoding.likely(bytes[place..<record.range.upperBound])
      throw .wrongEntry(
        path: records.name, line: line, place: byte, expected: "UTF-8",
        found: likely.string(bytes[place..<record.range.upperBound].prefix(20)),
        remedy: "convert the file: iconv -f \(likely == .windows1252 ? "CP1252" : "LATIN1") -t UTF-8")
    }
    do throws(JSONRecordScanner.Fault) {
      try scanner.scan(bytes, record.range)
    } catch {
      throw self.error(
        record, at: error.place, expected: error.expected, found: error.found, remedy: error.remedy)
    }
    recordNumber += 1
  }

  /// Notes that the last object has a column.
  ///
  /// - Throws: ``DataError/wrongEntry(path:line:place:expected:found:remedy:)`` if it has it twice.
  mutating func note(
    _ column: Int, _ member: JSONRecordScanner.Member, in record: JSONRecords.Record
  ) throws(DataError) {
    while stamps.count <= column { stamps.append(0) }
    if stamps[column] == recordNumber {
      throw error(
        record, at: member.key.lowerBound - 1, expected: "each name once",
        found: "\(name(of: member)) for the second time", remedy: "rename or remove one of them")
    }
    stamps[column] = recordNumber
  }

  /// The name of a member of the last object.
  func name(of member: JSONRecordScanner.Member) -> String {
    String(decoding: JSONColumns.key(member, in: records.bytes), as: UTF8.self)
  }

  /// The error for an object or array where a value is needed.
  func nested(_ member: JSONRecordScanner.Member, in record: JSONRecords.Record) -> DataError {
    let name = name(of: member)
    let isArray = records.bytes[member.value.lowerBound] == UInt8(ascii: "[")
    return error(
      record, at: member.value.lowerBound, expected: "one value for \"\(name.shortened)\"",
      found: isArray ? "an array" : "an object",
      remedy: "leave the column out, or make columns of its values first, for example with jq")
  }

  /// What is wrong at a place of a record.
  func error(
    _ record: JSONRecords.Record, at place: Int, expected: String, found: String?, remedy: String
  ) -> DataError {
    let (line, byte) = records.position(of: place, in: record)
    let rest = records.bytes[min(place, record.range.upperBound)..<record.range.upperBound].prefix(40)
    let characters = rest.isEmpty ? "the end" : String(decoding: rest, as: UTF8.self)
    return .wrongEntry(
      path: records.name, line: line, place: byte, expected: expected, found: found ?? characters,
      remedy: remedy)
  }

  /// A record as it stands, for a message.
  func text(of record: JSONRecords.Record) -> String {
    String(decoding: records.bytes[record.range], as: UTF8.self)
  }
}
