extension ForeignFormat {
  private static let asObjects =
    "write each row as an object with the names of its columns, such as {\"a\": 1}"
  private static let toCSV = ".to_csv(\"table.csv\", index=False)"

  /// The formats that are text; the first that fits counts.
  static let textual: [ForeignFormat] = [
    ForeignFormat(
      "JSON lines without names", asObjects, extensions: JSONRecords.lineExtensions
    ) { ends in
      let lines = TextLines(ends)
      return lines.all.count > 1 && lines.all.allSatisfy { $0.first == "[" && isJSON($0) }
    },
    ForeignFormat(
      "a JSON file",
      asObjects
        + ", one a line or all in an array; jq -c '.name[]' takes the elements of an array out of a file",
      extensions: ["json"]
    ) { ends in
      isJSON(Substring(String(decoding: ends.beginning.prefix(256), as: UTF8.self)))
    },
    ForeignFormat(
      "an HTML page", withPandas + "pandas.read_html(path)[0]" + toCSV, extensions: ["html", "htm"]
    ) {
      TextLines($0).begins(with: ["<!doctype html", "<html", "<head", "<body", "<table"])
    },
    ForeignFormat("an XML file", withPandas + "pandas.read_xml(path)" + toCSV, extensions: ["xml"]) {
      TextLines($0).begins(with: ["<?xml", "<svg", "<pmml", "<workbook"])
    },
    ForeignFormat(
      "an ARFF file (Weka's)",
      "write it as CSV first, for example with scipy.io.arff.loadarff and pandas.DataFrame" + toCSV,
      extensions: ["arff"]
    ) { ends in
      let line = TextLines(ends).all.first { !$0.hasPrefix("%") }?.lowercased()
      return line?.hasPrefix("@relation") == true || line?.hasPrefix("@attribute") == true
    },
    ForeignFormat(
      "a MatrixMarket file", "write its matrix with numpy.save, after scipy.io.mmread", extensions: ["mtx"],
      start: "%%MatrixMarket"),
    ForeignFormat(sparseRows.name, sparseRows.remedy, extensions: sparseExtensions) {
      isSparseRows(TextLines($0))
    },
    ForeignFormat(
      "a file of Vowpal Wabbit", "write its features as columns of a CSV file", extensions: ["vw"]
    ) { isTaggedRows(TextLines($0)) },
  ]

  /// The ends of the names of svmlight and LIBSVM files, whose rows are sparse and no table.
  static let sparseExtensions = ["svm", "svmlight", "libsvm"]

  /// What a file of sparse rows is called where a table is read.
  static let sparseRows = (
    name: "a file of LIBSVM (svmlight)",
    remedy: "read it as sparse rows, under a name that ends in .svm (SparseDataset)"
  )

  // MARK: JSON

  /// Whether a text begins as an object or an array does.
  private static func isJSON(_ text: Substring) -> Bool {
    let inside = text.dropFirst().drop(while: \.isWhitespace).first
    switch text.first {
    case "{": return inside == "\"" || inside == "}"
    case "[": return inside.map { "[{\"]".contains($0) } ?? false || isNumberList(text.dropFirst())
    default: return false
    }
  }

  /// Whether a text, behind an opening bracket, begins as numbers and ends behind the closing one, if that is
  /// there: `[1]` may also be the name of a column, which others follow.
  private static func isNumberList(_ text: Substring) -> Bool {
    let rest = text.drop { "0123456789+-.eE,".contains($0) || $0.isWhitespace }
    let hasDigits = text[..<rest.startIndex].contains(where: \.isNumber)
    return hasDigits && (rest.isEmpty || rest.first == "]" && rest.dropFirst().allSatisfy(\.isWhitespace))
  }

  // MARK: Numbers of columns and values

  /// Whether each line is a label and `column:value` pairs with ascending columns.
  private static func isSparseRows(_ lines: TextLines) -> Bool {
    let counts = lines.all.map { pairCount($0) }
    guard !counts.isEmpty, counts.allSatisfy({ $0 != nil }) else { return false }
    // A single pair in a line or two could be something else, such as a time.
    return counts.contains { $0 ?? 0 > 1 } || counts.count > 2 && counts.contains { $0 == 1 }
  }

  /// How many pairs a line has; `nil` if it is not a label and pairs.
  private static func pairCount(_ line: Substring) -> Int? {
    let tokens = line.prefix { $0 != "#" }.split(whereSeparator: \.isWhitespace)
    guard let label = tokens.first,
      label.split(separator: ",", omittingEmptySubsequences: false).allSatisfy({ Double($0) != nil })
    else { return nil }
    var last = -1
    for token in tokens.dropFirst() {
      guard let mark = token.firstIndex(of: ":"), Double(token[token.index(after: mark)...]) != nil else {
        return nil
      }
      if token[..<mark] == "qid" { continue }
      guard let column = Int(token[..<mark]), column > last else { return nil }
      last = column
    }
    return tokens.count - 1
  }

  // MARK: Namespaces

  /// Whether each line is a label, a bar with a namespace, and features.
  private static func isTaggedRows(_ lines: TextLines) -> Bool {
    guard !lines.all.isEmpty, lines.all.allSatisfy(hasNamespace) else { return false }
    return lines.all.contains { line in
      line.first != "|" || line.split(whereSeparator: \.isWhitespace).contains(where: isWeighted)
    }
  }

  private static func hasNamespace(_ line: Substring) -> Bool {
    guard let bar = line.firstIndex(of: "|") else { return false }
    let (label, features) = (line[..<bar], line[line.index(after: bar)...])
    let tokens = label.split(whereSeparator: \.isWhitespace)
    guard label.isEmpty || label.last?.isWhitespace == true || tokens.last?.first == "'",
      tokens.allSatisfy({ Double($0) != nil || $0.first == "'" || isWeighted($0) })
    else { return false }
    return features.first?.isLetter == true && features.contains(where: \.isWhitespace)
      || features.split(whereSeparator: \.isWhitespace).contains(where: isWeighted)
  }

  /// Whether a token is a name with a weight, such as `price:.23`.
  private static func isWeighted(_ token: Substring) -> Bool {
    guard let mark = token.lastIndex(of: ":"), mark > token.startIndex, token.first != "|" else {
      return false
    }
    return Double(token[token.index(after: mark)...]) != nil
  }
}

/// The first whole lines of a text that are not blank, without the blanks at their ends.
private struct TextLines {
  private static let limit = 20

  let all: [Substring]

  init(_ ends: FileEnds) {
    let bytes = ends.beginning
    // Of a long line, the beginning is enough.
    let end = bytes.lastIndex { $0 == 10 || $0 == 13 } ?? bytes.count
    var lines: [Substring] = []
    var start = 0
    // Only lines that are looked at become texts: characters of all bytes took longer than to read the table.
    while start < end, lines.count < Self.limit {
      let stop = bytes[start..<end].firstIndex { (10...13).contains($0) } ?? end
      let line = String(decoding: bytes[start..<stop], as: UTF8.self).drop(while: \.isWhitespace)
      if let last = line.lastIndex(where: { !$0.isWhitespace }) { lines.append(line[...last]) }
      start = stop + 1
    }
    all = lines
  }

  func begins(with starts: [String]) -> Bool {
    guard let line = all.first?.lowercased() else { return false }
    return starts.contains { line.hasPrefix($0) }
  }
}
