import Logit

/// Reads sparse rows from the text of a file, line by line.
struct SparseReader {
  private let name: String
  /// The number of the first column, if it was said.
  private let saidIndex: Int?
  private var starts = [0]
  private var places: [Int32] = []
  private var values: [Double] = []
  private var labels: [Double] = []
  private var queriedCount = 0
  /// The smallest number of a column, and the largest.
  private var least = Int.max
  private var largest = -1
  private var line = 0

  init(name: String, firstIndex: Int?) { (self.name, saidIndex) = (name, firstIndex) }

  /// Reads a whole text.
  mutating func read(_ text: UnsafeRawBufferPointer) throws {
    var start = line == 0 && text.starts(with: SparseLine.byteOrderMark) ? SparseLine.byteOrderMark.count : 0
    while start < text.count {
      var end = start
      while end < text.count, text[end] != UInt8(ascii: "\n") { end += 1 }
      line += 1
      try readLine(UnsafeRawBufferPointer(rebasing: text[start..<end]))
      start = end + 1
    }
  }

  private mutating func readLine(_ bytes: UnsafeRawBufferPointer) throws {
    var line = SparseLine(bytes)
    guard let label = line.nextToken() else { return }
    labels.append(try self.label(label, line))
    var (last, isQueried) = (-1, false)
    while let token = line.nextToken() {
      guard let colon = line.firstColon(in: token) else {
        throw wrong(
          token.lowerBound, "an entry, the number of a column, a colon and a value", line.text(token),
          "write it as 12:0.5, or put a comment behind #")
      }
      if line.isQuery(token.lowerBound..<colon) {
        isQueried = true
        continue
      }
      let index = try index(token.lowerBound..<colon, after: last, line)
      let value = try number(colon + 1..<token.upperBound, "a finite number", line)
      last = index
      (least, largest) = (min(least, index), max(largest, index))
      // A zero that is written out is one like any other.
      guard value != 0 else { continue }
      places.append(Int32(index))
      values.append(value)
    }
    if isQueried { queriedCount += 1 }
    starts.append(places.count)
  }

  private func label(_ range: Range<Int>, _ line: SparseLine) throws -> Double {
    if line.contains(UInt8(ascii: ","), in: range) {
      throw wrong(
        range.lowerBound, "one label", line.text(range),
        "make a file for each label of rows with several, since a row has one class here")
    }
    if line.firstColon(in: range) != nil {
      throw wrong(
        range.lowerBound, "a label before the first entry", line.text(range),
        "begin the line with the row's class, or with 0 where it is not known")
    }
    return try number(range, "a label that is a number", line)
  }

  private func index(_ range: Range<Int>, after last: Int, _ line: SparseLine) throws -> Int {
    guard let index = line.wholeNumber(range), index <= SparseMatrix.largestCount else {
      throw wrong(
        range.lowerBound, "the number of a column, from 0 to \(SparseMatrix.largestCount)", line.text(range),
        "write a whole number before the colon")
    }
    if let saidIndex, index < saidIndex {
      throw wrong(
        range.lowerBound, "the number of a column, counted from \(saidIndex)", line.text(range),
        "count columns from \(saidIndex), or read the file as one that counts from 0")
    }
    guard index > last else {
      throw wrong(
        range.lowerBound, "a column after \(last)", line.text(range),
        index == last
          ? "add up the values of a column that comes twice"
          : "sort the entries of each line by their columns")
    }
    return index
  }

  private func number(_ range: Range<Int>, _ expected: String, _ line: SparseLine) throws -> Double {
    guard let number = line.number(range), number.isFinite else {
      throw wrong(range.lowerBound, expected, line.text(range), "correct it, or leave the entry out")
    }
    return number
  }

  private func wrong(_ place: Int, _ expected: String, _ found: String, _ remedy: String) -> DataError {
    .wrongEntry(path: name, line: line, place: place + 1, expected: expected, found: found, remedy: remedy)
  }

  /// What was read.
  mutating func dataset(columnCount: Int?) throws -> SparseDataset {
    guard !labels.isEmpty else { throw DataError.emptyFile(path: name) }
    let first = saidIndex ?? (least == 0 ? 0 : 1)
    let shift = Int32(first)
    places.withUnsafeMutableBufferPointer { places in
      for index in places.indices { places[index] -= shift }
    }
    let found = max(largest - first + 1, 0)
    if let columnCount {
      try LogitError.require(
        columnCount >= found && columnCount <= SparseMatrix.largestCount, "number of columns", columnCount,
        "no less than the \(found) of \(name), and at most \(SparseMatrix.largestCount)")
    }
    let matrix = SparseMatrix(
      checked: starts, places, Self.shortest(values), columnCount ?? found)
    return SparseDataset(
      matrix: matrix, labels: labels, firstIndex: first, queriedRowCount: queriedCount)
  }

