/// What stands before the first row: a byte order mark, lines that are to be skipped, and the line `sep=;` by
/// which programs tell Excel the separator.
struct CSVPreamble {
  static let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]

  /// Where the first row begins.
  let end: Int
  /// The separator that the line `sep=;` names.
  let separator: UInt8?

  /// - Parameters:
  ///   - lineCount: How many lines to skip.
  ///   - isWhole: Whether nothing follows the bytes.
  /// - Returns: `nil` if the bytes end before the first row begins.
  init?(_ bytes: [UInt8], skipping lineCount: Int, isWhole: Bool) {
    var place = bytes.starts(with: Self.byteOrderMark) ? Self.byteOrderMark.count : 0
    for _ in 0..<lineCount {
      guard place < bytes.count || isWhole, let line = CSVText.line(bytes, from: place, isWhole: isWhole)
      else { return nil }
      place = line.after
      if place == bytes.count { break }
    }
    guard let line = CSVText.line(bytes, from: place, isWhole: isWhole) else {
      // Too long a line to name a separator.
      guard bytes.count - place > 64 else { return nil }
      (end, separator) = (place, nil)
      return
    }
    separator = Self.separator(bytes[place..<line.end])
    end = separator == nil ? place : line.after
  }

  /// The separator that a line names.
  private static func separator(_ line: ArraySlice<UInt8>) -> UInt8? {
    guard line.count < 16 else { return nil }
    var text = String(decoding: line, as: UTF8.self).trimmingSpacesAndTabs.lowercased()
    if line.last == UInt8(ascii: "\t") { text += "\t" }
    if text.hasPrefix("\""), text.hasSuffix("\""), text.count > 1 {
      text = String(text.dropFirst().dropLast())
    }
    guard text.hasPrefix("sep=") else { return nil }
    let mark = text.dropFirst(4)
    if mark == "\\t" || mark == "tab" { return UInt8(ascii: "\t") }
    guard mark.count == 1, let character = mark.first, let byte = character.asciiValue,
      !character.isLetter, !character.isNumber, byte >= UInt8(ascii: " ") || byte == UInt8(ascii: "\t"),
      byte != CSVText.quote
    else { return nil }
    return byte
  }
}
