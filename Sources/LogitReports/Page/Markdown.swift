import Logit

/// The little of Markdown that a note on a model needs: headings, paragraphs, lists, and words in bold or as code.
///
/// Everything else is shown as it is typed; markup of HTML among it, too. Links show their address, since a page that
/// is sent opens nothing.
enum Markdown {
  /// The text as HTML, its headings below those of a section.
  static func html(_ text: String) -> String {
    var (result, paragraph, isList) = ("", [String](), false)
    func flush() {
      if !paragraph.isEmpty { result += "<p>\(inline(paragraph.joined(separator: " ")))</p>\n" }
      paragraph = []
    }
    func endList() {
      if isList { result += "</ul>\n" }
      isList = false
    }
    for line in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline) {
      let line = line.drop { $0 == " " }
      if line.hasPrefix("- ") || line.hasPrefix("* ") {
        flush()
        if !isList { result += "<ul>\n" }
        isList = true
        result += "<li>\(inline(String(line.dropFirst(2))))</li>\n"
        continue
      }
      if line.isEmpty || line.hasPrefix("#") { flush() }
      // A line below an item belongs to it only where it is indented, which is not kept here.
      endList()
      let marks = line.prefix { $0 == "#" }.count
      if marks > 0 {
        result += "<h3>\(inline(String(line.dropFirst(marks).drop { $0 == " " })))</h3>\n"
      } else if !line.isEmpty {
        paragraph.append(String(line))
      }
    }
    flush()
    endList()
    return result
  }

  /// Words in bold and as code.
  private static func inline(_ text: String) -> String {
    let parts = text.html.split(separator: "`", omittingEmptySubsequences: false)
    return parts.enumerated().map { place, part in
      // Between two marks; the last of an odd number stands for itself.
      guard place % 2 == 1, place < parts.count - 1 else {
        return (place % 2 == 1 ? "`" : "") + bold(String(part))
      }
      return "<code>\(part)</code>"
    }.joined()
  }

  private static func bold(_ text: String) -> String {
    let parts = text.components(separatedBy: "**")
    return parts.enumerated().map { place, part in
      guard place % 2 == 1 else { return part }
      return place < parts.count - 1 ? "<b>\(part)</b>" : "**\(part)"
    }.joined()
  }
}

extension String {
  /// The parts between a text's occurrences.
  fileprivate func components(separatedBy separator: String) -> [String] {
    split(separator: separator, omittingEmptySubsequences: false).map(String.init)
  }
}