  /// The rows that were read since the last time, where the number of the first column was said; `nil` for none.
  /// Lines go on being counted.
  mutating func takeRows() -> SparseDataset? {
    guard !labels.isEmpty else { return nil }
    defer {
      (starts, queriedCount) = ([0], 0)
      places.removeAll(keepingCapacity: true)
      values.removeAll(keepingCapacity: true)
      labels.removeAll(keepingCapacity: true)
    }
    let first = saidIndex ?? 0
    if first > 0 { for index in places.indices { places[index] -= Int32(first) } }
    return SparseDataset(
      matrix: SparseMatrix(checked: starts, places, .double(values), largest + 1 - min(first, largest + 1)),
      labels: labels, firstIndex: first, queriedRowCount: queriedCount)
  }

  /// The values in single precision, if it holds all of them as they are.
  static func shortest(_ values: [Double]) -> SparseMatrix.Values {
    let isSingle = values.withUnsafeBufferPointer { $0.allSatisfy { Double(Float($0)) == $0 } }
    return isSingle ? .float(values.map { Float($0) }) : .double(values)
  }
}

/// The tokens of a line, up to a comment.
struct SparseLine {
  /// What some editors write before the first byte of a text in UTF-8.
  static let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]

  private let bytes: UnsafeRawBufferPointer
  private var next = 0

  init(_ bytes: UnsafeRawBufferPointer) { self.bytes = bytes }

  /// The place of the next token; `nil` at the end or a comment.
  mutating func nextToken() -> Range<Int>? {
    while next < bytes.count, Self.isSpace(bytes[next]) { next += 1 }
    guard next < bytes.count, bytes[next] != UInt8(ascii: "#") else { return nil }
    let start = next
    while next < bytes.count, !Self.isSpace(bytes[next]), bytes[next] != UInt8(ascii: "#") { next += 1 }
    return start..<next
  }

  private static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0D).contains(byte) }

  func firstColon(in range: Range<Int>) -> Int? { range.first { bytes[$0] == UInt8(ascii: ":") } }

  func contains(_ byte: UInt8, in range: Range<Int>) -> Bool { range.contains { bytes[$0] == byte } }

  /// Whether this is `qid`.
  func isQuery(_ range: Range<Int>) -> Bool {
    range.count == 3 && bytes[range].elementsEqual("qid".utf8)
  }

  func text(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }

  /// A whole number of digits only.
  func wholeNumber(_ range: Range<Int>) -> Int? {
    guard !range.isEmpty, range.count <= 18 else { return nil }
    var number = 0
    for place in range {
      let digit = bytes[place] &- UInt8(ascii: "0")
      guard digit < 10 else { return nil }
      number = number * 10 + Int(digit)
    }
    return number
  }

  /// A decimal number, rounded once.
  func number(_ range: Range<Int>) -> Double? {
    var place = range.lowerBound
    var isNegative = false
    if place < range.upperBound, bytes[place] == UInt8(ascii: "-") || bytes[place] == UInt8(ascii: "+") {
      isNegative = bytes[place] == UInt8(ascii: "-")
      place += 1
    }
    var (digits, decimals, mantissa) = (0, 0, 0)
    var (hasPoint, hasDigit) = (false, false)
    while place < range.upperBound {
      let digit = bytes[place] &- UInt8(ascii: "0")
      if digit < 10 {
        // More digits than a whole number in double precision has are left to the general way.
        if digits > 15 { return general(range) }
        mantissa = mantissa * 10 + Int(digit)
        digits += mantissa > 0 ? 1 : 0
        hasDigit = true
        decimals += hasPoint ? 1 : 0
      } else if bytes[place] == UInt8(ascii: "."), !hasPoint {
        hasPoint = true
      } else {
        return general(range)
      }
      place += 1
    }
    guard mantissa < 1 << 53, decimals < Self.powers.count else { return general(range) }
    // A sign or a point alone is no number.
    guard hasDigit else { return nil }
    let number = Double(mantissa) / Self.powers[decimals]
    return isNegative ? -number : number
  }

  /// The powers of ten that double precision holds.
  private static let powers: [Double] = (0...22).map { (0..<$0).reduce(1.0) { power, _ in power * 10 } }

  /// Decimal numbers of any form; none in hexadecimal digits.
  private func general(_ range: Range<Int>) -> Double? {
    let isDecimal = bytes[range].allSatisfy { (0x30...0x39).contains($0) || "+-.eE".utf8.contains($0) }
    return isDecimal ? Double(text(range)) : nil
  }

  /// Whether a text begins with a line of a label and entries.
  static func looksSparse(_ start: [UInt8]) -> Bool {
    let mark = start.starts(with: byteOrderMark) ? byteOrderMark.count : 0
    return start.withUnsafeBytes { start in
      for line in start.dropFirst(mark).split(separator: UInt8(ascii: "\n")) {
        var line = SparseLine(UnsafeRawBufferPointer(rebasing: line))
        guard let label = line.nextToken() else { continue }
        guard line.number(label) != nil, let entry = line.nextToken(), let colon = line.firstColon(in: entry)
        else { return false }
        let isQuery = line.isQuery(entry.lowerBound..<colon)
        return isQuery
          || line.wholeNumber(entry.lowerBound..<colon) != nil
            && line.number(colon + 1..<entry.upperBound) != nil
      }
      return false
    }
  }
}
