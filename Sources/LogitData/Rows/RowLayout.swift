/// How the rows of a text are made: what stands between fields and behind rows, and how characters are
/// encoded.
package struct RowLayout: Sendable, Equatable {
  /// What stands between fields.
  package var separator: UInt8
  /// The byte after it has no meaning of its own; 0 for none.
  package var escape: UInt8
  /// What stands between the whole and the fraction of a number.
  package var decimal: UInt8
  /// How characters outside ASCII are encoded.
  package var encoding: TextEncoding
  /// How many fields a row has.
  package var fieldCount: Int
  /// What the first row ends with; the last may lack it.
  package var lineEnd: LineEnd
  /// Whether the text begins with a byte order mark.
  package var hasMark: Bool
  /// Whether rows end with a separator, which belongs to no field.
  package var hasTrailingSeparators = false
  /// Whether quotes tell texts from numbers and truth values, as in a text that was made of records.
  package var isTyped = false
}

/// What a row ends with.
package enum LineEnd: Sendable, Equatable {
  case lineFeed, returnAndLineFeed, carriageReturn

  /// The bytes.
  package var bytes: [UInt8] {
    switch self {
    case .lineFeed: [0x0A]
    case .returnAndLineFeed: [0x0D, 0x0A]
    case .carriageReturn: [0x0D]
    }
  }
}

extension RowLayout {
  /// UTF-8's byte order mark, which some programs need at the beginning of a text.
  package static let mark: [UInt8] = [0xEF, 0xBB, 0xBF]

  private static let quote = UInt8(ascii: "\"")

  /// Calls a closure with the place of each field of a row, with its quotes.
  ///
  /// - Parameters:
  ///   - row: A row that has this layout.
  ///   - body: Receives the places, in order.
  @inline(__always)
  func forEachField(of row: UnsafeRawBufferPointer, _ body: (Range<Int>) -> Void) {
    var start = 0
    while true {
      let end = endOfField(in: row, from: start)
      body(start..<end)
      guard end < row.count else { return }
      start = end + 1
    }
  }

  /// Where the quote that opens a field is, which may follow blanks; `nil` if the field is not quoted.
  func openingQuote(in row: UnsafeRawBufferPointer, from start: Int) -> Int? {
    var place = start
    while place < row.count && (row[place] == 0x20 || row[place] == 0x09) && row[place] != separator {
      place += 1
    }
    return place < row.count && row[place] == Self.quote ? place : nil
  }

  /// Whether the byte after this one has no meaning of its own.
  @inline(__always)
  func isEscape(_ byte: UInt8) -> Bool { escape != 0 && byte == escape }

  /// The position after the field that begins at a place.
  private func endOfField(in row: UnsafeRawBufferPointer, from start: Int) -> Int {
    var place = start
    if let open = openingQuote(in: row, from: start) {
      place = open + 1
      while place < row.count {
        if row[place] == Self.quote {
          guard place + 1 < row.count && row[place + 1] == Self.quote else { break }
          place += 1
        } else if isEscape(row[place]) {
          place += 1
        }
        place += 1
      }
    }
    while place < row.count && row[place] != separator { place += isEscape(row[place]) ? 2 : 1 }
    return min(place, row.count)
  }
}
