import Logit

extension Dataset {
  /// The bundled sets as lines of text: their sizes, targets, licences and sources.
  public static var listText: String {
    var table = AlignedText(indent: "", rightAligned: [1, 2, 3])
    table.append("name", "rows", "columns", "classes", "target", "licence", "what it is")
    for entry in all {
      table.append(
        entry.name, entry.rowCount.grouped, "\(entry.columnCount)", "\(entry.classCount)", entry.target,
        entry.licence, entry.summary)
    }
    let sources = all.map { "  \($0.name): \($0.source)\n" }.joined()
    return "\(table.text)\nSources\n\(sources)"
  }

  /// The bundled sets as one JSON object on one line.
  public static var listJSON: String {
    (["datasets": .array(all.map { .object($0.members) })] as JSON).description
  }
}

extension DatasetEntry {
  /// What is known about the set, as one JSON object.
  ///
  /// - Parameter file: The file its rows were written to; `nil` if there is none.
  /// - Returns: The object on one line.
  public func json(file: String?) -> String {
    JSON.object(members + [JSON.Member("file", file.map { .string($0) } ?? .null)]).description
  }

  fileprivate var members: [JSON.Member] {
    [
      JSON.Member("name", .string(name)), JSON.Member("summary", .string(summary)),
      JSON.Member("rows", .integer(rowCount)), JSON.Member("columns", .integer(columnCount)),
      JSON.Member("classes", .integer(classCount)), JSON.Member("target", .string(target)),
      JSON.Member("licence", .string(licence)), JSON.Member("source", .string(source)),
      JSON.Member("generated", .bool(isGenerated)),
    ]
  }
}
