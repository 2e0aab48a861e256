import Logit
import LogitFiles

/// Makes a column of a table of values that come some at a time.
struct ColumnarBuilder {
  /// The number of rows of a chunk.
  static let rowsPerChunk = 1 << 16

  /// Names the column.
  let name: String
  let type: ColumnarType
  private let memory: MemoryLimit
  private let path: String

  private var booleans = ColumnPieces<UInt8>(missing: ColumnChunk.missingBoolean)
  private var integers = ColumnPieces<Int64>(missing: ColumnChunk.missingInteger)
  private var singles = ColumnPieces<Float>(missing: .nan)
  private var doubles = ColumnPieces<Double>(missing: .nan)
  private var codes = ColumnPieces<Int32>(missing: ColumnChunk.missingCode)
  private var texts = TextCodes()
  private var moments: [Moment] = []
  private var codesOfMoments: [Moment: Int32] = [:]
  /// Whether a whole number did not fit, or texts are asked for, so that all are texts.
  private var hasDigits: Bool

  /// - Parameters:
  ///   - name: The column.
  ///   - type: What its values mean.
  ///   - path: The file, for messages.
  ///   - options: How much memory the process may take up, and whether whole numbers are asked for as texts.
  init(name: String, type: ColumnarType, path: String, options: CSVOptions) {
    (self.name, self.type, self.path, memory) = (name, type, path, options.memory)
    // Codes then are what they are in a text.
    hasDigits = type.kind == .integer && options.kinds[name] == .string
  }

  /// The number of rows so far.
  private(set) var rowCount = 0

  /// Adds rows.
  ///
  /// - Parameters:
  ///   - values: The values that are not missing, as ``converted(_:)`` made them.
  ///   - levels: For each row, 1 for a value and 0 for none; `nil` if there is one in each. As many are 1 as
  ///     there are values.
  /// - Throws: `FileError.outOfMemory(source:limit:)`.
  mutating func append(_ values: ColumnValues, levels: [UInt8]?) throws {
    let count = levels?.count ?? values.count
    guard levels.map({ $0.count { $0 != 0 } }) ?? count == values.count else {
      throw FileError.damaged(
        source: path, item: "the number of values of column \"\(name)\"",
        expected: "that of its rows that are not missing", found: "\(values.count) in \(count) rows",
        remedy: "the file is damaged, so fetch or make it again")
    }
    if count > 1 << 12 { try memory.require(count * MemoryLayout<Int64>.size, for: path) }
    rowCount += count
    switch values {
    case .booleans(let values): booleans.append(values, levels)
    case .singles(let values): singles.append(values, levels)
    case .doubles(let values): doubles.append(values, levels)
    case .codes(let values): codes.append(values, levels)
    case .integers(let values) where !hasDigits: integers.append(values, levels)
    case .integers, .digits:
      if !hasDigits { turnToDigits() }
      codes.append(digitCodes(values.digits), levels)
    }
  }

  /// Adds rows without values.
  mutating func appendMissing(_ count: Int) throws {
    var left = count
    while left > 0 {
      let part = min(left, Self.rowsPerChunk)
      try append(noValues, levels: [UInt8](repeating: 0, count: part))
      left -= part
    }
  }

  private var noValues: ColumnValues {
    switch type {
    case .boolean: .booleans([])
    case .integer: .integers([])
    case .decimal(let scale): scale > 0 ? .doubles([]) : .integers([])
    case .single: .singles([])
    case .empty, .double: .doubles([])
    case .text, .date, .time, .timestamp, .julianTimestamp, .uuid: .codes([])
    }
  }

  private mutating func turnToDigits() {
    hasDigits = true
    for piece in integers.all {
      let values = piece.filter { $0 != ColumnChunk.missingInteger }
      codes.append(
        digitCodes(values.map { "\($0)" }), piece.map { $0 == ColumnChunk.missingInteger ? 0 : 1 })
    }
    integers = ColumnPieces(missing: ColumnChunk.missingInteger)
  }

