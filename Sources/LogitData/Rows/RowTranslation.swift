package import LogitFiles

/// Writes rows of a text as they stand there, with another separator or as UTF-8 where need be. All that
/// passes rows through goes this way.
///
/// With the same separator and in UTF-8 a row stays as it is, byte for byte. Otherwise each field keeps its
/// bytes and its quotes; only a field without quotes that contains the new separator gets some. Blanks at the
/// edges of a field, which do not count, go where the new separator is among them.
package struct RowTranslation: Sendable {
  private static let quote = UInt8(ascii: "\"")

  /// The layout of the rows.
  package let layout: RowLayout
  /// What is to stand between fields.
  package let separator: UInt8

  /// Chooses a layout.
  ///
  /// - Parameters:
  ///   - layout: The layout of the rows.
  ///   - separator: What is to stand between fields.
  package init(_ layout: RowLayout, separator: UInt8) {
    (self.layout, self.separator) = (layout, separator)
  }

  /// Whether the separator stays, and with it the ends of lines.
  package var keepsLines: Bool { separator == layout.separator }

  /// Whether rows are written byte for byte.
  package var isIdentity: Bool { keepsLines && layout.encoding == .utf8 }

  /// What a row ends with, where it does not bring its own end of line.
  package var usualLineEnd: [UInt8] {
    keepsLines ? layout.lineEnd.bytes : LineEnd.lineFeed.bytes
  }

  /// Adds a row, without its end of line.
  ///
  /// - Parameters:
  ///   - row: The row as it stands in the text.
  ///   - output: Receives the bytes.
  package func append(_ row: UnsafeRawBufferPointer, to output: inout ByteOutput) {
    if keepsLines { return append(text: row, to: &output) }
    layout.forEachField(of: row) { field in
      if field.lowerBound > 0 { output.append(separator) }
      append(field: UnsafeRawBufferPointer(rebasing: row[field]), to: &output)
    }
  }

  /// Adds a field.
  ///
  /// - Parameters:
  ///   - field: The field as it stands in the text, with its quotes.
  ///   - output: Receives the bytes.
  func append(field: UnsafeRawBufferPointer, to output: inout ByteOutput) {
    if keepsLines || !field.contains(where: { $0 == separator || $0 == 0x0D }) {
      return append(text: field, to: &output)
    }
    // Blanks at the edges do not count outside of quotes, but would within.
    let isBlank = { (byte: UInt8) in byte == 0x20 || byte == 0x09 }
    let start = field.firstIndex { !isBlank($0) } ?? field.endIndex
    let end = field.lastIndex { !isBlank($0) }.map { $0 + 1 } ?? start
    if let open = layout.openingQuote(in: field, from: 0) {
      let edges = [field[..<open], field[end...]]
      let counts = edges.contains { $0.contains(separator) }
      let kept = counts ? UnsafeRawBufferPointer(rebasing: field[open..<end]) : field
      return append(text: kept, to: &output)
    }
    output.append(Self.quote)
    var place = start
    while place < end {
      let next = min(place + (layout.isEscape(field[place]) ? 2 : 1), end)
      if field[place] == Self.quote { output.append(Self.quote) }
      append(text: UnsafeRawBufferPointer(rebasing: field[place..<next]), to: &output)
      place = next
    }
    output.append(Self.quote)
  }

  private func append(text: UnsafeRawBufferPointer, to output: inout ByteOutput) {
    if layout.encoding == .utf8 { return output.append(contentsOf: text) }
    for byte in text {
      let scalar = layout.encoding.scalar(byte).value
      switch scalar {
      case ..<0x80: output.append(byte)
      case ..<0x800:
        output.append(UInt8(truncatingIfNeeded: 0xC0 | scalar >> 6))
        output.append(UInt8(truncatingIfNeeded: 0x80 | scalar & 0x3F))
      default:
        output.append(UInt8(truncatingIfNeeded: 0xE0 | scalar >> 12))
        output.append(UInt8(truncatingIfNeeded: 0x80 | scalar >> 6 & 0x3F))
        output.append(UInt8(truncatingIfNeeded: 0x80 | scalar & 0x3F))
      }
    }
  }
}
