#if Command
extension String {
  /// The text as a shell takes it for one word.
  var shellQuoted: String {
    func isLetterOrDigit(_ byte: UInt8) -> Bool {
      (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20) || (0x30...0x39).contains(byte)
    }
    // A mark alone would be taken for one of the sentence around it.
    let isPlain =
      utf8.contains(where: isLetterOrDigit)
      && utf8.allSatisfy { isLetterOrDigit($0) || "_-./,:=".utf8.contains($0) }
    return isPlain
      ? self : "'" + split(separator: "'", omittingEmptySubsequences: false).joined(separator: "'\\''") + "'"
  }
}
#endif