  private mutating func digitCodes(_ digits: [String]) -> [Int32] {
    var codes: [Int32] = []
    codes.reserveCapacity(digits.count)
    for text in digits { codes.append(texts.code(of: text)) }
    return codes
  }

  /// The column of all rows.
  func column() -> Column {
    switch type.kind {
    case .boolean: return Column(name: name, kind: .boolean, chunks: booleans.all.map { .boolean($0) })
    case .integer where !hasDigits:
      return Column(name: name, kind: .integer, chunks: integers.all.map { .integer($0) })
    case .numeric where type == .single:
      return Column(name: name, kind: .numeric, chunks: singles.all.map { .single($0) })
    case .numeric: return Column(name: name, kind: .numeric, chunks: doubles.all.map { .numeric($0) })
    case .integer, .string:
      var dictionary = texts.texts
      if let form = type.moments {
        let writer = MomentText(form, for: moments)
        dictionary = moments.map { writer.text(of: $0) }
      }
      let (pieces, used) = Self.inOrder(codes.all, dictionary)
      return Column(name: name, kind: .string, chunks: pieces.map { .string($0) }, dictionary: used)
    }
  }

  /// The texts that occur, in the order in which they do first, and their codes. A file's dictionary can have
  /// others, and any order.
  private static func inOrder(
    _ pieces: [[Int32]], _ dictionary: [String]
  ) -> (pieces: [[Int32]], dictionary: [String]) {
    var places = [Int32](repeating: -1, count: dictionary.count)
    var used: [String] = []
    var isInOrder = true
    for piece in pieces {
      for code in piece where code >= 0 && places[Int(code)] < 0 {
        isInOrder = isInOrder && Int(code) == used.count
        places[Int(code)] = Int32(truncatingIfNeeded: used.count)
        used.append(dictionary[Int(code)])
      }
    }
    if isInOrder { return (pieces, used) }
    return (pieces.map { $0.map { $0 < 0 ? $0 : places[Int($0)] } }, used)
  }
}

// MARK: - From what a file stores

extension ColumnarBuilder {
  /// Values as the column holds them. Empty texts are missing ones, as in all other formats of tables.
  ///
  /// - Parameter values: What the file stores, in the form that the column's type has.
  /// - Returns: As many values; an empty text has the code of a missing one.
  /// - Throws: ``DataError/unreadableColumn(path:column:found:canLeaveOut:)`` if bytes are no text, or
  ///   `FileError.damaged(source:item:expected:found:remedy:)` if a value has another size than its type.
  mutating func converted(_ values: ColumnarValues) throws -> ColumnValues {
    switch (type, values) {
    case (.boolean, .booleans(let values)): return .booleans(values)
    case (.single, .singles(let values)): return .singles(values)
    case (.double, .doubles(let values)): return .doubles(values)
    case (.integer(let isSigned), .integers(let values)):
      if isSigned ? !values.contains(ColumnChunk.missingInteger) : !values.contains(where: { $0 < 0 }) {
        return .integers(values)
      }
      return .digits(values.map { isSigned ? "\($0)" : "\(UInt64(bitPattern: $0))" })
    case (.text, .bytes(let strings)): return .codes(try textCodes(strings))
    case (.decimal(let scale), .integers(let values)) where scale > 0:
      return .doubles(values.map { DecimalDigits.number($0, scale: scale) })
    case (.decimal(let scale), .integers(let values)):
      return wholes(values.map { Optional($0) }, scale) { "\(values[$0])" }
    case (.decimal(let scale), .bytes(let strings)): return try decimals(strings, scale)
    case (.date, .integers(let values)): return .codes(momentCodes(values) { Moment(days: $0) })
    case (.time(let unit), .integers(let values)), (.timestamp(let unit, _), .integers(let values)):
      return .codes(momentCodes(values) { Moment($0, unit) })
    case (.julianTimestamp, .bytes(let strings)): return .codes(julianCodes(strings))
    case (.uuid, .bytes(let strings)): return .codes(identifierCodes(strings))
    default: return noValues
    }
  }

