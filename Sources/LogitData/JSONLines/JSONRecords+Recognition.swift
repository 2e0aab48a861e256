import LogitFiles

extension JSONRecords {
  /// The ends of the names of files with an object a line.
  static let lineExtensions = ["jsonl", "ndjson"]

  /// How many bytes show whether a text is one of JSON.
  static let sampleByteCount = 1 << 16

  /// Whether bytes begin like rows as JSON objects.
  ///
  /// Whatever begins with an object in a single line does, and an array of objects; so does anything else in
  /// a file whose name says so.
  ///
  /// - Parameters:
  ///   - beginning: The first bytes, decompressed.
  ///   - name: What the file is called.
  /// - Returns: How the objects stand in the text; `nil` if there are none.
  static func form(of beginning: some Collection<UInt8>, name: String) -> Form? {
    let sample = Array(beginning.prefix(sampleByteCount))
    var start = sample.starts(with: RowLayout.mark) ? 3 : 0
    while start < sample.count, isBlankByte(sample[start]) { start += 1 }
    let text = sample[start...]
    switch text.first {
    case UInt8(ascii: "{"):
      let line = text.prefix { $0 != RecordText.lineFeed && $0 != 0x0D }
      let inside = line.dropFirst().first { !isBlankByte($0) }
      let isBegun = inside == RecordText.quote || inside == UInt8(ascii: "}")
      let isWhole = line.last { !isBlankByte($0) } == UInt8(ascii: "}")
      // Of a long line, the beginning has to do.
      if isBegun && (isWhole || line.endIndex == sample.count && sample.count == sampleByteCount) {
        return .lines
      }
    case UInt8(ascii: "["):
      let inside = text.dropFirst().first { !isBlankByte($0) }
      if inside == UInt8(ascii: "{") { return .array }
    default: break
    }
    return isNamed(name) ? .lines : nil
  }

  /// Whether a name is that of a file with an object a line, compressed or not.
  static func isNamed(_ path: String) -> Bool {
    let name = path.lowercased()
    return lineExtensions.contains { name.hasSuffix(".\($0)") || name.hasSuffix(".\($0).gz") }
  }

  private static func isBlankByte(_ byte: UInt8) -> Bool {
    byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D
  }
}
