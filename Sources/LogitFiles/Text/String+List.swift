extension String {
  /// The items of a list with commas between. An item that contains a comma stands in quotes, and quotes in
  /// it are written twice, as in CSV. Blanks around items do not count.
  ///
  /// - Returns: The items; `nil` if a quote is not closed, or something follows a closing quote.
  package func splitList() -> [String]? {
    var (items, rest): ([String], Substring) = ([], self[...])
    func skipBlanks() { rest = rest.drop { $0 == " " } }
    while true {
      skipBlanks()
      if rest.first == "\"" {
        rest.removeFirst()
        var item = ""
        while true {
          guard let end = rest.firstIndex(of: "\"") else { return nil }
          item += rest[..<end]
          rest = rest[rest.index(after: end)...]
          guard rest.first == "\"" else { break }
          item.append("\"")
          rest.removeFirst()
        }
        items.append(item)
        skipBlanks()
        guard rest.isEmpty || rest.first == "," else { return nil }
      } else {
        var item = rest.prefix { $0 != "," }
        rest = rest[item.endIndex...]
        while item.last == " " { item.removeLast() }
        items.append(String(item))
      }
      if rest.isEmpty { return items }
      rest.removeFirst()
    }
  }

  /// The text as an item of a list with commas between: in quotes, as in CSV, if it would be taken for
  /// several items, or for another one.
  package var quotedInList: String {
    guard contains(",") || contains("\"") || hasPrefix(" ") || hasSuffix(" ") else { return self }
    let parts = split(separator: "\"", omittingEmptySubsequences: false)
    return "\"" + parts.joined(separator: "\"\"") + "\""
  }
}
