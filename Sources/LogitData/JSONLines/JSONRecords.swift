import LogitFiles

/// Divides a text of JSON into the objects that are its rows: one a line, or the elements of one array.
final class JSONRecords {
  /// How the objects stand in the text.
  enum Form: Sendable {
    /// Each in a line.
    case lines
    /// In an array.
    case array
  }

  /// A record that has not been looked into yet.
  struct Record {
    /// Where it is in ``bytes``, without blanks around it.
    let range: Range<Int>
    /// The line that it begins in, counted from 1.
    let line: Int
    /// Where its line begins in ``bytes``; it may be before them.
    let lineStart: Int
  }

  /// What is expected next in an array.
  private enum Expected { case opening, firstElement, separator, element, nothing }

  private static let blockByteCount = 1 << 18

  /// What messages call the text.
  let name: String
  let form: Form
  /// The part of the text that is at hand.
  private(set) var bytes: [UInt8]
  private let fetch: (UnsafeMutableRawBufferPointer) throws -> Int
  private let options: RecordOptions
  private var isAtEnd = false
  private var isBegun = false
  /// Where the first byte is that no record was made of.
  private var place = 0
  private var line = 1
  private var lineStart = 0
  /// Up to where the bytes behind ``place`` were looked at for the end of a record.
  private var scanned = 0
  private var expected = Expected.opening
  private var element = ElementEnd()

  /// - Parameters:
  ///   - name: What messages call the text.
  ///   - beginning: The first bytes, if they were read already.
  ///   - options: What limits the size of a record.
  ///   - fetch: Fills the front of a buffer with the bytes that follow; returns 0 at the end.
  init(
    name: String, form: Form, beginning: [UInt8] = [], _ options: RecordOptions,
    fetch: @escaping (UnsafeMutableRawBufferPointer) throws -> Int
  ) {
    (self.name, self.form, bytes, self.options, self.fetch) = (name, form, beginning, options, fetch)
  }

  /// The records of bytes that can be read twice, which may be compressed.
  convenience init(_ source: StoredBytes, form: Form, _ options: RecordOptions) {
    let stream = ByteStream(source, within: options.memory)
    self.init(name: source.name, form: form, options) { try stream.read(into: $0) }
  }

  /// Passes over a byte order mark.
  private func begin() throws {
    while bytes.count < RowLayout.mark.count, try refill() {}
    if bytes.starts(with: RowLayout.mark) { (place, scanned, lineStart) = (3, 3, 3) }
    isBegun = true
  }

  /// The next record, which is there until the one after it is asked for.
  ///
  /// - Parameter waits: Whether to read on if no record is at hand; otherwise `nil` says that none is.
  /// - Returns: `nil` at the end.
  /// - Throws: ``DataError/wrongEntry(path:line:place:expected:found:remedy:)`` for what stands between the
  ///   elements of an array, ``DataError/fieldTooLong(path:line:limit:)``, or what reading throws.
  func next(waits: Bool = true) throws -> Record? {
    if !isBegun { try begin() }
    while true {
      if let record = try form == .lines ? takeLine() : takeElement() { return record }
      if isAtEnd || !waits { return nil }
      _ = try refill()
    }
  }

  /// Whether all records were taken.
  var isDone: Bool { isAtEnd && place >= bytes.count }

  /// The byte, counted from 1 within its line, and the line of a place in a record.
  func position(of place: Int, in record: Record) -> (line: Int, byte: Int) {
    var (line, start) = (record.line, record.lineStart)
    for index in record.range.lowerBound..<max(record.range.lowerBound, min(place, bytes.count))
    where bytes[index] == RecordText.lineFeed {
      line += 1
      start = index + 1
    }
    return (line, place - start + 1)
  }

  // MARK: - Lines

  private func takeLine() throws -> Record? {
    while place < bytes.count {
      let found = bytes[scanned...].firstIndex(of: RecordText.lineFeed)
      guard let end = found ?? (isAtEnd ? bytes.count : nil) else {
        scanned = bytes.count
        return nil
      }
      let record = Record(range: trimmed(place..<end), line: line, lineStart: lineStart)
      place = min(end + 1, bytes.count)
      (scanned, lineStart) = (place, place)
      line += 1
      if !record.range.isEmpty { return record }
    }
    return nil
  }