  private mutating func textCodes(_ strings: ByteStrings) throws -> [Int32] {
    var codes: [Int32] = []
    codes.reserveCapacity(strings.ranges.count)
    try strings.withEach { bytes in
      guard let text = String(validating: bytes, as: UTF8.self) else {
        throw DataError.unreadableColumn(
          path: path, column: name, found: "bytes that are no text in UTF-8", canLeaveOut: true)
      }
      codes.append(texts.code(of: text.isEmpty ? nil : text))
    }
    return codes
  }

  /// Whole numbers times a power of ten.
  private func wholes(_ values: [Int64?], _ scale: Int, _ digits: (Int) -> String) -> ColumnValues {
    if scale == 0, !values.contains(where: { $0 == nil || $0 == ColumnChunk.missingInteger }) {
      return .integers(values.map { $0 ?? 0 })
    }
    let texts = values.indices.map { DecimalDigits.whole(digits($0), scale: scale) }
    let small = texts.map { Int64($0) }
    return small.contains { $0 == nil || $0 == ColumnChunk.missingInteger }
      ? .digits(texts) : .integers(small.map { $0 ?? 0 })
  }

  private func decimals(_ strings: ByteStrings, _ scale: Int) throws -> ColumnValues {
    if let long = strings.ranges.first(where: { $0.count > DecimalDigits.mostBytes }) {
      throw FileError.damaged(
        source: path, item: "a decimal number of column \"\(name)\"",
        expected: "of at most \(DecimalDigits.mostBytes) bytes", found: "of \(long.count)",
        remedy: "the file is damaged, so fetch or make it again")
    }
    let values = strings.ranges.map { DecimalDigits.integer(strings.bytes[$0]) }
    guard scale > 0 else {
      return wholes(values, scale) { DecimalDigits.text(strings.bytes[strings.ranges[$0]]) }
    }
    return .doubles(
      values.indices.map { index in
        values[index].map { DecimalDigits.number($0, scale: scale) }
          ?? DecimalDigits.number(DecimalDigits.text(strings.bytes[strings.ranges[index]]), scale: scale)
      })
  }

  private mutating func julianCodes(_ strings: ByteStrings) -> [Int32] {
    var codes: [Int32] = []
    strings.withEach { bytes in
      guard bytes.count == 12 else { return }
      let nanoseconds = Int64(littleEndian: bytes.loadUnaligned(as: Int64.self))
      let day = Int32(littleEndian: bytes.loadUnaligned(fromByteOffset: 8, as: Int32.self))
      codes.append(code(of: Moment(julianDay: Int64(day), nanosecondsOfDay: nanoseconds)))
    }
    return codes
  }

  private mutating func identifierCodes(_ strings: ByteStrings) -> [Int32] {
    var codes: [Int32] = []
    strings.withEach { bytes in
      var text = ""
      for (index, byte) in bytes.enumerated() {
        if [4, 6, 8, 10].contains(index) { text += "-" }
        text += byte < 16 ? "0" : ""
        text += String(byte, radix: 16)
      }
      codes.append(texts.code(of: text))
    }
    return codes
  }

  private mutating func momentCodes(_ values: [Int64], _ moment: (Int64) -> Moment) -> [Int32] {
    var codes: [Int32] = []
    codes.reserveCapacity(values.count)
    for value in values { codes.append(code(of: moment(value))) }
    return codes
  }

  private mutating func code(of moment: Moment) -> Int32 {
    if let code = codesOfMoments[moment] { return code }
    let code = Int32(truncatingIfNeeded: moments.count)
    codesOfMoments[moment] = code
    moments.append(moment)
    return code
  }
}
