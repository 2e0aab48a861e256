package import LogitFiles

/// The first and last bytes of a file, from which its format can be recognized.
package struct FileEnds {
  private static let byteCount = 1 << 16

  package let beginning: [UInt8]
  /// The last bytes; empty where they are not known, as in a stream.
  let end: [UInt8]

  /// - Parameter beginning: The first bytes of a file whose last ones are not known.
  package init(_ beginning: [UInt8]) { (self.beginning, end) = (beginning, []) }

  /// - Throws: `FileError.notRead(path:reason:)`.
  package init(_ source: StoredBytes) throws {
    beginning = try source.prefix(Self.byteCount)
    let count = min(source.size, Self.byteCount)
    end = try source.bytes(count, at: source.size - count)
  }

  func starts(with bytes: [UInt8], at place: Int = 0) -> Bool {
    beginning.count >= place + bytes.count && beginning[place...].starts(with: bytes)
  }

  func starts(with text: String, at place: Int = 0) -> Bool { starts(with: Array(text.utf8), at: place) }

  /// Whether there are control characters that text has none of.
  package var isBinary: Bool {
    beginning.contains {
      $0 < 0x20 && !(UInt8(ascii: "\t")...UInt8(ascii: "\r")).contains($0) && $0 != 0x1B && $0 != 0x1A
    }
  }

  /// Whether a text occurs in either end. The names of a zip archive's entries do.
  func contains(_ text: String) -> Bool {
    let pattern = Array(text.utf8)
    return [beginning, end].contains { bytes in
      var place = 0
      while let found = bytes[place...].firstIndex(of: pattern[0]) {
        if bytes[found...].starts(with: pattern) { return true }
        place = found + 1
      }
      return false
    }
  }

  /// The number that some bytes make, the lowest first; `nil` if there are not as many.
  func number(_ byteCount: Int, at place: Int) -> UInt64? {
    guard beginning.count >= place + byteCount else { return nil }
    return beginning[place..<place + byteCount].reversed().reduce(0) { $0 << 8 | UInt64($1) }
  }
}