  private func trimmed(_ range: Range<Int>) -> Range<Int> {
    var (start, end) = (range.lowerBound, range.upperBound)
    while start < end, Self.isBlank(bytes[start]) { start += 1 }
    while end > start, Self.isBlank(bytes[end - 1]) { end -= 1 }
    return start..<end
  }

  private static func isBlank(_ byte: UInt8) -> Bool {
    byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D
  }

  // MARK: - Elements

  private func takeElement() throws -> Record? {
    while true {
      if !element.isBegun { try skipToElement() }
      guard place < bytes.count else {
        if isAtEnd && expected != .nothing { throw wrong("] at the end of the array", found: "the end") }
        return nil
      }
      while scanned < bytes.count {
        let isEnd = element.ends(with: bytes[scanned])
        scanned += 1
        guard isEnd else { continue }
        let record = Record(range: place..<scanned, line: line, lineStart: lineStart)
        pass(to: scanned)
        (element, expected) = (ElementEnd(), .separator)
        return record
      }
      if isAtEnd { throw wrong("an object with all its brackets", found: "the end of the text") }
      return nil
    }
  }

  /// Goes on to the first byte of an element, or to the end of the bytes.
  private func skipToElement() throws {
    while place < bytes.count {
      let byte = bytes[place]
      if Self.isBlank(byte) {
        pass(to: place + 1)
        continue
      }
      switch (expected, byte) {
      case (.opening, UInt8(ascii: "[")): expected = .firstElement
      case (.separator, UInt8(ascii: ",")): expected = .element
      case (.firstElement, UInt8(ascii: "]")), (.separator, UInt8(ascii: "]")): expected = .nothing
      case (.firstElement, UInt8(ascii: "{")), (.element, UInt8(ascii: "{")):
        scanned = place
        return
      case (.separator, _): throw wrong("a comma or ] behind the object")
      case (.nothing, _): throw wrong("nothing behind the array")
      default: throw wrong("an object such as {\"a\": 1}")
      }
      pass(to: place + 1)
    }
  }

  /// Passes over bytes, counting lines.
  private func pass(to end: Int) {
    for index in place..<end where bytes[index] == RecordText.lineFeed {
      line += 1
      lineStart = index + 1
    }
    (place, scanned) = (end, end)
  }

  private func wrong(_ expected: String, found: String? = nil) -> DataError {
    let characters = String(decoding: bytes[min(place, bytes.count)...].prefix(40), as: UTF8.self)
    return .wrongEntry(
      path: name, line: line, place: place - lineStart + 1, expected: expected, found: found ?? characters,
      remedy: "write one array of objects, or one object a line (jq -c '.[]' does that)")
  }

  // MARK: - Bytes

  /// Reads on; returns whether there was more.
  @discardableResult
  private func refill() throws -> Bool {
    let kept = bytes.count - place
    let limit = options.maximumByteCount
    if kept > limit { throw DataError.fieldTooLong(path: name, line: line, limit: limit) }
    try options.memory.require(max(kept, Self.blockByteCount), for: name)
    if place > 0 {
      bytes.removeFirst(place)
      (scanned, lineStart, place) = (scanned - place, lineStart - place, 0)
    }
    // A record that is longer than a block is read in larger ones, so that it is not moved too often.
    let wanted = max(Self.blockByteCount, kept)
    let before = bytes.count
    bytes.append(contentsOf: repeatElement(0, count: wanted))
    let count = try bytes.withUnsafeMutableBytes { all in
      try fetch(UnsafeMutableRawBufferPointer(rebasing: all[before...]))
    }
    bytes.removeLast(wanted - count)
    if count == 0 { isAtEnd = true }
    return count > 0
  }
}

/// Finds where an object ends, by its brackets and quotes.
private struct ElementEnd {
  private var depth = 0
  private var isQuoted = false
  private var isEscaped = false

  var isBegun: Bool { depth > 0 }

  /// Takes the next byte; returns whether the object ends with it.
  @inline(__always)
  mutating func ends(with byte: UInt8) -> Bool {
    if isQuoted {
      if isEscaped {
        isEscaped = false
      } else if byte == UInt8(ascii: "\\") {
        isEscaped = true
      } else if byte == UInt8(ascii: "\"") {
        isQuoted = false
      }
      return false
    }
    switch byte {
    case UInt8(ascii: "\""): isQuoted = true
    case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
    case UInt8(ascii: "}"), UInt8(ascii: "]"):
      depth -= 1
      return depth == 0
    default: break
    }
    return false
  }
}
