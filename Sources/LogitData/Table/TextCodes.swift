/// The distinct texts of a column in order of first appearance, and the code of each: its place among them.
struct TextCodes {
  /// The distinct texts; a column's ``Column/dictionary``.
  private(set) var texts: [String] = []
  private var codes: [String: Int32] = [:]

  /// The code of a text, which gets one if it has none yet; ``ColumnChunk/missingCode`` for `nil`.
  mutating func code(of text: String?) -> Int32 {
    guard let text else { return ColumnChunk.missingCode }
    if let code = codes[text] { return code }
    let code = Int32(texts.count)
    codes[text] = code
    texts.append(text)
    return code
  }
}
