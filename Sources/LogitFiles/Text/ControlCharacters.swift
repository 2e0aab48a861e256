/// The characters that steer a terminal instead of being shown: moving its cursor, changing its colours or
/// title, or reversing the direction of text. A name or value from a file may hold them.
package enum ControlCharacters {
  /// The bytes of a text in UTF-8, with an escape such as `\x1B` or `\u202E` in place of each control
  /// character.
  ///
  /// Control characters are U+0000 to U+001F, U+007F to U+009F, and those that reverse text, U+202A to U+202E
  /// and U+2066 to U+2069. Tabs and ends of line, also of two characters, stay.
  ///
  /// - Parameter bytes: The text, or a part of it.
  /// - Returns: The text, and the bytes at its end that might begin a control character.
  static func escaped(_ bytes: [UInt8]) -> (text: [UInt8], rest: [UInt8]) {
    var text: [UInt8] = []
    text.reserveCapacity(bytes.count)
    var place = 0
    while place < bytes.count {
      let byte = bytes[place]
      let expected = sequenceLength(byte)
      let following = bytes[(place + 1)...].prefix(expected - 1).prefix { $0 & 0xC0 == 0x80 }
      if following.count < expected - 1 && following.endIndex == bytes.count {
        return (text, Array(bytes[place...]))
      }
      let length = following.count == expected - 1 ? expected : 1
      let scalar: UInt32
      switch length {
      case 2: scalar = 0x80 | UInt32(bytes[place + 1] & 0x3F)
      case 3: scalar = 0x2000 | UInt32(bytes[place + 1] & 0x3F) << 6 | UInt32(bytes[place + 2] & 0x3F)
      default: scalar = byte < 0x80 ? UInt32(byte) : 0xFFFD
      }
      let endsLine = byte == 0x0D && place + 1 < bytes.count && bytes[place + 1] == 0x0A
      if isControl(scalar) && !endsLine {
        text += escape(scalar).utf8
      } else {
        text += bytes[place..<place + length]
      }
      place += length
    }
    return (text, [])
  }

  /// How many bytes a character has that could be a control character; all of those beyond ASCII begin with
  /// one of two bytes.
  private static func sequenceLength(_ first: UInt8) -> Int { first == 0xC2 ? 2 : first == 0xE2 ? 3 : 1 }

  /// Whether a character steers a terminal, and is neither a tab nor an end of line.
  static func isControl(_ scalar: UInt32) -> Bool {
    switch scalar {
    case 0x09, 0x0A: false
    case 0..<0x20, 0x7F...0x9F, 0x202A...0x202E, 0x2066...0x2069: true
    default: false
    }
  }

  /// A character as an escape.
  static func escape(_ scalar: UInt32) -> String {
    let digits = String(scalar, radix: 16, uppercase: true)
    return scalar < 0x100
      ? "\\x" + (digits.count < 2 ? "0" : "") + digits : "\\u" + digits
  }
}

extension String {
  /// The text with an escape in place of each control character but tabs and ends of line; see
  /// ``ControlCharacters``.
  package var showingControls: String {
    // U+0080 and so on are two bytes that begin with 0xC2, those that reverse text begin with 0xE2.
    guard utf8.contains(where: { $0 < 0x20 && $0 != 0x0A || $0 == 0x7F || $0 == 0xC2 || $0 == 0xE2 }) else {
      return self
    }
    let (text, rest) = ControlCharacters.escaped(Array(utf8))
    return String(decoding: text + rest, as: UTF8.self)
  }

  /// The text on one line: tabs and ends of line are escapes, too, as `\t`, `\n` and `\r`.
  package var onOneLine: String {
    guard utf8.contains(where: { $0 < 0x20 }) else { return showingControls }
    var line = ""
    for scalar in unicodeScalars {
      switch scalar {
      case "\t": line += "\\t"
      case "\n": line += "\\n"
      case "\r": line += "\\r"
      default: line.unicodeScalars.append(scalar)
      }
    }
    return line.showingControls
  }
}
