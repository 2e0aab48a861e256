#if Command
extension String {
  /// The text as a shell takes it for one word.
  var shellQuoted: String {
    func isOfNames(_ byte: UInt8) -> Bool {
      (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20) || (0x30...0x39).contains(byte)
        || "_-./".utf8.contains(byte)
    }
    // A mark alone or at the end would be taken for one of the sentence around it, and some shells expand a
    // word that = begins.
    let isPlain =
      utf8.first.map(isOfNames) == true && utf8.allSatisfy { isOfNames($0) || ",:=".utf8.contains($0) }
      && utf8.last.map { ".,:=".utf8.contains($0) } == false
    return isPlain
      ? self : "'" + split(separator: "'", omittingEmptySubsequences: false).joined(separator: "'\\''") + "'"
  }
}
#endif
