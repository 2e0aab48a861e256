#if Command
extension [String] {
  /// The arguments as a shell takes them.
  var shellLine: String { map(\.shellQuoted).joined(separator: " ") }
}

extension String {
  /// A path as others may see it: as it was typed, but of one that leaves the folder the name alone, since the folders
  /// would say something of the machine.
  var shownPath: String {
    let parts = split(separator: "/")
    return hasPrefix("/") || parts.contains("..")
      ? lastComponent : parts.filter { $0 != "." }.joined(separator: "/")
  }
}
#endif
